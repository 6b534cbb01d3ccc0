"""The report of a trip and of a month, and the copy of one person's data: chosen, written as PDF."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, language
from cicdesk.presenters.case_file import name_of
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.export_work import Work, WorkView
from cicdesk.presenters.papers import Press
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.presenters.words import day_words
from cicdesk.reports.papers.sheet import Written
from cicdesk.reports.papers.words import languages, words_in
from cicdesk.schema.profiles import profiles
from cicdesk.schema.snapshot import Changes
from cicdesk.services.exporting.counting import Scope
from cicdesk.services.exporting.reporting import Asked

__all__ = ["Asked", "CopyPresenter", "CopyView", "ReportsPresenter", "ReportsStart", "ReportsView", "Scope"]

_TRIPS = 200
_MONTHS = 24
_PICTURE_DOTS = 110.0
Listed = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportsStart:
    """What can be chosen: codes or ids, and words."""

    trips: Listed
    months: Listed
    """The last one that is over first."""
    offices: Listed
    projects: Listed


class ReportsView(WorkView, Protocol):
    """What the presenter asks of its page."""

    def show_start(self, start: ReportsStart) -> None:
        """Show what can be chosen."""
        ...

    def show_pages(self, pages: Sequence[object], dots: float) -> None:
        """Show the report as it will be printed."""
        ...

    def tell(self, words: str) -> None:
        """Say that something is done."""
        ...


class ReportsPresenter:
    """Counts and writes reports in the background."""

    def __init__(
        self, view: ReportsView, desk: Desk, runner: Runner, clock: Clock, publish: Callable[[Changes], object],
        press: Press,
    ) -> None:  # fmt: skip
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._publish = publish
        self._press = press
        self._work = Work(view, runner)

    def load(self) -> None:
        """Show what can be chosen."""
        self._runner.start(self._view, self._start, self._view.show_start, self._view.show_error)

    def look(self, asked: Asked) -> None:
        """Show the report as it will be printed."""
        press, desk = self._press, self._desk
        self._work.start(
            _("Counting…"),
            lambda step: press.pictures((desk.reports.report(asked, step),), _PICTURE_DOTS),
            lambda pages: self._view.show_pages(pages, _PICTURE_DOTS),
        )

    def save(self, asked: Asked, path: Path) -> None:
        """Write it as a PDF."""
        desk, make = self._desk, _pdf(self._press)

        def done(changes: Changes) -> None:
            self._publish(changes)
            self._view.tell(_("The report is written: {file}").format(file=path.name))

        self._work.start(_("Counting…"), lambda step: desk.reports.save_report(asked, make, path, step), done)

    def stop(self) -> None:
        """End what is under way."""
        self._work.stop()

    def _start(self) -> ReportsStart:
        today = self._clock.now().astimezone().date()
        trips = sorted(
            self._desk.records.recent("trip", _TRIPS),
            key=lambda each: str(each.values.get("day") or ""),
            reverse=True,
        )
        return ReportsStart(
            trips=tuple(
                (each.id, f"{day_words(str(each.values.get('day') or ''))}  {each.values.get('place') or ''}")
                for each in trips
            ),
            months=tuple((each, day_words(each)) for each in _months(today)),
            offices=tuple(self._desk.staff.offices().items()),
            projects=tuple((each.code, each.name(language())) for each in profiles()),
        )


class CopyView(Protocol):
    """The window that asks about the copy of a person's data."""

    def show_person(self, name: str, language: str, offered: Listed) -> None:
        """Show whose copy it is, and which languages can stand beside the Polish."""
        ...

    def written(self, words: str) -> None:
        """It is done."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class CopyPresenter:
    """Writes the copy of one person's data."""

    def __init__(
        self, view: CopyView, desk: Desk, runner: Runner, publish: Callable[[Changes], object], press: Press
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._publish = publish
        self._press = press

    def open(self, person: str) -> None:
        """Ask about that person."""
        desk = self._desk
        self._runner.start(
            self._view,
            lambda: (desk.records.get(person), desk.reports.language_of(person)),
            lambda found: self._view.show_person(
                name_of(found[0]), found[1], tuple((each, words_in(each).name) for each in languages())
            ),
            self._view.show_error,
        )

    def save(self, person: str, reason: str, language: str, path: Path) -> None:
        """Write the PDF, and the JSON beside it."""
        desk, make = self._desk, _pdf(self._press)

        def done(changes: Changes) -> None:
            self._publish(changes)
            self._view.written(
                _(
                    "The copy is written: {file}, and the same as JSON beside it. Look through it before you hand it over."
                ).format(file=path.name)
            )

        self._runner.start(
            self._view,
            lambda: desk.reports.save_access_copy(person, reason, make, path, language),
            done,
            self._view.show_error,
            Lane.FILES,
        )


def _pdf(press: Press) -> Callable[[Written], bytes]:
    return lambda written: press.pdf((written,), f"{written.title} {written.number}".replace("/", "-"))


def _months(today: dt.date) -> list[str]:
    """The months that are over, the last one first, and then the one that is."""
    found, day = [], today.replace(day=1)
    for _count in range(_MONTHS):
        day = (day - dt.timedelta(days=1)).replace(day=1)
        found.append(f"{day:%Y-%m}")
    return [found[0], f"{today:%Y-%m}", *found[1:]]


def suggested_name(asked: Asked) -> str:
    """What the file is called unless somebody calls it otherwise."""
    scope = asked.scope
    return f"sprawozdanie_{scope.month or 'wyjazd'}{f'_{scope.office}' if scope.office else ''}.pdf"
