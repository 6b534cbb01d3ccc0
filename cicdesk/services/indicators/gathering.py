"""What counting looks at, gathered from the file: participations, first days of services, levels of Polish."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from cicdesk.domain.indicators.counting import Facts
from cicdesk.domain.indicators.facts import (
    SERVICES,
    Entry,
    earliest,
    improved,
    in_course,
    one_person,
    survivors,
)
from cicdesk.domain.reviewing import Part
from cicdesk.services.indicators.progress import Progress
from cicdesk.store import counted
from cicdesk.store.engine import Connection

_AT_ENTRY = frozenset({
    "age", "sex", "education", "labour_status", "labour_detail", "degurba", "foreign_background", "third_country",
    "minority", "homelessness", "disability",
})  # fmt: skip
"""Fields of an `Entry` whose names end otherwise in the participation."""


@dataclass(frozen=True, slots=True)
class Source:
    """The participations of one project on this laptop."""

    connection: Connection
    project: str
    approved: Mapping[str, Part]
    """What was approved of records that have been changed since: numbers stand on that, as exports do."""

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """In the order of their ids."""
        rows = counted.entries(self.connection, self.project)
        return map(self._as_approved, rows) if self.approved else rows

    def _as_approved(self, row: tuple[str, Entry]) -> tuple[str, Entry]:
        held = self.approved.get(row[0])
        return row if held is None else (row[0], as_entry(held.document))


def as_entry(document: Mapping[str, object]) -> Entry:
    """What indicators ask of a participation's document."""
    names = Entry.__struct_fields__
    held = [document.get(f"{name}_at_entry" if name in _AT_ENTRY else name) for name in names]
    return msgspec.convert(held, Entry)


def facts_of(source: Source, services: list[str], wanted: frozenset[str], progress: Progress) -> Facts:
    """The days that the project's services and assessments tell; only those that an indicator asks for."""
    connection, project = source.connection, source.project
    merged = survivors(counted.merged(connection))
    days: dict[str, Mapping[str, str]] = {}
    for name, codes in SERVICES.items():
        if name in wanted or (name == "language_on" and "improved_on" in wanted):
            first = earliest(
                counted.first_days(connection, project, each) for each in codes if each in services
            )
            days[name] = one_person(first, merged)
        progress.reach(0.1 + 0.1 * (len(days) + 1))
    if "reunion_on" in wanted:
        days["reunion_on"] = one_person(counted.first_days_about_reunion(connection, project), merged)
    if "improved_on" in wanted:
        found = improved(counted.levels(connection), counted.ids(connection, project), merged)
        days["improved_on"] = in_course(found, days["language_on"])
    return Facts(days, merged)
