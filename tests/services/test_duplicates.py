"""Pairs of files on a coordinator's laptop: what is shown, in which order, and what becomes of it."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from cicdesk.base.paths import Home
from cicdesk.domain.duplicates.marks import KEY_BYTES
from cicdesk.domain.duplicates.profile import of_values
from cicdesk.domain.duplicates.scoring import Band, Why, compare
from cicdesk.domain.duplicates.traces import trace_of
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.store import likely
from cicdesk.wire.likely import Likelies, Likely, Side, Trace
from tests.support.profiles import FakeClock, enrolled, fresh_desk, session_at

KEY = bytes(range(KEY_BYTES))
BORN = "1888-04-02"
JEWHEN = {"given_names": "Jewhen", "family_name": "Żuk", "birth_date": BORN}
YEVHEN = {"given_names": "Yevhen", "family_name": "Zhuk", "birth_date": BORN}


@pytest.fixture
def desk(home: Home) -> Desk:
    """A desk of a laptop that works alone."""
    return fresh_desk(session_at(home))


def person(desk: Desk, **values: Any) -> str:  # noqa: ANN401  any field's
    return desk.records.create("person", values)[0].id


def known(rid: str) -> Side:
    return Side(rid, "KR", "J. Z.", "1888", "2026-11", known=True)


def veiled(name: str = "fe", office: str = "TA") -> Side:
    return Side(name, office, "Y. Z.", "1888", "2026-10")


def pair(one: Side, other: Side, name: str = "p1", *more: tuple[str, int, str]) -> Likely:
    found = compare(of_values(JEWHEN), of_values(YEVHEN))
    reasons = tuple((str(each.why), each.points, each.detail) for each in found.reasons)
    return Likely(name, one, other, found.score, (*reasons, *more))


def tell(
    desk: Desk, *pairs: Likely, traces: tuple[Trace, ...] = (), anew: bool = True, own: str = "KR"
) -> None:
    told = Likelies(
        mark=[1, 5],
        anew=anew,
        key=base64.b64encode(KEY).decode() if anew else "",
        traces=list(traces),
        pairs=list(pairs),
    )
    with desk.context.store.write() as connection:
        likely.take(connection, told, {own})


def trace(rid: str = "r1", office: str = "TA", **values: Any) -> Trace:  # noqa: ANN401  any field's
    return trace_of(KEY, rid, office, of_values({**JEWHEN, **values}), 1_795_000_000_000)


@pytest.mark.parametrize("first", [True, False])
def test_a_pair_with_a_file_of_another_office_is_shown_without_it_whichever_comes_first(
    desk: Desk, first: bool
) -> None:
    mine = known(person(desk, **JEWHEN))
    for name in ("00", "ff"):
        sides = (mine, veiled(name)) if first else (veiled(name), mine)
        tell(desk, pair(*sides))
        (shown,) = desk.duplicates.pairs()
        assert not shown.open
        assert sorted(shown.names) == ["", "Żuk Jewhen"]
        assert [each is None for each in desk.duplicates.files(shown)] == [not first, first]


def test_nobody_stands_in_more_than_five_pairs(desk: Desk) -> None:
    mine = known(person(desk, **JEWHEN))
    tell(desk, *(pair(mine, veiled(f"t{n}"), f"p{n}") for n in range(9)))
    assert len(desk.duplicates.pairs()) == 5


def test_not_the_same_is_gone_until_they_have_something_new_in_common(desk: Desk) -> None:
    one, other = known(person(desk, **JEWHEN)), known(person(desk, **YEVHEN))
    tell(desk, pair(one, other))
    desk.duplicates.not_the_same(desk.duplicates.pairs()[0])
    assert desk.duplicates.pairs() == []
    tell(desk, pair(one, other, "p1", (Why.CITIZENSHIP_SAME, 50, "UA")), anew=False)
    assert desk.duplicates.pairs() == []
    tell(desk, pair(one, other, "p1", (Why.DOCUMENT_SAME, 950, "…3456")), anew=False)
    assert len(desk.duplicates.pairs()) == 1


def test_merged_files_leave_the_list_at_once_and_come_back_when_they_part(desk: Desk) -> None:
    one, other = known(person(desk, **JEWHEN)), known(person(desk, **YEVHEN))
    tell(desk, pair(one, other))
    changes = desk.duplicates.merge(desk.duplicates.pairs()[0], one.id, ["given_names"])
    assert likely.KIND in changes.kinds
    assert desk.duplicates.pairs() == []
    assert desk.records.get(one.id).values["given_names"] == "Yevhen"
    desk.merging.undo(desk.merging.of(one.id)[0].merge)
    assert len(desk.duplicates.pairs()) == 1


def test_later_is_tomorrow_also_after_the_centre_told_the_pair_again(home: Home) -> None:
    clock = FakeClock()
    desk = fresh_desk(session_at(home, clock=clock))
    mine = known(person(desk, **JEWHEN))
    tell(desk, pair(mine, veiled()))
    desk.duplicates.later(desk.duplicates.pairs()[0])
    tell(desk, pair(mine, veiled()), anew=False)
    assert desk.duplicates.pairs() == []
    clock.moment += timedelta(hours=25)
    assert len(desk.duplicates.pairs()) == 1


def test_an_assistant_decides_nothing(desk: Desk) -> None:
    enrolled(desk)
    with pytest.raises(NotAllowed):
        desk.duplicates.pairs()
    assert desk.duplicates.count() == 0


def test_what_is_typed_is_compared_with_people_here_and_elsewhere(desk: Desk) -> None:
    here = person(desk, **YEVHEN)
    tell(desk, traces=(trace(), trace("r2", "KR")))
    first, second = desk.search.similar({**JEWHEN, "given_names": "Evgenii"})
    assert (first.id, first.kind) == (here, "person")
    assert {each.why for each in first.reasons} == {Why.BIRTH_SAME, Why.NAME_SPELLED}
    assert (second.kind, second.title, second.number) == ("trace", "J. Z. 1888", "TA")


def test_relatives_come_last_and_are_called_so(desk: Desk) -> None:
    phones: list[Any] = [{"id": "a", "number": "+48000000001"}]
    mother = person(desk, given_names="Olena", family_name="Bondar", phones=phones)
    twin = person(desk, given_names="Taras", family_name="Bondarenko", birth_date=BORN, phones=phones)
    found = desk.search.similar(
        {"given_names": "Taras", "family_name": "Bondar", "birth_date": BORN, "phones": phones}
    )
    assert [each.id for each in found] == [twin, mother]
    assert Why.RELATIVES in {each.why for each in found[-1].reasons}


def test_a_trace_that_was_told_anew_or_taken_back_warns_of_what_is_so_now(desk: Desk) -> None:
    tell(desk, traces=(trace(),))
    (found,) = desk.duplicates.elsewhere(YEVHEN)
    assert found.band is Band.POSSIBLE
    tell(desk, traces=(trace(birth_date="1901-12-24"),), anew=False)
    assert desk.duplicates.elsewhere(YEVHEN) == []
    tell(desk, traces=(trace(), trace()), anew=True)
    assert len(desk.duplicates.elsewhere(YEVHEN)) == 1
    tell(desk, traces=(Trace(trace().id),), anew=False)
    assert desk.duplicates.elsewhere(YEVHEN) == []
