"""Changes on a stick: saved here, delivered where there is a line, the answer taken in here again."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, ngettext
from cicdesk.presenters.desk import Desk, OnStick
from cicdesk.presenters.failures import explain
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.presenters.words import moment_words
from cicdesk.schema.snapshot import Changes
from cicdesk.sync.courier import Saved, TakenIn


class Carrier(Protocol):
    """What can be done with packages (sync.courier.Courier)."""

    def save(self, folder: Path) -> Saved:
        """Put what waits on a stick."""
        ...

    def deliver(self, path: Path) -> Path:
        """Hand a package in; the file of the answer."""
        ...

    def take_in(self, path: Path) -> TakenIn:
        """Take an answer in."""
        ...


@dataclass(frozen=True, slots=True)
class CourierShown:
    """Where things stand."""

    waiting: str
    """How much there is to carry."""
    carried: Sequence[str]
    """What is on a stick already and not at the centre yet."""
    enrolled: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it."""

    tone: str
    """`success`, `warning` or `danger`."""
    title: str
    lines: Sequence[str] = ()


class CourierView(Protocol):
    """The dialog."""

    def show_standing(self, shown: CourierShown) -> None:
        """Show where things stand."""
        ...

    def show_busy(self, text: str) -> None:
        """Something is under way; empty: nothing is any more."""
        ...

    def show_reports(self, reports: Sequence[Report]) -> None:
        """Say what came of it, one report for each file."""
        ...


class CourierPresenter:
    """Does one thing at a time, in the lane of the network, and tells it with numbers."""

    def __init__(
        self,
        view: CourierView,
        desk: Desk,
        carrier: Carrier,
        runner: Runner,
        clock: Clock,
        published: Callable[[Changes], None],
    ) -> None:
        self._view = view
        self._desk = desk
        self._carrier = carrier
        self._runner = runner
        self._clock = clock
        self._published = published
        self._busy = False

    def load(self) -> None:
        """Look up where things stand."""
        self._runner.start(self._view, self._look, self._view.show_standing)

    def save(self, folder: str) -> None:
        """Put what waits on the stick."""
        self._run([folder], _("Packing and encrypting…"), lambda each: _saved(self._carrier.save(each)))

    def deliver(self, paths: Sequence[str]) -> None:
        """Hand packages in, one after the other."""
        self._run(paths, _("Delivering to the centre…"), lambda each: _delivered(self._carrier.deliver(each)))

    def take_in(self, paths: Sequence[str]) -> None:
        """Take answers in, one after the other."""
        self._run(paths, _("Taking the answer in…"), self._take_in)

    def _take_in(self, path: Path) -> Report:
        taken = self._carrier.take_in(path)
        self._published(taken.changes)
        return _taken_in(taken)

    def _run(self, paths: Sequence[str], words: str, work: Callable[[Path], Report]) -> None:
        """All of them in turn; one that fails does not stop the others."""
        if self._busy or not paths:
            return
        self._busy = True
        self._next([Path(each) for each in paths], len(paths), words, work, [])

    def _next(
        self,
        left: list[Path],
        count: int,
        words: str,
        work: Callable[[Path], Report],
        told: list[Report],
    ) -> None:
        if not left:
            self._finished(told)
            return
        path, *rest = left
        place = _("{words} ({place} of {count})").format(words=words, place=count - len(rest), count=count)
        self._view.show_busy(place if count > 1 else words)

        def done(report: Report) -> None:
            self._next(rest, count, words, work, [*told, report])

        def failed(error: BaseException) -> None:
            done(_failed(error, path if count > 1 else None))

        self._runner.start(self._view, lambda: work(path), done, failed, Lane.NETWORK)

    def _finished(self, told: Sequence[Report]) -> None:
        self._busy = False
        self._view.show_busy("")
        self._view.show_reports(told)
        self._published(Changes(kinds=frozenset({"courier"})))
        self.load()

    def _look(self) -> CourierShown:
        outbox, now = self._desk.outbox, self._clock.now()
        waiting = outbox.badge().waiting
        words = ngettext(
            "{count} change waits on this laptop.", "{count} changes wait on this laptop.", waiting
        ).format(count=waiting)
        return CourierShown(
            waiting=words if waiting else _("Nothing waits here; a package still asks the centre for news."),
            carried=[carried_words(each, now) for each in outbox.on_sticks()],
            enrolled=self._desk.enrolled,
        )


def carried_words(package: OnStick, now: dt.datetime) -> str:
    """What is on a stick, since when. It is never called sent."""
    return ngettext(
        "{count} change is carried on a stick since {time}.",
        "{count} changes are carried on a stick since {time}.",
        package.changes,
    ).format(count=package.changes, time=moment_words(package.since, now))


def _saved(saved: Saved) -> Report:
    lines = [_("File: {name}").format(name=saved.path.name)]
    if saved.changes:
        lines.append(_("They go on waiting here until the centre's answer is taken in."))
    if saved.left:
        lines.append(
            ngettext(
                "{count} more change did not fit. Save another package once the answer to this one is taken in.",
                "{count} more changes did not fit. Save another package once the answer to this one is taken in.",
                saved.left,
            ).format(count=saved.left)
        )
    title = ngettext(
        "{count} change is on the stick.", "{count} changes are on the stick.", saved.changes
    ).format(count=saved.changes)
    return Report("success", title if saved.changes else _("The package is on the stick."), lines)


def _delivered(answer: Path) -> Report:
    return Report(
        "success",
        _("The centre has taken the package."),
        [
            _("Its answer lies beside it: {name}").format(name=answer.name),
            _("Take the stick back to the laptop that made the package."),
        ],
    )


def _taken_in(taken: TakenIn) -> Report:
    if not taken.news:
        return Report(
            "warning",
            _("This answer was asked for before what this laptop has heard since."),
            [_("Nothing was changed. Nothing is lost, and nothing is entered twice.")],
        )
    lines = [text for count, text in _numbers(taken) if count]
    if taken.more:
        lines.append(
            _("The centre has more for this laptop. Save another package and have it delivered as well.")
        )
    tone = "warning" if taken.refused or taken.more else "success"
    return Report(tone, _("The answer is taken in."), lines or [_("There is nothing new.")])


def _numbers(taken: TakenIn) -> Sequence[tuple[int, str]]:
    return (
        (
            taken.pushed,
            ngettext(
                "{count} change is at the centre now.", "{count} changes are at the centre now.", taken.pushed
            ).format(count=taken.pushed),
        ),
        (
            taken.pulled,
            ngettext(
                "{count} record came from the centre.", "{count} records came from the centre.", taken.pulled
            ).format(count=taken.pulled),
        ),
        (
            taken.refused,
            ngettext(
                "{count} change was set aside; the outbox says why.",
                "{count} changes were set aside; the outbox says why.",
                taken.refused,
            ).format(count=taken.refused),
        ),
        (
            taken.waiting,
            ngettext(
                "{count} change still waits for the next package or sync.",
                "{count} changes still wait for the next package or sync.",
                taken.waiting,
            ).format(count=taken.waiting),
        ),
    )


def _failed(error: BaseException, path: Path | None) -> Report:
    told = explain(error)
    lines = [told.advice] if path is None else [told.advice, _("File: {name}").format(name=path.name)]
    return Report("danger", told.title, lines)
