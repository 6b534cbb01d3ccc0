"""Comments written at the review: about a case, or about a field of what belongs to it."""

from collections.abc import Callable
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.review_shown import ItemShown
from cicdesk.presenters.runner import Runner
from cicdesk.schema.snapshot import Changes


class RemarkView(Protocol):
    """The page."""

    def clear_comment(self) -> None:
        """The comment was kept."""
        ...


class Remarks:
    """Writes comments and answers, and marks them as done."""

    def __init__(
        self, view: RemarkView, desk: Desk, runner: Runner, clock: Clock, published: Callable[[Changes], None]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._published = published

    def comment(self, item: ItemShown, text: str, about: str = "") -> None:
        """Write a comment about the case, or about a field: of the case, or `record.field`."""
        record, dot, name = about.rpartition(".")
        self._write(item.root, record if dot else item.id, name, text)

    def answer(self, item: ItemShown, comment: str, text: str) -> None:
        """Answer a comment."""
        self._write(item.root, item.id, "", text, comment)

    def settle(self, comment: str, *, done: bool) -> None:
        """Mark a comment as done, or open it again."""
        self._runner.start(
            self._view,
            lambda: self._desk.records.edit(comment, {"done": done}),
            lambda kept: self._published(kept[1]),
        )

    def _write(self, root: str, about: str, name: str, text: str, answered_to: str = "") -> None:
        if not text.strip():
            return
        values = {
            "person": root,
            "about": about,
            "text": text.strip(),
            "author": self._desk.user,
            "written_at": f"{self._clock.now():%Y-%m-%dT%H:%MZ}",
            **({"field": name} if name else {}),
            **({"answered_to": answered_to} if answered_to else {}),
        }
        self._runner.start(
            self._view,
            lambda: self._desk.records.create("comment", values),
            lambda kept: self._commented(kept[1]),
        )

    def _commented(self, changes: Changes) -> None:
        self._view.clear_comment()
        self._published(changes)
