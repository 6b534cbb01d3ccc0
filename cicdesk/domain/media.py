"""What a file is, told by its first bytes and by its name together; anything not on the list is refused."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

_ENTRIES = 1_000
_UNPACKED = 100 << 20
_MACROS = "vbaproject.bin"


@dataclass(frozen=True, slots=True)
class Media:
    """A kind of file that may be attached."""

    name: str
    endings: frozenset[str]
    picture: bool = False
    """Whether it is made anew when it is added: turned, smaller, without what a camera writes beside it."""


JPEG = Media("image/jpeg", frozenset({".jpg", ".jpeg", ".jfif"}), picture=True)
PNG = Media("image/png", frozenset({".png"}), picture=True)
WEBP = Media("image/webp", frozenset({".webp"}), picture=True)
TIFF = Media("image/tiff", frozenset({".tif", ".tiff"}), picture=True)
BMP = Media("image/bmp", frozenset({".bmp"}), picture=True)
PDF = Media("application/pdf", frozenset({".pdf"}))
DOCX = Media("application/vnd.openxmlformats-officedocument.wordprocessingml.document", frozenset({".docx"}))
ODT = Media("application/vnd.oasis.opendocument.text", frozenset({".odt"}))

ALLOWED = (JPEG, PNG, WEBP, TIFF, BMP, PDF, DOCX, ODT)
BY_NAME = {each.name: each for each in ALLOWED}


def media_of(content: bytes, name: str = "") -> Media | None:
    """What the file is; None if it is not on the list, or if its name says something else than its content."""
    found = _by_content(content)
    ending = PurePath(name).suffix.lower()
    if found is None or (ending and ending not in found.endings):
        return None
    return found


def ending_of(media_type: str) -> str:
    """How the name of such a file ends; empty for a kind that this version does not know."""
    known = BY_NAME.get(media_type)
    return min(known.endings, key=len) if known else ""


def _by_content(content: bytes) -> Media | None:
    for media, marks in _MARKS:
        if any(content[at : at + len(mark)] == mark for at, mark in marks):
            if media is WEBP and content[8:12] != b"WEBP":
                continue
            return media
    return _office(content) if content.startswith(b"PK\x03\x04") else None


_MARKS: tuple[tuple[Media, tuple[tuple[int, bytes], ...]], ...] = (
    (JPEG, ((0, b"\xff\xd8\xff"),)),
    (PNG, ((0, b"\x89PNG\r\n\x1a\n"),)),
    (WEBP, ((0, b"RIFF"),)),
    (TIFF, ((0, b"II*\0"), (0, b"MM\0*"))),
    (BMP, ((0, b"BM"),)),
    (PDF, ((0, b"%PDF-"),)),
)


def _office(content: bytes) -> Media | None:
    """A text of a word processor without macros; its directory is looked at, nothing is unpacked but its type."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > _ENTRIES or sum(each.file_size for each in entries) > _UNPACKED:
                return None
            names = {each.filename.lower() for each in entries}
            if any(each.endswith(_MACROS) or each.startswith("basic/") for each in names):
                return None
            if "word/document.xml" in names:
                return DOCX
            return ODT if _says_odt(packed, names) else None
    # RuntimeError: locked with a password, or packed in a way that Python does not know.
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, EOFError):
        return None


def _says_odt(packed: zipfile.ZipFile, names: set[str]) -> bool:
    return (
        "mimetype" in names
        and packed.open("mimetype").read(len(ODT.name) + 1).decode("ascii", "replace") == ODT.name
    )
