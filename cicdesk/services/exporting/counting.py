"""The figures of a trip or of a month, counted from the records of this laptop."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cicdesk.domain.care_statistics import minutes_of_care
from cicdesk.domain.reading import elements, number, text
from cicdesk.domain.wall_time import read_moment, wall
from cicdesk.reports.papers.figures import Figures, Given
from cicdesk.services.arranging.care_facts import child_of, visit_of
from cicdesk.services.exporting.steps import EVERY, Step
from cicdesk.store import reading
from cicdesk.store.engine import Connection

Document = Mapping[str, Any]
_OF_PROJECTS = frozenset({"service", "time_sheet", "case"})
_MONTH = len("2026-01")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: one trip, or a month of an office."""

    trip: str = ""
    month: str = ""
    """As 2026-03."""
    office: str = ""
    """Its code; empty: every office whose records are here."""
    project: str = ""
    """Of what belongs to a project; empty: all."""

    def takes(self, document: Document, day: str, of_project: str | None = None) -> bool:
        """Whether a record of that day is meant; `of_project`: its project, where it has one."""
        if self.trip:
            return text(document, "trip") == self.trip
        return (
            day[:_MONTH] == self.month
            and (not self.office or text(document, "office") == self.office)
            and (not self.project or of_project is None or of_project == self.project)
        )


def figures(connection: Connection, scope: Scope, step: Step) -> Figures:
    """Everything that a report says in numbers."""
    held = _Held(connection, scope, step)
    contacts = list(held.of("contact", lambda each: _local_day(text(each, "at"))))
    services = list(held.of("service", lambda each: text(each, "happened_on")))
    joined, left = held.participations(services)
    jobs = (
        list(held.of("time_sheet", lambda each: text(each, "day")))
        if not scope.trip
        else held.sheets_of_trip()
    )
    visits = list(held.of("care_session", lambda each: text(each, "day")))
    stays = [stay for each in visits if (stay := visit_of(each, child_of(text(each, "dependant"), {})))]
    return Figures(
        contacts=len(contacts),
        asking=sum(number(each, "people_count") or 1 for each in contacts),
        contact_minutes=sum(number(each, "minutes") for each in contacts),
        topics=Counter(topic for each in contacts for topic in elements(each, "topics")),
        languages=_by("language", contacts),
        channels=_by("channel", contacts),
        outcomes=_by("outcome", contacts),
        ages=_by("age_band", contacts),
        sexes=_by("sex", contacts),
        new_people=held.new_people(),
        new_cases=held.new_cases(),
        services=_given(services),
        served=len({text(each, "person") for each in services}),
        joined=joined,
        left=left,
        interpreted=len(jobs),
        interpreter_minutes=sum(number(each, "billed_minutes") for each in jobs),
        care_visits=len(stays),
        children=len({each.child.id for each in stays}),
        care_minutes=sum(minutes_of_care(each) for each in stays),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    connection: Connection
    scope: Scope
    step: Step

    def of(self, kind: str, day: Callable[[Document], str]) -> Iterator[Document]:
        """The documents of a kind that are meant."""
        total = reading.count(self.connection, kind)
        for count, found in enumerate(reading.documents(self.connection, kind)):
            if count % EVERY == 0:
                self.step(count, total)
            each = found.document
            if self.scope.takes(each, day(each), text(each, "project") if kind in _OF_PROJECTS else None):
                yield each

    def new_people(self) -> int | None:
        """Whose file was begun on the trip; of a month nobody wrote that down."""
        if not self.scope.trip:
            return None
        return sum(
            text(found.document, "trip") == self.scope.trip
            for found in reading.documents(self.connection, "person")
        )

    def new_cases(self) -> int | None:
        """The cases opened in the month; a case does not say on which trip it was opened."""
        if self.scope.trip:
            return None
        return len(list(self.of("case", lambda each: text(each, "opened_on"))))

    def participations(self, services: Iterable[Document]) -> tuple[int, int | None]:
        """How many joined, and how many left; on a trip those who joined with a support given there."""
        if self.scope.trip:
            there = {(text(each, "participation"), text(each, "happened_on")) for each in services}
            joined = sum(
                (found.id, text(found.document, "entered_on")) in there
                for found in reading.documents(self.connection, "participation")
            )
            return joined, None
        offices = {
            found.id: text(found.document, "office") for found in reading.documents(self.connection, "person")
        }
        takings = (
            found.document
            for found in reading.documents(self.connection, "participation")
            if not self.scope.office or offices.get(found.root) == self.scope.office
        )
        days = [
            (text(each, "entered_on"), text(each, "ended_on"))
            for each in takings
            if not self.scope.project or text(each, "project") == self.scope.project
        ]
        month = self.scope.month
        return sum(one[:_MONTH] == month for one, _ in days), sum(end[:_MONTH] == month for _, end in days)

    def sheets_of_trip(self) -> list[Document]:
        """The time sheets of the trip's requests for interpreters."""
        requests = {
            found.id
            for found in reading.documents(self.connection, "interpreter_request")
            if text(found.document, "trip") == self.scope.trip
        }
        return [
            found.document
            for found in reading.documents(self.connection, "time_sheet")
            if text(found.document, "interpreter_request") in requests
        ]


def _given(services: Iterable[Document]) -> list[Given]:
    grouped: dict[str, list[Document]] = {}
    for each in services:
        grouped.setdefault(text(each, "service"), []).append(each)
    found = [
        Given(
            code, len(held), len({text(each, "person") for each in held}),
            sum(number(each, "minutes") for each in held),
        )
        for code, held in grouped.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.times, each.service))


def _by(name: str, documents: Iterable[Document]) -> Counter[str]:
    return Counter(text(each, name) for each in documents)


def _local_day(moment: str) -> str:
    try:
        return wall(read_moment(moment)).day.isoformat()
    except ValueError:
        return ""
