"""What an administrator can set, with values that suit one office."""

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cicdesk.base.errors import PersonError
from cicdesk.schema.attachment import FARTHEST, LARGEST


class BadSetting(PersonError):
    """A variable of the environment says what it cannot."""

    code = "bad_setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the server behaves. Made once at start and never changed."""

    database: str
    """A SQLAlchemy or libpq URL of the PostgreSQL database."""
    ledger: Path | None = None
    """Where erased files are listed outside the database; without it a restore could bring them back."""
    courier_keys: Path | None = None
    """Where the centre's own keys for packages lie, made on first use; without it no packages are taken."""
    recovery_key: str = ""
    """The organisation's public recovery key, given to each laptop when it enrols."""
    files: str = ""
    """Where the content of attached files lies: a folder, or s3://bucket/prefix. Without it there are none."""
    s3_endpoint: str = ""
    """Where an S3-compatible store is reached, if it is not Amazon's."""
    largest_file: int = LARGEST
    """Bytes of one attached file at the most; laptops have a setting of the same name."""
    pool: int = 5
    overflow: int = 5
    pool_wait: float = 3.0
    in_flight: int = 128
    """Requests under way in one worker; more are answered with 503 and a time to come back."""
    head_seconds: float = 10.0
    """How long a connection may take to say what it wants."""
    body_seconds: float = 60.0
    """How long the body of a request may take."""
    answer_seconds: float = 60.0
    """How long the other side may read nothing of an answer."""
    body_room: int = 64 << 20
    """Bytes of bodies that have not arrived whole, in one worker; past it requests are answered with 503."""
    requests_a_minute: int = 600
    """Of one device."""
    mutations_an_hour: int = 200_000
    """Of one device."""
    file_bytes_an_hour: int = 4 << 30
    """Of files, of one device, both ways."""
    wrong_codes_an_hour: int = 5
    """Of one address."""
    page_records: int = 2000
    page_bytes: int = 1 << 21
    """JSON in an answer at the most, about."""
    oldest_form: int = 1
    """Laptops whose program is older than this number of the schema may hand in and no longer read."""
    older_forms_until: dt.date | None = None
    """The last day on which they may still read; they name it to their people from now on."""


def from_environment(database: str, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings for this database; the rest from the variables that begin with CICDESK_."""
    ledger, keys = environment.get("CICDESK_LEDGER", ""), environment.get("CICDESK_COURIER_KEYS", "")
    return Settings(
        database=database,
        ledger=Path(ledger) if ledger else None,
        courier_keys=Path(keys) if keys else None,
        recovery_key=environment.get("CICDESK_RECOVERY_KEY", ""),
        files=environment.get("CICDESK_FILES", ""),
        s3_endpoint=environment.get("CICDESK_S3_ENDPOINT", ""),
        largest_file=_number("CICDESK_LARGEST_FILE", environment, usual=LARGEST >> 20, most=FARTHEST >> 20)
        << 20,
        oldest_form=_number("CICDESK_OLDEST_FORM", environment),
        older_forms_until=_day("CICDESK_OLDER_FORMS_UNTIL", environment),
    )


def _number(name: str, environment: Mapping[str, str], *, usual: int = 1, most: int = 1 << 31) -> int:
    text = environment.get(name, "") or str(usual)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise BadSetting(why=f"{name} is a number from 1 to {most}, not {text!r}")
    return int(text)


def _day(name: str, environment: Mapping[str, str]) -> dt.date | None:
    text = environment.get(name, "")
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise BadSetting(why=f"{name} is a day like 2027-03-15, not {text!r}") from None
