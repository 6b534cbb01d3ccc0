"""The people page: which rows, in which order; rows are fetched when they come into sight."""

from array import array
from collections.abc import Sequence
from typing import Protocol

from cicdesk.presenters.desk import PeopleService, Row, SearchService
from cicdesk.presenters.runner import Runner
from cicdesk.schema.snapshot import Changes

FILTER_LIMIT = 500
ORDERS = ("title", "changed", "number", "state")
"""The orders a list can be asked for in."""


class PeopleView(Protocol):
    """The table."""

    def show_keys(self, keys: "array[int]") -> None:
        """Show a table of so many rows; their content is asked for later."""
        ...

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Fill in these rows."""
        ...

    def show_found(self, keys: "array[int]") -> None:
        """Keep only these rows: the filter found them."""
        ...

    def forget_rows(self) -> None:
        """What is shown may be stale; ask again for what is in sight."""
        ...


class PeoplePresenter:
    """Loads keys once, rows in pages, and searches where the box above the table says so."""

    def __init__(
        self,
        view: PeopleView,
        people: PeopleService,
        search: SearchService,
        runner: Runner,
        kind: str = "person",
    ) -> None:
        self._view = view
        self._people = people
        self._search = search
        self._runner = runner
        self.kind = kind
        self._order = "title"
        self._text = ""
        self._fresh = False

    def load(self) -> None:
        """Ask which rows there are, unless that is known: asking for a hundred thousand takes a moment."""
        if not self._fresh:
            self._view.forget_rows()
            self._ask()

    def forget(self) -> None:
        """Something changed while the page was out of sight: ask at the next visit."""
        self._fresh = False

    def _ask(self) -> None:
        order = self._order
        self._fresh = True
        self._runner.start(self._view, lambda: self._people.ids(self.kind, order), self._view.show_keys)

    @property
    def order(self) -> str:
        """The order in use."""
        return self._order

    def sort(self, order: str) -> None:
        """Another order, one of ORDERS; what the filter keeps out stays out."""
        self._order = order
        self.filter(self._text)

    def filter(self, text: str) -> None:
        """Keep only what search finds for this text; all of it when there is none."""
        self._text = text.strip()
        if not self._text:
            self._ask()
            return
        asked, order = self._text, self._order

        def look() -> "array[int]":
            hits = self._search.find(asked, FILTER_LIMIT, (self.kind,))
            return self._people.among(self.kind, [hit.id for hit in hits], order)

        def show(keys: "array[int]") -> None:
            if (asked, order) == (self._text, self._order):
                self._view.show_found(keys)

        self._runner.start(self._view, look, show)

    def fetch(self, keys: Sequence[int]) -> None:
        """Ask for the content of these rows."""
        wanted = tuple(keys)
        self._runner.start(self._view, lambda: self._people.rows(self.kind, wanted), self._view.show_rows)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or self.kind in changes.kinds:
            self._view.forget_rows()
            self.filter(self._text)
