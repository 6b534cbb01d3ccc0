"""Who may open the file: one wrapped copy of the data key for each person, and one for the organisation.

Decided and measured in the security notes: a random data key; a slot for each person, wrapped by
Argon2id of the passphrase together with a secret in the system's keyring, so that a copied disk
needs the passphrase and the account. Where there is no keyring the slot says so; a secret is never
written to a plain file.
"""

import base64
import contextlib
import os
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cicdesk.base.errors import PersonError, SurroundingsError

T = TypeVar("T")

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_KEYRING_LIMIT = 10.0
_KEYRING_SERVICE = "cicdesk"
_stretching = threading.Lock()
"""Two Argon2id at once in one process wait for each other's lanes for ever (OpenSSL's pool of threads)."""

ALLOWED_KEYRINGS = frozenset({
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
})  # fmt: skip
"""Keyrings that keep secrets. Anything else, plain files above all, counts as none."""


class WrongPassphrase(PersonError):
    """The passphrase does not open this person's slot (or the laptop is another one)."""

    code = "wrong_passphrase"


class KeyringRefused(SurroundingsError):
    """The system's keyring is locked or does not answer."""

    code = "keyring_refused"


class SecretGone(SurroundingsError):
    """The slot needs a secret of the system's keyring that is not there any more."""

    code = "secret_gone"


class Keystore(Protocol):
    """Where the laptop's own secret lies."""

    @property
    def present(self) -> bool:
        """Whether there is one at all."""
        ...

    def load(self, name: str) -> bytes | None:
        """The secret of that name; KeyringRefused if the keyring will not say."""
        ...

    def store(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        ...

    def drop(self, name: str) -> None:
        """Destroy a secret."""
        ...


class NoKeystore:
    """A laptop without a keyring: passphrases have to be longer instead."""

    present = False

    def load(self, name: str) -> bytes | None:  # noqa: ARG002  there is nothing to look up
        """Nothing."""
        return None

    def store(self, name: str, secret: bytes) -> None:  # noqa: ARG002  nothing is kept
        """Refused: there is nowhere safe."""
        raise KeyringRefused

    def drop(self, name: str) -> None:
        """Nothing to destroy."""


class SystemKeystore:
    """The system's keyring, asked in a thread of its own so that a silent one cannot hang the program."""

    present = True

    def __init__(self, backend: Any = None) -> None:  # noqa: ANN401  a backend of the keyring library
        """`backend`: one that is known to keep secrets; without it the one the system offers."""
        self._backend = backend

    def load(self, name: str) -> bytes | None:
        """The secret of that name; KeyringRefused if the keyring will not say."""
        text = _in_time(lambda: self._keyring().get_password(_KEYRING_SERVICE, name))
        try:
            return base64.b64decode(str(text), validate=True) if text else None
        except ValueError:
            return None

    def store(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        text = base64.b64encode(secret).decode()
        _in_time(lambda: self._keyring().set_password(_KEYRING_SERVICE, name, text))

    def drop(self, name: str) -> None:
        """Destroy a secret; nothing happens if there is none."""
        if self.load(name) is not None:
            _in_time(lambda: self._keyring().delete_password(_KEYRING_SERVICE, name))

    def _keyring(self) -> Any:  # noqa: ANN401  see above
        if self._backend is None:
            import keyring  # noqa: PLC0415  slow to import, not needed before the first unlock

            self._backend = keyring.get_keyring()
        return self._backend


def _in_time(work: Callable[[], T]) -> T:
    """What the keyring answers within the limit. Its thread never keeps the program from ending."""
    answers: list[T] = []

    def ask() -> None:
        # Whatever a backend raises, it did not answer; its text may tell too much.
        with contextlib.suppress(Exception):
            answers.append(work())

    asking = threading.Thread(target=ask, name="keyring", daemon=True)
    asking.start()
    asking.join(_KEYRING_LIMIT)
    if not answers:
        raise KeyringRefused
    return answers[0]


def system_keystore() -> Keystore:
    """The system's keyring if it is one that keeps secrets, else none."""
    if os.environ.get("CICDESK_NO_KEYRING"):
        return NoKeystore()
    try:
        backend = _in_time(_offered)
    except KeyringRefused:
        return NoKeystore()
    return NoKeystore() if backend is None else SystemKeystore(backend)


def _offered() -> Any:  # noqa: ANN401  a backend of the keyring library
    """The backend that keeps secrets, or nothing. Where several are chained, only such a one is asked."""
    import keyring  # noqa: PLC0415  slow to import, not needed before the first unlock

    offered = keyring.get_keyring()
    chained = _name_of(offered) == "keyring.backends.chainer.ChainerBackend"
    choices = list(getattr(offered, "backends", ())) if chained else [offered]
    return next((each for each in choices if _name_of(each) in ALLOWED_KEYRINGS), None)


def _name_of(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


class Cost(Protocol):
    """How dear it is to try one passphrase."""

    @property
    def memory(self) -> int:
        """KiB of memory."""
        ...

    @property
    def turns(self) -> int:
        """How often the memory is gone through."""
        ...

    @property
    def lanes(self) -> int:
        """How many threads may share the work."""
        ...


def wrap(data_key: bytes, passphrase: str, secret: bytes, header: bytes, cost: Cost) -> dict[str, str]:
    """The data key, wrapped; `header` is bound to it and must be the same when unwrapping."""
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    wrapped = AESGCM(_wrapping_key(passphrase, secret, salt, cost)).encrypt(nonce, data_key, header)
    return {"salt": _text(salt), "nonce": _text(nonce), "wrapped": _text(wrapped)}


def unwrap(slot: dict[str, str], passphrase: str, secret: bytes, header: bytes, cost: Cost) -> bytes:
    """The data key; WrongPassphrase if passphrase, secret or header are not the slot's."""
    key = _wrapping_key(passphrase, secret, base64.b64decode(slot["salt"]), cost)
    try:
        return AESGCM(key).decrypt(base64.b64decode(slot["nonce"]), base64.b64decode(slot["wrapped"]), header)
    except InvalidTag:
        raise WrongPassphrase from None


def derive(data_key: bytes, purpose: str) -> bytes:
    """A key of its own for another purpose (the device's signing key, backups), from the data key."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(data_key)


def _wrapping_key(passphrase: str, secret: bytes, salt: bytes, cost: Cost) -> bytes:
    with _stretching:
        stretched = Argon2id(
            salt=salt, length=KEY_BYTES, iterations=cost.turns, lanes=cost.lanes, memory_cost=cost.memory
        ).derive(passphrase.encode())
    return HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"cicdesk slot").derive(stretched + secret)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
