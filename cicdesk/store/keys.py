"""Who may open the file: one wrapped copy of the data key for each person, and one for the organisation.

Decided and measured in the security notes: a random data key; a slot for each person, wrapped by
Argon2id of the passphrase together with a secret in the system's keyring, so that a copied disk
needs the passphrase and the account. Where there is no keyring the slot says so; a secret is never
written to a plain file.
"""

import base64
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cicdesk.base.errors import PersonError, SurroundingsError

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

    def store(self, name: str, secret: bytes) -> None:
        """Refused: there is nowhere safe."""
        raise KeyringRefused

    def drop(self, name: str) -> None:
        """Nothing to destroy."""


class SystemKeystore:
    """The system's keyring, asked in a thread of its own so that a silent one cannot hang the program."""

    present = True

    def load(self, name: str) -> bytes | None:
        """The secret of that name; KeyringRefused if the keyring will not say."""
        import keyring  # noqa: PLC0415  slow to import, not needed before the first unlock

        text = _in_time(lambda: keyring.get_password(_KEYRING_SERVICE, name))
        return base64.b64decode(text) if text else None

    def store(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        import keyring  # noqa: PLC0415  see above

        text = base64.b64encode(secret).decode()
        _in_time(lambda: keyring.set_password(_KEYRING_SERVICE, name, text))

    def drop(self, name: str) -> None:
        """Destroy a secret."""
        import keyring  # noqa: PLC0415  see above

        _in_time(lambda: keyring.delete_password(_KEYRING_SERVICE, name))


def _in_time(work):  # type: ignore[no-untyped-def]  the keyring's functions are what they are
    from keyring.errors import KeyringError  # noqa: PLC0415  see above

    pool = ThreadPoolExecutor(1, "keyring")
    try:
        return pool.submit(work).result(_KEYRING_LIMIT)
    except (KeyringError, TooSlow) as error:
        raise KeyringRefused from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def system_keystore() -> Keystore:
    """The system's keyring if it is one that keeps secrets, else none."""
    if os.environ.get("CICDESK_NO_KEYRING"):
        return NoKeystore()
    import keyring  # noqa: PLC0415  slow to import, not needed before the first unlock

    backend = keyring.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    if name == "keyring.backends.chainer.ChainerBackend":
        names = {f"{type(b).__module__}.{type(b).__qualname__}" for b in backend.backends}
        return SystemKeystore() if names and names <= ALLOWED_KEYRINGS else NoKeystore()
    return SystemKeystore() if name in ALLOWED_KEYRINGS else NoKeystore()


class Cost(Protocol):
    """How dear it is to try one passphrase."""

    memory: int
    turns: int
    lanes: int


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
