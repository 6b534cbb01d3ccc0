"""Undo and redo of a form: steps of whole fields, typing in one field being one step."""

from dataclasses import dataclass

from cicdesk.schema.values import Value, Values


@dataclass(frozen=True, slots=True)
class Step:
    """What one act changed: the values of some fields before and after it."""

    key: str
    before: Values
    after: Values


class History:
    """The steps taken and taken back."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = False

    def record(self, key: str, before: Values, after: Values) -> None:
        """Note a step; one with the key of the step still open becomes part of it."""
        self._undone.clear()
        if self._open and self._done and self._done[-1].key == key:
            last = self._done.pop()
            before, after = {**before, **last.before}, {**last.after, **after}
        self._done.append(Step(key, before, after))
        self._open = True

    def extend(self, before: Values, after: Values) -> None:
        """Add what followed from the last step, so that both are taken back together."""
        key = self._done[-1].key if self._done else ""
        self._open = bool(self._done)
        self.record(key, before, after)

    def close(self) -> None:
        """What comes next is a new step."""
        self._open = False

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._undone)

    def undo(self) -> dict[str, Value]:
        """The values to put back; nothing if no step is left."""
        self._open = False
        if not self._done:
            return {}
        step = self._done.pop()
        self._undone.append(step)
        return dict(step.before)

    def redo(self) -> dict[str, Value]:
        """The values to set again; nothing if no step was taken back."""
        self._open = False
        if not self._undone:
            return {}
        step = self._undone.pop()
        self._done.append(step)
        return dict(step.after)
