"""Calling off and settling, from records: what a cancellation comes to, and what a time sheet costs."""

import datetime as dt
from dataclasses import replace

from cicdesk.domain.billing import PAGE, SWORN_PAGE, Bill, Sheet, Tariff, bill
from cicdesk.domain.booking.wishes import AN_HOUR
from cicdesk.domain.cancelling import Cancellation, CancellationTerms, Cancelling, LongJob, cancellation
from cicdesk.domain.matching.facts import WRITTEN
from cicdesk.domain.matching.rates import rate_for, rate_of
from cicdesk.domain.reading import day_of, items, moment, number, stretch, text
from cicdesk.domain.wall_time import Span
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as State
from cicdesk.schema.values import Document, Value

_BOUND = frozenset({State.OFFERED, State.CONFIRMED})
_PAGES = {"PAGE_1125": SWORN_PAGE, "PAGE_1600": 1600, "PAGE_1800": PAGE}
"""Characters of a page."""
_FLAT = frozenset({"DAY", "JOB"})
_PARTIES = {"INTERPRETER": Cancelling.INTERPRETER}
"""Everybody else who calls off does so on the client's side."""


def called_off(
    request: Document, entry: Document, at: dt.datetime, party: str = "CLIENT"
) -> Cancellation | None:
    """What calling a request off at that instant comes to; None while it has no time.

    `entry`: the interpreter's of the register, whose terms count. `party`: code of `cancelling_parties`.
    """
    when = stretch(request, AN_HOUR)
    if when is None:
        return None
    job = Span(moment(when[0]), moment(when[1]))
    who = _PARTIES.get(party, Cancelling.CLIENT)
    bound = text(request, "state") in _BOUND
    return cancellation(job, at, who, terms_of(entry), bound=bound)


def terms_of(entry: Document) -> CancellationTerms:
    """What an interpreter's contract says about calling off; what it does not say is as usual."""
    usual = CancellationTerms()
    days = number(entry, "late_cancel_days")
    return CancellationTerms(long_jobs=(LongJob(0, days), *usual.long_jobs)) if days else usual


def bill_of(sheet: Document, entry: Document, service: str = "") -> Bill:
    """What a time sheet costs by the rates in force that day; a rate on the sheet itself comes before them.

    How minutes are rounded is a matter of the contract; the sheet says it only where the entry does not.
    """
    unit = text(sheet, "unit") or "HOUR"
    day = day_of(sheet, "day") or dt.date.max
    rate = number(sheet, "rate") or _rate(entry, unit, service, day)
    tariff = Tariff(
        hour=rate if unit == "HOUR" else 0,
        unit=number(entry, "round_minutes") or number(sheet, "round_minutes") or 15,
        least=number(entry, "minimum_minutes") if "minimum_minutes" in entry else 60,
        kilometre=_rate(entry, "KM", "", day),
        page=rate if unit in _PAGES else 0,
        page_characters=_PAGES.get(unit, PAGE),
    )
    counted = bill(_done(sheet, paged=unit in _PAGES), tariff)
    return replace(counted, time_cost=rate) if unit in _FLAT else counted


def _done(sheet: Document, *, paged: bool) -> Sheet:
    when = stretch(sheet, 0)
    worked = when[1] - when[0] if when else 0
    return Sheet(
        worked=0 if paged else worked,
        waited=0 if paged else number(sheet, "waiting_minutes"),
        kilometres=number(sheet, "travel_km"),
        characters=number(sheet, "characters") if paged else 0,
    )


def _rate(entry: Document, unit: str, service: str, day: dt.date) -> int:
    """What is paid for that unit by the entry's rates; 0 without any."""
    agreed = [rate_of(row) for row in items(entry, "rates") if (text(row, "unit") or "HOUR") == unit]
    found = rate_for(agreed, service, day)
    return found.amount if found else 0


def filled_in(sheet: Document, entry: Document, service: str = "") -> dict[str, Value]:
    """The fields of a time sheet that follow from what was done and agreed."""
    found = bill_of(sheet, entry, service)
    paged = text(sheet, "unit") in _PAGES or service in WRITTEN
    counted: dict[str, Value] = (
        {"pages": found.pages} if paged else {"billed_minutes": found.minutes + found.waiting}
    )
    return {**counted, "travel_cost": found.travel_cost, "cost": found.total - found.travel_cost}
