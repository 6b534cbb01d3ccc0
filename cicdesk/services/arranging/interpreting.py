"""Interpreters and requests for them, from documents to what matching takes."""

from collections.abc import Container, Iterable, Iterator
from types import MappingProxyType

from cicdesk.domain.booking.busy import busy_in
from cicdesk.domain.booking.children import Lookup
from cicdesk.domain.booking.fitness import checks_of
from cicdesk.domain.booking.free_times import absence_of, hours_of
from cicdesk.domain.booking.wishes import AN_HOUR, KINDS, Stage
from cicdesk.domain.matching.diary import Answers, Booking
from cicdesk.domain.matching.facts import (
    ON_SITE,
    PHONE,
    POLISH,
    VIDEO,
    WRITTEN,
    DoNotSend,
    Interpreter,
    OtherLanguage,
    Place,
    Speaks,
    Wish,
)
from cicdesk.domain.matching.rates import rate_of
from cicdesk.domain.reading import day_of, elements, items, moment, number, stretch, text
from cicdesk.domain.wall_time import Span, wall
from cicdesk.schema.codelists import code_list
from cicdesk.schema.values import Document

KIND = "interpreter_request"
UNPAID = frozenset({"STAFF", "VOLUNTEER"})
"""Whoever needs neither a contract for each job nor a rate."""
_MODES = {"BY_PHONE": PHONE, "BY_VIDEO": VIDEO}
_BUFFER = 30
_HOUR = 60
_LAST = 1_000
"""The place in the order of a language that has none."""


def interpreter_of(rid: str, entry: Document) -> Interpreter:
    """An entry of the register."""
    unpaid = text(entry, "engagement") in UNPAID
    contract = any(entry.get(name) for name in ("contract_number", "contract_from", "contract_until"))
    return Interpreter(
        id=rid,
        sex=text(entry, "sex"),
        languages=tuple(_speaks(row) for row in items(entry, "languages")),
        services=frozenset(elements(entry, "services")),
        modes=frozenset(elements(entry, "modes")),
        subjects=frozenset(elements(entry, "subjects")),
        home=place_of(text(entry, "home_commune")),
        areas=frozenset(elements(entry, "areas")),
        travels_km=number(entry, "travels_km"),
        hours=tuple(each for row in items(entry, "hours") if (each := hours_of(row))),
        absences=tuple(away for row in items(entry, "absences") if (away := absence_of(row))),
        buffer_minutes=number(entry, "buffer_minutes") if "buffer_minutes" in entry else _BUFFER,
        lead_days=number(entry, "lead_days"),
        cap_minutes=number(entry, "monthly_cap_hours") * _HOUR,
        contract_from=day_of(entry, "contract_from"),
        contract_until=day_of(entry, "contract_until"),
        has_contract=unpaid or contract,
        paid=not unpaid,
        rates=tuple(rate_of(row) for row in items(entry, "rates") if text(row, "unit") in _units(row)),
        with_children=entry.get("with_children") is True,
        checks=checks_of(entry),
        do_not_send=tuple(_exclusion(row) for row in items(entry, "do_not_send")),
        ended_on=day_of(entry, "ended_on"),
    )


def _speaks(row: Document) -> Speaks:
    return Speaks(
        language=text(row, "language"),
        into=text(row, "into") or POLISH,
        direction=text(row, "direction") or "BOTH",
        dialect=text(row, "dialect"),
        script=text(row, "script"),
        level=text(row, "level"),
        sworn=row.get("sworn") is True,
        certified=bool(text(row, "certificate")),
    )


def _units(row: Document) -> frozenset[str]:
    """In what the work of a rate is counted; kilometres are no rate for work."""
    written = text(row, "service") in WRITTEN
    return frozenset({"PAGE_1125", "PAGE_1600", "PAGE_1800", "JOB"} if written else {"HOUR", "DAY", "JOB"})


def _exclusion(row: Document) -> DoNotSend:
    what = text(row, "person") or text(row, "institution") or text(row, "what")
    return DoNotSend(text(row, "kind") or "CLIENT", what, text(row, "reason"), day_of(row, "until"))


def place_of(commune: str) -> Place:
    """A commune with the county that it lies in."""
    entry = code_list("communes").by_code.get(commune)
    return Place(commune, entry.parent if entry else "")


def wish_of(rid: str, request: Document, find: Lookup, refused: Iterable[Document] = ()) -> Wish | None:
    """What a request asks for; None while it names no language or no time.

    `refused`: rows of exclusions from other requests of the same client, which hold for this one as well.
    """
    when, language = stretch(request, AN_HOUR), text(request, "language")
    if when is None or not language:
        return None
    service = text(request, "service") or "CONSECUTIVE"
    return Wish(
        id=rid,
        person=text(request, "person"),
        case=text(request, "case"),
        language=language,
        into=text(request, "into") or POLISH,
        direction=text(request, "direction") or "BOTH",
        dialect=text(request, "dialect"),
        dialect_needed=request.get("dialect_needed") is True,
        script=text(request, "script"),
        others=_others(request),
        unwanted=frozenset(elements(request, "unwanted_languages")),
        service=service,
        mode=_MODES.get(service) or text(request, "mode") or ON_SITE,
        other_modes=frozenset(elements(request, "other_modes")),
        span=Span(moment(when[0]), moment(when[1])),
        flexibility=text(request, "flexibility") or "FIXED",
        place=_where(request, find),
        place_name=" ".join(text(request, name) for name in ("place", "institution_name")).strip(),
        institution=text(request, "institution"),
        subject=text(request, "subject"),
        gender=text(request, "gender") or "ANY",
        requirements=frozenset(elements(request, "requirements")),
        children_present=request.get("children_present") is True,
        preferred=text(request, "preferred_interpreter"),
        excluded=MappingProxyType(dict(_excluded((*refused, *items(request, "exclusions"))))),
    )


def _others(request: Document) -> tuple[OtherLanguage, ...]:
    rows = sorted(
        items(request, "fallback_languages"),
        key=lambda row: (number(row, "order") or _LAST, text(row, "language")),
    )
    return tuple(OtherLanguage(text(row, "language"), text(row, "dialect")) for row in rows)


def _where(request: Document, find: Lookup) -> Place:
    room = text(request, "room")
    return place_of(text(request, "commune") or (text(find(room), "commune") if room else ""))


def _excluded(rows: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if interpreter := text(row, "interpreter"):
            yield interpreter, text(row, "reason") or "CLIENT_REFUSES"


def booking_of(rid: str, request: Document, find: Lookup) -> Booking | None:
    """The hour that a request takes of an interpreter; None where it takes none."""
    stage = KINDS[KIND].stages.get(text(request, "state"))
    who = text(request, "interpreter") or text(request, "wanted_interpreter")
    when = stretch(request, AN_HOUR)
    if stage not in {Stage.WISH, Stage.TOOK_PLACE} or not who or when is None:
        return None
    service = text(request, "service")
    job = Span(moment(when[0]), moment(when[1]))
    return Booking(
        id=rid,
        interpreter=who,
        span=job,
        day=wall(job.start).day,
        mode=_MODES.get(service) or text(request, "mode") or ON_SITE,
        place=_where(request, find),
        person=text(request, "person"),
        blocks=service not in WRITTEN,
    )


def bookings_elsewhere(rid: str, entry: Document, held: Container[str]) -> Iterator[Booking]:
    """The hours of an interpreter that are booked by requests which this laptop does not hold; where, nobody says."""
    for each in busy_in(entry):
        if each.booking not in held:
            job = Span(moment(each.start), moment(each.end))
            yield Booking(each.booking, rid, job, wall(job.start).day, mode=PHONE)


def answers_in(requests: Iterable[Document]) -> dict[str, Answers]:
    """How often each interpreter was asked and said yes; offers that still wait, or were withdrawn, say nothing."""
    found: dict[str, Answers] = {}
    for request in requests:
        for row in items(request, "offers"):
            who, answer = text(row, "interpreter"), text(row, "answer")
            if who and answer in {"ACCEPTED", "DECLINED", "NO_ANSWER"}:
                known = found.get(who, Answers())
                found[who] = Answers(known.asked + 1, known.accepted + (answer == "ACCEPTED"))
    return found
