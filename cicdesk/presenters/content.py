"""What a form holds: its values with undo, what follows from them, and what a scan adds to them."""

from cicdesk.base.ids import new_item_id
from cicdesk.domain.intake import derived
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.history import History
from cicdesk.presenters.touched import Touched
from cicdesk.schema.fields import Codes, Field, Items
from cicdesk.schema.misfits import fitting, misfits
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Value, Values, is_blank


class Content:
    """The values of one form and the steps that led to them."""

    def __init__(self, start: FormStart) -> None:
        self._spec = start.spec
        base = start.record.values if start.record else {}
        given = {} if start.record else _defaults(start.spec)
        self.touched = Touched(start.spec, base)
        # A draft holds everything: what it lacks was cleared and does not come back.
        begun = start.draft.values if start.draft else {**given, **start.values}
        self.touched.set(fitting(start.spec, begun))
        self.misfits = misfits(start.spec, begun)
        """Answers of another version of the form; kept until a person decides."""
        self._given = dict(self.touched.values) if not (start.record or start.draft) else None
        self.history = History()
        self._derived: dict[str, Value] = {}

    @property
    def values(self) -> Values:
        """What the form holds now."""
        return self.touched.values

    def to_keep(self) -> dict[str, Value]:
        """What a draft has to hold; nothing while a new form is as it was opened."""
        edited = self.misfits | self.touched.edited()
        given = self._given if not self.misfits else None
        if given is not None and all(not self.touched.differs(n, given.get(n), v) for n, v in edited.items()):
            cleared = [n for n in given if self.touched.differs(n, given[n], self.values.get(n))]
            return edited if cleared else {}
        return edited

    def saved(self, sent: Values, theirs: Values) -> dict[str, Value]:
        """The record was saved from `sent` and is now `theirs`: the refreshed fields."""
        self._given = None
        self.history.close()
        return self.touched.saved(sent, theirs)

    def put(self, key: str, after: Values) -> None:
        """Take new values over as a step, or as part of the open step of that key."""
        before = {name: self.values.get(name) for name in after}
        self.touched.set(after)
        self.history.record(key, before, after)

    def follow(self, field: str) -> dict[str, Value]:
        """Fill in what follows from a field, in the same step. What a person typed is never replaced."""
        found = derived(self._spec.kind, self.values, frozenset({field}))
        after = {name: value for name, value in found.items() if self._may_fill(name, value)}
        if after:
            before = {name: self.values.get(name) for name in after}
            self.touched.set(after)
            self.history.extend(before, after)
            self._derived.update(after)
        return after

    def _may_fill(self, name: str, value: Value) -> bool:
        held = self.values.get(name)
        mine = is_blank(held) or (name in self._derived and held == self._derived[name])
        return mine and self.touched.differs(name, held, value)

    def put_all(self, values: Values) -> dict[str, Value]:
        """Take several values over as one step of its own; sets grow. The fields that changed."""
        known = {
            n: self._merged(self._spec.by_name[n], v) for n, v in values.items() if n in self._spec.by_name
        }
        after = {n: v for n, v in known.items() if self.touched.differs(n, self.values.get(n), v)}
        if after:
            self.history.close()
            self.put("", after)
            for name in tuple(after):
                after |= self.follow(name)
            self.history.close()
        return after

    def _merged(self, field: Field, value: Value) -> Value:
        held = self.values.get(field.name)
        had = held if isinstance(held, list) else []
        if isinstance(field, Codes) and isinstance(value, list):
            return [*had, *(code for code in value if code not in had)]
        if isinstance(field, Items) and isinstance(value, list):
            return _with_items(had, value)
        return value

    def take_back(self) -> dict[str, Value]:
        """Undo one step: the fields that changed by it."""
        return self._put_back(self.history.undo())

    def take_again(self) -> dict[str, Value]:
        """Redo one step: the fields that changed by it."""
        return self._put_back(self.history.redo())

    def place_misfits(self, field: str, words: str) -> dict[str, Value]:
        """Write the misfits into a field of texts as these words, as a step of its own; no field: leave them out."""
        held = self.values.get(field)
        after: dict[str, Value] = (
            {field: "\n".join(filter(None, (held if isinstance(held, str) else "", words)))} if field else {}
        )
        self.history.close()
        before: dict[str, Value] = {name: self.values.get(name) for name in after}
        self.history.record("", {**before, _MISFITS: self.misfits}, {**after, _MISFITS: {}})
        self.history.close()
        self.touched.set(after)
        self.misfits = {}
        return after

    def _put_back(self, values: dict[str, Value]) -> dict[str, Value]:
        left = values.pop(_MISFITS, self.misfits)
        self.misfits = left if isinstance(left, dict) else {}
        self.touched.set(values)
        return values


_MISFITS = "_misfits"
"""Their place in a step: undoing it brings them back."""
_LATER = ("now", "me")
"""Defaults that are known only where somebody sits; the service fills them in when it saves."""


def _defaults(spec: RecordSpec) -> dict[str, Value]:
    return {f.name: f.default for f in spec.fields if f.default is not None and f.default not in _LATER}


def _with_items(had: list[Value], scanned: list[Value]) -> list[Value]:
    """The items with what was scanned: into the item that it is, else as a new one."""
    items = list(had)
    for new in scanned:
        if not isinstance(new, dict):
            continue
        place = next((i for i, item in enumerate(items) if _same_item(item, new)), None)
        if place is None:
            items.append({**new, "id": new_item_id()})
        else:
            old = items[place]
            items[place] = {
                **(old if isinstance(old, dict) else {}),
                **{k: v for k, v in new.items() if k != "id"},
            }
    return items


def _same_item(item: Value, new: dict[str, Value]) -> bool:
    """Whether an item is what was scanned: of the same number; without one, holding all of it."""
    if not isinstance(item, dict):
        return False
    names = ("number",) if new.get("number") else new.keys() - {"id"}
    return all(item.get(name) == new[name] for name in names)
