"""Texts of people as cells of a file: nothing hidden in them, nothing that a spreadsheet would carry out."""

import re
import unicodedata
from functools import lru_cache

_SPACING = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_FORMULA = re.compile("'*[=+@＝＋－＠-]")
"""Spreadsheets calculate what begins so; those of Asian languages take the wide signs as well."""
_BEGINNINGS = frozenset("'=+@＝＋－＠-")
_MARKED = re.compile("'+[=+@＝＋－＠-]")


def clean(text: str) -> str:
    """The text on one line, composed (NFC), without control characters, marks of direction and what no file can hold.

    Names come decomposed from some keyboards and files; a funder's system would take them for other names.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    return _composed(text)


@lru_cache(maxsize=4096)
def _composed(text: str) -> str:
    """Fifty thousand rows share most of their words."""
    if not text.isprintable():
        text = _HIDDEN.sub("", _SPACING.sub(" ", text))
    return unicodedata.normalize("NFC", text.strip())


def harmless(text: str) -> str:
    """A clean text with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text[:1] in _BEGINNINGS and _FORMULA.match(text) else text


def unharmed(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if _MARKED.match(text) else text
