"""Lists that leave the house: which, from when to when, with names or without."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.export_work import Work, WorkView
from cicdesk.presenters.runner import Runner
from cicdesk.reports.lists.care import CODE, LABEL
from cicdesk.reports.lists.catalogue import LISTS
from cicdesk.schema.snapshot import Changes
from cicdesk.services.exporting.lists import LEAST_PASSWORD, As, Wanted

__all__ = ["LEAST_PASSWORD", "As", "Choice", "ListsPresenter", "ListsView", "Wanted", "choices"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that is offered."""

    code: str
    label: str
    timed: bool
    """Whether it is asked from when to when."""
    named: bool
    """Whether it can hold names."""


def choices() -> tuple[Choice, ...]:
    """Every list, in the language in use."""
    made = [Choice(each.code, _(each.label), bool(each.day), named=True) for each in LISTS]
    return (*made, Choice(CODE, _(LABEL), timed=True, named=False))


class ListsView(WorkView, Protocol):
    """What the presenter asks of its page."""

    def show_today(self, today: dt.date) -> None:
        """What day it is, to begin with a useful time."""
        ...

    def tell(self, words: str) -> None:
        """Say that something is done."""
        ...


class ListsPresenter:
    """Has lists written in the background."""

    def __init__(
        self, view: ListsView, desk: Desk, runner: Runner, clock: Clock, publish: Callable[[Changes], object]
    ) -> None:
        self._view = view
        self._desk = desk
        self._clock = clock
        self._publish = publish
        self._work = Work(view, runner)

    def load(self) -> None:
        """Begin with the month that is."""
        self._view.show_today(self._clock.now().astimezone().date())

    def write(self, wanted: Wanted, path: Path) -> None:
        """Write the list there."""

        def done(changes: Changes) -> None:
            self._publish(changes)
            self._view.tell(_told(wanted, path))

        self._work.start(
            _("Writing the list…"), lambda step: self._desk.lists.write(wanted, path, step), done
        )

    def stop(self) -> None:
        """End what is under way."""
        self._work.stop()


def _told(wanted: Wanted, path: Path) -> str:
    if wanted.full:
        return _(
            "The list is written and locked: {file}. Tell the password by another way than the file goes."
        ).format(file=path.name)
    return _("The list is written, without names: {file}").format(file=path.name)


def suggested_name(wanted: Wanted, today: dt.date) -> str:
    """What the file is called unless somebody calls it otherwise."""
    return f"cicdesk_{wanted.code.lower()}_{today.isoformat()}{wanted.pattern}"
