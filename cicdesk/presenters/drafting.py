"""Autosave: what was typed is on disk, encrypted, within two seconds."""

from collections.abc import Callable

from cicdesk.base.clock import milliseconds
from cicdesk.base.ids import new_id
from cicdesk.presenters.form_desk import DraftState, FormDesk, FormStart, Screen
from cicdesk.schema.values import Value, Values
from cicdesk.store.drafts import Draft

PAUSE = 1000
"""Milliseconds from the first keystroke not yet kept to its save; the write itself has the rest."""
_ALARM = "draft"


class DraftSaver:
    """Keeps one form's draft. `edited` gives the values to keep, `told` is called when the state changes."""

    def __init__(
        self,
        desk: FormDesk,
        start: FormStart,
        screen: Screen,
        edited: Callable[[], dict[str, Value]],
        told: Callable[[], None],
    ) -> None:
        self._desk, self._start, self._screen = desk, start, screen
        self._delays = screen.delays
        self._edited, self._told = edited, told
        self._held = False
        self._record = start.record.id if start.record else ""
        self._begin(start.draft)

    def _begin(self, draft: Draft | None = None) -> None:
        self.id = draft.id if draft else new_id()
        self._started = draft.started_at if draft else self._now()
        self._kept: Values | None = dict(draft.values) if draft else None
        self.state = DraftState.KEPT if draft else DraftState.NONE
        self.saved_at = draft.saved_at if draft else 0

    def _now(self) -> int:
        return milliseconds(self._desk.clock.now())

    @property
    def kept_id(self) -> str:
        """The draft that has been handed in to be kept; empty while there is none."""
        return self.id if self._kept is not None else ""

    def soon(self) -> None:
        """Something was typed. Typing on does not put the save off."""
        self.state = DraftState.WAITING
        if not self._held and not self._delays.waits(_ALARM):
            self._delays.ask(_ALARM, PAUSE, self.now)

    def now(self) -> None:
        """Keep what there is at once: the field was left, the screen locks, the window closes."""
        self._delays.cancel(_ALARM)
        if self._held:
            return
        values = self._edited()
        if values == (self._kept or {}):
            self._settle(DraftState.KEPT if self._kept else DraftState.NONE)
        elif values:
            self._save(values)
        else:
            self.drop()

    def _save(self, values: dict[str, Value]) -> None:
        draft = self._draft(values)
        self._kept = values
        self.state = DraftState.WAITING

        def kept(_nothing: None) -> None:
            if draft.id == self.id:
                self.saved_at = draft.saved_at
                self._settle(DraftState.WAITING if self._delays.waits(_ALARM) else DraftState.KEPT)

        def failed(_error: BaseException) -> None:
            if draft.id == self.id:
                self._kept = None
                self._settle(DraftState.FAILED)
                self._delays.ask(_ALARM, PAUSE * 10, self.now)

        self._desk.runner.start(self._screen.view, lambda: self._desk.drafts.save(draft), kept, failed)

    def _draft(self, values: dict[str, Value]) -> Draft:
        spec = self._start.spec
        return Draft(
            id=self.id,
            kind=spec.kind,
            record=self._record,
            user=self._desk.user,
            values=values,
            started_at=self._started,
            saved_at=self._now(),
            schema=spec.version,
        )

    def drop(self) -> None:
        """Nothing is left to keep: forget the draft."""
        self._delays.cancel(_ALARM)
        gone, was_kept = self.id, self._kept is not None
        self._begin()
        if was_kept:
            self._desk.runner.start(
                self._screen.view, lambda: self._desk.drafts.drop(gone), lambda _none: None
            )
        self._told()

    def hold(self) -> None:
        """The record itself is being saved: no draft is written until that has ended."""
        self._delays.cancel(_ALARM)
        self._held = True

    def release(self) -> None:
        """The record could not be saved; what was typed goes into the draft."""
        self._held = False
        self.now()

    def record_saved(self, record: str, left: Values) -> None:
        """The record was written and the draft went with it, but for what had no place in the record.

        What is typed from now on is a new draft, or the rest of that one.
        """
        self._record = record
        self._held = False
        if left:
            self._kept = dict(left)
        else:
            self._begin()
        if self._edited() != left:
            self.soon()

    def _settle(self, state: DraftState) -> None:
        self.state = state
        self._told()
