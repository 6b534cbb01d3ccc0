"""What an administrator can set, with values that suit one office."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


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
    pool: int = 5
    overflow: int = 5
    pool_wait: float = 3.0
    in_flight: int = 128
    """Requests under way in one worker; more are answered with 503 and a time to come back."""
    body_seconds: float = 60.0
    """How long the body of a request may take."""
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
    )
