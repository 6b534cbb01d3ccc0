"""What the page of the funder's file shows: faults by person, and what the funder's system says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cicdesk.base.i18n import _, ngettext
from cicdesk.presenters.export_places import Place, place_of
from cicdesk.presenters.funder_words import column_words, fault_words
from cicdesk.reports.sm_efs.faults import Fault
from cicdesk.reports.sm_efs.layout import Layout
from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.schema.problems import Severity
from cicdesk.services.exporting.funder import Answered, Check, Theirs

MOST = 300
"""People shown at once; the rest are counted. Whoever has put these right checks again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to put right or to know."""

    title: str
    """The column, as the funder calls it."""
    text: str
    tone: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with what is said of them."""

    name: str
    row: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FunderShown:
    """What came of a check."""

    summary: str
    tone: str
    people: tuple[Somebody, ...]
    more: int
    """People with faults beside those shown."""
    writable: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BesideShown:
    """What the funder's system says, beside our records or about our last file."""

    summary: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[Place | None, ...]
    """By row, where it is put right."""
    more: int
    notes: tuple[str, ...]
    fresh: int
    """Technical ids that can be kept."""


def check_shown(check: Check) -> FunderShown:
    """A check as the page shows it."""
    participants, faults = check.gathered.participants, check.checked.faults
    errors = sum(each.severity is Severity.ERROR for each in faults)
    found = groupby(faults, key=lambda each: each.row)
    people = [_somebody(participants[row - 1], row, tuple(held), check) for row, held in found]
    return FunderShown(
        summary=_summary(len(participants), len(people), errors),
        tone="danger" if errors else "warning" if faults else "success",
        people=tuple(people[:MOST]),
        more=max(0, len(people) - MOST),
        writable=check.checked.content is not None and bool(participants),
        notes=tuple(_check_notes(check)),
    )


def _summary(people: int, with_faults: int, errors: int) -> str:
    if not people:
        return _("Nobody took part in this project at that time.")
    told = ngettext("{count} participant.", "{count} participants.", people).format(count=people)
    if errors:
        wrong = ngettext(
            "{count} has to be put right before the file can be written.",
            "{count} have to be put right before the file can be written.",
            with_faults,
        ).format(count=with_faults)
        return f"{told} {wrong}"
    if with_faults:
        doubtful = ngettext(
            "The file can be written; about {count} there is something to look at.",
            "The file can be written; about {count} there is something to look at.",
            with_faults,
        ).format(count=with_faults)
        return f"{told} {doubtful}"
    return told + " " + _("Nothing is wrong with the file.")


def _check_notes(check: Check) -> Iterator[str]:
    if check.gathered.approved:
        yield ngettext(
            "{count} person was changed after the approval: the file has what was approved.",
            "{count} people were changed after the approval: the file has what was approved.",
            check.gathered.approved,
        ).format(count=check.gathered.approved)


def _somebody(participant: Participant, row: int, faults: Sequence[Fault], check: Check) -> Somebody:
    person = check.gathered.people.get(participant.reference, "")
    return Somebody(name_of(participant), row, tuple(_line(each, person, check.layout) for each in faults))


def _line(fault: Fault, person: str, layout: Layout) -> Line:
    return Line(
        title=column_words(fault.column, layout),
        text=fault_words(fault),
        tone="danger" if fault.severity is Severity.ERROR else "warning",
        place=place_of(fault.column, fault.reference, person),
    )


def name_of(participant: Participant) -> str:
    """The person of a row, surname first; who has no name in it, by identifier."""
    name = " ".join(filter(None, (participant.family_name, participant.given_names)))
    return name or participant.identifier or participant.technical_id


def theirs_shown(theirs: Theirs, layout: Layout) -> BesideShown:
    """The system's export beside our records."""
    found = theirs.compared
    rows: list[tuple[str, ...]] = []
    places: list[Place | None] = []
    for each in found.differences[:MOST]:
        rows.append((name_of(each.ours), column_words(each.column, layout), each.our_text, each.their_text))
        places.append(_place(each.ours, each.column, theirs.people))
    for ours in found.only_ours[: MOST - len(rows)]:
        rows.append((name_of(ours), "", _("in our records"), _("not there")))
        places.append(_place(ours, "", theirs.people))
    for their in found.only_theirs[: MOST - len(rows)]:
        rows.append((name_of(their), "", _("not there"), _("in the funder's system")))
        places.append(None)
    total = len(found.differences) + len(found.only_ours) + len(found.only_theirs)
    return BesideShown(
        summary=_beside_summary(len(found.pairs), total),
        heads=(_("Person"), _("Column"), _("Our records"), _("The funder's system")),
        rows=tuple(rows),
        places=tuple(places),
        more=total - len(rows),
        notes=tuple(_reading_notes(theirs, layout)),
        fresh=len(theirs.fresh),
    )


def _beside_summary(met: int, differences: int) -> str:
    told = ngettext("{count} person is in both.", "{count} people are in both.", met).format(count=met)
    if not differences:
        return told + " " + _("They say the same.")
    wrong = ngettext("{count} difference.", "{count} differences.", differences).format(count=differences)
    return f"{told} {wrong}"


def _reading_notes(theirs: Theirs, layout: Layout) -> Iterator[str]:
    if theirs.reading.unknown:
        yield _("Columns that the layout does not know: {names}").format(
            names=", ".join(theirs.reading.unknown)
        )
    for each in theirs.reading.faults[:MOST]:
        yield _("Row {row}, {column}: {fault}").format(
            row=each.row, column=column_words(each.column, layout) or "–", fault=fault_words(each)
        )


def answer_shown(answered: Answered, layout: Layout) -> BesideShown:
    """The system's answer to our last file, person by person."""
    rows: list[tuple[str, ...]] = []
    places: list[Place | None] = []
    refused = [each for each in answered.settled if each.refused]
    for each in refused:
        for line in each.lines or ():
            rows.append((
                name_of(each.participant), column_words(line.column, layout) or line.column, line.message,
            ))  # fmt: skip
            places.append(_place(each.participant, line.column, answered.people))
    unheard = [each for each in answered.settled if not each.lines]
    return BesideShown(
        summary=_answer_summary(len(answered.settled) - len(refused) - len(unheard), len(refused)),
        heads=(_("Person"), _("Column"), _("What the funder's system says")),
        rows=tuple(rows[:MOST]),
        places=tuple(places[:MOST]),
        more=max(0, len(rows) - MOST),
        notes=(
            ngettext(
                "The answer says nothing about {count} person of the file.",
                "The answer says nothing about {count} people of the file.",
                len(unheard),
            ).format(count=len(unheard)),
        )
        if unheard
        else (),
        fresh=len(answered.fresh),
    )


def _answer_summary(taken: int, refused: int) -> str:
    told = ngettext("{count} person was taken.", "{count} people were taken.", taken).format(count=taken)
    if not refused:
        return told
    wrong = ngettext("{count} person was refused.", "{count} people were refused.", refused)
    return f"{told} {wrong.format(count=refused)}"


def _place(participant: Participant, column: str, people: Mapping[str, str]) -> Place | None:
    person = people.get(participant.reference, "")
    return place_of(column, participant.reference, person) if person else None
