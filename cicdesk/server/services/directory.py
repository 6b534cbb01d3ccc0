"""What an administrator does: offices, people of the staff, codes, devices."""

import hashlib
import hmac
import os
import secrets
from base64 import b32encode
from dataclasses import dataclass
from typing import ClassVar

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.errors import PersonError
from cicdesk.domain.roles import Role
from cicdesk.server.services.access import is_code
from cicdesk.server.storage import directory
from cicdesk.server.storage.engine import Connection, Database
from cicdesk.wire.messages import CENTRE

ROLES = tuple(each.value for each in Role)
CODE_HOURS = 48
_CODE_BYTES = 13
CODE_LENGTH = 20
_SALT_BYTES = 16
USABLE = "1 to 64 signs, without spaces, commas, quotes, slashes, backslashes and braces"
LONGEST_NAME = 80
_HOUR_MS = 3600 * 1000


class DirectoryError(PersonError):
    """The administrator asked for something that cannot be; `why` says what."""

    code: ClassVar[str] = "directory"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Place:
    """The laptop a code is for."""

    office: str
    device: str


class DirectoryService:
    """Changes who is who. Each method is one transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add_office(self, code: str, name: str, region: str) -> None:
        """Add an office, and its region if that is new."""
        _check_code(code)
        _check_code(region)
        with self._database.writing() as connection:
            if directory.office_region(connection, code) is not None:
                raise DirectoryError(f"office {code} is there already")
            directory.add_region(connection, region)
            directory.add_office(connection, code, _check_name(name), region)
            directory.names_changed(connection, [code])

    def add_user(self, user: str, role: str, offices: list[str], name: str = "") -> None:
        """Add a person of the staff, with the name colleagues see, to one office or several."""
        _check_code(user)
        if role not in ROLES:
            raise DirectoryError(f"no such role: {role}; there are {', '.join(ROLES)}")
        with self._database.writing() as connection:
            _check_offices(connection, offices)
            if directory.user_role(connection, user) is not None:
                raise DirectoryError(f"user {user} is there already")
            directory.add_user(connection, user, role, _check_name(name), self._now())
            directory.set_offices(connection, user, list(dict.fromkeys(offices)))
            directory.names_changed(connection, offices)

    def name_user(self, user: str, name: str) -> None:
        """What colleagues see in place of a sign-in name, on every laptop of the region after its next sync."""
        with self._database.writing() as connection:
            if directory.user_role(connection, user) is None:
                raise DirectoryError(f"no such user: {user}")
            directory.rename_user(connection, user, _check_name(name))
            directory.names_changed(connection, directory.user_offices(connection, user))

    def name_office(self, code: str, name: str) -> None:
        """What an office is called."""
        with self._database.writing() as connection:
            _check_offices(connection, [code])
            directory.rename_office(connection, code, _check_name(name))
            directory.names_changed(connection, [code])

    def give_offices(self, user: str, offices: list[str]) -> None:
        """A person belongs to exactly these offices from now on; their laptops follow at their next sync."""
        with self._database.writing() as connection:
            _check_offices(connection, offices)
            if directory.user_role(connection, user) is None:
                raise DirectoryError(f"no such user: {user}")
            before = directory.user_offices(connection, user)
            directory.set_offices(connection, user, list(dict.fromkeys(offices)))
            directory.names_changed(connection, [*before, *offices])

    def move_device(self, device: str, to: str, office: str = "") -> str:
        """A laptop, by its name or id, goes to another office. Its id."""
        with self._database.writing() as connection:
            _check_offices(connection, [to])
            found = _only_device(connection, device, office)
            directory.move_device(connection, found, to)
        return found

    def make_code(self, user: str, device: str, office: str = "") -> tuple[str, Place]:
        """A one-time code with which this person enrols this laptop, or joins those who use it."""
        _check_code(device)
        code = new_code()
        salt = os.urandom(_SALT_BYTES)
        hashed = hash_code(code, salt)
        with self._database.writing() as connection:
            if directory.user_role(connection, user) is None:
                raise DirectoryError(f"no such user: {user}")
            offices = directory.user_offices(connection, user)
            # A laptop of that name in another office is another laptop, unless that office is said.
            known = {each[1] for each in directory.named_devices(connection, device)} & {*offices}
            where = office or _only([*known] or offices, device)
            if directory.office_region(connection, where) is None:
                raise DirectoryError(f"no such office: {where}")
            directory.add_code(
                connection,
                directory.Code(
                    secrets.token_hex(8), user, where, device, salt, hashed,
                    self._now() + CODE_HOURS * _HOUR_MS, used=0,
                ),
            )  # fmt: skip
        return code, Place(where, device)

    def revoke(self, device: str, office: str = "", *, drain: bool = False) -> str:
        """Revoke a laptop by its name or id; with `drain` it may first hand in its work. Its id."""
        with self._database.writing() as connection:
            found = _only_device(connection, device, office)
            directory.set_status(connection, found, directory.DRAIN if drain else directory.WIPE)
        return found

    def _now(self) -> int:
        return milliseconds(self._clock.now())


def _check_offices(connection: Connection, offices: list[str]) -> None:
    for office in offices:
        if directory.office_region(connection, office) is None:
            raise DirectoryError(f"no such office: {office}")


def _only_device(connection: Connection, device: str, office: str) -> str:
    """The id of the one laptop that is meant."""
    found = [each[0] for each in directory.named_devices(connection, device, office)]
    found = found or list(directory.devices(connection, [device]))
    if len(found) != 1:
        several = "several laptops are called" if found else "no laptop is called"
        raise DirectoryError(f"{several} {device}; say the office as well, or the laptop's id")
    return found[0]


def _only(offices: list[str], device: str) -> str:
    if len(offices) != 1:
        raise DirectoryError(f"say the office of {device}: {', '.join(sorted(offices))}")
    return offices[0]


def _check_code(text: str) -> None:
    if not is_code(text) or text == CENTRE:
        raise DirectoryError(f"not a usable name: {text!r}; {USABLE}")


def _check_name(text: str) -> str:
    """A name for people, tidied: one line, as short as a name is."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise DirectoryError(f"not a usable name: {text!r}; at most {LONGEST_NAME} printable signs")
    return name


def new_code() -> str:
    """100 random bits as 20 letters and digits."""
    return b32encode(os.urandom(_CODE_BYTES)).decode()[:CODE_LENGTH]


def tidy_code(text: str) -> str:
    """A code as it was made, however it was typed: case, spaces and hyphens do not matter, 0 is O and 1 is I."""
    kept = "".join(each for each in text.upper() if each.isalnum())
    return kept.translate({ord("0"): "O", ord("1"): "I", ord("8"): "B"})


def hash_code(code: str, salt: bytes) -> bytes:
    """What the database keeps of a code."""
    derived = Argon2id(salt=salt, length=32, iterations=2, lanes=1, memory_cost=19 << 10)
    return derived.derive(hashlib.sha256(code.encode()).digest())


def is_that_code(typed: str, code: directory.Code) -> bool:
    """Whether what was typed is this code."""
    return hmac.compare_digest(hash_code(tidy_code(typed), code.salt), code.hash)
