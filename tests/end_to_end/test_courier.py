"""A laptop without a line, a stick, and a laptop that is online: every change once, whatever happens on the way."""

import datetime as dt
import itertools
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from cicdesk.base.errors import CicdeskError
from cicdesk.domain.wall_time import wall
from cicdesk.server.app import Centre, make_centre
from cicdesk.server.settings import Settings
from cicdesk.store import meta
from cicdesk.sync import courier_out
from cicdesk.sync.courier import Saved, TakenIn
from cicdesk.sync.errors import (
    AnswerForAnother,
    AnswerTakenIn,
    AnswerUnknown,
    DeviceRevoked,
    NoCourier,
    NotAnAnswer,
    NotEnrolled,
    NotToDeliver,
    PackageBroken,
    PackageElsewhere,
    PackageOfRevoked,
    PackageOfStranger,
    StickUnusable,
)
from cicdesk.wire import packages
from tests.end_to_end.conftest import Place, a_place
from tests.support import postgres
from tests.support.killed_courier import courier_of, killer
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer, live_server

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture(scope="module")
def server(database: str, centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server that takes packages."""
    with with_keys(tmp_path_factory.mktemp("keys")), live_server(["--database", database]) as running:
        yield running


@contextmanager
def with_keys(folder: Path) -> Iterator[None]:
    """Servers started while this lasts keep their keys for packages there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CICDESK_COURIER_KEYS", str(folder / "keys.json"))
        yield


@dataclass
class Trio:
    """The van without a line, a colleague who is online, the coordinator, and a stick."""

    van: QuickLaptop
    relay: QuickLaptop
    office: QuickLaptop
    stick: Path

    def save(self) -> Saved:
        return courier_of(self.van).save(self.stick)

    def deliver(self, package: Path) -> Path:
        return courier_of(self.relay).deliver(package)

    def take_in(self, answer: Path) -> TakenIn:
        return courier_of(self.van).take_in(answer)

    def round_trip(self) -> TakenIn:
        return self.take_in(self.deliver(self.save().path))

    def agree(self) -> None:
        """All three hold the same, nothing waits, nothing is there twice."""
        self.relay.sync()
        self.office.sync()
        digests = {each.state()["digest"] for each in (self.van, self.relay, self.office)}
        assert len(digests) == 1
        state = self.van.state()
        assert (state["waiting"], state["attention"], state["conflict"]) == (0, 0, 0)
        assert len(self.van.names()) == len(set(self.van.names()))
        assert self.van.sync()["pushed"] == 0


@contextmanager
def other_place(database: str, server: LiveServer, folder: Path) -> Iterator[Place]:
    """Offices and laptops of another centre."""
    centre = make_centre(Settings(database=database))
    try:
        with a_place(centre, server.url, folder) as place:
            yield place
    finally:
        centre.close()


@pytest.fixture
def trio(place: Place, tmp_path: Path) -> Trio:
    stick = tmp_path / "stick"
    stick.mkdir()
    return Trio(place.laptop(), place.laptop(), place.laptop(role="coordinator"), stick)


def test_changes_travel_on_a_stick_and_the_answer_comes_back(trio: Trio) -> None:
    known = trio.office.person("Znana")
    trio.office.sync()
    trio.van.sync()
    person = trio.van.person("Żuk")
    trio.van.edit(known, email="znana@example.org")
    trio.office.edit(known, phones=[{"number": "+48000000001"}])
    news = trio.office.person("Nowa")
    trio.office.sync()
    saved = trio.save()
    assert (saved.changes, saved.left) == (2, 0)
    answer = trio.deliver(saved.path)
    assert trio.van.state()["waiting"] == 2
    assert trio.van.record(person)["state"] == "waiting"
    taken = trio.take_in(answer)
    assert (taken.pushed, taken.refused, taken.waiting, taken.more, taken.news) == (2, 0, 0, False, True)
    assert {person, known, news} <= taken.changes.records
    assert trio.van.record(person)["state"] == "sent"
    assert trio.van.value(news, "family_name") == "Nowa"
    assert trio.van.value(known, "phones")[0]["number"] == "+48000000001"
    assert trio.van.value(known, "email") == "znana@example.org"
    assert [hit["id"] for hit in trio.van.do("find", text="nowa")["hits"]] == [news]
    trio.agree()


@pytest.mark.parametrize("role", ["carer", "interpreter"])
def test_a_laptop_of_a_narrow_role_sends_and_gets_by_stick_what_it_does_by_line(
    place: Place, tmp_path: Path, role: str
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    trio = Trio(place.laptop(role=role), place.laptop(), place.laptop(role="coordinator"), stick)
    trio.van.sync()
    kind, mine, others = arranged_for(trio.office, trio.van, role)
    taken = trio.round_trip()
    assert (taken.refused, taken.waiting, taken.more) == (0, 0, False)
    assert [each["id"] for each in trio.van.do("list", kind=kind)["records"]] == [mine]
    stranger = trio.office.person("Obca", email="tajemnica@example.org")
    trio.office.sync()
    written = {"carer": {"remarks": "Zasnął."}, "interpreter": {"state": "UNDER_WAY"}}[role]
    trio.van.edit(mine, **written)
    taken = trio.round_trip()
    assert (taken.pushed, taken.refused) == (1, 0)
    trio.office.sync()
    (name, value), *_rest = written.items()
    assert trio.office.value(mine, name) == value
    with trio.van.script._desk.context.store.read() as connection:
        here = {row[0] for row in connection.exec_driver_sql("SELECT id FROM record")}
    assert here.isdisjoint({stranger, *others})
    state = trio.van.state()
    assert (state["waiting"], state["attention"], state["conflict"]) == (0, 0, 0)
    assert trio.van.sync()["pushed"] == 0


def arranged_for(office: QuickLaptop, van: QuickLaptop, role: str) -> tuple[str, str, list[str]]:
    """A visit of today or a job of theirs: its kind, its id, and what else lies in the client's file."""
    day = wall(dt.datetime.now(dt.UTC)).day  # the real server's clock is the system's
    person = office.person("Koval")
    case = office.do("create", kind="case", values={"person": person, "summary": "Tajemnica"})["id"]

    def made(kind: str, **values: object) -> str:
        return str(office.do("create", kind=kind, values=values)["id"])

    if role == "carer":
        card = made("dependant", person=person, given_names="Danylo")
        place = made("care_place", name="Kącik", capacity=6)
        hours = {"day": day.isoformat(), "from_time": "09:00", "to_time": "12:00"}
        mine = made("care_session", person=person, dependant=card, place=place, **hours)
        office.sync()
        return "care_session", mine, [case]
    who = made(
        "interpreter", family_name="Demo", user=van.user, contract_from="2026-01-01", engagement="CONTRACT",
        languages=[{"language": "che", "into": "pol"}], rates=[{"unit": "HOUR", "amount": 12_000}],
    )  # fmt: skip
    asked = {"day": (day + dt.timedelta(days=3)).isoformat(), "from_time": "10:00", "to_time": "11:00"}
    mine = made(
        "interpreter_request", person=person, language="che", mode="PHONE", state="OFFERED", wanted_interpreter=who,
        offers=[{"interpreter": who, "answer": "ACCEPTED"}], **asked,
    )  # fmt: skip
    office.sync()
    assert office.value(mine, "state") == "CONFIRMED"
    return "interpreter_request", mine, [case]


def test_nothing_is_called_sent_before_the_answer_is_taken_in(trio: Trio) -> None:
    trio.van.sync()
    person = trio.van.person()
    assert courier_of(trio.van).on_sticks() == []
    saved = trio.save()
    trio.deliver(saved.path)
    (carried,) = courier_of(trio.van).on_sticks()
    assert carried.changes == 1
    assert trio.van.record(person)["state"] == "waiting"
    trio.van.sync()
    assert courier_of(trio.van).on_sticks() == []


def test_the_time_of_the_last_full_sync_is_that_of_the_answer(trio: Trio) -> None:
    trio.van.person()
    assert trio.van.script._desk.outbox.badge().last_success == 0
    answer = trio.deliver(trio.save().path)
    trio.take_in(answer)
    label = packages.read(answer.read_bytes()).label
    assert trio.van.script._desk.outbox.badge().last_success == label.at
    assert trio.van.script._desk.outbox.badge().sent


def test_a_package_that_is_delivered_after_a_normal_sync_changes_nothing_twice(trio: Trio) -> None:
    trio.van.sync()
    person = trio.van.person()
    saved = trio.save()
    trio.van.edit(person, email="a@example.org")
    trio.van.sync()
    taken = trio.take_in(trio.deliver(saved.path))
    assert (taken.pushed, taken.refused) == (0, 0)
    trio.agree()


def test_an_answer_older_than_a_later_sync_says_so_and_changes_nothing(trio: Trio) -> None:
    trio.van.sync()
    person = trio.van.person()
    answer = trio.deliver(trio.save().path)
    trio.office.sync()
    trio.office.edit(person, email="nowszy@example.org")
    trio.office.sync()
    trio.van.sync()
    before = trio.van.state()
    taken = trio.take_in(answer)
    assert (taken.news, taken.pulled, taken.pushed) == (False, 0, 0)
    assert trio.van.state() == before
    assert trio.van.value(person, "email") == "nowszy@example.org"
    trio.agree()


def test_a_package_delivered_twice_counts_once(trio: Trio) -> None:
    trio.van.sync()
    trio.van.person()
    saved = trio.save()
    first = trio.deliver(saved.path).read_bytes()
    second = courier_of(trio.office).deliver(saved.path)
    assert second.read_bytes() != first
    assert trio.take_in(second).pushed == 1
    second.write_bytes(first)
    with pytest.raises(AnswerTakenIn):
        trio.take_in(second)
    trio.agree()


def test_packages_and_answers_in_any_order_end_in_the_same(trio: Trio) -> None:
    trio.van.sync()
    orders = ((0, 1), (1, 0))
    for delivered, taken in itertools.product(orders, orders):
        person = trio.van.person(f"Pierwsza{delivered}{taken}")
        saved = [trio.save()]
        trio.van.edit(person, email="druga@example.org")
        trio.van.person(f"Druga{delivered}{taken}")
        saved.append(trio.save())
        assert [each.changes for each in saved] == [1, 3]
        answers = {n: trio.deliver(saved[n].path) for n in delivered}
        for n in taken:
            trio.take_in(answers[n])
        assert trio.van.state()["waiting"] in {0, 2}
        trio.round_trip()
        assert trio.van.state()["waiting"] == 0
    trio.agree()


def test_what_is_written_between_package_and_answer_goes_on_waiting(trio: Trio) -> None:
    trio.van.sync()
    person = trio.van.person("Zapisana")
    answer = trio.deliver(trio.save().path)
    trio.van.edit(person, family_name="Poprawiona")
    later = trio.van.person("Późniejsza")
    taken = trio.take_in(answer)
    assert (taken.pushed, taken.waiting) == (1, 2)
    assert trio.van.value(person, "family_name") == "Poprawiona"
    assert trio.van.record(later)["state"] == "waiting"
    trio.round_trip()
    trio.agree()


def test_two_values_for_one_field_stand_beside_each_other(trio: Trio) -> None:
    person = trio.office.person("Spór")
    trio.office.sync()
    trio.van.sync()
    trio.van.edit(person, email="van@example.org")
    trio.office.edit(person, email="biuro@example.org")
    trio.office.sync()
    trio.round_trip()
    assert trio.van.state()["conflict"] == 1
    assert trio.van.state()["waiting"] == 0


def test_what_the_centre_may_not_take_is_set_aside_with_its_reason(trio: Trio, place: Place) -> None:
    trio.van.sync()
    elsewhere = place.add_office()
    person = trio.van.do(
        "create", kind="person", values={"given_names": "Ktoś", "family_name": "Obcy", "office": elsewhere}
    )["id"]
    fine = trio.van.person("Dobra")
    taken = trio.round_trip()
    assert (taken.pushed, taken.refused) == (1, 1)
    assert trio.van.record(person)["state"] == "attention"
    assert trio.van.record(fine)["state"] == "sent"


def test_a_package_that_was_changed_is_refused_and_its_changes_still_wait(trio: Trio) -> None:
    trio.van.sync()
    trio.van.person()
    path = trio.save().path
    good = path.read_bytes()
    for place in (3, 60, 5_000, len(good) - 20, len(good)):
        bad = bytearray(good + b"x")[: max(place + 1, len(good))]
        bad[place] ^= 4
        path.write_bytes(bytes(bad))
        with pytest.raises((PackageBroken, PackageElsewhere, PackageOfStranger)):
            trio.deliver(path)
    assert list(trio.stick.glob("*answer*")) == []
    assert trio.van.state()["waiting"] == 1
    path.write_bytes(good)
    trio.take_in(trio.deliver(path))
    trio.agree()


def test_a_file_that_was_cut_off_or_changed_is_refused_on_the_way_back_too(trio: Trio) -> None:
    trio.van.person()
    path = trio.save().path
    good = path.read_bytes()
    for kept in (0.0, 0.001, 0.5, 0.999):
        path.write_bytes(good[: int(len(good) * kept)])
        with pytest.raises(PackageBroken):
            trio.deliver(path)
    path.write_bytes(good)
    answer = trio.deliver(path)
    good = answer.read_bytes()
    changed = bytearray(good)
    changed[9_000] ^= 1
    for bad in (b"", good[:40], good[:-1], good + b"x", bytes(changed)):
        answer.write_bytes(bad)
        with pytest.raises(PackageBroken):
            trio.take_in(answer)
    assert trio.van.state()["waiting"] == 1
    answer.write_bytes(good)
    assert trio.take_in(answer).pushed == 1
    trio.agree()


def test_a_package_for_another_centre_is_refused_there(
    trio: Trio, cluster: postgres.Cluster, tmp_path: Path
) -> None:
    trio.van.person()
    saved = trio.save()
    with (
        cluster.fresh() as database,
        with_keys(tmp_path),
        live_server(["--database", database]) as server,
        other_place(database, server, tmp_path / "other") as other,
    ):
        stranger = other.laptop()
        with pytest.raises(PackageElsewhere):
            courier_of(stranger).deliver(saved.path)
        theirs = courier_of(stranger).deliver(courier_of(stranger).save(trio.stick).path)
        with pytest.raises(PackageElsewhere):
            trio.take_in(theirs)
    assert trio.van.state()["waiting"] == 1
    trio.take_in(trio.deliver(saved.path))
    trio.agree()


def test_the_package_of_a_revoked_laptop_is_not_taken(trio: Trio, place: Place) -> None:
    trio.van.sync()
    person = trio.van.person()
    saved = trio.save()
    place.centre.directory.revoke(trio.van.device)
    with pytest.raises(PackageOfRevoked):
        trio.deliver(saved.path)
    assert trio.van.record(person)["state"] == "waiting"
    trio.office.sync()
    assert trio.office.names() == []


def test_a_revoked_laptop_delivers_nothing(trio: Trio, place: Place) -> None:
    trio.van.person()
    saved = trio.save()
    place.centre.directory.revoke(trio.relay.device)
    with pytest.raises(DeviceRevoked):
        trio.deliver(saved.path)
    assert trio.take_in(courier_of(trio.office).deliver(saved.path)).pushed == 1


def test_a_laptop_that_hands_in_its_last_work_may_do_so_on_a_stick(trio: Trio, place: Place) -> None:
    trio.van.sync()
    trio.van.person("Ostatnia")
    saved = trio.save()
    place.centre.directory.revoke(trio.van.device, drain=True)
    answer = trio.deliver(saved.path)
    with pytest.raises(DeviceRevoked):
        trio.take_in(answer)
    assert trio.van.state()["waiting"] == 0
    trio.office.sync()
    assert trio.office.names() == ["Ostatnia"]


def test_an_answer_is_taken_by_its_laptop_alone(trio: Trio) -> None:
    trio.van.person()
    answer = trio.deliver(trio.save().path)
    with pytest.raises(AnswerForAnother):
        courier_of(trio.relay).take_in(answer)
    assert trio.take_in(answer).pushed == 1


def test_files_of_the_wrong_kind_are_named(trio: Trio, tmp_path: Path) -> None:
    trio.van.person()
    saved = trio.save()
    answer = trio.deliver(saved.path)
    with pytest.raises(NotToDeliver):
        trio.deliver(answer)
    with pytest.raises(NotAnAnswer):
        trio.take_in(saved.path)
    photo = trio.stick / "photo.cicdesk"
    photo.write_bytes(os.urandom(20_000))
    for use in (trio.deliver, trio.take_in):
        with pytest.raises(PackageBroken):
            use(photo)
        with pytest.raises(StickUnusable):
            use(trio.stick / "gone.cicdesk")


def test_a_disk_set_back_to_before_the_package_loses_nothing(trio: Trio, tmp_path: Path) -> None:
    trio.van.sync()
    trio.van.person("Sprzed")
    trio.van.close()
    shutil.copytree(trio.van.home, tmp_path / "copy")
    trio.van.start()
    answer = trio.deliver(trio.save().path)
    trio.van.close()
    shutil.rmtree(trio.van.home)
    shutil.copytree(tmp_path / "copy", trio.van.home)
    trio.van.start()
    with pytest.raises(AnswerUnknown):
        trio.take_in(answer)
    assert trio.van.state()["waiting"] == 1
    assert trio.round_trip().pushed == 1
    trio.agree()


def test_a_server_that_lost_its_history_gets_everything_back_over_sticks(trio: Trio, place: Place) -> None:
    trio.van.sync()
    kept = trio.van.person("Zachowana")
    trio.round_trip()
    trio.van.person("Czekająca")
    with place.centre.database.writing() as connection:
        connection.exec_driver_sql("UPDATE clock SET epoch = epoch + 1")
    taken = trio.round_trip()
    assert taken.more
    assert trio.van.value(kept, "family_name") == "Zachowana"
    for _trip in range(4):
        if not trio.round_trip().more:
            break
    assert trio.van.state()["waiting"] == 0
    trio.agree()


def test_an_answer_of_a_centre_that_was_set_back_before_it_answered_is_not_believed(
    trio: Trio, place: Place
) -> None:
    trio.van.sync()
    trio.van.person("Pierwsza")
    saved = trio.save()
    trio.van.person("Druga")
    trio.van.sync()
    with place.centre.database.writing() as connection:
        connection.exec_driver_sql("UPDATE commits SET token = token + 1 WHERE seq = (SELECT seq FROM clock)")
    trio.office.person("Trzecia")
    trio.office.sync()  # the centre's numbers are higher than those it lost
    assert trio.take_in(trio.deliver(saved.path)).news is False
    trio.van.sync()
    trio.agree()


def test_an_answer_of_a_history_that_was_lost_meanwhile_is_not_believed(trio: Trio, place: Place) -> None:
    trio.van.sync()
    trio.van.person("Wierna")
    answer = trio.deliver(trio.save().path)
    with place.centre.database.writing() as connection:
        connection.exec_driver_sql("UPDATE clock SET epoch = epoch + 1")
    trio.van.sync()
    assert trio.take_in(answer).news is False
    trio.agree()


def test_more_than_fits_goes_with_the_next_package(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    trio.van.sync()
    for n in range(5):
        trio.van.person(f"Nr{n}")
    monkeypatch.setattr(courier_out, "EDITS", 3)
    saved = trio.save()
    assert (saved.changes, saved.left) == (3, 2)
    assert trio.take_in(trio.deliver(saved.path)).waiting == 2
    assert trio.round_trip().waiting == 0
    trio.agree()


def test_a_file_that_left_the_office_leaves_the_laptop_as_well(trio: Trio, place: Place) -> None:
    person = trio.office.person("Przeniesiona")
    trio.office.sync()
    trio.van.sync()
    elsewhere = place.add_office()
    trio.office.edit(person, office=elsewhere)
    trio.office.sync()
    trio.round_trip()
    assert trio.van.names() == []


def test_a_laptop_learns_the_centres_key_when_it_joins(place: Place, tmp_path: Path) -> None:
    alone = place.bare()
    with pytest.raises(NotEnrolled):
        courier_of(alone).save(tmp_path)
    place.enrolled(alone)
    assert courier_of(alone).save(tmp_path).changes == 0


def test_a_laptop_that_joined_before_learns_the_key_with_its_next_sync(trio: Trio) -> None:
    store = trio.van.script._desk.context.store
    with store.write() as connection:
        meta.put(connection, "courier", "")
    with pytest.raises(NoCourier):
        trio.save()
    assert trio.van.sync()["requests"] == 2
    assert trio.van.sync()["requests"] == 1
    assert trio.save().changes == 0


def test_nothing_of_a_person_can_be_read_on_the_stick(trio: Trio) -> None:
    trio.van.sync()
    planted = ["Nieczytelna", "sekret.nieczytelna@example.org", trio.van.user, trio.office.user]
    trio.van.person(planted[0], email=planted[1])
    saved = trio.save()
    trio.office.person("Odpowiedzianka")
    trio.office.sync()
    answer = trio.deliver(saved.path)
    lying = {each.name: each.read_bytes() for each in trio.stick.iterdir()}
    assert set(lying) == {saved.path.name, answer.name}
    for name, content in lying.items():
        for word in [*planted, "Odpowiedzianka", "family_name"]:
            assert word.encode() not in content
            assert word not in name


def test_the_size_of_a_package_tells_little(trio: Trio) -> None:
    trio.van.sync()
    empty = trio.save().path.stat().st_size
    for n in range(20):
        trio.van.person(f"Nr{n}")
    assert abs(trio.save().path.stat().st_size - empty) < 1_000


def test_a_stick_that_cannot_be_written_is_named_and_nothing_counts_as_carried(trio: Trio) -> None:
    trio.van.person()
    with pytest.raises(StickUnusable):
        courier_of(trio.van).save(trio.stick / "gone")
    assert courier_of(trio.van).on_sticks() == []
    assert trio.van.state()["waiting"] == 1


def test_a_relay_without_a_line_says_so_and_the_package_stays_good(trio: Trio, place: Place) -> None:
    trio.van.person()
    saved = trio.save()
    line = place.bad_line()
    cut_off = place.laptop(url=line.url)
    line.set(cut_up=0)
    with pytest.raises(CicdeskError) as caught:
        courier_of(cut_off).deliver(saved.path)
    assert caught.value.who == "surroundings"
    assert trio.take_in(trio.deliver(saved.path)).pushed == 1


KILLS = 6


def test_killed_while_saving_every_file_is_whole_and_nothing_is_lost(trio: Trio) -> None:
    trio.van.sync()
    trio.van.close()
    dice, said = random.Random(5), list[str]()
    with killer() as plug:
        for kill in range(KILLS):
            said += plug.kill("save", trio.van.home, trio.stick, kill % 3, dice.uniform(0.0, 0.06))
    trio.van.start()
    written = {path.name: path for path in trio.stick.glob("*.cicdesk")}
    assert set(said) <= set(written)
    assert len(said) >= KILLS // 2
    assert trio.van.state()["waiting"] == len(trio.van.names())
    for path in written.values():
        packages.read(path.read_bytes())
    last = max(written.values(), key=lambda path: packages.read(path.read_bytes()).label.at)
    assert trio.take_in(trio.deliver(last)).pushed > 0
    trio.round_trip()
    trio.agree()


def test_killed_while_taking_in_the_answer_counts_whole_or_not_at_all(trio: Trio) -> None:
    trio.van.sync()
    dice, halves = random.Random(9), set[bool]()
    with killer() as plug:
        for kill in range(KILLS):
            ours = {trio.van.person(f"Nasza{kill}-{n}") for n in range(20)}
            theirs = {trio.office.person(f"Ich{kill}-{n}") for n in range(60)}
            trio.office.sync()
            answer = trio.deliver(trio.save().path)
            trio.van.close()
            # The first one has hardly begun, the last one has ended.
            plug.kill(
                "take",
                trio.van.home,
                answer,
                int(kill == KILLS - 1),
                dice.uniform(0.0, 0.12) if kill else 0.0,
            )
            trio.van.start()
            waiting = trio.van.state()["waiting"]
            assert waiting in {0, len(ours)}
            held = {each["id"] for each in trio.van.do("list", kind="person", limit=10_000)["records"]}
            assert ours <= held
            assert theirs & held == (set() if waiting else theirs)
            halves.add(bool(waiting))
            if waiting:
                assert trio.take_in(answer).pushed == len(ours)
            else:
                with pytest.raises(AnswerTakenIn):
                    trio.take_in(answer)
    trio.agree()
    assert halves == {True, False}
