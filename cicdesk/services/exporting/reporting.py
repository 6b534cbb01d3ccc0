"""Reports as papers: of a trip, of a month, and the copy of one person's data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cicdesk.domain.names import office_key
from cicdesk.domain.roles import Area
from cicdesk.reports.lists.words import words_of
from cicdesk.reports.papers.access import File, copy_json, copy_values
from cicdesk.reports.papers.choosing import language_for
from cicdesk.reports.papers.figures import report_values
from cicdesk.reports.papers.reports import (
    ACCESS_COPY,
    MONTH_REPORT,
    TRIP_REPORT,
    Frame,
    speaker,
    write_report,
)
from cicdesk.reports.papers.saying import Said, Speaker, shown_day, span
from cicdesk.reports.papers.sheet import Written
from cicdesk.reports.papers.words import FIRST
from cicdesk.schema.profiles import Profile, profiles
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting import keeping
from cicdesk.services.exporting.counting import Scope, figures
from cicdesk.services.exporting.errors import ReasonNeeded
from cicdesk.services.exporting.saving import digest_of, save
from cicdesk.services.exporting.steps import Step, unwatched
from cicdesk.services.records import RecordService
from cicdesk.services.staff import StaffService

Press = Callable[[Written], bytes]
"""Makes a PDF of a paper; whoever shows windows brings it."""
_LAST: Final = 8
_OF_TRIP = (("venue", "venue"), ("languages", "team_languages"), ("rooms", "rooms"), ("connectivity", "connectivity"),
            ("visitors", "visitors"))  # fmt: skip
"""Fields of a trip, and what the report calls them."""
TRIP, MONTH, ACCESS = "TRIP", "MONTH", "ACCESS"
"""Codes of `export_kinds`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that somebody wants."""

    scope: Scope
    project: str = ""
    """Whose head it bears; empty: the office alone."""


class ReportService:
    """Writes reports; what they count is named in none of them."""

    def __init__(self, context: Context, records: RecordService, staff: StaffService) -> None:
        self._context = context
        self._records = records
        self._staff = staff

    def report(self, asked: Asked, step: Step = unwatched) -> Written:
        """The report of a trip or of a month; ExportStopped if `step` says so."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            found = figures(connection, asked.scope, step)
        paper = TRIP_REPORT if asked.scope.trip else MONTH_REPORT
        trip = self._records.get(asked.scope.trip) if asked.scope.trip else None
        frame = self._frame(asked, trip)
        say = speaker(paper, frame)
        names = self._staff.names()
        head = _head_of_trip(trip, say, names) if trip else _head_of_month(asked, say, names)
        remarks = str(trip.values.get("incidents") or "") if trip else ""
        return write_report(paper, report_values(found, head, say, remarks), frame)

    def save_report(self, asked: Asked, press: Press, path: Path, step: Step = unwatched) -> Changes:
        """Write it as a PDF, and note it in the log."""
        written = self.report(asked, step)
        what = TRIP if asked.scope.trip else MONTH
        return self._save(path, press(written), what, f"{written.title} {written.number}")

    def access_copy(self, person: str, language: str = "") -> tuple[Written, bytes]:
        """What the person is given: the paper in Polish and in their language, and the same as JSON."""
        self._permit()
        records = self._records.in_file(person)
        main = self._records.get(person)
        others = [each for each in records if each.id != main.id]
        file = File((main, *others), self._staff.names(), self._context.clock.now())
        frame = Frame(
            profile=_profile(str(main.values.get("project") or "")),
            office=self._office(str(main.values.get("office") or "")),
            number=main.number or main.id[-_LAST:].upper(),
            now=file.now,
            language=language or language_for(main.values),
        )
        say = speaker(ACCESS_COPY, frame)
        return write_report(ACCESS_COPY, copy_values(file, say), frame), copy_json(file, say)

    def language_of(self, person: str) -> str:
        """The language that stands beside the Polish unless somebody chooses another."""
        self._permit()
        return language_for(self._records.get(person).values)

    def save_access_copy(
        self, person: str, reason: str, press: Press, path: Path, language: str = ""
    ) -> Changes:
        """Write the PDF, and the JSON beside it; ReasonNeeded unless it is said who asked for it and when."""
        self._permit()
        if not reason.strip():
            raise ReasonNeeded
        written, machine = self.access_copy(person, language)
        changes = self._save(path, press(written), ACCESS, reason.strip())
        return changes | self._save(path.with_suffix(".json"), machine, ACCESS, reason.strip())

    def _save(self, path: Path, content: bytes, what: str, reason: str) -> Changes:
        return save(path, content, lambda: keeping.note(self._records, {
            "what": what, "reason": reason, "how_many": 1, "file_name": path.name, "sha256": digest_of(content),
        }))  # fmt: skip

    def _permit(self) -> None:
        self._context.enter(Area.OFFICE)
        if not self._context.rights.exports:
            raise NotAllowed

    def _frame(self, asked: Asked, trip: Snapshot | None) -> Frame:
        office = str(trip.values.get("office") or "") if trip else asked.scope.office
        day = str(trip.values.get("day") or "") if trip else asked.scope.month
        code = office or self._context.place.office
        return Frame(
            profile=_profile(asked.project),
            office=self._office(code),
            number="/".join(filter(None, (code, day.replace("-", "")))),
            now=self._context.clock.now(),
        )

    def _office(self, code: str) -> str:
        office = code or self._context.place.office
        return self._staff.names().get(office_key(office), office) if office else ""


def _profile(code: str) -> Profile | None:
    return next((each for each in profiles() if each.code == code), None)


def _head_of_trip(trip: Snapshot, say: Speaker, names: Mapping[str, str]) -> list[tuple[Said, str]]:
    spec, values = spec_of("trip"), trip.values
    when = ", ".join(
        filter(None, (shown_day(values.get("day")), span(values.get("from_time"), values.get("to_time"))))
    )
    team = words_of(spec.by_name["team"], values.get("team"), FIRST, names)
    return [
        (say("place"), str(values.get("place") or "")),
        (say("day"), when),
        (say("team"), team),
        *(
            (say(label), words_of(spec.by_name[name], values.get(name), FIRST, names))
            for name, label in _OF_TRIP
        ),
    ]


def _head_of_month(asked: Asked, say: Speaker, names: Mapping[str, str]) -> list[tuple[Said, str]]:
    office = asked.scope.office
    project = _profile(asked.scope.project)
    return [
        (say("month"), shown_day(asked.scope.month)),
        (say("office"), names.get(office_key(office), office) if office else say("whole_region").first),
        (say("project"), project.name(FIRST) if project else ""),
    ]
