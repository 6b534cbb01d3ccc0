"""The centre's own key pair for packages. It lies in a file beside the database, never in it.

Whoever steals the database or one of its backups can then neither read a stick nor sign an answer.
"""

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from cicdesk.base.errors import CicdeskError
from cicdesk.wire import packages, proofs
from cicdesk.wire.messages import CourierKey


class BadKeyFile(CicdeskError):
    """The file of the keys cannot be understood; `why` says which. It is never replaced by itself."""

    code = "bad_key_file"


@dataclass(frozen=True, slots=True)
class CourierKeys:
    """The private halves, and what laptops are told."""

    identity: str = field(repr=False)
    signing: bytes = field(repr=False)
    public: CourierKey


class _File(msgspec.Struct, kw_only=True):
    """The file as it lies on disk."""

    seal: str
    """The age identity."""
    sign: str
    """The Ed25519 private key, base64url."""


def load_or_make(path: Path) -> CourierKeys:
    """The keys in this file; made on first use, by one of several that start at the same time."""
    if not path.exists():
        _make(path)
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_File)
        return _keys(kept)
    except (OSError, ValueError) as error:
        raise BadKeyFile(why=f"the courier's keys in {path} cannot be read") from error


def _keys(kept: _File) -> CourierKeys:
    import pyrage  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  slow to load

    signing = proofs.unb64(kept.sign)
    public = Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw()
    try:
        recipient = str(pyrage.x25519.Identity.from_str(kept.seal).to_public())
    except pyrage.IdentityError as error:
        raise ValueError("seal") from error
    return CourierKeys(kept.seal, signing, CourierKey(seal=recipient, sign=proofs.b64(public)))


def _make(path: Path) -> None:
    """Write the file aside and link it into place: the first one wins, and nobody reads half of it."""
    identity, _recipient = packages.new_seal()
    kept = _File(seal=identity, sign=proofs.b64(secrets.token_bytes(32)))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(msgspec.json.encode(kept))
        out.flush()
        os.fsync(out.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
