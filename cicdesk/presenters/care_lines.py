"""The lines of the board of a place of care: what is shown of each child, and in which words."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.i18n import N_, _, language, ngettext
from cicdesk.domain.care_ratios import AgeKind
from cicdesk.domain.care_statistics import CareHours
from cicdesk.domain.carer_checks import Gap, MissingCheck
from cicdesk.domain.late_pick_up import Lateness, Step
from cicdesk.domain.phones import parse_phone
from cicdesk.domain.pick_up import Contact
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.care import CareRequestState, CareSessionState
from cicdesk.presenters.care_desk import Allergy, Board, BoardRow, DueRow, OnCall, Wish
from cicdesk.presenters.care_words import late_words
from cicdesk.presenters.words import day_words, minutes_words
from cicdesk.reports.lists.care import AGES
from cicdesk.schema.codelists import code_list

_ALLERGY_ICONS = {
    "FOOD": "food", "MEDICINE": "pill", "INSECT": "insect", "CONTACT": "hand", "INHALED": "air",
}  # fmt: skip
_GRAVE = frozenset({"SEVERE", "ANAPHYLAXIS"})
_GAPS: Mapping[Gap, str] = {
    Gap.MISSING: N_("missing: {check}"),
    Gap.EXPIRED: N_("ended on {day}: {check}"),
    Gap.ENTRIES: N_("entries were found: {check}"),
    Gap.NOT_CLEAR: N_("result awaited: {check}"),
}
_BECAUSE: Mapping[AgeKind, str] = {
    AgeKind.TENDER: N_("One carer has at most {count} now: somebody is under a year or needs special care."),
    AgeKind.SMALL: N_("One carer has at most {count} now: somebody is under three years."),
    AgeKind.OLDER: N_("One carer has at most {count} now: all are three or older."),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A short thing to know at one glance: an icon and its words."""

    icon: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step of the escalation."""

    step: Step
    words: str
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLine:
    """One child who is there or expected."""

    session: str
    name: str
    time: str
    right: str = ""
    """The next thing: the pick-up, or what stands in the way of coming in."""
    tone: str = ""
    marks: tuple[Mark, ...] = ()
    guardian: str = ""
    out: bool = False
    """Out for a while with the guardian."""
    late: str = ""
    alarm: bool = False
    next_step: Step | None = None
    steps: tuple[TakenStep, ...] = ()


@dataclass(frozen=True, slots=True)
class WishLine:
    """A child who was asked for and has no visit yet."""

    request: str
    person: str
    dependant: str
    name: str
    text: str
    waits: bool


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Somebody who is or can be on duty."""

    id: str
    name: str
    text: str
    on: bool


@dataclass(frozen=True, slots=True)
class CheckLine:
    """Somebody whose checks have to be made again."""

    kind: str
    record: str
    name: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Hours of care of one service this month."""

    service: str
    text: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody who can be called."""

    name: str
    phone: str
    text: str


def child_line(row: BoardRow, more_carers: int = 0) -> ChildLine:
    """One child of the board."""
    expected = row.state is CareSessionState.EXPECTED
    late = row.late
    is_late = late is not None and late.level is not Lateness.NOT_YET
    right, tone = _right(row, more_carers)
    return ChildLine(
        session=row.session,
        name=row.name,
        time=_("at {time}").format(time=hour_words(row.starts))
        if expected
        else _("since {time}").format(time=hour_words(row.since)),
        right=right,
        tone=tone,
        marks=tuple(_marks(row)),
        guardian=_("Guardian: {place}").format(place=row.guardian_place) if row.guardian_place else "",
        out=row.state is CareSessionState.STEPPED_OUT,
        late=late_words(late) if late else "",
        alarm=late is not None and late.level is Lateness.ALARM,
        next_step=late.next if late else None,
        steps=_steps(row) if is_late else (),
    )


def _right(row: BoardRow, more_carers: int) -> tuple[str, str]:
    if row.state is CareSessionState.EXPECTED:
        if not more_carers:
            return "", ""
        text = ngettext("{count} more carer needed", "{count} more carers needed", more_carers)
        return text.format(count=more_carers), "warning"
    if row.state is CareSessionState.STEPPED_OUT:
        return _("out with the guardian"), "accent"
    level = row.late.level if row.late else Lateness.NOT_YET
    tone = {Lateness.LATE: "warning", Lateness.ALARM: "danger"}.get(level, "")
    return (_("until {time}").format(time=hour_words(row.until)) if row.until else ""), tone


def _marks(row: BoardRow) -> list[Mark]:
    found = [allergy_mark(each) for each in row.allergies]
    if row.emergency_pen:
        found.append(Mark("pen", _("emergency pen"), "danger"))
    if row.special:
        found.append(Mark("heart", _("needs special care"), "accent"))
    return found


def allergy_mark(allergy: Allergy) -> Mark:
    """An allergy as its kind, what it is to, and how grave it is where that matters."""
    kind = code_list("allergy_kinds").label(allergy.kind, language())
    grave = allergy.severity in _GRAVE
    text = _("{kind} allergy: {what}").format(kind=kind, what=allergy.to)
    if grave:
        text = f"{text}, {code_list('severities').label(allergy.severity, language())}"
    return Mark(_ALLERGY_ICONS.get(allergy.kind, "warning"), text, "danger" if grave else "warning")


def _steps(row: BoardRow) -> tuple[TakenStep, ...]:
    words = code_list("late_steps")
    return tuple(TakenStep(each, words.label(each, language()), each.value in row.done) for each in Step)


def wish_line(wish: Wish) -> WishLine:
    """A wish for today."""
    waits = wish.state is CareRequestState.WAITING_LIST
    hours = "–".join(filter(None, (wish.from_time, wish.to_time)))
    told = [hours]
    if waits and wish.waiting_place:
        told.append(_("place {number} on the list").format(number=wish.waiting_place))
    if wish.state is CareRequestState.CHECKED:
        told.append(_("not confirmed yet"))
    if not wish.dependant:
        told.append(_("no card yet"))
    name = wish.name or _("Child without a card")
    return WishLine(wish.request, wish.person, wish.dependant, name, "  ·  ".join(filter(None, told)), waits)


def duty_line(carer: OnCall, *, on: bool) -> DutyLine:
    """A carer of the register."""
    text = "" if carer.in_order else _("checks are not in order, does not count")
    if carer.in_order and not carer.counts:
        text = _("helps, does not count")
    return DutyLine(carer.id, carer.name, text, on)


def check_line(row: DueRow) -> CheckLine:
    """Somebody whose check ends soon, has ended or is missing."""
    told = [_missing_words(each) for each in row.missing]
    known = {each.kind for each in row.missing}
    for each in row.due:
        if each.kind not in known:
            day = day_words(each.due.isoformat())
            told.append(_("until {day}: {check}").format(check=_check(each.kind), day=day))
    return CheckLine(row.kind, row.record, row.name, "\n".join(told), "danger" if row.missing else "warning")


def hours_lines(rows: Iterable[CareHours]) -> tuple[HoursLine, ...]:
    """Hours by the service that they made possible, most first, with the ages of the children."""
    services: dict[str, list[CareHours]] = {}
    for row in rows:
        services.setdefault(row.service, []).append(row)
    listed = sorted(services.items(), key=lambda pair: (-sum(each.minutes for each in pair[1]), pair[0]))
    return tuple(_hours_line(service, found) for service, found in listed)


def _hours_line(service: str, rows: Sequence[CareHours]) -> HoursLine:
    name = code_list("services").label(service, language()) if service else _("Without a service")
    visits = sum(each.visits for each in rows)
    told = (
        minutes_words(sum(each.minutes for each in rows)),
        ngettext("{count} visit", "{count} visits", visits).format(count=visits),
        ", ".join(f"{_(AGES[each.age])}: {minutes_words(each.minutes)}" for each in rows),
    )
    return HoursLine(name, "  ·  ".join(told))


def _missing_words(missing: MissingCheck) -> str:
    day = day_words(missing.due.isoformat()) if missing.due else ""
    return _(_GAPS[missing.gap]).format(check=_check(missing.kind), day=day)


def _check(kind: str) -> str:
    return code_list("staff_checks").label(kind, language())


def call_line(contact: Contact, guardian: Contact | None = None) -> CallLine:
    """Somebody who can be called, with kinship and language; whoever is the guardian is called so."""
    told = [_("guardian")] if contact == guardian else []
    told += [
        code_list(name).label(code, language())
        for name, code in (("relations", contact.relation), ("languages", contact.language))
        if code
    ]
    return CallLine(contact.name, phone_words(contact.phone), "  ·  ".join(told))


def phone_words(phone: str) -> str:
    """A telephone number as people read it."""
    return (parse_phone(phone).shown or phone).replace(" ", "\N{NO-BREAK SPACE}") if phone else ""


def ratio_words(board: Board, present: int) -> tuple[str, str, str]:
    """How full it is: a short number, a sentence, and a tone."""
    if not present:
        words = ngettext("Nobody is in care. There is {count} place.", "Nobody is in care. There are {count} places.",
                         board.rules.capacity)  # fmt: skip
        return (
            _("{present} of {most}").format(present=0, most=board.rules.capacity),
            words.format(count=board.rules.capacity),
            "",
        )
    most = min(board.fits, board.rules.capacity)
    because = _(_BECAUSE[board.need.because or AgeKind.OLDER]).format(count=board.need.per_carer)
    tone = "danger" if board.standing else "warning" if present >= most else "success"
    return _("{present} of {most}").format(present=present, most=most), because, tone


def hour_words(moment: dt.datetime | None) -> str:
    """The hour by clocks in Poland; empty where it is not known."""
    return f"{wall(moment).time:%H:%M}" if moment else ""
