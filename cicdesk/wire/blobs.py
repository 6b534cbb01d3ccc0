"""The messages about files (docs/protocol.md, “Files”): content by its SHA-256, in pieces, beside the records.

Who may send or fetch a file follows from the record that names it, never from knowing its hash: a hash can be
overheard or guessed, so whoever names a file that is here already proves that they have its content.
"""

import hashlib
import hmac
import re
from base64 import b64encode

import msgspec

from cicdesk.schema.attachment import LARGEST

__all__ = [
    "ASKED",
    "DIGEST",
    "LARGEST",
    "PIECE",
    "Blob",
    "BlobBegin",
    "BlobsAsk",
    "BlobsReply",
    "Possession",
    "content_digest",
    "is_hash",
    "name_of",
    "piece_length",
    "pieces_of",
    "possession",
]

PIECE = 256 << 10
"""Bytes of each piece but the last."""
ASKED = 500
"""Records that one question may name."""
DIGEST = "Content-Digest"
"""The header that goes with each piece (RFC 9530)."""
_HASH = re.compile(r"[0-9a-f]{64}\Z")


class BlobsAsk(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Asks of which of these records the file is at the server."""

    records: list[str]


class BlobsReply(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The answer; a record in neither list is one that the device may not see."""

    ready: list[str] = []
    missing: list[str] = []


class BlobBegin(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Says that the file of a record is about to come."""

    size: int
    record: str = msgspec.field(name="for")
    """The id of the attachment that names it."""
    proof: str
    """`possession` of that record and the content."""


class Blob(msgspec.Struct, omit_defaults=True, kw_only=True):
    """How much of a file the server has."""

    ready: bool = False
    missing: list[int] = []
    """The numbers of the pieces that it still needs."""


def is_hash(text: str) -> bool:
    """Whether it can name a file."""
    return _HASH.match(text) is not None


def name_of(content: bytes) -> str:
    """The name of a file with this content."""
    return hashlib.sha256(content).hexdigest()


def pieces_of(size: int) -> int:
    """Into how many pieces a file is cut; an empty one into none."""
    return -(-size // PIECE)


def piece_length(size: int, place: int) -> int:
    """The bytes of one piece; 0 if the file has no such piece."""
    return max(0, min(PIECE, size - place * PIECE)) if place >= 0 else 0


def content_digest(data: bytes) -> str:
    """What the header says of these bytes."""
    return f"sha-256=:{b64encode(hashlib.sha256(data).digest()).decode()}:"


class Possession:
    """Proves, piece by piece, that a device has the content that a record names."""

    def __init__(self, record: str) -> None:
        self._mac = hmac.new(record.encode(), digestmod=hashlib.sha256)

    def add(self, data: bytes) -> None:
        """The next bytes of the content."""
        self._mac.update(data)

    def text(self) -> str:
        """The proof, once all bytes were added."""
        return self._mac.hexdigest()


def possession(record: str, content: bytes) -> str:
    """The proof for a content that is at hand."""
    proof = Possession(record)
    proof.add(content)
    return proof.text()
