"""Approving what is clean together: counted first, by whoever types the number, with a copy of the file."""

from collections.abc import Callable, Sequence
from typing import Protocol

from cicdesk.base.i18n import ngettext
from cicdesk.presenters.case_file import Missing
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.schema.snapshot import Changes
from cicdesk.services.reviewing.deciding import MOST_AT_ONCE


class ManyView(Protocol):
    """The page."""

    def ask_approval(self, count: int, left: int) -> None:
        """Have so many cases approved together by whoever types their number; so many others are not clean."""
        ...

    def tell(self, words: str) -> None:
        """Say what was done."""
        ...


class CleanApproval:
    """Finds what is clean, and approves it."""

    def __init__(
        self,
        view: ManyView,
        desk: Desk,
        runner: Runner,
        missing: Missing,
        published: Callable[[Changes], None],
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._missing = missing
        self._published = published
        self._clean: Sequence[str] = ()
        self._among = 0

    def look(self, cases: Sequence[str]) -> None:
        """Find those of the cases that may be approved together, and ask."""
        asked, desk = list(cases[:MOST_AT_ONCE]), self._desk.reviewing
        self._among = len(asked)
        self._runner.start(self._view, lambda: desk.clean(asked, self._missing), self._ask)

    def approve(self, typed: str) -> bool:
        """Approve them if the number that was typed is theirs; whether it was. A copy of the file comes first."""
        cases = self._clean
        if not cases or typed.strip() != str(len(cases)):
            return False
        self._clean = ()
        desk, missing = self._desk, self._missing

        def approved() -> tuple[int, Changes]:
            desk.back_up("approval")
            return desk.reviewing.approve_all(cases, missing)

        self._runner.start(self._view, approved, self._approved)
        return True

    def _ask(self, clean: Sequence[str]) -> None:
        self._clean = clean
        self._view.ask_approval(len(clean), self._among - len(clean))

    def _approved(self, done: tuple[int, Changes]) -> None:
        count, changes = done
        self._view.tell(
            ngettext("{count} case approved", "{count} cases approved", count).format(count=count)
        )
        self._published(changes)
