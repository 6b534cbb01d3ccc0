"""Small facts about the profile: its place in the organisation and where its sync stands."""

import datetime as dt
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from cicdesk.wire.messages import Names


class Place(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """Who this laptop is to the centre; empty before enrolment."""

    device: str = ""
    name: str = ""
    series: int = 0
    """How many laptops of the office had the name before."""
    office: str = ""
    region: str = ""
    server: str = ""
    ca_file: str = ""
    signing_key: str = ""
    """The device's private key, base64; it rests in the encrypted file only."""
    roles: dict[str, str] = {}
    """Persons registered for this laptop -> their roles."""
    recovery_key: str = ""
    renaming: dict[str, str] = {}
    """Persons whom the centre took under another name than their slot still has: the slot's name -> the centre's."""


class Ending(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """The centre gives programs of an old form nothing new after some day; what they write it always takes."""

    form: int
    """Of which form it was said."""
    until: str = ""
    """The last day, as 2027-03-15; empty where the centre did not say."""
    over: bool = False
    """The day has passed."""

    @property
    def day(self) -> dt.date | None:
        """The last day on which it is given something; once it is over, the first on which it is not."""
        if not self.until:
            return None
        return dt.date.fromisoformat(self.until) + dt.timedelta(days=1 if self.over else 0)


class Progress(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """Where the exchange with the server stands (protocol.md 2)."""

    epoch: int | None = None
    known: list[int] | None = None
    gen: int = 0
    stage: int = 0
    """0 normal, 2 reading everything anew, 1 giving back what the server lost."""
    durable: int = 0
    last_success: int = 0
    clock_ahead: int = 0
    """Milliseconds by which the server's clock was ahead of ours when they were last compared."""
    revoked: bool = False
    loose: bool = False
    """Files may lie here that no partition of ours holds any more."""
    ending: Ending | None = None
    """What the centre said last of how long it gives this program anything; None: for good."""


def newer(known: list[int] | None, said: Sequence[int]) -> list[int] | None:
    """The newer of two commits [number, token]; answers need not come in the order of their commits."""
    return list(said) if said and (not known or said[0] >= known[0]) else known


def load_place(connection: sa.Connection) -> Place:
    """The profile's place in the organisation."""
    text = get(connection, "place")
    return msgspec.json.decode(text, type=Place) if text else Place()


def load_progress(connection: sa.Connection) -> Progress:
    """Where the exchange stands."""
    text = get(connection, "progress")
    return msgspec.json.decode(text, type=Progress) if text else Progress()


def load_names(connection: sa.Connection) -> Names:
    """What the staff and the offices are called, as the centre said last."""
    text = get(connection, "names")
    return msgspec.json.decode(text, type=Names) if text else Names()


def save(connection: sa.Connection, fact: Place | Progress | Names) -> None:
    """Keep a fact in place of the earlier one."""
    put(connection, type(fact).__name__.lower(), msgspec.json.encode(fact).decode())


def load_wanted(connection: sa.Connection) -> list[str]:
    """The records that have to be asked for whole."""
    text = get(connection, "wanted")
    return msgspec.json.decode(text, type=list[str]) if text else []


def save_wanted(connection: sa.Connection, records: list[str]) -> None:
    """Remember these in place of the earlier ones."""
    put(connection, "wanted", msgspec.json.encode(records).decode())


def note_erasure(connection: sa.Connection) -> None:
    """Remember that something was erased, which earlier copies of the store still hold."""
    put(connection, "erasure", "1")


def forget_erasure(connection: sa.Connection) -> None:
    """The earlier copies are gone."""
    put(connection, "erasure", "")


def erasure_noted(connection: sa.Connection) -> bool:
    """Whether earlier copies of the store hold what was erased."""
    return bool(get(connection, "erasure"))


def put(connection: sa.Connection, name: str, value: str) -> None:
    """Keep a text under a name."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))


def get(connection: sa.Connection, name: str) -> str:
    """The text under a name; empty if there is none."""
    return connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).scalar() or ""
