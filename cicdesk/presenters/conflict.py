"""Deciding between values that stand beside each other: only the clashing fields, one key for each choice."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId
from cicdesk.presenters.case_file import name_of
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import moment_words, title_words, value_words
from cicdesk.schema.documents import register_of
from cicdesk.schema.fields import Field, Text
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that stand beside each other."""

    value: Value
    text: str
    who: str
    when: str
    mine: bool
    place: str = ""
    """From where it came, in words."""
    adds: Sequence[Value] = ()
    """Where both shall stand: the items to put beside this one."""
    both: bool = False
    """Stands for all the values together."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field with several values; `editable` says whether a text of one's own may replace them."""

    name: str
    label: str
    choices: Sequence[Choice]
    editable: bool
    lines: int = 1
    """How many lines words of one's own may have."""


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """The small form."""

    record: RecordId
    title: str
    clashes: Sequence[Clash]
    deletion_asked: bool


class ConflictView(Protocol):
    """The dialog."""

    def show_conflict(self, shown: ConflictShown) -> None:
        """Show the fields to decide about."""
        ...

    def all_decided(self) -> None:
        """All is decided and kept."""
        ...


class ConflictPresenter:
    """Collects decisions and keeps them all at once; what is left undecided stays as it is."""

    def __init__(
        self,
        view: ConflictView,
        desk: Desk,
        runner: Runner,
        clock: Clock,
        published: Callable[[Changes], None],
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._published = published
        self._record = RecordId("")
        self._decided: dict[str, Value] = {}
        self._added: dict[str, Sequence[Value]] = {}

    @property
    def decided(self) -> Mapping[str, Value]:
        """What was chosen so far."""
        return self._decided

    def open(self, record: str) -> None:
        """Show the clashes of that record."""
        self._record, self._decided, self._added = RecordId(record), {}, {}
        self._runner.start(self._view, self._look, self._view.show_conflict)

    def choose(self, field: str, value: Value, adds: Sequence[Value] = ()) -> None:
        """This value shall stand, with these items beside it."""
        self._decided[field], self._added[field] = value, adds

    def keep(self) -> None:
        """Write the decisions."""
        record, decided, added = self._record, dict(self._decided), dict(self._added)
        self._runner.start(self._view, lambda: self._settle(record, decided, added), self._kept)

    def keep_record(self) -> None:
        """It shall not be deleted."""
        self._runner.start(self._view, lambda: self._desk.records.restore(self._record), self._kept)

    def delete_record(self) -> None:
        """It shall be deleted."""
        record = self._record
        self._runner.start(self._view, lambda: self._desk.records.delete(record, ""), self._kept)

    def _settle(
        self, record: str, decided: Mapping[str, Value], added: Mapping[str, Sequence[Value]]
    ) -> Changes:
        """What stands beside comes first: should the program end in between, the question is still there."""
        changes = Changes()
        for field, value in decided.items():
            if added.get(field):
                part = register_of(field)[0]
                held = self._desk.records.get(record).values.get(part)
                listed = [*(held if isinstance(held, list) else []), *added[field]]
                changes |= self._desk.records.edit(record, {part: listed})[1]
            changes |= self._desk.records.resolve(record, field, value)[1]
        return changes

    def _kept(self, changes: Changes) -> None:
        self._published(changes)
        self._view.all_decided()

    def _look(self) -> ConflictShown:
        record = self._desk.records.get(self._record)
        staff, now = self._desk.staff.names(), self._clock.now()
        clashes = [self._clash(record, name, staff, now) for name in record.conflicts]
        return ConflictShown(record.id, _title(record), clashes, record.deletion_asked)

    def _clash(self, record: Snapshot, name: str, staff: Mapping[str, str], now: dt.datetime) -> Clash:
        part, element = register_of(name)
        field = spec_of(record.kind).by_name.get(part)
        choices = [
            Choice(
                rival.value,
                _words(field, [rival.value] if element and rival.value else rival.value, staff)
                or _("(empty)"),
                staff.get(rival.user, rival.user),
                moment_words(rival.at, now),
                rival.user == self._desk.user,
                rival.place or _("this laptop"),
            )
            for rival in record.conflicts[name]
        ]
        choices.sort(key=lambda choice: not choice.mine)
        return Clash(
            name, _(field.label) if field else name, [*choices, *_both(field, element, choices)],
            isinstance(field, Text), field.lines if isinstance(field, Text) else 1,
        )  # fmt: skip


def _title(record: Snapshot) -> str:
    """A person by name; of what else there is in a file, first what it is."""
    name = title_words(record.kind, record.title) or record.number
    return name_of(record) or _("{kind}: {name}").format(kind=_(spec_of(record.kind).label), name=name)


def _both(field: Field | None, element: str, choices: Sequence[Choice]) -> list[Choice]:
    """All of them together, where that makes sense: long texts below each other, items beside each other."""
    values = [choice.value for choice in choices]
    texts = [value for value in values if isinstance(value, str) and value]
    if isinstance(field, Text) and field.lines > 1 and len(texts) == len(values):
        joined = "\n\n".join(texts)
        fits = len(joined) <= field.longest
        return [Choice(joined, joined, _("Both"), "", mine=False, both=True)] if fits else []
    items = [value for value in values if isinstance(value, dict)]
    if element and len(items) == len(values):
        adds = [{name: held for name, held in item.items() if name != "id"} for item in items[1:]]
        words = "  ·  ".join(choice.text for choice in choices)
        return [Choice(items[0], words, _("Both"), "", mine=False, adds=adds, both=True)]
    return []


def _words(field: Field | None, value: Value, staff: Mapping[str, str]) -> str:
    return value_words(field, value, staff) if field else str(value or "")
