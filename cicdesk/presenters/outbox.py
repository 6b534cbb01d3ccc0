"""The outbox page: everything that is not at the centre yet, why, and what can be done about it."""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.presenters.aside import (
    LOST_SCOPE,
    Act,
    acts_for,
    handed_over,
    why_for_coordinator,
    why_words,
)
from cicdesk.presenters.badge import BadgeWords, badge_words
from cicdesk.presenters.courier import carried_words
from cicdesk.presenters.desk import Desk, Entry
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import kind_icon, moment_words, shortened, title_words, value_words
from cicdesk.schema.documents import register_of
from cicdesk.schema.handover import HANDOVER
from cicdesk.schema.records import registry
from cicdesk.schema.snapshot import Changes, Snapshot, SyncState

_MOST_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that is not at the centre yet."""

    id: str
    record: str
    kind: str
    icon: str
    title: str
    detail: str
    when: str
    state: SyncState
    advice: str = ""
    acts: Sequence[Act] = ()
    field: str = ""
    """The field to put right."""


@dataclass(frozen=True, slots=True)
class OutboxShown:
    """The page at one moment."""

    badge: BadgeWords
    conflicts: Sequence[Waiting]
    attention: Sequence[Waiting]
    waiting: Sequence[Waiting]
    enrolled: bool
    tray: Sequence[Waiting] = ()
    """Unsent work of files that are not this laptop's any more."""
    handed: Sequence[Waiting] = ()
    """What the coordinator has in hand."""
    to_settle: Sequence[Snapshot] = ()
    """For the coordinator: what others handed over."""
    carried: Sequence[str] = ()
    """What of it is on a stick, since when."""


class OutboxView(Protocol):
    """The page."""

    def show_outbox(self, shown: OutboxShown) -> None:
        """Show it."""
        ...


class OutboxPresenter:
    """Looks the outbox up; again whenever something changed."""

    def __init__(self, view: OutboxView, desk: Desk, runner: Runner, clock: Clock) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock

    def load(self) -> None:
        """Ask for the page again."""
        self._runner.start(self._view, self._look, self._view.show_outbox)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        del changes
        self.load()

    def _line(self, entry: Entry, now: dt.datetime) -> Waiting:
        aside = entry.state == "parked"
        title = title_words(entry.kind, entry.title) or kind_words(entry.kind)
        mine = entry.user == self._desk.user
        if not mine and _place(entry) in {Where.TRAY, Where.HANDED}:
            title = _("Work of {name}").format(name=self._desk.staff.names().get(entry.user, entry.user))
        settled = bool(handed_over(entry)) and self._desk.handover.is_settled(handed_over(entry))
        return Waiting(
            entry.id, entry.record, entry.kind, kind_icon(entry.kind), title, _fields(entry), moment_words(entry.at, now),
            SyncState.ATTENTION if _place(entry) in {Where.ATTENTION, Where.TRAY} else SyncState.WAITING,
            _advice(entry, settled=settled), acts_for(entry, settled=settled) if aside and mine else (), entry.field,
        )  # fmt: skip

    def _look(self) -> OutboxShown:
        now = self._clock.now()
        found = self._desk.outbox.entries()
        entries = [self._line(entry, now) for entry in found]
        places = [_place(entry) for entry in found]
        return OutboxShown(
            badge=badge_words(self._desk.outbox.badge(), now),
            conflicts=[_conflict(each, now) for each in self._desk.outbox.conflicts()],
            attention=_among(Where.ATTENTION, places, entries),
            waiting=_among(Where.WAITING, places, entries),
            tray=_among(Where.TRAY, places, entries),
            handed=_among(Where.HANDED, places, entries),
            to_settle=self._desk.handover.open() if self._desk.context.rights.settles else (),
            enrolled=self._desk.enrolled,
            carried=[carried_words(each, now) for each in self._desk.outbox.on_sticks()],
        )


class Where(enum.Enum):
    """The card in which an edit stands."""

    WAITING = "waiting"
    ATTENTION = "attention"
    TRAY = "tray"
    HANDED = "handed"


def _place(entry: Entry) -> Where:
    if entry.state != "parked" or (entry.behind and entry.why == "unknown_file"):
        return Where.WAITING
    if handed_over(entry):
        return Where.HANDED
    return Where.TRAY if entry.why == LOST_SCOPE else Where.ATTENTION


def _among(where: Where, places: Sequence[Where], entries: Sequence[Waiting]) -> list[Waiting]:
    return [entry for place, entry in zip(places, entries, strict=True) if place is where]


def _advice(entry: Entry, *, settled: bool) -> str:
    """Why it is not at the centre, where that has a reason of its own."""
    if entry.behind:
        return _("Waits until the file is put right: {name}").format(
            name=title_words("person", entry.file_title) or kind_words(entry.kind)
        )
    if entry.state != "parked":
        return ""
    if handed_over(entry):
        return _("The coordinator has settled it.") if settled else _("The coordinator has it in hand.")
    return why_words(entry.why) + _field_at_fault(entry)


def _field_at_fault(entry: Entry) -> str:
    spec = registry().get(entry.kind)
    field = spec.by_name.get(register_of(entry.field)[0]) if spec and entry.field else None
    return " " + _("Field: {name}.").format(name=_(field.label)) if field else ""


def _fields(entry: Entry) -> str:
    spec = registry().get(entry.kind)
    names = dict.fromkeys(register_of(name)[0] for name in entry.fields)
    labels = [_(spec.by_name[name].label) for name in names if spec and name in spec.by_name]
    return "  ·  ".join(filter(None, (kind_words(entry.kind), shortened(labels, _MOST_FIELDS))))


def _conflict(record: Snapshot, now: dt.datetime) -> Waiting:
    spec = registry().get(record.kind)
    names = dict.fromkeys(register_of(name)[0] for name in record.conflicts)
    labels = [_(spec.by_name[n].label) if spec and n in spec.by_name else n for n in names]
    asked = _("Someone deleted it without having seen your changes.") if record.deletion_asked else ""
    return Waiting(
        record.id, record.id, record.kind, "conflict", title_words(record.kind, record.title) or kind_words(record.kind),
        ", ".join(labels) or asked, moment_words(record.changed_at, now), SyncState.CONFLICT,
        _("Two people wrote different things. Choose which stands."),
    )  # fmt: skip


def settle_line(handed: Snapshot) -> Waiting:
    """What somebody handed over, as a line for the coordinator."""
    values = handed.values
    kind = str(values.get("about_kind") or "")
    return Waiting(
        handed.id, handed.id, handed.kind, "outbox", title_words("person", handed.title) or kind_words(kind),
        str(values.get("text") or ""), value_words(_WRITTEN, values.get("written_at")), SyncState.ATTENTION,
        why_for_coordinator(str(values.get("why") or "")), (Act.SETTLE,),
    )  # fmt: skip


_WRITTEN = HANDOVER.by_name["written_at"]


def kind_words(kind: str) -> str:
    """What a record type is called."""
    spec = registry().get(kind)
    return _(spec.label) if spec else kind
