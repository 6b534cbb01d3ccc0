"""What two people do to one record at once: nothing is overwritten silently, and both laptops end up the same."""

from collections.abc import Iterator
from typing import Any

import pytest

from cicdesk.schema.case import ENDED
from cicdesk.server.app import Centre
from tests.end_to_end.conftest import Place, a_place
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

Pair = tuple[QuickLaptop, QuickLaptop]


@pytest.fixture(scope="module")
def pair(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two laptops of one office; each test has persons of its own."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("pair")) as place:
        yield place.laptop(), place.laptop(role="coordinator")


def shared(a: QuickLaptop, b: QuickLaptop, **values: Any) -> str:  # noqa: ANN401  any field's
    """A person whom both hold."""
    person = a.person("Nowak", **values)
    a.sync()
    b.sync()
    return person


def agree(*laptops: QuickLaptop) -> None:
    """Everybody syncs until nothing is new; then all hold the same and nothing waits."""
    for _round in range(2):
        for each in laptops:
            each.sync()
    states = [each.state() for each in laptops]
    assert len({state["digest"] for state in states}) == 1
    assert all(state["waiting"] == 0 for state in states)


def test_different_fields_of_one_record_do_not_conflict(pair: Pair) -> None:  # K-01
    a, b = pair
    person = shared(a, b)
    a.edit(person, email="a@example.org")
    b.edit(person, patronymic="Іванович")
    agree(a, b)
    for each in pair:
        assert each.value(person, "email") == "a@example.org"
        assert each.value(person, "patronymic") == "Іванович"
        assert each.record(person)["state"] == "sent"


def test_different_values_of_one_field_stand_beside_each_other_until_somebody_decides(
    pair: Pair,
) -> None:  # K-02
    a, b = pair
    person, before = shared(a, b), a.state()["conflict"]
    a.edit(person, family_name="Żuk")
    b.edit(person, family_name="Zhuk")
    agree(a, b)
    for each in pair:
        shown = each.record(person)
        assert shown["state"] == "conflict"
        assert sorted(shown["conflicts"]["family_name"]) == ["Zhuk", "Żuk"]
        assert each.state()["conflict"] == before + 1
    a.do("resolve", id=person, field="family_name", value="Żuk")
    agree(a, b)
    for each in pair:
        assert each.record(person)["conflicts"] == {}
        assert each.value(person, "family_name") == "Żuk"
        assert each.state()["conflict"] == before
    assert b.fails("resolve", id=person, field="family_name", value="Zhuk") == "not_in_conflict person"


def test_the_same_value_twice_is_no_conflict(pair: Pair) -> None:  # K-03
    a, b = pair
    person = shared(a, b)
    a.edit(person, email="same@example.org")
    b.edit(person, email="same@example.org")
    agree(a, b)
    assert [each.record(person)["conflicts"] for each in pair] == [{}, {}]
    assert [each.record(person)["state"] for each in pair] == ["sent", "sent"]


def test_a_chain_of_own_edits_is_not_a_conflict_with_itself(pair: Pair) -> None:  # K-04
    a, b = pair
    person = shared(a, b)
    for step in range(3):
        a.edit(person, email=f"step{step}@example.org")
    b.edit(person, patronymic="Іванович")
    b.sync()
    assert a.sync()["pushed"] == 3
    agree(a, b)
    assert a.value(person, "email") == b.value(person, "email") == "step2@example.org"
    assert [each.record(person)["conflicts"] for each in pair] == [{}, {}]


def test_a_chain_against_another_chain_leaves_two_values_not_six(pair: Pair) -> None:  # K-05
    a, b = pair
    person = shared(a, b)
    for step in range(3):
        a.edit(person, email=f"a{step}@example.org")
        b.edit(person, email=f"b{step}@example.org")
    agree(a, b)
    assert [sorted(each.record(person)["conflicts"]["email"]) for each in pair] == [
        ["a2@example.org", "b2@example.org"]
    ] * 2


@pytest.mark.parametrize("deleter_first", [True, False])
def test_an_edit_survives_a_deletion_that_had_not_seen_it(pair: Pair, deleter_first: bool) -> None:  # K-06
    a, b = pair
    person, before = shared(a, b), a.state()["attention"]
    a.do("delete", id=person, reason="podwójna karta")
    b.edit(person, email="widziana@example.org")
    agree(*(pair if deleter_first else reversed(pair)))
    for each in pair:
        shown = each.record(person)
        assert ("deleted" in shown, shown["state"]) == (False, "attention")
        assert shown["values"]["email"] == "widziana@example.org"
        assert each.state()["attention"] == before + 1


def test_two_deletions_are_quiet(pair: Pair) -> None:  # K-07
    a, b = pair
    person = shared(a, b)
    for each in pair:
        each.do("delete", id=person, reason="pomyłka")
    agree(a, b)
    for each in pair:
        assert each.record(person)["deleted"] is True
        assert each.record(person)["state"] == "sent"
        assert person not in [listed["id"] for listed in each.do("list", kind="person")["records"]]


def test_what_was_written_for_a_deleted_person_is_kept(pair: Pair) -> None:  # K-07
    a, b = pair
    person = shared(a, b)
    a.do("delete", id=person, reason="pomyłka")
    note = b.do("create", kind="note", values={"person": person, "text": "Była dziś"})["id"]
    agree(a, b)
    for each in pair:
        assert each.value(note, "text") == "Była dziś"


def test_additions_to_a_list_both_remain(pair: Pair) -> None:  # K-08
    a, b = pair
    person = shared(a, b, citizenships=["UA"], phones=[{"number": "+48000111111", "channel": "CALL"}])
    a.edit(person, citizenships=["UA", "PL"])
    b.edit(person, citizenships=["UA", "DE"])
    a.edit(person, phones=[*a.value(person, "phones"), {"number": "+48000222222"}])
    b.edit(person, phones=[*b.value(person, "phones"), {"number": "+48000333333"}])
    agree(a, b)
    for each in pair:
        assert each.value(person, "citizenships") == ["DE", "PL", "UA"]
        numbers = sorted(phone["number"] for phone in each.value(person, "phones"))
        assert numbers == ["+48000111111", "+48000222222", "+48000333333"]
        assert each.record(person)["conflicts"] == {}


def test_removing_an_item_that_somebody_changed_asks(pair: Pair) -> None:  # K-08
    a, b = pair
    person = shared(a, b, phones=[{"number": "+48000111111"}])
    (phone,) = a.value(person, "phones")
    a.edit(person, phones=[])
    b.edit(person, phones=[{**phone, "hours": "po 16"}])
    agree(a, b)
    for each in pair:
        assert each.record(person)["state"] == "conflict"
        assert list(each.record(person)["conflicts"]) == [f"phones/{phone['id']}"]
        assert [kept["hours"] for kept in each.value(person, "phones")] == ["po 16"]


def test_an_item_changed_by_two_people_shows_both_contents_and_is_decided(pair: Pair) -> None:
    a, b = pair
    person = shared(a, b, phones=[{"number": "+48000111111"}])
    (phone,) = a.value(person, "phones")
    a.edit(person, phones=[{**phone, "number": "+48000222222"}])
    b.edit(person, phones=[{**phone, "number": "+48000333333"}])
    agree(a, b)
    name = f"phones/{phone['id']}"
    for each in pair:
        numbers = [value["number"] for value in each.record(person)["conflicts"][name]]
        assert sorted(numbers) == ["+48000222222", "+48000333333"]
    chosen = {"number": "+48000333333"}
    a.do("resolve", id=person, field=name, value=chosen)
    agree(a, b)
    for each in pair:
        assert each.record(person)["conflicts"] == {}
        assert each.value(person, "phones") == [{"id": phone["id"], **chosen}]


def test_changing_the_item_that_is_shown_does_not_hide_the_other(pair: Pair) -> None:
    a, b = pair
    person = shared(a, b, phones=[{"number": "+48000111111"}])
    (phone,) = a.value(person, "phones")
    a.edit(person, phones=[{**phone, "number": "+48000222222"}])
    b.edit(person, phones=[{**phone, "number": "+48000333333"}])
    agree(a, b)
    (shown,) = a.value(person, "phones")
    a.edit(person, phones=[{**shown, "hours": "po 16"}])
    agree(a, b)
    for each in pair:
        (clashing,) = each.record(person)["conflicts"].values()
        assert sorted(value["number"] for value in clashing) == ["+48000222222", "+48000333333"]


def test_removing_an_element_and_adding_another_do_both(pair: Pair) -> None:  # K-08
    a, b = pair
    person = shared(a, b, citizenships=["UA", "PL"])
    a.edit(person, citizenships=["UA"])
    b.edit(person, citizenships=["UA", "PL", "DE"])
    agree(a, b)
    assert [each.value(person, "citizenships") for each in pair] == [["DE", "UA"]] * 2


def test_two_different_decisions_are_a_conflict_once_more_and_end(pair: Pair) -> None:  # K-09
    a, b = pair
    person = shared(a, b)
    a.edit(person, family_name="Żuk")
    b.edit(person, family_name="Zhuk")
    agree(a, b)
    a.do("resolve", id=person, field="family_name", value="Żuk")
    b.do("resolve", id=person, field="family_name", value="Zhuk")
    agree(a, b)
    assert [sorted(each.record(person)["conflicts"]["family_name"]) for each in pair] == [["Zhuk", "Żuk"]] * 2
    b.do("resolve", id=person, field="family_name", value="Zhuk")
    agree(a, b)
    assert [each.value(person, "family_name") for each in pair] == ["Zhuk", "Zhuk"]
    assert [each.record(person)["conflicts"] for each in pair] == [{}, {}]


def test_a_decision_may_be_a_third_value(pair: Pair) -> None:
    a, b = pair
    person = shared(a, b)
    a.edit(person, family_name="Żuk")
    b.edit(person, family_name="Zhuk")
    agree(a, b)
    b.do("resolve", id=person, field="family_name", value="Жук")
    agree(a, b)
    assert [each.value(person, "family_name") for each in pair] == ["Жук", "Жук"]


def test_an_ordinary_edit_in_a_conflict_replaces_what_its_author_saw(pair: Pair) -> None:
    a, b = pair
    person = shared(a, b)
    a.edit(person, family_name="Żuk")
    b.edit(person, family_name="Zhuk")
    agree(a, b)
    b.edit(person, email="obok@example.org")
    agree(a, b)
    assert [each.record(person)["state"] for each in pair] == ["conflict", "conflict"]
    assert [each.value(person, "email") for each in pair] == ["obok@example.org"] * 2


def test_an_edit_made_while_the_first_is_on_its_way_still_waits(place: Place) -> None:  # U-03
    network = place.bad_line()
    laptop = place.laptop(url=network.url)
    person = laptop.person()

    def edited_meanwhile(answer: bytes) -> bytes:
        if laptop.value(person, "email") is None:
            laptop.edit(person, email="w-locie@example.org")
        return answer

    network.set(change=edited_meanwhile)
    done = laptop.sync()
    assert done["pushed"] == 2
    assert laptop.record(person)["state"] == "sent"
    other = place.laptop()
    other.sync()
    assert other.value(person, "email") == "w-locie@example.org"


def test_values_beside_each_other_say_from_which_laptop_they_came(pair: Pair) -> None:
    a, b = pair
    person = shared(a, b)
    a.edit(person, family_name="Żuk")
    b.edit(person, family_name="Zhuk")
    agree(a, b)
    for each in pair:
        rivals = each.script._desk.records.get(person).conflicts["family_name"]
        places = {rival.value: rival.place for rival in rivals}
        assert places == {"Żuk": f"{a.office}-{place_name(a)}", "Zhuk": f"{b.office}-{place_name(b)}"}


def place_name(laptop: QuickLaptop) -> str:
    """The laptop's short name."""
    return laptop.script._desk.device_name


def test_parallel_edits_of_different_fields_are_marked_in_the_file(pair: Pair) -> None:
    a, b = pair
    person = shared(a, b)
    a.edit(person, email="a@example.org")
    a.sync()
    b.edit(person, patronymic="Іванович")
    b.sync()
    (met,) = b.script._desk.outbox.merges(person)
    assert (met.mine, met.theirs, met.user) == (("patronymic",), ("email",), b.user)
    b.edit(person, patronymic="Іванівна")
    b.sync()
    assert len(b.script._desk.outbox.merges(person)) == 1
    assert a.script._desk.outbox.merges(person) == []


def test_a_case_that_was_closed_stays_closed_when_others_work_on(pair: Pair) -> None:  # K-10
    laptop, other = pair
    person = laptop.person("Zamknięta")
    case = laptop.do("create", kind="case", values={"person": person, "topics": ["WORK"]})["id"]
    laptop.sync()
    other.sync()
    laptop.edit(case, stage=ENDED[0])
    other.do("create", kind="note", values={"person": person, "case": case, "text": "jeszcze jedna rozmowa"})
    other.edit(case, summary="uzupełnione po fakcie")
    for each in (other, laptop, other):
        each.sync()
    for each in pair:
        assert (each.value(case, "stage"), each.value(case, "summary")) == (ENDED[0], "uzupełnione po fakcie")
        assert "jeszcze jedna rozmowa" in each.names("note", "text")
    assert laptop.script._desk.outbox.merges(person), "the file says that two worked on it at once"
