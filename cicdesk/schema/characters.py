"""Which characters a text may hold. Texts may be in any script and need not be normalised."""

import re

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_NEWLINE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def character_fault(text: str, *, lines: int = 1, any_script: bool = False) -> str:
    """`control_characters`, `direction_marks` or nothing.

    Marks of writing direction belong to texts in any script only: elsewhere they hide what a text says.
    """
    if text.isprintable():
        return ""
    if (_CONTROL if lines == 1 else _CONTROL_BUT_NEWLINE).search(text):
        return "control_characters"
    if not any_script and _DIRECTION.search(text):
        return "direction_marks"
    return ""


def storable(text: str) -> bool:
    """Whether both programs can store and send it: no control characters but line ends and tabs."""
    return text.isprintable() or not _UNSTORABLE.search(text)


_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
