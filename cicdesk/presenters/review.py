"""The coordinator's desk: the queue with its filters, the case that is chosen, and what is decided about it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.domain.reviewing import ReviewState
from cicdesk.presenters.case_file import Missing
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.review_many import CleanApproval
from cicdesk.presenters.review_reading import LineShown, ReviewReader
from cicdesk.presenters.review_remarks import Remarks
from cicdesk.presenters.review_shown import ItemShown
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import value_words
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.services.reviewing.deciding import Decision
from cicdesk.services.reviewing.queue import TO_DO, Filter, Queue

__all__ = [
    "TO_DO",
    "Decision",
    "Filter",
    "LineShown",
    "Queue",
    "ReviewPresenter",
    "ReviewState",
    "ReviewView",
]

LOOKED_AT = 200
"""So many are counted beside the queue's name."""
_MOVES = frozenset(
    {"case", "person", "comment", "staff", "review", "service", "participation", "language_level"}
)


class ReviewView(Protocol):
    """The page."""

    def show_queue(self, queue: Queue) -> None:
        """Show a queue; the case that was chosen stays chosen. What its lines say is asked for later."""
        ...

    def show_lines(self, lines: Sequence[LineShown]) -> None:
        """Fill in these lines."""
        ...

    def show_item(self, item: ItemShown) -> None:
        """Show a case."""
        ...

    def show_choices(self, choices: Mapping[str, Sequence[tuple[str, str]]], saved: Sequence[str]) -> None:
        """Offer these offices, projects, people and trips, and the filters that were saved."""
        ...

    def show_filter(self, wanted: Filter) -> None:
        """Say which filter is in use."""
        ...

    def show_unheard(self, words: Sequence[str]) -> None:
        """Tell which decisions did not stand."""
        ...

    def ask_approval(self, count: int, left: int) -> None:
        """Have so many cases approved together by whoever types their number; so many others are not clean."""
        ...

    def clear_comment(self) -> None:
        """The comment was kept."""
        ...

    def tell(self, words: str) -> None:
        """Say what was done."""
        ...


class ReviewPresenter:
    """Keeps the queue and the chosen case fresh, writes decisions and comments."""

    def __init__(
        self,
        view: ReviewView,
        desk: Desk,
        runner: Runner,
        clock: Clock,
        missing: Missing,
        published: Callable[[Changes], None],
    ) -> None:  # fmt: skip
        self._view = view
        self._desk = desk
        self._runner = runner
        self._published = published
        self._reader = ReviewReader(desk, clock, missing)
        self.remarks = Remarks(view, desk, runner, clock, published)
        self.many = CleanApproval(view, desk, runner, missing, published)
        self.wanted = Filter()
        self._queue: Queue | None = None
        self._chosen = ""
        self._since = ""

    # the queue

    def load(self) -> None:
        """Ask for the queue again, and for all that stands around it."""
        self._find()
        self._runner.start(self._view, self._reader.choices, lambda found: self._view.show_choices(*found))
        self._runner.start(self._view, self._reader.unheard, self._view.show_unheard)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _MOVES:
            self.load()
            if self._chosen:
                self._open(self._chosen)

    def narrow(self, wanted: Filter) -> None:
        """Show only these cases."""
        self.wanted = wanted
        self._find()

    def fetch(self, keys: Sequence[int]) -> None:
        """Ask for what these lines say."""
        asked, queue = tuple(keys), self._queue
        self._runner.start(self._view, lambda: self._reader.lines(asked, queue), self._view.show_lines)

    def recall(self, name: str) -> None:
        """Take a saved filter."""
        self._runner.start(
            self._view, self._desk.review_queue.filters, lambda held: self._take(held.get(name))
        )

    def keep_filter(self, name: str) -> None:
        """Save the filter in use under a name."""
        wanted, name = self.wanted, name.strip()
        if name:
            queue = self._desk.review_queue
            self._runner.start(self._view, lambda: queue.save_filter(name, wanted), lambda _done: self.load())

    def drop_filter(self, name: str) -> None:
        """Forget a saved filter."""
        queue = self._desk.review_queue
        self._runner.start(self._view, lambda: queue.drop_filter(name), lambda _done: self.load())

    # the case

    def choose(self, case: str, since: str = "") -> None:
        """Show a case, and what differs since somebody looked, since it was approved, or all of it."""
        self._since = since
        self._open(case)

    def looked_at(self, case: str) -> None:
        """Take it off the queue until it holds something else."""
        desk = self._desk.reviewing
        self._runner.start(self._view, lambda: desk.look(case), lambda _done: self._find())

    def decide(self, item: ItemShown, state: ReviewState, reason: str = "", passed_to: str = "") -> None:
        """Approve, return, or pass on; what is approved is what was in sight."""
        desk, decision = self._desk.reviewing, Decision(state, reason, passed_to, item.mark)
        self._runner.start(self._view, lambda: desk.decide(item.id, decision), self._published)

    def understood(self) -> None:
        """The decisions that did not stand were read."""
        desk = self._desk.reviewing

        def done() -> Changes:
            changes = Changes()
            for each in desk.unheard():
                changes |= desk.understood(each.id)
            return changes

        self._runner.start(self._view, done, self._published)

    def look_for_clean(self) -> None:
        """Find the cases of the queue that may be approved together, and ask."""
        self.many.look(self._queue.cases if self._queue else ())

    def _find(self) -> None:
        wanted = self.wanted
        self._runner.start(self._view, lambda: self._desk.review_queue.find(wanted), self._found)

    def _found(self, queue: Queue) -> None:
        self._queue = queue
        self._view.show_queue(queue)

    def _take(self, wanted: Filter | None) -> None:
        if wanted is not None:
            self._view.show_filter(wanted)
            self.narrow(wanted)

    def _open(self, case: str) -> None:
        self._chosen = case
        since = self._since
        self._runner.start(self._view, lambda: self._reader.item(case, since), self._show)

    def _show(self, item: ItemShown) -> None:
        if item.id == self._chosen:
            self._view.show_item(item)


def field_text(record: Snapshot, name: str, staff: Mapping[str, str]) -> str:
    """What a field holds, in words."""
    field = spec_of(record.kind).by_name.get(name)
    return value_words(field, record.values.get(name), staff) if field else ""


def labelled(record: Snapshot, names: Sequence[str], staff: Mapping[str, str]) -> list[tuple[str, str]]:
    """Labels and contents of those fields that hold something."""
    spec = spec_of(record.kind)
    pairs = ((n, field_text(record, n, staff)) for n in names if n in spec.by_name)
    return [(_(spec.by_name[name].label), text) for name, text in pairs if text]
