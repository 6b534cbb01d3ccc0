"""Which of several decisions stand: nobody becomes part of two files, and no file of itself."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cicdesk.domain.merging.decisions import Decision


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person whom a decision names."""

    deleted: bool = False
    into: str = ""
    """The file that the centre says it became part of."""


def standing(
    decisions: Iterable[Decision], people: Mapping[str, Known], first: Collection[str] = ()
) -> dict[str, Decision]:
    """The decisions that stand, by the file that is absorbed.

    Those named in `first`, and those that the centre confirmed, come before others; then the older one counts. A
    decision about somebody who is not there waits, and so does one whose surviving file was deleted.
    """
    stands: dict[str, Decision] = {}

    def order(each: Decision) -> tuple[bool, bool, str]:
        person = people.get(each.absorbed)
        return each.merge not in first, person is None or person.into != each.survivor, each.merge

    for each in sorted(decisions, key=order):
        survivor = people.get(each.survivor)
        if survivor is None or survivor.deleted or each.absorbed not in people:
            continue
        if each.absorbed not in stands and top_of(each.survivor, stands) != each.absorbed:
            stands[each.absorbed] = each
    return stands


def waits(decision: Decision, people: Mapping[str, Known]) -> bool:
    """Whether a decision that does not stand may stand later without anybody's doing."""
    survivor = people.get(decision.survivor)
    return survivor is None or survivor.deleted or decision.absorbed not in people


def top_of(person: str, stands: Mapping[str, Decision]) -> str:
    """The file in which a person is shown."""
    while person in stands:
        person = stands[person].survivor
    return person


def family(person: str, links: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Everybody who is linked with somebody, at however many hands."""
    near: dict[str, set[str]] = {}
    for one, other in links:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    found, new = {person}, [person]
    while new:
        fresh = near.get(new.pop(), set()) - found
        found |= fresh
        new += fresh
    return frozenset(found)
