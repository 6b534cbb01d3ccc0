"""An appointment with the state of each part: adviser, room, interpreter, care. What is wished and what is certain."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.offers import agreed
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.interpreters_queue import when_words
from cicdesk.presenters.naming import named
from cicdesk.presenters.together_desk import moving
from cicdesk.schema.codelists import code_list
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Values
from cicdesk.services.arranging.moving import Possibility

_TONES: Mapping[str, str] = {
    "RESERVED": "success", "CONFIRMED": "success", "UNDER_WAY": "success", "COMPLETED": "success",
    "NEEDS_NEW_TIME": "danger", "UNFILLED": "danger", "REFUSED": "danger", "WAITING_LIST": "warning",
    "REQUESTED": "warning", "OFFERED": "accent", "CHECKED": "accent", "WANTED": "accent",
}  # fmt: skip
_OVER = frozenset({"CANCELLED", "LATE_CANCELLED", "VOID"})
"""States of requests that no longer belong to the appointment."""
_REQUESTS = frozenset({"interpreter_request", "care_request"})
_NOT_ASKED = N_("not asked for yet")
_AGREED = N_("agreed, the centre confirms")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an appointment."""

    icon: str
    what: str
    """Adviser, room, interpreter, care."""
    who: str
    state: str
    tone: str
    kind: str = ""
    record: str = ""
    """What opens when it is chosen; without a record a new one of that kind begins, without a kind nothing."""

    @property
    def words(self) -> str:
        """All of it in one line."""
        return ": ".join(filter(None, (" ".join(filter(None, (self.what, self.who))), self.state)))


Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Move:
    """Another time for all parts of an appointment, taken with one press."""

    words: str
    hint: str
    """Whether everything is free then, as far as is known here."""
    tone: str
    possibility: Possibility


@dataclass(frozen=True, slots=True)
class BookingCard:
    """An appointment as one card."""

    parts: tuple[Part, ...]
    moves: tuple[Move, ...] = ()


def card_of(
    desk: Desk, appointment: Snapshot, others: Iterable[Snapshot], staff: Mapping[str, str]
) -> BookingCard:
    """The parts of an appointment, and where one was refused other times for all of them."""
    mine = [each for each in others if each.values.get("appointment") == appointment.id]
    requests = [each for each in mine if each.kind in _REQUESTS and each.values.get("state") not in _OVER]
    anew = moving(desk).asked_anew(appointment.id)
    parts = parts_of(appointment, requests, staff, lambda each: named(desk, each), asked_anew=anew)
    found = moving(desk).possibilities(appointment, requests)
    return BookingCard(parts, tuple(_move(each) for each in found))


def _move(possibility: Possibility) -> Move:
    when = when_words(possibility.times)
    reasons = dict.fromkeys(_label("decision_reasons", reason) for _part_, reason in possibility.against)
    return Move(
        _("{time}, another room").format(time=when) if possibility.room else when,
        "; ".join(reasons) or _("everything is free then"),
        "warning" if reasons else "success",
        possibility,
    )


def parts_of(
    appointment: Snapshot,
    others: Iterable[Snapshot],
    staff: Mapping[str, str],
    name: Name,
    *,
    asked_anew: bool = False,
) -> tuple[Part, ...]:
    """The parts of an appointment. `others`: requests that may be for it; `name`: what a record is called.

    `asked_anew`: it was given another time here, and what the centre said of the old one holds no longer.
    """
    mine = [each for each in others if each.values.get("appointment") == appointment.id]
    values = appointment.values
    found = [*_own(appointment, staff, name, asked_anew=asked_anew)]
    found += _asked(mine, "interpreter_request", lambda each: _interpreter(each, name))
    found += _asked(mine, "care_request", lambda each: _care(each, name))
    kinds = {each.kind for each in found}
    if values.get("needs_interpreter") and "interpreter_request" not in kinds:
        found.append(
            Part("interpreter", _("Interpreter"), "", _(_NOT_ASKED), "warning", "interpreter_request")
        )
    if values.get("needs_care") and "care_request" not in kinds:
        found.append(Part("child", _("Care"), "", _(_NOT_ASKED), "warning", "care_request"))
    return tuple(found)


def _own(appointment: Snapshot, staff: Mapping[str, str], name: Name, *, asked_anew: bool) -> Iterator[Part]:
    """What the appointment itself reserves; before the centre has answered it is a wish."""
    held = appointment.values
    values = {**held, "adviser_state": None, "room_state": None} if asked_anew else held
    adviser = str(values.get("adviser") or "")
    if adviser:
        yield _part("person", _("Adviser"), staff.get(adviser, adviser), values, "adviser_state")
    if room := str(values.get("room") or ""):
        yield _part("door", _("Room"), name(room), values, "room_state")


def _part(icon: str, what: str, who: str, values: Values, field: str) -> Part:
    code = str(values.get(field) or "WANTED")
    return Part(icon, what, who, _label("part_states", code), _TONES.get(code, ""))


def _asked(mine: Sequence[Snapshot], kind: str, part: Callable[[Snapshot], Part]) -> list[Part]:
    return [part(each) for each in mine if each.kind == kind and each.values.get("state") not in _OVER]


def _interpreter(request: Snapshot, name: Name) -> Part:
    values, code = request.values, str(request.values.get("state") or "")
    waits = code == "OFFERED" and agreed(values)
    state = _(_AGREED) if waits else _label("interpreter_request_states", code)
    who = str(values.get("interpreter") or values.get("wanted_interpreter") or "")
    known = name(who) if who else _label("languages", str(values.get("language") or ""))
    return Part("interpreter", _("Interpreter"), known, state, _TONES.get(code, ""), request.kind, request.id)


def _care(request: Snapshot, name: Name) -> Part:
    code, place = str(request.values.get("state") or ""), str(request.values.get("place") or "")
    return Part(
        "child",
        _("Care"),
        name(place) if place else "",
        _label("care_request_states", code),
        _TONES.get(code, ""),
        request.kind,
        request.id,
    )


def _label(name: str, code: str) -> str:
    return code_list(name).label(code, language()) if code else ""
