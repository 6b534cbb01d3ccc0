"""Checks of those who are with children, and when each is due again."""

import datetime as dt
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.carer_checks import (
    CARER_CHECKS,
    MONTHS,
    NEAR_CHILDREN,
    Check,
    DueCheck,
    Gap,
    MissingCheck,
    due,
    due_soon,
    may_care,
    missing_checks,
)
from cicdesk.schema.codelists import code_list

DAY = date(2026, 5, 15)
ALL = tuple(Check(kind, date(2026, 1, 10)) for kind in CARER_CHECKS)


def without(kind: str) -> tuple[Check, ...]:
    return tuple(each for each in ALL if each.kind != kind)


def test_whoever_has_every_check_may_care() -> None:
    assert missing_checks(ALL, CARER_CHECKS, DAY) == ()
    assert may_care(ALL, DAY)


@pytest.mark.parametrize("kind", CARER_CHECKS)
def test_without_one_of_them_nobody_is_assigned(kind: str) -> None:
    assert missing_checks(without(kind), CARER_CHECKS, DAY) == (MissingCheck(kind, Gap.MISSING),)
    assert not may_care(without(kind), DAY)


@pytest.mark.parametrize(
    ("check", "gap"),
    [
        (Check("KRK", date(2025, 5, 14)), Gap.EXPIRED),
        (Check("KRK", date(2026, 1, 1), due_on=date(2026, 5, 14)), Gap.EXPIRED),
        (Check("KRK", date(2026, 1, 1), "WAITING"), Gap.NOT_CLEAR),
        (Check("KRK", date(2026, 1, 1), "FOUND"), Gap.ENTRIES),
        (Check("KRK", date(2026, 5, 16)), Gap.MISSING),
    ],
)
def test_a_check_that_does_not_do_is_said_with_its_reason(check: Check, gap: Gap) -> None:
    (found,) = missing_checks((*without("KRK"), check), CARER_CHECKS, DAY)
    assert (found.kind, found.gap) == ("KRK", gap)


@pytest.mark.parametrize(
    "check", [Check("KRK", date(2025, 5, 15)), Check("KRK", date(2020, 1, 1), due_on=DAY)]
)
def test_the_last_day_still_counts(check: Check) -> None:
    assert may_care((*without("KRK"), check), DAY)


def test_of_each_kind_the_newest_counts() -> None:
    old, new = Check("KRK", date(2024, 1, 1)), Check("KRK", date(2026, 2, 1))
    assert may_care((*without("KRK"), new, old), DAY)
    assert not may_care((*without("KRK"), old, Check("KRK", date(2026, 2, 1), "FOUND")), DAY)


def test_an_entry_found_in_a_register_counts_also_where_nobody_asked_for_it() -> None:
    found = Check("RSPTS_COMMISSION", date(2026, 2, 1), "FOUND")
    assert [each.gap for each in missing_checks((*ALL, found), CARER_CHECKS, DAY)] == [Gap.ENTRIES]
    waiting = Check("RSPTS_COMMISSION", date(2026, 2, 1), "WAITING")
    assert may_care((*ALL, waiting), DAY)


def test_an_interpreter_near_children_needs_the_registers_and_no_training() -> None:
    registers = tuple(each for each in ALL if each.kind in NEAR_CHILDREN)
    assert missing_checks(registers, NEAR_CHILDREN, DAY) == ()
    assert missing_checks(registers, CARER_CHECKS, DAY)
    assert set(NEAR_CHILDREN) < set(CARER_CHECKS)


@pytest.mark.parametrize(
    ("check", "until"),
    [
        (Check("KRK", date(2025, 2, 28)), date(2026, 2, 28)),
        (Check("KRK", date(2024, 2, 29)), date(2025, 2, 28)),
        (Check("FIRST_AID", date(2024, 12, 31)), date(2026, 12, 31)),
        (Check("KRK", date(2025, 2, 28), due_on=date(2025, 3, 1)), date(2025, 3, 1)),
        (Check("CONFIDENTIALITY", date(2020, 1, 1)), None),
    ],
)
def test_each_check_is_due_again(check: Check, until: date | None) -> None:
    assert due(check) == until


def test_what_ends_soon_is_listed_the_most_urgent_first() -> None:
    checks = (
        Check("KRK", date(2025, 1, 1), due_on=date(2026, 6, 1)),
        Check("RSPTS", date(2025, 1, 1), due_on=date(2026, 5, 1)),
        Check("FIRST_AID", date(2026, 1, 1)),
        Check("COUNTRIES", date(2026, 1, 1), due_on=date(2026, 6, 15)),
    )
    assert due_soon(checks, CARER_CHECKS, DAY) == (
        DueCheck(date(2026, 5, 1), "RSPTS", -14),
        DueCheck(date(2026, 6, 1), "KRK", 17),
    )


def test_every_kind_is_on_the_list_of_checks() -> None:
    assert {*CARER_CHECKS, *NEAR_CHILDREN, *MONTHS} <= set(code_list("staff_checks").by_code)
    assert {"CLEAR", "FOUND", "WAITING"} == set(code_list("check_results").by_code)


checks = st.lists(
    st.builds(
        Check,
        st.sampled_from([*CARER_CHECKS, "RSPTS_COMMISSION"]),
        st.dates(date(2023, 1, 1), date(2026, 12, 31)),
        st.sampled_from(["CLEAR", "FOUND", "WAITING"]),
        st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    ),
    max_size=12,
)


@given(checks, st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_nobody_is_assigned_who_lacks_a_clear_check_in_force(held: list[Check], day: date) -> None:
    if may_care(held, day):
        for kind in CARER_CHECKS:
            assert any(
                each.kind == kind and each.result == "CLEAR" and each.done_on <= day <= (due(each) or day)
                for each in held
            )


@given(checks, st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.randoms(use_true_random=False))
def test_the_order_of_the_register_does_not_matter(
    held: list[Check], day: date, chance: random.Random
) -> None:
    before = missing_checks(held, CARER_CHECKS, day)
    chance.shuffle(held)
    assert missing_checks(held, CARER_CHECKS, day) == before


@given(st.dates(date(2023, 1, 1), date(2026, 12, 31)), st.integers(0, 900))
def test_time_alone_never_makes_a_check_better(done: date, days: int) -> None:
    check = (Check("KRK", done),)
    later = done + dt.timedelta(days=days)
    if not missing_checks(check, ("KRK",), later):
        assert not missing_checks(check, ("KRK",), done)
