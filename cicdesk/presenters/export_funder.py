"""The funder's file: choose project and time, check, put right, write; then read what the funder's system says."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, language, ngettext
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.export_shown import BesideShown, FunderShown, answer_shown, check_shown, theirs_shown
from cicdesk.presenters.export_work import Work, WorkView
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.reports.sm_efs.errors import FunderFileUnreadable, LayoutUnreadable
from cicdesk.reports.sm_efs.layout import Layout
from cicdesk.schema.profiles import profiles
from cicdesk.schema.snapshot import Changes
from cicdesk.services.exporting.funder import Check
from cicdesk.services.exporting.gathering import Asked
from cicdesk.services.exporting.saving import save

__all__ = [
    "Asked", "BesideShown", "FunderPresenter", "FunderShown", "FunderStart", "FunderView", "suggested_name",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FunderStart:
    """What can be chosen before anything is checked."""

    projects: tuple[tuple[str, str], ...]
    """Codes and names; those that hand in such a file."""
    today: dt.date
    layout: str
    """Which layout is in use, in words."""
    own_layout: bool


class FunderView(WorkView, Protocol):
    """What the presenter asks of its page."""

    def show_start(self, start: FunderStart) -> None:
        """Show what can be chosen."""
        ...

    def show_check(self, shown: FunderShown | None) -> None:
        """Show what came of the check; None: nothing has been checked."""
        ...

    def show_beside(self, shown: BesideShown | None) -> None:
        """Show what the funder's system says; None: nothing has been read."""
        ...

    def tell(self, words: str) -> None:
        """Say that something is done."""
        ...


class FunderPresenter:
    """Checks in the background; writes what is clean."""

    def __init__(
        self, view: FunderView, desk: Desk, runner: Runner, clock: Clock, publish: Callable[[Changes], object]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._publish = publish
        self._work = Work(view, runner)
        self._check: Check | None = None
        self._fresh: Sequence[tuple[str, str]] = ()

    def load(self) -> None:
        """Show what can be chosen."""
        self._runner.start(self._view, self._start, self._view.show_start, self._view.show_error)

    def changed(self, changes: Changes) -> None:
        """What was checked may hold no longer: it has to be checked again before it is written."""
        if self._check is not None and changes.kinds & {"person", "participation", "service", "review"}:
            self._check = None
            self._view.show_check(None)

    def check(self, asked: Asked) -> None:
        """Look through everybody."""
        self._check = None
        self._view.show_check(None)
        self._view.show_beside(None)
        self._work.start(_("Looking through the participants…"), lambda step: self._desk.funder_file.check(asked, step), self._checked)  # fmt: skip

    def write(self, path: Path) -> None:
        """Write the file that was checked."""
        check = self._check
        if check is None:
            return
        reason = _("Handed in to the funder")

        def done(changes: Changes) -> None:
            self._publish(changes)
            self._view.tell(
                _("The file is written: {file}. It names people: delete it once it is handed in.").format(
                    file=path.name
                )
            )

        self._work.start(_("Writing the file…"), lambda _step: self._desk.funder_file.write(check, path, reason), done)  # fmt: skip

    def compare(self, path: Path, asked: Asked) -> None:
        """Put the system's export beside our records."""
        desk = self._desk

        def work(step: Callable[[int, int], None]) -> tuple[BesideShown, Sequence[tuple[str, str]]]:
            theirs = desk.funder_file.compare(_content(path), asked, step)
            return theirs_shown(theirs, desk.funder_file.layout()), theirs.fresh

        self._work.start(_("Comparing with the funder's system…"), work, self._read)

    def read_answer(self, path: Path, asked: Asked) -> None:
        """Read the answer to our last file."""
        desk = self._desk

        def work(step: Callable[[int, int], None]) -> tuple[BesideShown, Sequence[tuple[str, str]]]:
            answered = desk.funder_file.read_answer(_content(path), asked, step)
            return answer_shown(answered, desk.funder_file.layout()), answered.fresh

        self._work.start(_("Reading the answer…"), work, self._read)

    def keep_ids(self) -> None:
        """Keep the technical ids that were read."""
        fresh = self._fresh

        def done(changes: Changes) -> None:
            self._fresh = ()
            self._publish(changes)
            self._view.show_beside(None)
            words = ngettext(
                "{count} technical identifier is kept.", "{count} technical identifiers are kept.", len(fresh)
            )
            self._view.tell(words.format(count=len(fresh)))

        self._work.start(_("Keeping the identifiers…"), lambda step: self._desk.funder_file.keep_ids(fresh, step), done)  # fmt: skip

    def save_layout(self, path: Path) -> None:
        """Write the layout in use where somebody can change it."""
        self._run(
            lambda: save(path, self._desk.funder_file.layout_text().encode(), Changes),
            _("The layout is saved. Change it in a text editor, then choose it here."),
        )

    def use_layout(self, path: Path) -> None:
        """Use another layout from now on."""
        self._run(
            lambda: self._desk.funder_file.use_layout(_content(path).decode("utf-8-sig", errors="replace")),
            _("The layout is in use."),
        )

    def go_back_to_shipped(self) -> None:
        """Use the layout that comes with the program."""
        self._run(self._desk.funder_file.go_back_to_shipped, _("The shipped layout is in use again."))

    def stop(self) -> None:
        """End what is under way."""
        self._work.stop()

    def _checked(self, check: Check) -> None:
        self._check = check
        self._view.show_check(check_shown(check))

    def _read(self, read: tuple[BesideShown, Sequence[tuple[str, str]]]) -> None:
        shown, self._fresh = read
        self._view.show_beside(shown)

    def _run(self, work: Callable[[], object], words: str) -> None:
        def done(_result: object) -> None:
            self._check = None
            self._view.show_check(None)
            self._view.tell(words)
            self.load()

        self._runner.start(self._view, work, done, self._view.show_error, Lane.FILES)

    def _start(self) -> FunderStart:
        own = self._desk.funder_file.has_own_layout()
        return FunderStart(
            tuple((each.code, each.name(language())) for each in profiles() if each.exports),
            self._clock.now().astimezone().date(),
            self._layout(own=own),
            own,
        )

    def _layout(self, *, own: bool) -> str:
        try:
            return _layout_words(self._desk.funder_file.layout(), own=own)
        except LayoutUnreadable as error:
            return _("Your own layout cannot be used any more: {place}").format(place=error.facts["place"])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FunderFileUnreadable from error


def _layout_words(layout: Layout, *, own: bool) -> str:
    words = _("Your own layout: {name}, {version}") if own else _("Shipped layout: {name}, {version}")
    return words.format(name=layout.name, version=layout.version)


def suggested_name(project: str, today: dt.date) -> str:
    """What the file is called unless somebody calls it otherwise."""
    return f"uczestnicy_{project}_{today.isoformat()}.csv"
