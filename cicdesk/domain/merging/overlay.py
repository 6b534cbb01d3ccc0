"""What is shown of a person whose file another one became part of. Nothing of either file is written for it.

Of a single value the one that was decided on is shown; what somebody wrote without knowing of the decision stands beside
it. Of sets (telephones, languages, citizenships) everything is shown that is in either file. The names that
are not shown any more are shown among the other spellings.
"""

from collections.abc import Iterable, Iterator

from cicdesk.domain.merging.decisions import Decision
from cicdesk.domain.merging.sides import OVER, Side
from cicdesk.schema.documents import SEPARATOR, register_of
from cicdesk.schema.values import Value
from cicdesk.wire.messages import Head

_OWN = frozenset({"number", "office", "region", "kept_by", "merged_into", "trip"})
"""Fields that say something about a file, not about the person."""
_SPELLINGS = "other_spellings"
_LATIN = ("given_names", "family_name")
_ORIGINAL = "original_name"


def shown_with(own: Side, lent: Side, decision: Decision) -> Side:
    """The survivor with what the absorbed file lends it."""
    side = Side(own.id, dict(own.heads), dict(own.current))
    said = {(register_of(n)[0], same(own.value(n))) for n in own.heads if isinstance(own.value(n), dict)}
    for name in sorted(lent.heads):
        field = register_of(name)[0]
        if name.startswith("_") or field in _OWN:
            continue
        if name not in own.heads and SEPARATOR in name and (field, same(lent.value(name))) in said:
            continue  # both files say it; once is enough
        heads = _heads(own, lent, decision, name)
        if heads:
            side.heads[name] = heads
            _choose(side, name, own, lent)
    _also_held(side, lent)
    _spell(side, own, lent)
    return side


def same(value: Value) -> str:
    """A text that two items have in common where they say the same."""
    parts = value.items() if isinstance(value, dict) else ()
    return repr(sorted((name, part) for name, part in parts if part not in (None, "", False)))


def living(own: Side, lent: Side, name: str) -> dict[str, Head]:
    """The versions of the absorbed file's register that nobody replaced by writing the survivor's."""
    over = own.over(name)
    return {version: head for version, head in lent.heads.get(name, {}).items() if version not in over}


def landed(own: Side, lent: Side, decision: Decision) -> Iterator[tuple[str, Head]]:
    """What was written into the absorbed file by people who did not know that it was one, and nobody replaced since."""
    for name in sorted(lent.heads):
        field, element = register_of(name)
        if name.startswith("_") or field in _OWN or (element and not decision.elements):
            continue
        for version, head in living(own, lent, name).items():
            if not decision.saw_lent(name, version):
                yield name, head


def _heads(own: Side, lent: Side, decision: Decision, name: str) -> dict[str, Head]:
    mine, theirs = own.heads.get(name, {}), living(own, lent, name)
    field, element = register_of(name)
    if element:
        return _element(dict(mine), theirs)
    if field in decision.taken:
        return {**{v: h for v, h in mine.items() if not decision.saw_own(name, v)}, **theirs} or dict(mine)
    if all(head.value is None for head in mine.values()):
        return theirs or dict(mine)
    unseen = {
        v: h for v, h in theirs.items() if h.value is not None and not decision.saw_lent(name, v)
    }  # fmt: skip
    return {**mine, **unseen}


def _element(mine: dict[str, Head], theirs: dict[str, Head]) -> dict[str, Head]:
    """An element of a set is there if it is in either file."""
    there = {version: head for version, head in theirs.items() if head.value}
    if not there or not any(head.value for head in mine.values()):
        return there or mine or theirs
    return {**mine, **there}


def _choose(side: Side, name: str, own: Side, lent: Side) -> None:
    heads = side.heads[name]
    for each in (own, lent):
        chosen = each.current.get(name, "")
        if chosen in heads:
            side.current[name] = chosen
            return
    side.current[name] = min(heads)


def _also_held(side: Side, lent: Side) -> None:
    """The other file's office serves the person too."""
    office = lent.text("office")
    if office and office != side.text("office"):
        _add(side, f"also_offices{SEPARATOR}{office}", lent, value=True)


def _spell(side: Side, own: Side, lent: Side) -> None:
    """Names that either file had and that are not shown any more, as other spellings."""
    there = {_latin(side), side.text(_ORIGINAL), ""}
    for name in list(side.heads):
        held = side.value(name) if register_of(name)[0] == _SPELLINGS else None
        if isinstance(held, dict):
            there.add(str(held.get("spelling") or ""))
    for number, spelling in enumerate(_names((lent, own)), 1):
        if spelling not in there:
            there.add(spelling)
            _add(side, f"{_SPELLINGS}{SEPARATOR}{lent.id}.{number}", lent, value={"spelling": spelling})


def _names(sides: Iterable[Side]) -> Iterator[str]:
    for side in sides:
        yield _latin(side)
        yield side.text(_ORIGINAL)


def _latin(side: Side) -> str:
    return " ".join(filter(None, map(side.text, _LATIN)))


def _add(side: Side, name: str, lent: Side, *, value: Value) -> None:
    """Show an element that no file holds, unless somebody wrote it meanwhile."""
    if name not in side.heads:
        side.heads[name] = {OVER + lent.id: Head(value=value, user="", at=0)}
        side.current[name] = OVER + lent.id
