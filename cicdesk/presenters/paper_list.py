"""The papers of a day and what waits in the tray: which to print together."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.i18n import _
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.papers import Wanted
from cicdesk.presenters.runner import Runner
from cicdesk.reports.papers.catalogue import paper, papers_about
from cicdesk.schema.snapshot import Changes


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as a line."""

    wanted: Wanted
    label: str
    about: str
    """Whom or what it is about, as far as a list may say it."""


@dataclass(frozen=True, slots=True)
class PapersShown:
    """Both lists."""

    day: dt.date
    of_day: tuple[PaperRow, ...]
    tray: tuple[PaperRow, ...]
    trips: tuple[tuple[str, str], ...] = ()
    """The trips of the day to choose from: ids and places."""
    trip: str = ""
    """The one whose papers are shown; empty: all of the day."""


class PaperListView(Protocol):
    """What the presenter asks of the window."""

    def show_papers(self, shown: PapersShown) -> None:
        """Show both lists."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class PaperListPresenter:
    """Finds the papers of a day, and empties the tray."""

    def __init__(
        self, view: PaperListView, desk: Desk, runner: Runner, publish: Callable[[Changes], object]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._publish = publish
        self.day = dt.date.min
        self.trip = ""

    def open(self, day: dt.date, trip: str = "") -> None:
        """Show the papers of that day, or of one trip of it."""
        self.day, self.trip = day, trip
        self._runner.start(self._view, lambda: self._look(day, trip), self._found, self._view.show_error)

    def take_out(self, papers: Sequence[Wanted]) -> None:
        """These are no longer wanted."""
        self._runner.start(
            self._view, lambda: self._desk.papers.take_out(papers), self._taken_out, self._view.show_error
        )

    def changed(self, changes: Changes) -> None:
        """Look again where something was laid aside, printed or edited."""
        if changes.everything or changes.kinds - {"files"}:
            self.open(self.day, self.trip)

    def _taken_out(self, changes: Changes) -> None:
        self._publish(changes)
        self.open(self.day, self.trip)

    def _found(self, shown: PapersShown) -> None:
        if (shown.day, shown.trip) == (self.day, self.trip):
            self._view.show_papers(shown)

    def _look(self, day: dt.date, trip: str) -> PapersShown:
        papers = self._desk.papers
        trips = tuple(papers.trips(day).items())
        return PapersShown(day, self._rows(papers.of_day(day, trip)), self._rows(papers.tray()), trips, trip)

    def _rows(self, wanted: Sequence[Wanted]) -> tuple[PaperRow, ...]:
        names = self._desk.papers.about(wanted)
        return tuple(PaperRow(each, _(paper(each.paper).label), names[each]) for each in wanted)


def paper_choices(kind: str) -> tuple[tuple[str, str], ...]:
    """The papers that can be printed from a record of that kind: codes and words."""
    return tuple((each.code, _(each.label)) for each in papers_about(kind))
