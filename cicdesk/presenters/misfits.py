"""Answers of another version of a form that have no place in this one: named, and moved only as a person decides."""

from collections.abc import Callable

from cicdesk.presenters.content import Content
from cicdesk.presenters.form_desk import FormStart, FormView
from cicdesk.presenters.words import raw_words
from cicdesk.schema.values import Values


class MisfitPresenter:
    """They stay in the draft, never stop a save, and can be kept as words or left out; undo brings them back."""

    def __init__(
        self,
        start: FormStart,
        content: Content,
        view: FormView,
        changed: Callable[[Values], None],
        keep: Callable[[], None],
    ) -> None:
        """`changed` is given the fields that a decision changed; `keep` puts all into the draft at once."""
        self._start, self._content, self._view = start, content, view
        self._changed, self._keep = changed, keep

    def words(self) -> str:
        """All of them on one line; empty for none."""
        return raw_words(self._content.misfits)

    def place(self) -> None:
        """Write them into the remarks of the record, where it has such a field, and go there."""
        remarks = self._start.spec.remarks
        if self._content.misfits and remarks and not self._start.read_only:
            lines = raw_words(self._content.misfits, "\n")
            self._decide(remarks, lines)
            self._view.jump_to(remarks)

    def drop(self) -> None:
        """Leave them out."""
        if self._content.misfits:
            self._decide("", "")

    def _decide(self, field: str, words: str) -> None:
        self._changed(self._content.place_misfits(field, words))
        self._keep()
