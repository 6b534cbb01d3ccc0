"""Everything that is wrong with a file, before a byte of it is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cicdesk.reports.sm_efs import checks, person_checks
from cicdesk.reports.sm_efs.cells import joined
from cicdesk.reports.sm_efs.checks import Found, Row, row_of
from cicdesk.reports.sm_efs.faults import Fault, Wrong
from cicdesk.reports.sm_efs.layout import Column, Layout
from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.reports.sm_efs.writing import Writing
from cicdesk.reports.tables.harmless import harmless
from cicdesk.schema.problems import Severity

Rule = Callable[[Row], Iterator[Found]]

RULES: Final[tuple[Rule, ...]] = (
    checks.missing,
    checks.not_expected,
    checks.dictionary,
    checks.pairs,
    checks.lower_case,
    person_checks.pesel,
    person_checks.pesel_denied,
    person_checks.sex,
    person_checks.age,
    person_checks.age_range,
    checks.postcode,
    checks.phone,
    checks.email,
    checks.email_letters,
    checks.days_in_order,
    checks.supports_in_time,
    person_checks.third_country,
    person_checks.background,
    checks.joiner,
    checks.unseen,
)
"""The rules of a single row, in the order in which their faults are told."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file, or what keeps it from being written."""

    faults: tuple[Fault, ...]
    content: bytes | None
    """None if one of the faults is an error."""


def checked_file(
    participants: Sequence[Participant], layout: Layout, passed: Callable[[int], object] = lambda _row: None
) -> Checked:
    """The file if nothing but warnings speaks against it; all faults in any case.

    `passed` is called with every row before it is looked at, from 1; what it raises ends the work.
    """
    faults: list[Fault] = []
    made, refused = Writing(layout), False
    for row, found in _looked_at(participants, layout, passed):
        faults += found
        refused = refused or any(each.severity is Severity.ERROR for each in found)
        if not refused:
            made.add([_cell(each, row.texts[each.key], layout) for each in layout.columns])
    return Checked(tuple(faults), None if refused else made.content())


def _cell(column: Column, texts: Sequence[str], layout: Layout) -> str:
    text = joined(column, texts, layout) if column.of_support else texts[0] if texts else ""
    return harmless(text) if text else ""


def faults_of(participants: Sequence[Participant], layout: Layout) -> Iterator[Fault]:
    """Every fault of every person, by person and then in the order of the columns."""
    for _row, found in _looked_at(participants, layout, lambda _row: None):
        yield from found


def _looked_at(
    participants: Sequence[Participant], layout: Layout, passed: Callable[[int], object]
) -> Iterator[tuple[Row, list[Fault]]]:
    order = {column.key: number for number, column in enumerate(layout.columns)}
    between = _between(participants)
    for number, participant in enumerate(participants, 1):
        passed(number)
        row = row_of(participant, layout)
        found = [each for rule in RULES for each in rule(row)] + between.get(number, [])
        # A layout of another coordinator's may lack a column that a rule is about.
        there = [each for each in found if each.column in order]
        yield (
            row,
            [
                Fault(participant.reference, number, each.column, each.wrong, each.severity, each.facts)
                for each in sorted(there, key=lambda each: order[each.column])
            ],
        )


def _between(participants: Sequence[Participant]) -> dict[int, list[Found]]:
    """By row, what is wrong only because of other rows."""
    found: defaultdict[int, list[Found]] = defaultdict(list)
    for row in _twice((each.project_number, each.identifier) for each in participants):
        found[row].append(Found("identifier", Wrong.TWICE))
    for row in _twice((each.project_number, each.technical_id) for each in participants):
        found[row].append(Found("technical_id", Wrong.TWICE))
    for row, participant in enumerate(participants, 1):
        if participant.project_number != participants[0].project_number:
            found[row].append(Found("project_number", Wrong.OTHER_PROJECT))
    return found


def _twice(keys: Iterable[tuple[str, str]]) -> Iterator[int]:
    """The rows whose identifier an earlier row has as well."""
    seen: set[tuple[str, str]] = set()
    for row, key in enumerate(keys, 1):
        if key[1] and key in seen:
            yield row
        seen.add(key)
