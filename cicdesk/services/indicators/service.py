"""Indicators of a project: the report, who is behind each number, and what is to be reached by when."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from cicdesk.base.ids import RecordId
from cicdesk.domain.indicators import counting
from cicdesk.domain.indicators.counting import Asked, Facts
from cicdesk.domain.indicators.declared import OTHER_DAYS, Library, Unit
from cicdesk.domain.indicators.facts import Entry
from cicdesk.domain.indicators.forecasting import Forecast, Target, by_month, forecast
from cicdesk.domain.indicators.report import Report, may_count, may_plan
from cicdesk.domain.indicators.reporting import library_of
from cicdesk.domain.wall_time import wall
from cicdesk.schema.profiles import Profile, profile
from cicdesk.schema.snapshot import Changes
from cicdesk.schema.values import Value
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting.approved import Approved
from cicdesk.services.exporting.steps import Step, unwatched
from cicdesk.services.indicators.gathering import Source, facts_of
from cicdesk.services.indicators.progress import Progress
from cicdesk.services.records import RecordService
from cicdesk.store import booked, counted
from cicdesk.store import records as rows

_COUNTED, _GATHERED = 0.9, 0.5
"""Shares of the work that are done by then."""
_KIND = "target"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody behind a number."""

    participation: RecordId
    person: RecordId
    name: str
    number: str
    """The person's number."""
    entered_on: str
    sex: str
    age: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """Which number: of which project and time, which indicator, and of whom."""

    project: str
    first: dt.date
    last: dt.date
    code: str = ""
    sex: str | None = None
    band: int | None = None
    reason: str = ""
    """One of `counting.REASONS`: who is left out for it, instead of who is counted."""


class IndicatorService:
    """Counts on what this laptop holds; nothing of it is kept."""

    def __init__(self, context: Context, records: RecordService) -> None:
        self._context = context
        self._records = records

    def report(self, question: Question, step: Step = unwatched) -> Report:
        """Every indicator of a project between two days; NotAllowed for most roles, ExportStopped if `step` says so."""
        progress = Progress(step)
        with self._source(question, progress) as (found, source, asked):
            connection = source.connection
            services = counted.services_used(connection, source.project)
            facts = facts_of(source, services, _days(asked.library), progress)
            progress.reach(_GATHERED)
            whole = counted.how_many(connection, source.project)

            def looked_at(number: int) -> None:
                progress.reach(_GATHERED + (_COUNTED - _GATHERED) * number / max(1, whole))

            targets = _targets(source, source.project)
            wanted = _of_people(asked.library, [found.indicators.main, *(each.indicator for each in targets)])
            result = counting.count(asked, source.entries(), facts, looked_at, wanted)
            given = [
                (each, counted.given(connection, source.project, each, asked.first, asked.last))
                for each in services
            ]
            progress.reach(_COUNTED)
            contacts = counted.met(connection, asked.first, asked.last)
        progress.reach(1.0)
        forecasts = _forecasts(targets, result.days, wall(self._context.clock.now()).day)
        months = by_month(result.days.get(found.indicators.main, []))
        return Report(
            found, asked, result, tuple(sorted((each for each in given if each[1]), key=lambda each: (-each[1], each[0]))),
            contacts, forecasts, months, self._context.clock.now(), whole,
        )  # fmt: skip

    def people(self, question: Question) -> tuple[Member, ...]:
        """Whom a number is made of, in the order of their names."""
        with self._source(question, Progress()) as (_found, source, asked):
            if question.reason:
                listed = counting.left_out(
                    asked, source.entries(), Facts(merged=_merged(source)), question.reason
                )
            else:
                services = counted.services_used(source.connection, source.project)
                only = Library((asked.library.by_code[question.code],), asked.library.bands)
                facts = facts_of(source, services, _days(only), Progress())
                cell = (question.sex, question.band)
                listed = counting.members(asked, source.entries(), facts, question.code, cell)
            return tuple(self._members(source, listed))

    def targets(self, project: str) -> tuple[Target, ...]:
        """What the project wants to reach, the nearest day first."""
        self._enter()
        with self._context.store.read() as connection:
            return _targets(Source(connection, project, {}), project)

    def set_target(self, project: str, target: Target) -> Changes:
        """Set a target, or change the one that it names; NotAllowed for who does not plan."""
        if not may_plan(self._context.role):
            raise NotAllowed
        values: dict[str, Value] = {
            "project": project, "indicator": target.indicator, "value": target.value,
            "by_day": target.by_day.isoformat(),
        }  # fmt: skip
        if target.record:
            return self._records.edit(target.record, values)[1]
        return self._records.create(_KIND, values)[1]

    def drop_target(self, target: Target) -> Changes:
        """Want it no more."""
        if not may_plan(self._context.role):
            raise NotAllowed
        return self._records.delete(target.record, "")

    def _enter(self) -> None:
        if not may_count(self._context.role):
            raise NotAllowed

    @contextmanager
    def _source(self, question: Question, progress: Progress) -> Iterator[tuple[Profile, Source, Asked]]:
        self._enter()
        found = profile(question.project)
        asked = Asked(
            library_of(found.indicators), question.first.isoformat(), question.last.isoformat(),
            found.indicators.counted_when,
        )  # fmt: skip
        with self._context.store.read() as connection, counted.watched(connection, progress.look):
            source = Source(connection, question.project, Approved.of(connection).values)
            yield found, source, asked

    def _members(self, source: Source, listed: Sequence[tuple[str, Entry]]) -> list[Member]:
        merged = _merged(source)
        people = {merged.get(entry.person or "", entry.person or "") for _rid, entry in listed}
        names: dict[str, tuple[str, str]] = {}
        for part in rows.chunks(people):
            found = source.connection.exec_driver_sql(
                f"SELECT id, title, number FROM record WHERE id IN ({rows.marks(len(part))})",  # noqa: S608  placeholders
                tuple(part),
            )
            names.update((rid, (title, number)) for rid, title, number in found)
        made = [_member(rid, entry, merged, names) for rid, entry in listed]
        return sorted(made, key=lambda each: (each.name.casefold(), each.number, each.participation))


def _member(rid: str, entry: Entry, merged: dict[str, str], names: dict[str, tuple[str, str]]) -> Member:
    person = merged.get(entry.person or "", entry.person or "")
    name, number = names.get(person, ("", ""))
    return Member(
        RecordId(rid), RecordId(person), name or entry.institution or "", number, entry.entered_on or "",
        entry.sex or "", entry.age,
    )  # fmt: skip


def _merged(source: Source) -> dict[str, str]:
    return counted.merged(source.connection)


def _days(library: Library) -> frozenset[str]:
    """Which days of services and assessments the indicators ask for."""
    return frozenset(each.moment for each in library.indicators if each.counted and each.moment in OTHER_DAYS)


def _of_people(library: Library, codes: Sequence[str]) -> list[str]:
    """Those of these indicators that count people, each once."""
    people = {each.code for each in library.indicators if each.unit is Unit.PEOPLE}
    return [code for code in dict.fromkeys(codes) if code in people]


def _forecasts(
    targets: Sequence[Target], days: Mapping[str, Sequence[str]], today: dt.date
) -> dict[str, tuple[Forecast, ...]]:
    """By indicator, the forecasts to its targets."""
    found: dict[str, tuple[Forecast, ...]] = {}
    for each in targets:
        if each.indicator in days:
            found[each.indicator] = (
                *found.get(each.indicator, ()),
                forecast(each, days[each.indicator], today),
            )
    return found


def _targets(source: Source, project: str) -> tuple[Target, ...]:
    found = [
        Target(str(each["indicator"]), value, day, rid)
        for rid, each in booked.of_kind(source.connection, _KIND)
        if each.get("project") == project
        and isinstance(value := each.get("value"), int)
        and (day := _day(each.get("by_day"))) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.by_day, each.indicator, each.record)))


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
