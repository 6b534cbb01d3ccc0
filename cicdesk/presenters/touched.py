"""The values of a form beside the record they began from: what was touched, and what a sync may refresh."""

from collections.abc import Iterable

from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Value, Values


class Touched:
    """What the form holds (`values`) over what the record held when last read (`base`)."""

    def __init__(self, spec: RecordSpec, base: Values) -> None:
        self._spec = spec
        self._base: dict[str, Value] = dict(base)
        self._names: set[str] = set()
        self.values: dict[str, Value] = dict(base)

    def set(self, values: Values) -> None:
        """Take over values that someone typed or chose."""
        self.values.update(values)
        self._names.update(values)

    def differs(self, name: str, one: Value, other: Value) -> bool:
        """Whether two values of a field would be written differently; blanks are all the same."""
        return bool(changes_between(self._spec, {name: one}, {name: other}))

    def edited(self) -> dict[str, Value]:
        """The fields that differ from the record, with the form's value; None where it was cleared."""
        names = [n for n in self._names if self.differs(n, self._base.get(n), self.values.get(n))]
        return {name: self.values.get(name) for name in names}

    def rebase(self, theirs: Values, held: Iterable[str] = ()) -> tuple[dict[str, Value], dict[str, Value]]:
        """The record is now `theirs`: the refreshed fields, and the other values of fields that kept their own.

        A field keeps its own value if it was edited or is named in `held` (the cursor is in it).
        """
        keep = self.edited().keys() | set(held)
        refreshed: dict[str, Value] = {}
        rivals: dict[str, Value] = {}
        for name in self._base.keys() | theirs.keys() | keep:
            old, new = self._base.get(name), theirs.get(name)
            if not self.differs(name, old, new):
                continue
            if name not in keep:
                refreshed[name] = new
            elif self.differs(name, self.values.get(name), new):
                rivals[name] = new
                self._names.add(name)
        self._base = dict(theirs)
        self.values.update(refreshed)
        return refreshed, rivals

    def saved(self, sent: Values, theirs: Values) -> dict[str, Value]:
        """The record was saved from `sent` and is now `theirs`: the refreshed fields. What was typed since stays."""
        since = {name for name, value in self.values.items() if self.differs(name, sent.get(name), value)}
        refreshed = {
            name: theirs.get(name)
            for name in (self.values.keys() | theirs.keys()) - since
            if self.differs(name, self.values.get(name), theirs.get(name))
        }
        self._base = dict(theirs)
        self._names = since
        self.values.update(refreshed)
        return refreshed
