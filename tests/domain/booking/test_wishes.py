"""What a record asks for, read from its fields: also on the nights when clocks change, and of children of any age."""

import datetime as dt
from typing import Any

import pytest

from cicdesk.domain.booking.children import for_a_carer, heads_of, shared_out
from cicdesk.domain.booking.claims import Claim, Resource, Stay
from cicdesk.domain.booking.fitness import unfit
from cicdesk.domain.booking.free_times import as_item, free_times, is_open
from cicdesk.domain.booking.wishes import TRAVEL, Stage, wish_of
from cicdesk.domain.carer_checks import CARER_CHECKS
from cicdesk.domain.heads import Heads
from cicdesk.domain.reading import moment, stretch

TUESDAY = dt.date(2027, 3, 16)
ALINA = Resource("interpreter", "alina")
Document = dict[str, Any]


def nothing(_rid: str) -> Document:
    """A laptop that knows no other record."""
    return {}


def at(day: str, start: str, end: str = "", **more: Any) -> Document:  # noqa: ANN401  any field
    """When it is, as people write it."""
    return {"day": day, "from_time": start, **({"to_time": end} if end else {}), **more}


def shown(document: Document) -> tuple[str, str]:
    """From when to when, in UTC."""
    found = stretch(document, 60)
    assert found is not None
    start, end = (f"{moment(each):%d %H:%M}" for each in found)
    return start, end


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        (at("2027-03-16", "10:00", "11:30"), ("16 09:00", "16 10:30")),
        (at("2027-07-16", "10:00", "11:30"), ("16 08:00", "16 09:30")),
        (at("2027-03-16", "23:00", "01:00"), ("16 22:00", "17 00:00")),
        (at("2027-03-28", "01:30", "03:30"), ("28 00:30", "28 01:30")),
        (at("2027-10-31", "01:30", "03:30"), ("30 23:30", "31 02:30")),
        (at("2027-10-31", "02:30", "03:30", starts_at="2027-10-31T01:30Z"), ("31 01:30", "31 02:30")),
        (at("2027-03-16", "10:00", duration_minutes=90), ("16 09:00", "16 10:30")),
        (at("2027-03-16", "10:00"), ("16 09:00", "16 10:00")),
        (at("2027-03-16", "10:00", "11:00", starts_at="2027-01-01T05:00Z"), ("16 09:00", "16 10:00")),
        ({"starts_at": "2027-03-16T09:00Z", "ends_at": "2027-03-16T10:00Z"}, ("16 09:00", "16 10:00")),
    ],
)  # fmt: skip
def test_the_hours_that_people_wrote_are_instants(document: Document, wanted: tuple[str, str]) -> None:
    assert shown(document) == wanted


@pytest.mark.parametrize("day", ["", "2027", "1950-01-01", "2027-02-30"])
def test_without_a_day_nothing_is_asked_for(day: str) -> None:
    wish = wish_of("appointment", {**at(day, "10:00"), "adviser": "anna", "status": "PLANNED"}, nothing)
    assert wish.empty
    assert wish.digest == ""


def test_an_interpreter_on_site_needs_time_for_the_way_and_one_on_the_telephone_does_not() -> None:
    asked = at("2027-03-16", "10:00", wanted_interpreter="alina", state="OFFERED", place=" Rynek  1")
    (there,) = wish_of("interpreter_request", {**asked, "mode": "ON_SITE"}, nothing).claims
    (called,) = wish_of("interpreter_request", {**asked, "mode": "PHONE"}, nothing).claims
    assert (there.spot, there.travel) == ("rynek 1", TRAVEL)
    assert (called.spot, called.travel) == ("", 0)
    (slow,) = wish_of("interpreter_request", asked, lambda _rid: {"buffer_minutes": 0}).claims
    assert slow.travel == 0


def test_work_at_a_desk_takes_nobodys_hour() -> None:
    asked = at("2027-03-16", "10:00", wanted_interpreter="alina", state="OFFERED", service="WRITTEN")
    wish = wish_of("interpreter_request", asked, nothing)
    assert (wish.claims, wish.empty, wish.stage) == ((), False, Stage.WISH)


def test_another_hour_is_another_wish_and_other_words_are_not() -> None:
    asked = at("2027-03-16", "10:00", adviser="anna", room="r", status="PLANNED")
    same = wish_of("appointment", {**asked, "purpose": "papers"}, nothing)
    later = wish_of("appointment", {**asked, "from_time": "10:15"}, nothing)
    assert same.digest == wish_of("appointment", asked, nothing).digest != later.digest


@pytest.mark.parametrize(
    ("card", "kind"),
    [
        ({"birth_date": "2026-03-17"}, "tender"), ({"birth_date": "2026-03-16"}, "small"),
        ({"birth_date": "2024-03-17"}, "small"), ({"birth_date": "2024-03-16"}, "older"),
        ({"birth_date": "2024-03"}, "small"), ({"birth_date": "2026-04"}, "tender"), ({"birth_date": "2023"}, "older"), ({"birth_date": "2026"}, "tender"),
        ({}, "small"), ({"birth_date": "2020-01-01", "special_care": "YES"}, "tender"),
    ],
)  # fmt: skip
def test_an_age_says_what_a_child_asks_of_a_carer(card: Document, kind: str) -> None:
    heads = heads_of({"dependants/x": True}, lambda _rid: card, TUESDAY)
    assert heads == Heads(**{kind: 1})


def test_children_without_a_card_count_by_the_age_that_was_said() -> None:
    request: Document = {
        "others/1": {"age_months": 10}, "others/2": {"age_years": 1, "age_months": 2}, "others/3": {"age_years": 3},
        "others/4": {"given_name": "Ola"}, "others/5": {"age_years": 6, "special_care": "YES"},
    }  # fmt: skip
    assert heads_of(request, nothing, TUESDAY) == Heads(tender=2, small=2, older=1)
    assert heads_of({}, nothing, TUESDAY) == Heads(small=1)
    assert heads_of({"kind": "ADULT", "others/1": {"age_years": 60}}, nothing, TUESDAY) == Heads(tender=1)


def test_a_place_may_allow_less_and_a_carer_still_less() -> None:
    assert for_a_carer({}, {}) == Heads(tender=5, small=8, older=10)
    rows: Document = {"ratios/1": {"from_months": 24, "to_months": 48, "per_carer": 6}, "special_ratio": 3}
    assert for_a_carer(rows, {}) == Heads(tender=3, small=6, older=6)
    assert for_a_carer(rows, {"most_children": 4}) == Heads(tender=3, small=4, older=4)


@pytest.mark.parametrize("carers", [1, 2, 3, 7])
def test_children_are_shared_out_evenly_and_none_is_left(carers: int) -> None:
    parts = shared_out(Heads(tender=1, small=2, older=4), carers)
    assert len(parts) == carers
    assert max(part.all for part in parts) - min(part.all for part in parts) <= 1
    assert Heads(*(sum(getattr(p, kind) for p in parts) for kind in ("tender", "small", "older"))) == Heads(
        1, 2, 4
    )


def test_stretches_that_cannot_be_are_none() -> None:
    for start, end in ((10, 10), (10, 5), (-1, 5), (0, 50 * 24 * 60)):
        with pytest.raises(ValueError, match="Claim"):
            Claim("interpreter", ALINA, start, end)
    with pytest.raises(ValueError, match="Stay"):
        Stay(ALINA, 0, 10, Heads(), Heads())


def test_other_times_are_the_nearest_of_office_hours_and_none_is_past() -> None:
    start, end = stretch(at("2027-03-16", "10:00", "11:00"), 60) or (0, 0)
    offered = [as_item(*each, start) for each in free_times((start, end), 0, lambda _s, _e: True, 5)]
    assert [each["from_time"] for each in offered] == ["09:30", "10:30", "09:00", "11:00", "08:30"]
    busy = free_times((start, end), 0, lambda s, _e: s >= start + 24 * 60, 2)
    assert [as_item(*each, start)["day"] for each in busy] == ["2027-03-17", "2027-03-17"]
    assert all(s > start for s, _e in free_times((start, end), start, lambda _s, _e: True))


def test_an_entry_is_open_in_its_hours_without_its_absences_until_it_ended() -> None:
    entry: Document = {
        "hours/1": {"weekday": "TUE", "from_time": "09:00", "to_time": "12:00"},
        "absences/1": {"from_day": "2027-03-23", "until_day": "2027-03-24"},
        "ended_on": "2027-04-01",
    }
    days = {
        "2027-03-16": True,
        "2027-03-17": False,
        "2027-03-23": False,
        "2027-03-30": True,
        "2027-04-06": False,
    }
    found = {day: is_open(entry, *(stretch(at(day, "10:00", "11:00"), 60) or (0, 1))) for day in days}
    assert found == days
    assert is_open({}, 0, 60)
    assert not is_open(entry, *(stretch(at("2027-03-16", "11:30", "12:30"), 60) or (0, 1)))


def test_a_carer_needs_every_check_and_an_interpreter_only_where_children_are() -> None:
    mila = Resource("carer", "mila")
    checks: Document = {f"checks/{kind}": {"kind": kind, "done_on": "2026-10-01"} for kind in CARER_CHECKS}
    assert unfit(mila, {"family_name": "M", **checks}, {}, TUESDAY) == ""
    assert unfit(mila, {"family_name": "M"}, {}, TUESDAY) == "CHECKS_EXPIRED"
    assert unfit(ALINA, {"family_name": "A"}, {}, TUESDAY) == ""
    assert unfit(ALINA, {"family_name": "A"}, {"children_present": True}, TUESDAY) == "CHECKS_EXPIRED"
    assert unfit(ALINA, {"contract_until": "2027-03-15"}, {}, TUESDAY) == "NO_CONTRACT"
    assert unfit(ALINA, {"ended_on": "2027-03-16"}, {}, TUESDAY) == "ENDED"
