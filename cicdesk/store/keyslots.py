"""keyslots.json: the wrapped keys of the persons who share this laptop, beside the file they open."""

import base64
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from cicdesk.base.errors import PersonError
from cicdesk.store.errors import StoreDamaged, StoreMissing, StoreTooNew, store_errors
from cicdesk.store.keys import KEY_BYTES, KeyringRefused, Keystore, SecretGone, unwrap, wrap

FORMAT = 1
DELAYS = (0, 0, 0, 5, 15, 60, 300)
"""Seconds to wait after so many wrong passphrases; the last one stays."""


class UnknownUser(PersonError):
    """Nobody of that name has a slot on this laptop."""

    code = "unknown_user"


class UserExists(PersonError):
    """Somebody of that name has a slot already."""

    code = "user_exists"


class WeakPassphrase(PersonError):
    """The passphrase is too short to protect what the laptop holds."""

    code = "weak_passphrase"


@dataclass(frozen=True, slots=True)
class Argon:
    """What one try of a passphrase costs: KiB of memory, turns, lanes."""

    memory: int = 128 * 1024
    turns: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One person's wrapped copy of the data key."""

    user: str
    title: str
    keyring: bool
    """Whether the system's keyring holds a part of it."""
    wrapped: Mapping[str, str]
    wrong: int = 0
    """Wrong passphrases in a row."""
    wrong_at: int = 0


@dataclass(frozen=True, slots=True)
class Keyslots:
    """All slots of a profile."""

    workspace: str
    """A random name of the profile; the keyring's secret is filed under it."""
    cost: Argon = field(default_factory=Argon)
    slots: tuple[Slot, ...] = ()

    def slot(self, user: str) -> Slot:
        """That person's slot; UnknownUser if there is none."""
        for each in self.slots:
            if each.user == user:
                return each
        raise UnknownUser

    def with_slot(self, slot: Slot) -> "Keyslots":
        """The same with this slot put in or in place of the person's earlier one."""
        others = tuple(s for s in self.slots if s.user != slot.user)
        return replace(self, slots=(*others, slot))

    def header(self, user: str) -> bytes:
        """What a slot is bound to: it opens nothing in another profile or under another name."""
        return f"cicdesk {FORMAT} {self.workspace} {user}".encode()

    def open(self, user: str, passphrase: str, keystore: Keystore) -> bytes:
        """The data key; WrongPassphrase if it does not open.

        SecretGone if the keyring does not have its part, KeyringRefused if there is no keyring to ask.
        """
        slot = self.slot(user)
        secret = _secret(self.workspace, keystore) if slot.keyring else b""
        try:
            return unwrap(dict(slot.wrapped), tidy(passphrase), secret, self.header(user), self.cost)
        except (ValueError, KeyError) as error:
            raise StoreDamaged(file="keyslots") from error

    def add(self, user: str, title: str, passphrase: str, data_key: bytes, keystore: Keystore) -> "Keyslots":
        """The same with a slot for this person; the keyring gets its secret when it has none yet."""
        secret = b""
        if keystore.present:
            secret = keystore.load(self.workspace) or b""
            if not secret:
                secret = os.urandom(KEY_BYTES)
                keystore.store(self.workspace, secret)
        wrapped = wrap(data_key, tidy(passphrase), secret, self.header(user), self.cost)
        return self.with_slot(Slot(user, title, bool(secret), wrapped))


def _secret(workspace: str, keystore: Keystore) -> bytes:
    if not keystore.present:  # the session was started without it; that is no reason to give the key up
        raise KeyringRefused
    secret = keystore.load(workspace)
    if secret is None:
        raise SecretGone
    return secret


def tidy(passphrase: str) -> str:
    """The passphrase in one spelling: keyboards differ in how they compose letters."""
    return unicodedata.normalize("NFKC", passphrase.strip())


def delay_after(wrong: int) -> int:
    """Seconds to wait before the next try after so many wrong ones."""
    return DELAYS[min(wrong, len(DELAYS)) - 1] if wrong else 0


def load_keyslots(path: Path) -> Keyslots:
    """The slots of a profile; StoreMissing, StoreTooNew, or StoreDamaged if the file cannot be understood."""
    try:
        raw = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        raise StoreMissing(file=path.name) from None
    except (ValueError, RecursionError) as error:
        raise StoreDamaged(file=path.name) from error
    if raw.format > FORMAT:
        raise StoreTooNew(found=raw.format, known=FORMAT)
    return Keyslots(raw.workspace, raw.argon2id, raw.slots)


class _File(msgspec.Struct, kw_only=True):
    """keyslots.json as it lies on disk."""

    format: int
    workspace: str
    argon2id: Argon
    slots: tuple[Slot, ...]


def save_keyslots(path: Path, keyslots: Keyslots) -> None:
    """Write the slots so that a cut at any moment leaves the old or the new file whole."""
    raw = {
        "format": FORMAT,
        "workspace": keyslots.workspace,
        "argon2id": {
            "memory": keyslots.cost.memory,
            "turns": keyslots.cost.turns,
            "lanes": keyslots.cost.lanes,
        },
        "slots": [_raw(slot) for slot in keyslots.slots],
    }
    write_whole(path, json.dumps(raw, indent=1, ensure_ascii=False).encode())


def _raw(slot: Slot) -> dict[str, object]:
    return {name: getattr(slot, name) for name in Slot.__dataclass_fields__} | {"wrapped": dict(slot.wrapped)}


def write_whole(path: Path, content: bytes) -> None:
    """Put a small file in place in one step, durable before this returns."""
    fresh = path.with_suffix(path.suffix + ".new")
    with store_errors():
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)  # all of it: a full disk may take a part without a word
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def new_workspace() -> str:
    """A random name for a new profile."""
    return base64.b32encode(os.urandom(10)).decode().lower()
