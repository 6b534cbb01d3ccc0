"""Real profiles for tests: an encrypted file in a folder of its own, cheap to open."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cicdesk.base.clock import Clock
from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.session import Session
from cicdesk.store import meta
from cicdesk.store.keys import Keystore, NoKeystore
from cicdesk.store.keyslots import Argon
from cicdesk.store.meta import Place
from cicdesk.store.store import Store

CHEAP = Argon(8192, 1, 1)
PASSPHRASE = "sześć słów których nikt nie zgadnie"
USER = "anna"
PLACE = Place(
    device="d7",
    name="L07",
    office="KR",
    region="MA",
    server="https://centre.example.org",
    roles={USER: "staff"},
)


class FakeClock:
    """A clock that shows what it is set to."""

    def __init__(self, year: int = 2026) -> None:
        self.moment = dt.datetime(year, 3, 15, 10, 30, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """What it is set to."""
        return self.moment

    def forward(self, **span: float) -> None:
        """Set it forward, or back."""
        self.moment += dt.timedelta(**span)


def session_at(
    home: Home, clock: Clock | None = None, keystore: Callable[[], Keystore] = NoKeystore
) -> Session:
    """A session on a profile."""
    return Session(home, clock or FakeClock(), keystore, CHEAP)


def fresh_desk(session: Session) -> Desk:
    """The first desk of an empty profile."""
    return session.create(USER, "Anna", PASSPHRASE, without_keyring=True)


def enrolled(desk: Desk) -> Desk:
    """The same desk, as if it belonged to a centre."""
    with desk.context.store.write() as connection:
        meta.save(connection, PLACE)
    desk.placed(PLACE, USER)
    return desk


def every_byte(folder: Path) -> bytes:
    """Everything that lies in a folder, one file after the other, with the files' names; the ballast is empty."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "ballast")
    return b"".join(str(path.relative_to(folder)).encode() + path.read_bytes() for path in files)


SHOWN = "id, shown, deleted, state, title, sort, number, office, changed, changed_by"


def shown_rows(store: Store) -> list[tuple[Any, ...]]:
    """What screens read of every record."""
    with store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {SHOWN} FROM record ORDER BY id")]


PAGE, RESERVED, SALT, VECTOR = 4096, 80, 16, 16
"""Bytes of a page of SQLCipher 4, what it keeps at the end of each, its salt at the beginning of the first."""


def opened_pages(path: Path, key: bytes) -> bytes:
    """The bytes of every page of a database, free ones included, deciphered without SQLCipher."""
    content, opened = path.read_bytes(), bytearray()
    for at in range(0, len(content), PAGE):
        page = content[at : at + PAGE]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + VECTOR]
        hidden = page[0 if at else SALT : PAGE - RESERVED]
        if len(page) == PAGE:
            opened += Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor().update(hidden)
    return bytes(opened)


def flip(path: Path, at: int) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
