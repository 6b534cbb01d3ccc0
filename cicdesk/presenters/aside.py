"""Work that was set aside: why, in whose words, what can be done about it, and what it says."""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from cicdesk.base.i18n import N_, _
from cicdesk.presenters.desk import Desk, Entry
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import value_words
from cicdesk.schema.documents import register_of, to_values
from cicdesk.schema.records import registry
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value

WHY: dict[str, str] = {
    "out_of_scope": N_("The file belongs to an office that this laptop does not work for."),
    "unknown_file": N_("The centre does not know this person's file yet. It is tried again by itself."),
    "unknown_person": N_(
        "The centre does not know who wrote this. Ask the coordinator to register you, then send it again."
    ),
    "no_office": N_("It does not say which office the file belongs to. Open it and choose one."),
    "not_valid": N_("A value is not one the centre accepts. Open the record and put the field right."),
    "too_large": N_("It is too large for the centre. Shorten the longest text."),
    "append_only": N_("This kind of record cannot be changed once it is written."),
    "recovery_over": N_(
        "It was given back after the centre's recovery had ended. The coordinator at the centre looks at it."
    ),
    "not_allowed": N_("Whoever wrote this may not change that. Hand it to the coordinator."),
    "off_chart": N_(
        "No step leads from the state before to this one. Open the record and choose another state."
    ),
    "unreadable": N_(
        "The centre cannot read this entry, so it travels no further. Everything else was sent. Send it"
        " again after the next update, or hand it to the coordinator."
    ),
    "stumbles": N_(
        "The centre's server fails on this entry. Everything else was sent. Send it again tomorrow, or hand"
        " it to the coordinator."
    ),
}
_FOR_COORDINATOR: dict[str, str] = {
    "unknown_person": N_("The centre does not know who wrote this. Register the author for this laptop."),
    "unreadable": N_("The centre cannot read this entry. Enter it by hand and report the fault."),
    "asks_to_open": N_("A colleague asks whether this person of another office is one of theirs."),
    "not_valid": N_("A value is not one the centre accepts, and its author could not put it right."),
}
LOST_SCOPE = "out_of_scope"
HANDED = "handed:"


class Act(enum.Enum):
    """What a person can do about a line of the outbox."""

    MEND = N_("Put right")
    READ = N_("Read")
    AGAIN = N_("Send again")
    HAND_OVER = N_("Hand to the coordinator…")
    TAKE_OFF = N_("Take off the list")
    SETTLE = N_("Look and settle…")

    @property
    def words(self) -> str:
        """Its words in the interface's language."""
        return _(self.value)


_ACTS: dict[str, tuple[Act, ...]] = {
    "not_valid": (Act.MEND, Act.AGAIN, Act.HAND_OVER),
    "too_large": (Act.MEND, Act.AGAIN, Act.HAND_OVER),
    "off_chart": (Act.MEND, Act.AGAIN, Act.HAND_OVER),
    "unreadable": (Act.MEND, Act.AGAIN, Act.HAND_OVER),
    "no_office": (Act.MEND, Act.AGAIN, Act.HAND_OVER),
    "append_only": (Act.READ, Act.HAND_OVER),
    "not_allowed": (Act.READ, Act.HAND_OVER),
}
_USUAL = (Act.READ, Act.AGAIN, Act.HAND_OVER)


def why_words(why: str) -> str:
    """The reason in words."""
    return _(WHY.get(why.partition(HANDED)[0], WHY["not_valid"]))


def why_for_coordinator(why: str) -> str:
    """The reason in the words of whoever is to settle it."""
    return _(_FOR_COORDINATOR.get(why) or WHY.get(why, WHY["not_valid"]))


def handed_over(entry: Entry) -> str:
    """The record by which an edit was handed to the coordinator; empty if it was not."""
    return entry.why.partition(HANDED)[2]


def acts_for(entry: Entry, *, settled: bool) -> tuple[Act, ...]:
    """What can be done about an edit that was set aside."""
    if handed_over(entry):
        return (Act.READ, Act.TAKE_OFF) if settled else (Act.READ,)
    return _ACTS.get(entry.why, _USUAL)


@dataclass(frozen=True, slots=True)
class Reading:
    """Work to read: whose, why it is here, what it says."""

    id: str
    title: str
    why: str
    lines: Sequence[tuple[str, str]]
    """Labels and contents."""
    note: str = ""
    """The author's words."""
    act: Act = Act.READ
    staff: Mapping[str, str] = field(default_factory=dict)


class AsideView(Protocol):
    """Where such work is read."""

    def show_reading(self, reading: Reading) -> None:
        """Show it; with a place for words where some are wanted."""
        ...


class AsidePresenter:
    """Reads what was set aside and does what a person decides about it."""

    def __init__(
        self, view: AsideView, desk: Desk, runner: Runner, published: Callable[[Changes], None]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._published = published

    def read(self, edit: str, title: str, why: str, act: Act) -> None:
        """Show an edit exactly as its author left it."""

        def look() -> Reading:
            kind, registers = self._desk.handover.read(edit)
            staff = self._desk.staff.names()
            return Reading(edit, title, why, lines_of(kind, registers, staff), act=act, staff=staff)

        self._runner.start(self._view, look, self._view.show_reading)

    def read_handed(self, handover: Snapshot, title: str) -> None:
        """Show the coordinator what was handed over."""

        def look() -> Reading:
            staff = self._desk.staff.names()
            values = handover.values
            return Reading(
                handover.id, title, why_for_coordinator(str(values.get("why") or "")), content_lines(values.get("content"), staff),
                note=str(values.get("text") or ""), act=Act.SETTLE, staff=staff,
            )  # fmt: skip

        self._runner.start(self._view, look, self._view.show_reading)

    def send_again(self, edit: str) -> None:
        """Let it go with the next exchange."""
        self._do(lambda: self._desk.handover.send_again(edit))

    def hand_over(self, edit: str, words: str) -> None:
        """Hand it to the coordinator."""
        self._do(lambda: self._desk.handover.hand_over(edit, words))

    def take_off(self, edit: str) -> None:
        """It is settled: take it off the list."""
        self._do(lambda: self._desk.handover.take_off(edit))

    def settle(self, handover: str, answer: str) -> None:
        """The coordinator has dealt with it."""
        self._do(lambda: self._desk.handover.settle(handover, answer))

    def _do(self, work: Callable[[], Changes]) -> None:
        self._runner.start(self._view, work, self._published)


def lines_of(kind: str, registers: Mapping[str, Value], staff: Mapping[str, str]) -> list[tuple[str, str]]:
    """What an edit wrote: labels and contents, in the order of the form; unknown fields as they are."""
    spec = registry().get(kind)
    visible = {name: value for name, value in registers.items() if not name.startswith("_")}
    if spec is None:
        return [(name, str(value)) for name, value in visible.items()]
    values = to_values(spec, visible)
    told = [(_(f.label), value_words(f, values.get(f.name), staff)) for f in spec.fields if f.name in values]
    unknown = [n for n in visible if register_of(n)[0] not in spec.by_name]
    return [(label, text) for label, text in told if text] + [(n, str(visible[n])) for n in unknown]


def content_lines(content: Value, staff: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was handed over, record after record."""
    try:
        records = msgspec.json.decode(str(content or "[]"), type=list[_Content])
    except msgspec.DecodeError:
        return [("", str(content))]
    found: list[tuple[str, str]] = []
    for each in records:
        spec = registry().get(each.kind)
        found.append(("", _(spec.label) if spec else each.kind))
        found += lines_of(each.kind, each.set, staff)
    return found


class _Content(msgspec.Struct):
    kind: str
    set: dict[str, Value]
