"""How many are to be looked after, by what they ask of a carer, and how many a carer or a place may have."""

import datetime as dt
from collections.abc import Callable, Iterable

from cicdesk.domain.ages import age_in_months, born_at_the_latest
from cicdesk.domain.booking.claims import Heads
from cicdesk.domain.booking.reading import elements, items, number, text
from cicdesk.schema.values import Document

INFANT, TODDLER = 12, 36
"""Months: under the first a child is tender, under the second small (domain 6.1)."""
USUAL = Heads(tender=5, small=8, older=10)
"""How many one carer may have where the place says nothing."""
WITHOUT_LIMIT = 10_000
_MONTHS = 12
_YES = "YES"

Lookup = Callable[[str], Document]
"""The document of another record; an empty one where it is not known."""


def heads_of(request: Document, find: Lookup, day: dt.date) -> Heads:
    """Who is to be looked after on that day. A request that names nobody is for one child of unknown age."""
    kinds = [_card(find(rid), day) for rid in elements(request, "dependants")]
    kinds += [_stranger(item) for item in items(request, "others")]
    if text(request, "kind") == "ADULT":
        kinds = ["tender"] * len(kinds)
    counted = {kind: (kinds or ["small"]).count(kind) for kind in ("tender", "small", "older")}
    return Heads(**counted)


def _card(card: Document, day: dt.date) -> str:
    if text(card, "special_care") == _YES:
        return "tender"
    born = born_at_the_latest(text(card, "birth_date"))
    return _by_months(age_in_months(born, day) if born else None)


def _stranger(item: Document) -> str:
    if text(item, "special_care") == _YES:
        return "tender"
    known = item.get("age_years") is not None or item.get("age_months") is not None
    return _by_months(number(item, "age_years") * _MONTHS + number(item, "age_months") if known else None)


def _by_months(months: int | None) -> str:
    """An age that nobody knows asks for as much as that of a toddler."""
    if months is None:
        return "small"
    return "tender" if months < INFANT else "small" if months < TODDLER else "older"


def for_a_carer(place: Document, carer: Document) -> Heads:
    """How many one carer may have in that place (domain 6.4)."""
    own = number(carer, "most_children") or WITHOUT_LIMIT
    special = number(place, "special_ratio") or USUAL.tender
    return Heads(
        tender=min(own, special, _ratio(place, 0, INFANT, USUAL.tender)),
        small=min(own, _ratio(place, INFANT, TODDLER, USUAL.small)),
        older=min(own, _ratio(place, TODDLER, WITHOUT_LIMIT, USUAL.older)),
    )


def _ratio(place: Document, start: int, end: int, usual: int) -> int:
    """The least of what the place's rows say of these ages."""
    said = [
        number(row, "per_carer")
        for row in items(place, "ratios")
        if number(row, "from_months") < end and start < (number(row, "to_months") or WITHOUT_LIMIT)
    ]
    return min([each for each in said if each], default=usual)


def shared_out(heads: Heads, carers: int) -> list[Heads]:
    """The same children among several carers: as evenly as it goes, the youngest first."""
    kinds = ["tender"] * heads.tender + ["small"] * heads.small + ["older"] * heads.older
    return [_counted(kinds[place::carers]) for place in range(carers)]


def _counted(kinds: Iterable[str]) -> Heads:
    listed = list(kinds)
    return Heads(*(listed.count(kind) for kind in ("tender", "small", "older")))
