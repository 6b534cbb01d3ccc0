"""The coordinator's queue and what is decided, over a real encrypted file."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from cicdesk.base.ids import RecordId
from cicdesk.base.paths import Home
from cicdesk.domain.reviewing import ReviewState
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NoReason, NotAllowed, OwnWork
from cicdesk.services.reviewing.deciding import Decision
from cicdesk.services.reviewing.queue import ALL, TO_DO, Filter
from tests.support.desks import Profile, add_case, add_person

APPROVE = Decision(ReviewState.APPROVED)


@pytest.fixture
def profile(home: Home) -> Iterator[Profile]:
    made = Profile(home)
    yield made
    made.close()


@pytest.fixture
def desk(profile: Profile) -> Desk:
    """A laptop on which Olha registers and Marta and Jan coordinate."""
    opened = profile.open()
    roles = {"olha": "assistant", "marta": "coordinator", "jan": "coordinator"}
    opened.context.place = msgspec.structs.replace(opened.context.place, roles=roles, office="KR")
    return opened


@pytest.fixture
def case(desk: Desk) -> RecordId:
    """A case of Olha's; Marta is at the keyboard now."""
    made = add_case(desk, add_person(desk))
    desk.context.user = "marta"
    return made


def queue(desk: Desk, **wanted: Any) -> list[str]:  # noqa: ANN401  any field of a filter
    return list(desk.review_queue.find(Filter(**wanted)).cases)


def test_what_colleagues_wrote_waits_for_whoever_did_not_write_it(desk: Desk, case: RecordId) -> None:
    assert queue(desk) == [case]
    assert desk.review_queue.count(10) == 1
    desk.context.user = "olha"
    assert queue(desk) == []
    assert queue(desk, state=ALL) == [case]


def test_an_approved_case_leaves_the_queue_until_somebody_writes(
    profile: Profile, desk: Desk, case: RecordId
) -> None:
    desk.reviewing.decide(case, APPROVE)
    assert queue(desk) == []
    assert queue(desk, state="APPROVED") == [case]
    profile.clock.moment += dt.timedelta(minutes=5)
    desk.context.user = "olha"
    desk.records.edit(case, {"summary": "Znalazł pracę."})
    desk.context.user = "marta"
    assert queue(desk) == queue(desk, state="CHANGED") == [case]
    assert desk.reviewing.open(case).state is ReviewState.CHANGED
    assert desk.reviewing.open(case).writers == {"olha"}


def test_nobody_approves_what_they_wrote(desk: Desk, case: RecordId) -> None:
    desk.records.edit(case, {"summary": "Poprawione."})
    with pytest.raises(OwnWork):
        desk.reviewing.decide(case, APPROVE)
    desk.context.user = "jan"
    desk.reviewing.decide(case, APPROVE)
    assert desk.reviewing.open(case).state is ReviewState.APPROVED


def test_only_a_coordinator_decides(desk: Desk, case: RecordId) -> None:
    desk.context.user = "olha"
    assert not desk.reviewing.may_decide
    for state in (ReviewState.APPROVED, ReviewState.RETURNED, ReviewState.PASSED_ON):
        with pytest.raises(NotAllowed):
            desk.reviewing.decide(case, Decision(state, "x", "jan"))


def test_what_comes_back_says_why_and_is_with_its_author(desk: Desk, case: RecordId) -> None:
    with pytest.raises(NoReason):
        desk.reviewing.decide(case, Decision(ReviewState.RETURNED))
    desk.reviewing.decide(case, Decision(ReviewState.RETURNED, "Brak telefonu"))
    assert queue(desk) == []
    assert desk.reviewing.returned() == []
    desk.context.user = "olha"
    (back,) = desk.reviewing.returned()
    assert back.case.id == case
    assert back.review is not None
    assert back.review.values["reason"] == "Brak telefonu"
    desk.reviewing.decide(case, Decision(ReviewState.WAITING))
    assert desk.reviewing.returned() == []
    desk.context.user = "jan"
    assert queue(desk) == [case]


def test_what_is_passed_on_waits_for_that_person_alone(desk: Desk, case: RecordId) -> None:
    desk.reviewing.decide(case, Decision(ReviewState.PASSED_ON, passed_to="jan"))
    assert queue(desk) == []
    desk.context.user = "jan"
    assert queue(desk) == [case]


def test_what_was_looked_at_comes_again_only_once_it_holds_something_else(
    profile: Profile, desk: Desk, case: RecordId
) -> None:
    desk.reviewing.look(case)
    assert queue(desk) == []
    desk.context.user = "jan"
    assert queue(desk) == [case]
    profile.clock.moment += dt.timedelta(minutes=5)
    desk.context.user = "olha"
    desk.records.edit(desk.records.get(case).root, {"email": "nowy@example.org"})
    desk.context.user = "marta"
    assert queue(desk) == [case]
    opened = desk.reviewing.open(case)
    assert opened.seen is not None
    assert opened.seen != opened.content


def test_the_queue_is_filtered(profile: Profile, desk: Desk, case: RecordId) -> None:
    held = desk.records.get(case).values
    assert queue(desk, office=str(held["office"]), worker="olha") == [case]
    assert queue(desk, office="XX") == queue(desk, worker="jan") == queue(desk, project="none") == []
    assert queue(desk, trip="none") == queue(desk, days=1) == []
    profile.clock.moment += dt.timedelta(days=3)
    assert queue(desk, days=2) == [case]
    desk.completeness.judge()
    assert queue(desk, lacking=True) + queue(desk, lacking=False) == [case]


def test_filters_are_kept_for_whoever_saved_them(desk: Desk) -> None:
    desk.review_queue.save_filter("Tarnów", Filter(office="TA", days=7))
    desk.review_queue.save_filter("Wszystko", Filter(state=ALL))
    desk.review_queue.drop_filter("Wszystko")
    assert desk.review_queue.filters() == {"Tarnów": Filter(office="TA", days=7, state=TO_DO)}
    desk.context.user = "jan"
    assert desk.review_queue.filters() == {}


def test_what_is_clean_is_approved_together_and_what_is_not_stays(desk: Desk) -> None:
    clean, own, asked = (
        add_case(desk, add_person(desk, family=name)) for name in ("Zhuk", "Bondar", "Melnyk")
    )
    with desk.context.store.write() as connection:  # as if all of it were at the centre
        connection.exec_driver_sql(
            "UPDATE record SET seq = n, data = coalesce(shown, data), shown = NULL, state = 0,"
            " by_user = changed_by, at = changed"
        )
        connection.exec_driver_sql("DELETE FROM outbox")
    desk.context.user = "marta"
    desk.records.edit(own, {"summary": "Poprawione."})
    root = desk.records.get(asked).root
    desk.records.create("comment", {"person": root, "about": asked, "text": "Kiedy?", "author": "marta"})
    cases = queue(desk, state=ALL)
    found = desk.reviewing.clean(cases, lambda _kind, _values: ())
    assert found == [clean]
    assert desk.reviewing.clean(cases, lambda _kind, _values: ("pesel",)) == []
    count, _changes = desk.reviewing.approve_all(cases, lambda _kind, _values: ())
    assert count == 1
    assert queue(desk, state="APPROVED") == [clean]


def test_what_was_looked_at_goes_with_the_case(desk: Desk, case: RecordId) -> None:
    desk.reviewing.look(case)
    with desk.context.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM record WHERE kind = 'case'")
        assert connection.exec_driver_sql("SELECT count(*) FROM looked").scalar_one() == 0
