"""What two files say differently of the same people: ours, and what the funder's system holds."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from cicdesk.reports.sm_efs.cells import content
from cicdesk.reports.sm_efs.layout import Column, Form, Layout
from cicdesk.reports.sm_efs.participant import Participant, Support


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of one person."""

    ours: Participant
    theirs: Participant
    column: str
    """The key of the column in the layout."""
    our_text: str
    their_text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two files beside each other."""

    differences: tuple[Difference, ...]
    """In the order of our people, and then of the columns."""
    only_ours: tuple[Participant, ...]
    only_theirs: tuple[Participant, ...]
    pairs: tuple[tuple[Participant, Participant], ...] = ()
    """Ours and theirs of everybody who is in both."""


def compared(
    ours: Sequence[Participant],
    theirs: Sequence[Participant],
    layout: Layout,
    absent: Collection[str] = (),
) -> Compared:
    """What differs. People are the same by the technical id, and where we have none, by their identifier.

    Columns that are `absent` from their file are not compared, nor a technical id that we do not have yet.
    Supports are compared by day and kind, in whatever order they stand.
    """
    columns = [each for each in layout.columns if each.form is not Form.SYSTEM and each.key not in absent]
    pairs = list(_pairs(ours, theirs))
    met = {id(their) for _our, their in pairs}
    matched = {id(our) for our, _their in pairs}
    return Compared(
        differences=tuple(each for our, their in pairs for each in _differences(our, their, columns, layout)),
        only_ours=tuple(each for each in ours if id(each) not in matched),
        only_theirs=tuple(each for each in theirs if id(each) not in met),
        pairs=tuple(pairs),
    )


def _pairs(
    ours: Sequence[Participant], theirs: Sequence[Participant]
) -> Iterator[tuple[Participant, Participant]]:
    by_id = {each.technical_id: each for each in reversed(theirs) if each.technical_id}
    by_identifier = {_identity(each): each for each in reversed(theirs) if each.identifier}
    taken: set[int] = set()
    for our in ours:
        their = by_id.get(our.technical_id) if our.technical_id else None
        their = their or by_identifier.get(_identity(our))
        if their is not None and id(their) not in taken:
            taken.add(id(their))
            yield our, their


def _identity(participant: Participant) -> tuple[str, str]:
    """A person takes part in each project once, under the same identifier."""
    return participant.project_number, participant.identifier


def _differences(
    our: Participant, their: Participant, columns: Sequence[Column], layout: Layout
) -> Iterator[Difference]:
    ordered_ours, ordered_theirs = _ordered(our), _ordered(their)
    for column in columns:
        if column.key == "technical_id" and not our.technical_id:
            continue
        first, second = content(ordered_ours, column, layout), content(ordered_theirs, column, layout)
        if first != second:
            yield Difference(our, their, column.key, first, second)


def _ordered(participant: Participant) -> Participant:
    return replace(participant, supports=tuple(sorted(participant.supports, key=_place)))


def _place(support: Support) -> tuple[dt.date, str, str, str]:
    return support.started or dt.date.min, support.kind, support.detail, support.scope
