"""The package that travels on a stick: a label that says nothing of persons, a sealed content, a signature.

    magic · length and label (JSON) · length and content (age) · signature (Ed25519) of all before it

The content is encrypted to one receiver and padded to a few sizes, so that the file's length tells little.
The signature is looked at before anything is decrypted or unpacked, and every length before it is used.
"""

import hashlib
import struct
from dataclasses import dataclass
from typing import Annotated

import msgspec

from cicdesk.base.ids import new_id
from cicdesk.wire import codec
from cicdesk.wire.messages import CourierKey

MAGIC = b"cicdesk package\n"
VERSION = 1
ASK, ANSWER = "ask", "answer"
SUFFIX = ".cicdesk"
LEAST = 32 << 10
"""Bytes of the smallest content; each larger size is twice the one before."""
MOST = 8 << 20
LARGEST = MOST + (64 << 10)
"""Bytes of a package at the most, with all that is around its content."""
UNPACKED = 64 << 20
_LABEL = 1024
_ID_LETTERS = 24
_SIGNATURE = 64
_LENGTH = struct.Struct(">I")

Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class PackageError(ValueError):
    """The bytes are not a package that can be read here."""


class Damaged(PackageError):
    """Not a package, cut off, changed, or not by whom it says."""


class TooNew(PackageError):
    """A newer version wrote it."""


class TooFull(PackageError):
    """More than a package holds."""


class Label(msgspec.Struct, kw_only=True, frozen=True):
    """What anyone who finds the stick can read."""

    v: int = VERSION
    kind: Name
    """`ask` on the way to the centre, `answer` on the way back."""
    server: Name
    """The centre it is for or from: a hash of its public keys."""
    device: Name
    """The laptop it is from or for."""
    id: Name
    """A random name; the answer has the same."""
    at: int
    """When it was made, in milliseconds."""


class _Version(msgspec.Struct):
    v: int


@dataclass(frozen=True, slots=True)
class Package:
    """A package taken apart, not trusted yet."""

    label: Label
    sealed: bytes
    signed: bytes
    signature: bytes


def new_package_id() -> str:
    """A name for a package."""
    return new_id()


def server_id(key: CourierKey) -> str:
    """The name of a centre on a label: a hash of its public keys."""
    return hashlib.sha256(f"{key.seal} {key.sign}".encode()).hexdigest()[:_ID_LETTERS]


def make(label: Label, content: bytes, recipient: str, signing_key: bytes) -> bytes:
    """The bytes of a package; TooFull if the content does not fit."""
    import pyrage  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  slow to load

    sealed: bytes = pyrage.encrypt(_padded(content), [pyrage.x25519.Recipient.from_str(recipient)])
    said = msgspec.json.encode(label)
    signed = MAGIC + _LENGTH.pack(len(said)) + said + _LENGTH.pack(len(sealed)) + sealed
    return signed + Ed25519PrivateKey.from_private_bytes(signing_key).sign(signed)


def read(data: bytes) -> Package:
    """Take a package apart; Damaged or TooNew. Nothing is decrypted."""
    if len(data) > LARGEST or not data.startswith(MAGIC):
        raise Damaged("no package")
    said, at = _piece(data, len(MAGIC), _LABEL)
    label = _label(said)
    sealed, at = _piece(data, at, MOST + (_LABEL << 4))
    if len(data) != at + _SIGNATURE:
        raise Damaged("length")
    return Package(label, sealed, data[:at], data[at:])


def verify(package: Package, public_key: bytes) -> None:
    """Damaged unless this key signed exactly these bytes."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415  slow to load

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(package.signature, package.signed)
    except (InvalidSignature, ValueError) as error:
        raise Damaged("signature") from error


def content_of(package: Package, identity: str, unpacked: int = UNPACKED) -> bytes:
    """What is inside, for the one it was sealed for; Damaged for anyone else."""
    import pyrage  # noqa: PLC0415  slow to load

    try:
        padded: bytes = pyrage.decrypt(package.sealed, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise Damaged("seal") from error
    packed, _end = _piece(padded, 0, MOST)
    try:
        content = codec.unpack(packed, codec.ENCODING, unpacked)
    except (codec.Unreadable, codec.TooLarge) as error:
        raise Damaged("content") from error
    if not codec.depth_ok(content):
        raise Damaged("depth")
    return content


def new_seal() -> tuple[str, str]:
    """A fresh age key pair: the identity that opens, the recipient that seals."""
    import pyrage  # noqa: PLC0415  slow to load

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_recipient(text: str) -> bool:
    """Whether something can be sealed for this."""
    import pyrage  # noqa: PLC0415  slow to load

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def file_name(label: Label, day: str) -> str:
    """The name of its file: the day and a few random letters, nothing of persons or laptops."""
    end = "-answer" if label.kind == ANSWER else ""
    return f"cicdesk-{day}-{label.id[-6:]}{end}{SUFFIX}"


def _label(said: bytes) -> Label:
    try:
        version = msgspec.json.decode(said, type=_Version).v
        if version > VERSION:
            raise TooNew(str(version))
        label = msgspec.json.decode(said, type=Label)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Damaged("label") from error
    if version < 1 or label.kind not in {ASK, ANSWER}:
        raise Damaged("label")
    return label


def _piece(data: bytes, at: int, most: int) -> tuple[bytes, int]:
    """The bytes of that length at that place, and where they end."""
    start = at + _LENGTH.size
    if len(data) < start:
        raise Damaged("cut off")
    (length,) = _LENGTH.unpack_from(data, at)
    if length > most or len(data) < start + length:
        raise Damaged("cut off")
    return data[start : start + length], start + length


def _padded(content: bytes) -> bytes:
    packed = codec.pack_always(content)
    room = LEAST
    while room < _LENGTH.size + len(packed):
        room *= 2
    if room > MOST:
        raise TooFull(str(len(packed)))
    return (_LENGTH.pack(len(packed)) + packed).ljust(room, b"\0")
