"""Saving a form's record: new, changed, or made out of a contact."""

from collections.abc import Callable

from cicdesk.presenters.form_desk import FormDesk, FormStart, Screen
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, is_blank

Saved = Callable[[Snapshot, Changes], None]


class RecordSaver:
    """Knows which use case saves the form. `record` is the record as last read; None before the first save."""

    def __init__(self, desk: FormDesk, start: FormStart, screen: Screen) -> None:
        self._desk, self._start, self._screen = desk, start, screen
        self.record = start.record
        self.busy = False

    @property
    def record_id(self) -> str:
        """The record's id; empty before the first save."""
        return self.record.id if self.record else ""

    def save(
        self, edited: dict[str, Value], draft: str, done: Saved, failed: Callable[[BaseException], None]
    ) -> None:
        """Write the edited fields and drop the draft in one transaction."""
        self.busy = True

        def saved(result: tuple[Snapshot, Changes]) -> None:
            self.busy = False
            self.record = result[0]
            done(*result)

        def refused(error: BaseException) -> None:
            self.busy = False
            failed(error)

        self._desk.runner.start(self._screen.view, self._work(edited, draft), saved, refused)

    def _work(self, edited: dict[str, Value], draft: str) -> Callable[[], tuple[Snapshot, Changes]]:
        records, contact, kind = self._desk.records, self._start.contact, self._start.spec.kind
        if own := self.record_id:
            return lambda: records.edit(own, edited, draft=draft)
        given = {name: value for name, value in edited.items() if not is_blank(value)}
        if contact:
            return lambda: records.promote(contact, given, draft=draft)
        return lambda: records.create(kind, given, draft=draft)
