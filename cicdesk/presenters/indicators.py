"""Indicators: a project and a time are chosen, counted in the background, and each number leads to its people."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, language
from cicdesk.base.ids import RecordId
from cicdesk.domain.indicators.forecasting import Target
from cicdesk.domain.indicators.report import Report, may_plan
from cicdesk.domain.wall_time import wall
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.export_work import Work, WorkView
from cicdesk.presenters.indicators_shown import Cell, ReportShown, number_words, shown
from cicdesk.presenters.papers import Press
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import day_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.profiles import profile, profiles
from cicdesk.schema.snapshot import Changes
from cicdesk.services.indicators.service import Member, Question

__all__ = [
    "Cell",
    "IndicatorsPresenter",
    "IndicatorsStart",
    "IndicatorsView",
    "MemberLine",
    "Period",
    "Target",
]

_CONCERNS = frozenset(
    {"participation", "service", "language_level", "contact", "target", "project_profile", "merge"}
)
_EARLIEST, _QUARTER, _YEAR_END = dt.date(2000, 1, 1), 3, 12
MOST = 200
"""People behind a number that are listed; more are counted and narrowed down by cell."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time that can be chosen."""

    code: str
    words: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class IndicatorsStart:
    """What can be chosen, and what somebody may do."""

    projects: tuple[tuple[str, str], ...]
    periods: tuple[Period, ...]
    plans: bool
    """Whether targets can be set."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody behind a number."""

    person: RecordId
    name: str
    detail: str
    when: str


class IndicatorsView(WorkView, Protocol):
    """What the presenter asks of its page."""

    def show_start(self, start: IndicatorsStart) -> None:
        """Show what can be chosen."""
        ...

    def show_report(self, report: ReportShown) -> None:
        """Show the numbers."""
        ...

    def show_people(self, title: str, lines: Sequence[MemberLine], more: int) -> None:
        """Show who is behind a number; `more`: how many are not listed."""
        ...

    def show_pages(self, pages: Sequence[object], dots: float) -> None:
        """Show the report as it will be printed."""
        ...

    def tell(self, words: str) -> None:
        """Say that something is done."""
        ...


class IndicatorsPresenter:
    """Keeps the numbers in sight true; counting that nobody waits for any more is ended."""

    def __init__(
        self, view: IndicatorsView, desk: Desk, runner: Runner, clock: Clock, publish: Callable[[Changes], object],
        press: Press,
    ) -> None:  # fmt: skip
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._publish = publish
        self._press = press
        self._work = Work(view, runner)
        self._asked: Question | None = None
        self._stale = False
        self.report: Report | None = None
        """What is in sight."""

    def load(self) -> None:
        """Show what can be chosen; numbers that something has changed meanwhile are counted again."""
        self._view.show_start(self._start())
        if self._asked is None or self._stale:
            self.count(self._asked)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre: the numbers are counted again when looked at next."""
        if changes.everything or changes.kinds & _CONCERNS:
            self._stale = True

    def choose(self, project: str, first: dt.date, last: dt.date) -> None:
        """Count another project or another time."""
        begin = max(first, profile(project).valid_from)
        self.count(Question(project, min(begin, last), last))

    def count(self, asked: Question | None = None) -> None:
        """Count; without a question the first project from its beginning to today."""
        if asked is None:
            start = self._start()
            self.choose(start.projects[0][0], start.periods[0].first, start.periods[0].last)
            return
        wanted = asked

        def done(report: Report) -> None:
            self.report, self._stale = report, False
            self._view.show_report(shown(report, self._today()))
            if self._asked != wanted:
                self.count(self._asked)

        self._asked = wanted
        if self._work.under_way:
            self._stale = True
            return
        self._work.start(_("Counting…"), lambda step: self._desk.indicators.report(wanted, step), done)

    def stop(self) -> None:
        """End what is under way."""
        self._work.stop()

    def people(self, code: str, cell: Cell | None = None, title: str = "") -> None:
        """Show who is behind an indicator, or behind one cell of its table."""
        if self._asked is not None:
            sex, band = (cell.sex, cell.band) if cell else (None, None)
            self._list(
                Question(self._asked.project, self._asked.first, self._asked.last, code, sex, band), title
            )

    def left_out(self, reason: str, title: str) -> None:
        """Show who is not counted for that reason."""
        if self._asked is not None:
            asked = self._asked
            self._list(Question(asked.project, asked.first, asked.last, reason=reason), title)

    def aim(self, target: Target) -> None:
        """Set a target, or change the one it names."""
        if self._asked is not None:
            project = self._asked.project
            self._plan(lambda: self._desk.indicators.set_target(project, target))

    def drop_aim(self, target: Target) -> None:
        """Want it no more."""
        self._plan(lambda: self._desk.indicators.drop_target(target))

    def target_of(self, code: str) -> Target | None:
        """The nearest target of an indicator in sight."""
        forecasts = self.report.forecasts.get(code, ()) if self.report else ()
        return forecasts[0].target if forecasts else None

    def proposed_day(self) -> dt.date:
        """The day proposed for a new target: the end of the year, or of the next one where that is near."""
        today = self._today()
        return dt.date(today.year + (today.month > _YEAR_END - _QUARTER), _YEAR_END, 31)

    def save_table(self, path: Path) -> None:
        """Write the numbers as XLSX, small ones hidden."""
        report, desk = self.report, self._desk
        if report is not None:
            self._save(path, lambda: desk.indicator_files.save_table(report, path))

    def save_paper(self, path: Path) -> None:
        """Write them as a PDF, small ones hidden."""
        report, desk, press = self.report, self._desk, self._press
        if report is not None:
            self._save(
                path,
                lambda: desk.indicator_files.save_paper(
                    report, lambda written: press.pdf((written,), written.title), path
                ),
            )

    def _save(self, path: Path, write: Callable[[], Changes]) -> None:
        def done(changes: Changes) -> None:
            self._publish(changes)
            self._view.tell(_("The numbers are written: {file}").format(file=path.name))

        def work(step: Callable[[int, int], None]) -> Changes:
            step(0, 1)
            return write()

        self._work.start(_("Writing…"), work, done)

    def _plan(self, act: Callable[[], Changes]) -> None:
        def done(changes: Changes) -> None:
            self._publish(changes)
            self.count(self._asked)

        self._runner.start(self._view, act, done, self._view.show_error)

    def _list(self, asked: Question, title: str) -> None:
        def show(found: tuple[Member, ...]) -> None:
            self._view.show_people(title, [_line(each) for each in found[:MOST]], max(0, len(found) - MOST))

        self._runner.start(
            self._view, lambda: self._desk.indicators.people(asked), show, self._view.show_error
        )

    def _start(self) -> IndicatorsStart:
        listed = tuple((each.code, each.name(language())) for each in profiles())
        return IndicatorsStart(listed, periods(self._today()), may_plan(self._desk.role))

    def _today(self) -> dt.date:
        return wall(self._clock.now()).day


def periods(today: dt.date) -> tuple[Period, ...]:
    """From the beginning to today, then the quarters and years around today."""
    begin = today.replace(month=(today.month - 1) // _QUARTER * _QUARTER + 1, day=1)
    before = (begin - dt.timedelta(days=1)).replace(day=1)
    before = before.replace(month=(before.month - 1) // _QUARTER * _QUARTER + 1)
    year = today.replace(month=1, day=1)
    return (
        Period("all", _("From the beginning to today"), _EARLIEST, today),
        Period("quarter", _("This quarter"), begin, _end_of_quarter(begin)),
        Period("last_quarter", _("Last quarter"), before, begin - dt.timedelta(days=1)),
        Period("year", _("This year"), year, today.replace(month=_YEAR_END, day=31)),
        Period("last_year", _("Last year"), year.replace(year=year.year - 1), year - dt.timedelta(days=1)),
    )


def _end_of_quarter(begin: dt.date) -> dt.date:
    later = begin + dt.timedelta(days=95)
    return later.replace(day=1) - dt.timedelta(days=1)


def _line(each: Member) -> MemberLine:
    sex = code_list("sex").label(each.sex, language()) if each.sex else ""
    age = _("age {age}").format(age=number_words(each.age)) if each.age is not None else ""
    return MemberLine(
        each.person, each.name or each.number, "  ·  ".join(filter(None, (each.number, sex, age))),
        day_words(each.entered_on) if each.entered_on else "",
    )  # fmt: skip
