"""The centre finds people who may be one, across offices, and tells each laptop what it may know of it."""

import base64
import time
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from cicdesk.base.ids import new_id
from cicdesk.domain.duplicates.profile import of_values
from cicdesk.domain.duplicates.scoring import Band, Why
from cicdesk.domain.duplicates.traces import asked
from cicdesk.server.app import Centre
from cicdesk.server.services import duplicates_told
from cicdesk.server.services.duplicates import AT_ONCE
from cicdesk.wire.likely import Likelies, Likely, Side, Trace
from cicdesk.wire.messages import ALIVE, Mutation, Pull, Push
from tests.support.devices import Laptop, edit, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World

BORN = "1888-04-02"


class Ear:
    """What a laptop keeps of what it is told, from one pull to the next."""

    def __init__(self, laptop: Laptop) -> None:
        self._laptop = laptop
        self.mark: list[int] = []
        self.key = b""
        self.traces: dict[str, Trace] = {}
        self.pairs: dict[str, Likely] = {}
        self.anew = 0

    def listen(self) -> "Ear":
        """Everything there is."""
        while (told := self._pull()) is not None:
            if told.anew:
                self.traces, self.pairs, self.key = {}, {}, base64.b64decode(told.key)
                self.anew += 1
            self.traces.update((each.id, each) for each in told.traces)
            self.pairs.update((each.id, each) for each in told.pairs)
            self.traces = {name: each for name, each in self.traces.items() if each.office}
            self.pairs = {name: each for name, each in self.pairs.items() if each.one}
            self.mark = told.mark
        return self

    def _pull(self) -> Likelies | None:
        cursors = dict.fromkeys(self._laptop.cursors, 1 << 40)
        return self._laptop.api.pull(Pull(schema=1, cursors=cursors, likely=self.mark)).likely

    def sides(self) -> set[tuple[str, bool]]:
        """The sides of all pairs, with whether the laptop may see their files."""
        return {(side.id, side.known) for pair in self.pairs.values() for side in both(pair)}


def both(pair: Likely) -> tuple[Side, Side]:
    assert pair.one is not None
    assert pair.other is not None
    return pair.one, pair.other


def changed(laptop: Laptop, person: Mutation, **values: Any) -> Mutation:  # noqa: ANN401  any value
    return edit(person, laptop.user, values, have=0)


@pytest.fixture
def tarnow(own_world: "World") -> Laptop:
    return own_world.laptop(own_world.office())


@pytest.fixture
def van(own_world: "World") -> Laptop:
    return own_world.laptop(own_world.office())


@pytest.fixture
def coordinator(own_world: "World", tarnow: Laptop, van: Laptop) -> Laptop:
    """Somebody who answers for both offices."""
    return own_world.laptop(tarnow.office, own_world.user(tarnow.office, van.office, role="coordinator"))


@pytest.fixture
def jewhen(tarnow: Laptop) -> Mutation:
    person = new_person(tarnow.user, tarnow.office, birth_date=BORN)
    tarnow.push(person)
    return person


@pytest.fixture
def yevhen(van: Laptop, jewhen: Mutation) -> Mutation:
    person = new_person(
        van.user,
        van.office,
        given_names="Yevhen",
        family_name="Zhuk",
        birth_date=BORN,
        **{"citizenships/UA": True},
    )
    assert person.id != jewhen.id
    van.push(person)
    return person


def test_two_offices_register_one_person_and_the_coordinator_gets_the_pair_with_its_reasons(
    centre: Centre, coordinator: Laptop, jewhen: Mutation, yevhen: Mutation
) -> None:
    assert centre.duplicates.catch_up() == 2
    (pair,) = Ear(coordinator).listen().pairs.values()
    assert {side.id for side in both(pair)} == {jewhen.id, yevhen.id}
    assert all(side.known for side in both(pair))
    assert pair.score == 700
    assert {why for why, _points, _detail in pair.reasons} == {Why.BIRTH_SAME, Why.NAME_SPELLED}


def test_a_coordinator_of_one_office_sees_of_the_other_person_initials_year_office_and_month_only(
    own_world: "World", centre: Centre, van: Laptop, jewhen: Mutation, yevhen: Mutation, tarnow: Laptop
) -> None:
    centre.duplicates.catch_up()
    alone = own_world.laptop(van.office, own_world.user(van.office, role="coordinator"))
    (pair,) = Ear(alone).listen().pairs.values()
    own, other = sorted(both(pair), key=lambda side: not side.known)
    assert (own.id, own.known) == (yevhen.id, True)
    assert (other.office, other.initials, other.year, other.known) == (tarnow.office, "J. Z.", "1888", False)
    assert jewhen.id not in msgspec.json.encode(pair).decode()


@pytest.mark.usefixtures("yevhen")
def test_whoever_is_no_coordinator_gets_traces_and_no_pairs(
    centre: Centre, van: Laptop, tarnow: Laptop, jewhen: Mutation
) -> None:
    centre.duplicates.catch_up()
    heard = Ear(van).listen()
    (trace,) = heard.traces.values()
    assert (trace.office, heard.pairs) == (tarnow.office, {})
    assert jewhen.id not in msgspec.json.encode(trace).decode()
    typed = of_values({"given_names": "Yevhen", "family_name": "Zhuk", "birth_date": BORN})
    assert asked(heard.key, typed).compare(trace).band is Band.POSSIBLE


@pytest.mark.usefixtures("jewhen")
def test_people_who_see_no_office_are_told_nothing(own_world: "World", centre: Centre) -> None:
    centre.duplicates.catch_up()
    carer = own_world.laptop(own_world.office(), own_world.user(own_world.office(), role="carer"))
    assert Ear(carer).listen().mark == []


@pytest.mark.usefixtures("jewhen")
def test_a_laptop_that_does_not_ask_is_told_nothing(centre: Centre, van: Laptop) -> None:
    centre.duplicates.catch_up()
    assert van.pull().likely is None


@pytest.mark.usefixtures("jewhen")
def test_another_region_is_another_world(centre: Centre, own_world: "World") -> None:
    own_world.region = "elsewhere"
    far = own_world.laptop(own_world.office())
    far.push(new_person(far.user, far.office, birth_date=BORN))
    centre.duplicates.catch_up()
    assert Ear(far).listen().traces == {}


@pytest.mark.usefixtures("jewhen")
def test_a_pair_goes_when_what_was_in_common_was_a_mistake(
    centre: Centre, coordinator: Laptop, van: Laptop, yevhen: Mutation
) -> None:
    centre.duplicates.catch_up()
    ear = Ear(coordinator).listen()
    van.push(changed(van, yevhen, birth_date="1901-12-24"))
    assert centre.duplicates.catch_up() == 1
    assert ear.listen().pairs == {}
    assert ear.anew == 1


def test_a_change_that_tells_nobody_apart_is_not_looked_at(
    centre: Centre, tarnow: Laptop, jewhen: Mutation
) -> None:
    centre.duplicates.catch_up()
    tarnow.push(changed(tarnow, jewhen, remarks="came back"))
    assert centre.duplicates.catch_up() == 0


@pytest.mark.usefixtures("jewhen")
def test_a_deleted_person_is_a_candidate_for_nobody(
    centre: Centre, coordinator: Laptop, van: Laptop, yevhen: Mutation
) -> None:
    centre.duplicates.catch_up()
    ear = Ear(coordinator).listen()
    van.push(edit(yevhen, van.user, {ALIVE: False}, {}, seen={yevhen.id: list(yevhen.set)}))
    centre.duplicates.catch_up()
    assert ear.listen().pairs == {}


@pytest.mark.usefixtures("tarnow", "yevhen")
def test_an_erased_person_leaves_neither_trace_nor_pair_nor_anything_to_compare(
    centre: Centre, coordinator: Laptop, van: Laptop, jewhen: Mutation
) -> None:
    centre.duplicates.catch_up()
    ear, there = Ear(coordinator).listen(), Ear(van).listen()
    assert there.traces
    centre.erasure.erase(jewhen.id)
    assert ear.listen().pairs == {}
    assert there.listen().traces == {}
    with centre.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT marks, profile, trace FROM likeness WHERE rid = %s", (jewhen.id,)
        )
        assert [tuple(row) for row in rows] == [([], "", "")]


def test_joined_files_are_one_person_and_their_parting_brings_the_pair_back(
    centre: Centre, coordinator: Laptop, jewhen: Mutation, yevhen: Mutation
) -> None:
    centre.duplicates.catch_up()
    ear = Ear(coordinator).listen()
    assert ear.pairs
    merge = Mutation(
        id=new_id(), root=jewhen.id, kind="merge", user=coordinator.user, at=1,
        set={"survivor": jewhen.id, "absorbed": yevhen.id, "state": "MERGED"},
    )  # fmt: skip
    coordinator.push(merge)
    centre.duplicates.catch_up()
    assert ear.listen().pairs == {}
    coordinator.push(edit(merge, coordinator.user, {"state": "UNDONE"}))
    centre.duplicates.catch_up()
    assert ear.listen().sides() == {(jewhen.id, True), (yevhen.id, True)}


def test_what_came_before_this_version_is_looked_at_as_well_as_a_crowd_in_several_rounds(
    centre: Centre, tarnow: Laptop
) -> None:
    people = [
        new_person(tarnow.user, tarnow.office, given_names=f"N{n}", birth_date=BORN)
        for n in range(AT_ONCE + 5)
    ]
    tarnow.push(*people)
    assert centre.duplicates.look() == AT_ONCE
    assert centre.duplicates.catch_up() == 5


@pytest.mark.usefixtures("jewhen", "yevhen")
def test_a_look_at_everybody_finds_what_looks_at_each_found(
    centre: Centre, coordinator: Laptop, tarnow: Laptop
) -> None:
    twin = new_person(
        tarnow.user,
        tarnow.office,
        given_names="Петро",
        family_name="Коваль",
        birth_date="1899-02-03",
        **{"citizenships/UA": True},
    )
    again = new_person(
        tarnow.user,
        tarnow.office,
        given_names="Piotr",
        family_name="Kowal",
        birth_date="1899-03-02",
        **{"citizenships/UA": True},
    )
    tarnow.push(twin, again)
    centre.duplicates.catch_up()
    ear = Ear(coordinator).listen()
    before, mark = dict(ear.pairs), ear.mark
    assert len(before) == 2
    found = centre.duplicates.scan()
    assert (found.persons, found.pairs) == (4, 2)
    assert ear.listen().pairs == before
    assert ear.mark == mark
    with centre.database.writing() as connection:
        for table in ("likeness", "likeness_pair"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    centre.duplicates.scan()
    assert Ear(coordinator).listen().pairs == before


def test_much_is_told_in_pieces_and_nothing_twice(
    centre: Centre, van: Laptop, tarnow: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates_told, "TRACES", 3)
    tarnow.push(*(new_person(tarnow.user, tarnow.office, family_name=f"Żuk{n}") for n in range(7)))
    centre.duplicates.catch_up()
    ear = Ear(van).listen()
    assert len(ear.traces) == 7
    assert ear.anew == 1


@pytest.mark.usefixtures("jewhen")
def test_a_mark_of_another_history_begins_anew(centre: Centre, van: Laptop) -> None:
    centre.duplicates.catch_up()
    ear = Ear(van).listen()
    era, number = ear.mark
    for foreign in ([era + 1, number], [era, number + 1000], [7]):
        ear.mark = foreign
        ear.listen()
        assert ear.mark == [era, number]
    assert (ear.anew, len(ear.traces)) == (4, 1)


def test_a_running_server_looks_by_itself(http_world: "World") -> None:
    first = http_world.laptop(http_world.office())
    second = http_world.laptop(http_world.office())
    first.push(new_person(first.user, first.office, birth_date=BORN))
    ear = Ear(second)
    until = time.monotonic() + 20
    while not ear.listen().traces:
        assert time.monotonic() < until
    assert [each.office for each in ear.traces.values()] == [first.office]


@pytest.mark.usefixtures("jewhen")
def test_what_is_new_rides_on_a_push_that_reads(centre: Centre, van: Laptop) -> None:
    centre.duplicates.catch_up()
    van.pull()
    person = new_person(van.user, van.office)
    reply = van.api.push(Push(schema=1, muts=[person], cursors=dict(van.cursors), likely=[]))
    assert reply.pull is not None
    assert reply.pull.likely is not None
    assert len(reply.pull.likely.traces) == 1
