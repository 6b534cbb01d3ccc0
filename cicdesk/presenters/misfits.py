"""Answers of another version of a form that have no place in this one: named, and moved only as a person decides."""

from collections.abc import Callable, Mapping

from cicdesk.base.i18n import _
from cicdesk.presenters.content import Content
from cicdesk.presenters.form_desk import FormStart, FormView
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Value, Values


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
        return raw_words(self._start.spec, self._content.misfits)

    def place(self) -> None:
        """Write them into the remarks of the record, where it has such a field, and go there."""
        remarks = self._start.spec.remarks
        if self._content.misfits and remarks and not self._start.read_only:
            lines = raw_words(self._start.spec, self._content.misfits, "\n")
            self._decide(remarks, lines)
            self._view.jump_to(remarks)

    def drop(self) -> None:
        """Leave them out."""
        if self._content.misfits:
            self._decide("", "")

    def _decide(self, field: str, words: str) -> None:
        self._changed(self._content.place_misfits(field, words))
        self._keep()


def raw_words(spec: RecordSpec, values: Mapping[str, Value], between: str = "; ") -> str:
    """Answers to questions that this version does not ask, or not so, as well as they can be said."""
    labels = {name: _(spec.by_name[name].label) for name in values if name in spec.by_name}
    return between.join(f"{labels.get(n) or _from_name(n)}: {_raw(value)}" for n, value in values.items())


def _from_name(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _raw(value: Value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(_raw, value))
    if isinstance(value, dict):
        return ", ".join(f"{_from_name(name).lower()} {_raw(v)}" for name, v in value.items() if name != "id")
    return str(value)
