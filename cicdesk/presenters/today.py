"""The start page: what was begun, who came today, the trip, what wants attention."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, ngettext
from cicdesk.presenters.completeness_judging import Judging
from cicdesk.presenters.desk import Desk, Draft
from cicdesk.presenters.naming import named
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.timeline import happened_at
from cicdesk.presenters.today_lines import Line
from cicdesk.presenters.words import minutes_words, moment_words, state_words, title_words, value_words
from cicdesk.schema.fields import Field, Reference
from cicdesk.schema.records import RecordSpec, registry, spec_of
from cicdesk.schema.snapshot import Changes, Snapshot, SyncState
from cicdesk.schema.together import KIND as BOOKING
from cicdesk.schema.together import form_of
from cicdesk.schema.values import Value

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move, Part

CONTACTS_SHOWN = 200
APPOINTMENTS_SHOWN = 20
_REQUESTS = frozenset({"interpreter_request", "care_request"})
_BOOKED = _REQUESTS | {"appointment", "interpreter", "room", "care_place"}


@dataclass(frozen=True, slots=True)
class Today:
    """The page at one moment."""

    day: dt.date
    drafts: Sequence[Line]
    contacts: Sequence[Line]
    attention: Sequence[Line]
    trip: Line | None
    own: "Tally"
    team: "Tally"
    """Those of everybody, the own included."""
    appointments: Sequence["Booked"] = ()
    """Those of today that go on, by their hours."""


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment with what it reserves."""

    line: Line
    parts: "tuple[Part, ...]"
    moves: "tuple[Move, ...]" = ()
    """Where a part was refused: other times for all of them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many contacts, and how long they took."""

    count: int = 0
    minutes: int = 0


class TodayView(Protocol):
    """The page."""

    def show_today(self, today: Today) -> None:
        """Show it."""
        ...


class TodayPresenter:
    """Looks up what today needs; again whenever something changed."""

    def __init__(
        self,
        view: TodayView,
        desk: Desk,
        runner: Runner,
        clock: Clock,
        published: Callable[[Changes], object] = lambda _changes: None,
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._published = published
        self._judging = Judging(view, desk, runner, self._judged)
        self._pieces = 0

    def load(self) -> None:
        """Ask for everything on the page."""
        self._runner.start(self._view, self._look, self._view.show_today)
        self._judging.go()

    def _judged(self, judged: int, left: int) -> None:
        """Who lacks answers is known again: what is said of it may be another number."""
        self._pieces += bool(judged)
        if not left and self._pieces:
            self._pieces = 0
            self._runner.start(self._view, self._look, self._view.show_today)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if (
            changes.everything
            or changes.kinds
            & {"contact", "trip", "comment", "person", "case", "staff", "service", "participation", "review"}
            | _BOOKED
        ):
            self.load()

    def move(self, appointment: str, move: "Move") -> None:
        """Give all parts of an appointment another time."""
        from cicdesk.presenters.together_desk import move_all  # noqa: PLC0415  rules that no start needs

        self._runner.start(
            self._view, lambda: move_all(self._desk, appointment, move.possibility), self._published
        )

    def _look(self) -> Today:
        now = self._clock.now()
        day = now.astimezone().date()
        staff = self._desk.staff.names()
        contacts = [c for c in self._desk.records.recent("contact", CONTACTS_SHOWN) if _on(c, "at", day)]
        trips = [t for t in self._desk.records.recent("trip", 20) if t.values.get("day") == day.isoformat()]
        return Today(
            day=day,
            drafts=[draft_line(each, now) for each in self._desk.drafts.all()],
            contacts=[self._contact(each, staff) for each in contacts],
            attention=[
                *self._returned(staff, now),
                *self._comments(now),
                *self._support(staff),
                *self._trouble(),
            ],
            trip=self._trip(trips[0]) if trips else None,
            own=_tally(c for c in contacts if _served_by(c) == self._desk.user),
            team=_tally(contacts),
            appointments=self._appointments(day, staff),
        )

    def hand_in(self, case: str) -> None:
        """Give a case that came back to the coordinator again."""
        from cicdesk.presenters.review_today import hand_in  # noqa: PLC0415  rules that no start needs

        self._runner.start(self._view, lambda: hand_in(self._desk, case), self._published)

    def _returned(self, staff: Mapping[str, str], now: dt.datetime) -> Sequence[Line]:
        from cicdesk.presenters.review_today import returned_lines  # noqa: PLC0415  rules that no start needs

        return returned_lines(self._desk, staff, now)

    def _support(self, staff: Mapping[str, str]) -> Sequence[Line]:
        from cicdesk.presenters.support_today import to_do  # noqa: PLC0415  rules that no start needs

        return to_do(self._desk, staff)

    def _appointments(self, day: dt.date, staff: Mapping[str, str]) -> Sequence[Booked]:
        """Those of the day, each with the requests that were made for it."""
        planned = {"day": day.isoformat(), "status": "PLANNED"}
        found = self._desk.records.list("appointment", planned, APPOINTMENTS_SHOWN)
        if not found:
            return ()
        from cicdesk.presenters.booking_card import card_of  # noqa: PLC0415  rules that no start needs

        booked = []
        for each in sorted(found, key=lambda one: (str(one.values.get("from_time")), one.id)):
            wanted = (self._desk.records.list(kind, {"appointment": each.id}) for kind in sorted(_REQUESTS))
            others = [request for several in wanted for request in several]
            card = card_of(self._desk, each, others, staff)
            booked.append(Booked(self._appointment(each), card.parts, card.moves))
        return booked

    def _appointment(self, appointment: Snapshot) -> Line:
        values = appointment.values
        person = str(values.get("person") or "")
        who = named(self._desk, person) if person else str(values.get("group_name") or "")
        hours = "–".join(str(values[n]) for n in ("from_time", "to_time") if values.get(n))
        return Line(
            "calendar", who or _("Appointment"), field_words(appointment, "service"), hours,
            record=appointment.id, kind="appointment", root=appointment.root,
        )  # fmt: skip

    def _contact(self, contact: Snapshot, staff: Mapping[str, str]) -> Line:
        time, by = str(contact.values.get("at") or ""), _served_by(contact)
        said = [field_words(contact, n) for n in ("language", "nationality", "outcome")]
        return Line(
            "contact",
            field_words(contact, "topics") or _("Contact"),
            "  ·  ".join(filter(None, [*said, "" if by == self._desk.user else staff.get(by, by)])),
            f"{dt.datetime.fromisoformat(time).astimezone():%H:%M}" if time else "",
            record=contact.id,
            kind="contact",
            root=contact.root,
        )

    def _trip(self, trip: Snapshot) -> Line:
        hours = " – ".join(str(trip.values[n]) for n in ("from_time", "to_time") if trip.values.get(n))
        detail = "  ·  ".join(filter(None, (hours, field_words(trip, "languages"))))
        return Line(
            "van", str(trip.values.get("place") or ""), detail, record=trip.id, kind="trip", root=trip.root
        )

    def _comments(self, now: dt.datetime) -> Sequence[Line]:
        staff = self._desk.staff.names()
        found = [c for c in self._desk.records.recent("comment", 50) if self._wants_answer(c)]
        return [
            Line(
                "comment",
                str(each.values.get("text") or "").split("\n")[0],
                _("Comment by {name}").format(name=staff.get(_author(each), _author(each))),
                moment_words(happened_at(each), now),
                "accent",
                each.id,
                "comment",
                each.root,
            )
            for each in found
        ]

    def _wants_answer(self, comment: Snapshot) -> bool:
        return not comment.values.get("done") and _author(comment) != self._desk.user

    def _trouble(self) -> Sequence[Line]:
        return [
            Line(
                "conflict",
                title_words(each.kind, each.title) or _(spec_of(each.kind).label),
                _("Deletion asked for") if each.deletion_asked else _("Two values stand beside each other"),
                state_words(SyncState.CONFLICT),
                "danger",
                each.id,
                "conflict",
                each.root,
            )
            for each in self._desk.outbox.conflicts()
        ]


def _typed(draft: Draft) -> int:
    """The fields in which somebody put something; what every new form begins with does not count."""
    spec = _form(draft.kind)
    fields = spec.by_name if spec else {}
    return sum(not (name in fields and _given(fields[name], value)) for name, value in draft.values.items())


def _form(kind: str) -> RecordSpec | None:
    """What a draft of that kind is a form of; None where this version does not know it."""
    return form_of(kind) if kind == BOOKING else registry().get(kind)


def _given(field: Field, value: Value) -> bool:
    return isinstance(field, Reference) or value == field.default


def draft_line(draft: Draft, now: dt.datetime) -> Line:
    """A form that was begun, as a line that continues it."""
    spec = _form(draft.kind)
    name = " ".join(str(draft.values[n]) for n in _naming(draft.kind) if isinstance(draft.values.get(n), str))
    kind = _(spec.label) if spec else draft.kind
    count = _typed(draft)
    detail = ngettext("{count} field filled in", "{count} fields filled in", count).format(count=count)
    return Line(
        "draft",
        _("{kind}: {name}").format(kind=kind, name=name) if name else kind,
        detail,
        moment_words(draft.saved_at, now),
        record=draft.record,
        kind=draft.kind,
        draft=draft.id,
    )


def _naming(kind: str) -> tuple[str, ...]:
    return {
        "person": ("given_names", "family_name", "original_name"),
        "trip": ("place",),
        BOOKING: ("purpose",),
    }.get(kind, ("summary",))


def field_words(record: Snapshot, name: str) -> str:
    """What a field of a record holds, in words; empty if it holds nothing."""
    field = spec_of(record.kind).by_name.get(name)
    return value_words(field, record.values.get(name)) if field else ""


def _on(record: Snapshot, name: str, day: dt.date) -> bool:
    text = str(record.values.get(name) or "")
    if not text:
        return False
    return dt.datetime.fromisoformat(text).astimezone().date() == day


def _served_by(contact: Snapshot) -> str:
    return str(contact.values.get("staff") or contact.changed_by)


def _tally(contacts: Iterable[Snapshot]) -> Tally:
    minutes = [each.values.get("minutes") for each in contacts]
    return Tally(len(minutes), sum(m for m in minutes if isinstance(m, int)))


def tally_words(own: Tally, team: Tally) -> str:
    """What somebody did today, and beside it what everybody did where that is more; empty for nothing."""
    if not team.count:
        return ""
    if own == team:
        return _counted(own)
    return _("Yours: {own}  ·  everybody's: {team}").format(own=_counted(own), team=_counted(team))


def _counted(tally: Tally) -> str:
    words = ngettext("{count} contact, {time}", "{count} contacts, {time}", tally.count)
    return words.format(count=tally.count, time=minutes_words(tally.minutes))


def _author(comment: Snapshot) -> str:
    return str(comment.values.get("author") or comment.changed_by)
