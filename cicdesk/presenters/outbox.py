"""The outbox page: everything that is not at the centre yet, why, and what can be done about it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import N_, _
from cicdesk.presenters.badge import BadgeWords, badge_words
from cicdesk.presenters.desk import Desk, Entry
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import kind_icon, moment_words, shortened, title_words
from cicdesk.schema.documents import register_of
from cicdesk.schema.records import registry
from cicdesk.schema.snapshot import Changes, Snapshot, SyncState

WHY: dict[str, str] = {
    "out_of_scope": N_("The record belongs to an office you do not work for. Ask the coordinator."),
    "unknown_file": N_("The centre does not know this person's file yet. It is tried again by itself."),
    "unknown_person": N_("The centre does not know who wrote this. Ask the coordinator to register you."),
    "no_office": N_("It does not say which office the file belongs to. Open it and choose one."),
    "not_valid": N_("A value is not one the centre accepts. Open the record and put the field right."),
    "too_large": N_("It is too large for the centre. Shorten the longest text."),
    "append_only": N_("This kind of record cannot be changed once it is written."),
    "recovery_over": N_(
        "The centre had recovered long before this was given back. The coordinator looks at it."
    ),
}
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


@dataclass(frozen=True, slots=True)
class OutboxShown:
    """The page at one moment."""

    badge: BadgeWords
    conflicts: Sequence[Waiting]
    attention: Sequence[Waiting]
    waiting: Sequence[Waiting]
    enrolled: bool


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

    def _look(self) -> OutboxShown:
        now = self._clock.now()
        entries = [_line(entry, now) for entry in self._desk.outbox.entries()]
        return OutboxShown(
            badge=badge_words(self._desk.outbox.badge(), now),
            conflicts=[_conflict(each, now) for each in self._desk.outbox.conflicts()],
            attention=[e for e in entries if e.state is SyncState.ATTENTION],
            waiting=[e for e in entries if e.state is SyncState.WAITING],
            enrolled=self._desk.enrolled,
        )


def _line(entry: Entry, now: dt.datetime) -> Waiting:
    aside = entry.state == "parked"
    advice = _(WHY.get(entry.why, WHY["not_valid"])) if aside else ""
    return Waiting(
        entry.id, entry.record, entry.kind, kind_icon(entry.kind), title_words(entry.kind, entry.title) or kind_words(entry.kind),
        _fields(entry), moment_words(entry.at, now), SyncState.ATTENTION if aside else SyncState.WAITING, advice,
    )  # fmt: skip


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


def kind_words(kind: str) -> str:
    """What a record type is called."""
    spec = registry().get(kind)
    return _(spec.label) if spec else kind
