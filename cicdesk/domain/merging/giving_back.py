"""What goes back when two files part: telephones and other items of the one that were changed in the other."""

from cicdesk.domain.merging.sides import OVER, Side
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Value

Written = dict[str, Value]
_SPELLINGS = f"other_spellings{SEPARATOR}"
_THEIRS = ("1", "2")
"""Spellings that were made of the absorbed file's names (overlay.py)."""


def given_back(survivor: Side, absorbed: Side) -> tuple[Written, Written]:
    """What to write into the survivor, and what into the file that was part of it.

    An item of a repeating group is known by its own id: whoever changed or removed it in the survivor's file meant
    the item of the other one. A single value that was written in the survivor's file stays there.
    """
    kept: Written = {}
    back: Written = {}
    for name in survivor.heads:
        if name.startswith(f"{_SPELLINGS}{absorbed.id}."):
            _move_spelling(survivor, name, kept, back)
        elif _is_theirs(survivor, absorbed, name):
            value = survivor.value(name)
            if value != absorbed.value(name):
                back[name] = value
            kept |= {name: None, OVER + name: None}
    return kept, back


def _is_theirs(survivor: Side, absorbed: Side, name: str) -> bool:
    if SEPARATOR not in name or name.startswith("_") or not survivor.over(name):
        return False
    heads = absorbed.heads.get(name, {})
    return any(isinstance(head.value, dict) for head in heads.values())


def _move_spelling(survivor: Side, name: str, kept: Written, back: Written) -> None:
    value = survivor.value(name)
    if value is None:
        return
    if name.rpartition(".")[2] in _THEIRS:
        back[name] = value
        kept[name] = None
