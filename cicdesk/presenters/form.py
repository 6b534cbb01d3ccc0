"""The thinking of a record form: values, undo, rules, problems, drafts, saving. No Qt."""

from cicdesk.presenters.content import Content
from cicdesk.presenters.drafting import DraftSaver
from cicdesk.presenters.form_desk import FormDesk, FormStart, FormStatus, Notice, Screen
from cicdesk.presenters.judging import NOTHING, Judge
from cicdesk.presenters.misfits import MisfitPresenter
from cicdesk.presenters.saving import RecordSaver
from cicdesk.presenters.similar import SimilarSeeker
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import REFUSALS, Value, Values, is_blank
from cicdesk.services.errors import InvalidRecord


class RecordFormPresenter:
    """Decides what a form of one record shows and keeps. Everything typed survives every failure."""

    def __init__(self, desk: FormDesk, start: FormStart, screen: Screen) -> None:
        self._desk, self._start, self._view = desk, start, screen.view
        self.read_only = start.read_only
        self._content = Content(start)
        known = self._content.values if start.record or start.draft else {}
        self._judge = Judge(desk, start.spec, known, start.record.values if start.record else NOTHING)
        self._similar = SimilarSeeker(desk, start.spec, screen)
        self._saver = RecordSaver(desk, start, screen)
        self._drafts = DraftSaver(desk, start, screen, self._content.to_keep, self._told)
        self._cursor = ""
        self._pending: set[str] = set()
        self.misfits = MisfitPresenter(
            start, self._content, screen.view, self._show_changed, self._drafts.now
        )
        self._said = self.misfits.words()

    @property
    def values(self) -> Values:
        """What the form holds."""
        return self._content.values

    @property
    def record_id(self) -> str:
        """The record's id; empty before the first save."""
        return self._saver.record_id

    def status(self) -> FormStatus:
        """The whole state for the window."""
        values, history = self._content.values, self._content.history
        written = self._content.touched.edited().keys() if self.record_id else None
        visible = _visible(self._start.spec, values) | self._judge.stuck(values, written)
        problems = self._judge.shown(values, visible)
        missing = self._judge.missing(values)
        return FormStatus(
            visible=visible,
            problems=problems,
            missing=missing,
            counts=self._judge.counts(problems, missing),
            dirty=bool(self._content.to_keep()),
            saved_once=bool(self.record_id),
            can_undo=history.can_undo,
            can_redo=history.can_redo,
            saving=self._saver.busy,
            draft=self._drafts.state,
            draft_at=self._drafts.saved_at,
            draft_id=self._drafts.kept_id,
            misfits=self.misfits.words(),
        )

    def enter(self, field: str) -> None:
        """The cursor is in this field now, and a sync leaves it alone; empty: in none."""
        self._cursor = field

    def change(self, field: str, value: Value, key: str = "") -> None:
        """The field holds this now. `key` names the part typed in; typing in one part is one undo step."""
        if self.read_only:
            return
        self._judge.typing(field)
        self._pending.add(field)
        self._content.put(key or field, {field: value})
        self._drafts.soon()
        self._similar.changed(frozenset({field}), self._content.values, self.record_id)
        self._told()

    def settle(self, field: str) -> None:
        """The field was left, or its value was chosen and not typed: judge it and keep a draft at once."""
        self._judge.settled(field)
        if field in self._pending:
            self._pending.discard(field)
            followed = self._content.follow(field)
            if followed:
                self._view.show_values(followed)
                self._similar.changed(frozenset(followed), self._content.values, self.record_id)
            self._drafts.now()
        self._content.history.close()
        self._told()

    def refuse(self, field: str, code: str) -> None:
        """Note that the person refused, was not asked, does not know; an empty code takes that back."""
        if code not in REFUSALS and not (code == "" and self._content.values.get(field) in REFUSALS):
            return
        self._content.history.close()
        self.change(field, code or None)
        self._view.show_values({field: code or None})
        self.settle(field)

    def fill(self, values: Values) -> frozenset[str]:
        """Put several values in as one step (a scanned document); sets grow. The fields that changed."""
        changed = self._content.put_all(values) if not self.read_only else {}
        self._show_changed(changed)
        if changed:
            self._similar.changed(frozenset(changed), self._content.values, self.record_id)
            self._drafts.now()
        return frozenset(changed)

    def undo(self) -> None:
        """Take the last step back."""
        self._show_changed(self._content.take_back())

    def redo(self) -> None:
        """Take the step again that was taken back."""
        self._show_changed(self._content.take_again())

    def _show_changed(self, values: Values) -> None:
        said, self._said = self._said, self.misfits.words()
        if not values and said == self._said:
            return
        self._pending -= values.keys()
        for name in values:
            self._judge.settled(name)
        self._view.show_values(values)
        self._drafts.soon()
        self._told()

    def save(self) -> None:
        """Save the record; where something keeps it from being saved, show that and go there."""
        if self._saver.busy or self.read_only:
            return
        for field in tuple(self._pending):
            self.settle(field)
        self._judge.everything()
        edited = self._content.touched.edited()
        errors = self._judge.errors(self._content.values, edited.keys() if self.record_id else None)
        if errors:
            self._told()
            self._view.jump_to(errors[0].field)
        elif edited or not self.record_id:
            sent = dict(self._content.values)
            self._drafts.hold()
            self._saver.save(edited, self._drafts.id, lambda s, c: self._saved(sent, s, c), self._failed)
            self._told()

    def _saved(self, sent: Values, snapshot: Snapshot, changes: Changes) -> None:
        refreshed = self._content.saved(sent, snapshot.values)
        if refreshed:
            self._view.show_values(refreshed)
        self._drafts.record_saved(snapshot.id, self._content.misfits)
        self._told()
        self._view.record_saved(snapshot, changes)

    def _failed(self, error: BaseException) -> None:
        self._drafts.release()
        self._told()
        if isinstance(error, InvalidRecord) and error.problems:
            self._view.jump_to(error.problems[0].field)
        self._view.show_failure(error)

    def apply(self, changes: Changes) -> None:
        """A use case or a sync changed records: fetch this one anew if it is among them."""
        own = self.record_id
        if own and not self._saver.busy and (changes.everything or own in changes.records):
            self._desk.runner.start(self._view, lambda: self._desk.records.get(own), self._refresh)

    def _refresh(self, snapshot: Snapshot) -> None:
        if self._saver.busy:
            return
        self._saver.record = snapshot
        held = (self._cursor,) if self._cursor else ()
        refreshed, rivals = self._content.touched.rebase(snapshot.values, held)
        if refreshed:
            self._view.show_values(refreshed)
        for name, value in rivals.items():
            self._view.show_notice(Notice(name, value))
        self._told()

    def keep(self) -> None:
        """The screen locks or the window closes: what was typed goes into the draft now."""
        self._drafts.now()

    def discard(self) -> None:
        """The person does not want what was typed: the draft is forgotten."""
        self._drafts.drop()
        self._drafts.hold()

    def _told(self) -> None:
        self._view.show_status(self.status())


def _visible(spec: RecordSpec, values: Values) -> frozenset[str]:
    """The fields a person sees: without those that only actions fill in, until they did, and without the file."""
    return frozenset(
        field.name
        for field in spec.shown(values)
        if field.in_form
        and field.name != spec.root_field
        and not (field.locked and is_blank(values.get(field.name)))
    )
