"""How many are to be looked after, by what they ask of a carer, and how many a carer or a place may have."""

import datetime as dt
from collections.abc import Callable, Iterable

from cicdesk.domain.ages import age_in_months, born_at_the_latest
from cicdesk.domain.care_ratios import (
    USUAL,
    AgeKind,
    RatioRow,
    kind_at,
    limits,
)
from cicdesk.domain.heads import Heads
from cicdesk.domain.reading import elements, items, number, text
from cicdesk.schema.values import Document

WITHOUT_LIMIT = 10_000
_MONTHS = 12
_YES, _ADULT = "YES", "ADULT"

Lookup = Callable[[str], Document]
"""The document of another record; an empty one where it is not known."""


def heads_of(request: Document, find: Lookup, day: dt.date) -> Heads:
    """Who is to be looked after on that day. A request that names nobody is for one child of unknown age."""
    kinds = [_card(find(rid), day) for rid in elements(request, "dependants")]
    kinds += [_stranger(item) for item in items(request, "others")]
    if text(request, "kind") == _ADULT:
        kinds = ["tender"] * len(kinds)
    counted = {kind: (kinds or ["small"]).count(kind) for kind in ("tender", "small", "older")}
    return Heads(**counted)


def _card(card: Document, day: dt.date) -> str:
    if text(card, "special_care") == _YES or text(card, "kind") == _ADULT:
        return AgeKind.TENDER
    born = born_at_the_latest(text(card, "birth_date"))
    return kind_at(age_in_months(born, day) if born else None)


def _stranger(item: Document) -> str:
    if text(item, "special_care") == _YES:
        return AgeKind.TENDER
    known = item.get("age_years") is not None or item.get("age_months") is not None
    return kind_at(number(item, "age_years") * _MONTHS + number(item, "age_months") if known else None)


def rows_of(place: Document) -> tuple[RatioRow, ...]:
    """What a place says of the ages of children for one carer."""
    return tuple(
        RatioRow(number(row, "from_months"), number(row, "to_months"), number(row, "per_carer"))
        for row in items(place, "ratios")
        if number(row, "per_carer")
    )


def for_a_carer(place: Document, carer: Document) -> Heads:
    """How many one carer may have in that place (domain 6.4)."""
    own = number(carer, "most_children") or WITHOUT_LIMIT
    most = limits(rows_of(place), number(place, "special_ratio") or USUAL.tender)
    return Heads(min(own, most.tender), min(own, most.small), min(own, most.older))


def shared_out(heads: Heads, carers: int) -> list[Heads]:
    """The same children among several carers: as evenly as it goes, the youngest first."""
    kinds = ["tender"] * heads.tender + ["small"] * heads.small + ["older"] * heads.older
    return [_counted(kinds[place::carers]) for place in range(carers)]


def _counted(kinds: Iterable[str]) -> Heads:
    listed = list(kinds)
    return Heads(*(listed.count(kind) for kind in ("tender", "small", "older")))
