"""Two files of one person between real laptops and a real server: shown as one everywhere, and two again as they were."""

from collections.abc import Iterator, Sequence

import pytest

from cicdesk.server.app import Centre
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.merging.errors import AlreadyJoined
from cicdesk.wire.messages import CENTRE
from tests.end_to_end.conftest import Place, a_place
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture(scope="module")
def town(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A region of these tests' own."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("merging")) as place:
        yield place


@pytest.fixture(scope="module")
def assistant(town: Place) -> QuickLaptop:
    """An assistant's laptop of the first office."""
    return town.laptop()


@pytest.fixture(scope="module")
def away(town: Place) -> QuickLaptop:
    """An assistant's laptop of another office."""
    return town.laptop(office=town.add_office())


@pytest.fixture(scope="module")
def leader(town: Place, away: QuickLaptop) -> QuickLaptop:
    """The laptop of a coordinator of both offices."""
    laptop = town.bare()
    user = town.user(town.office, away.office, role="coordinator")
    laptop.enrol(town.url, town.code(user), user)
    return laptop


def desk(laptop: QuickLaptop) -> Desk:
    """Its services."""
    assert laptop.session.desk is not None
    return laptop.session.desk


def agree(*laptops: QuickLaptop) -> None:
    """Everybody syncs until nothing is new; nothing waits any more."""
    for _round in range(2):
        for each in laptops:
            each.sync()
    assert [each.state()["waiting"] for each in laptops] == [0] * len(laptops)


def merge(leader: QuickLaptop, survivor: str, absorbed: str, taken: Sequence[str] = ()) -> str:
    """Decide that both are one; the decision's id."""
    desk(leader).merging.merge(survivor, absorbed, taken, reasons=["NAME"])
    return desk(leader).merging.of(survivor)[-1].merge


def two(one: QuickLaptop, other: QuickLaptop, leader: QuickLaptop) -> tuple[str, str]:
    """Two files of one person, one on each laptop; the coordinator has both."""
    found = (
        one.person("Żuk", email="one@example.org", phones=[{"number": "+48000111111"}]),
        other.person("Zhuk", email="two@example.org", phones=[{"number": "+48000222222"}]),
    )
    agree(one, other, leader)
    return found


def test_an_offline_edit_of_the_file_that_was_joined_lands_on_the_other_with_a_note(
    assistant: QuickLaptop, leader: QuickLaptop
) -> None:  # K-12
    kept, gone = two(assistant, assistant, leader)
    decided = merge(leader, kept, gone, ["email"])
    assistant.edit(gone, email="newer@example.org", patronymic="Іванович")
    note = assistant.do("create", kind="note", values={"person": gone, "text": "Bez sieci."})["id"]
    leader.sync()
    agree(assistant, leader)
    for each in (assistant, leader):
        shown = each.record(gone)
        assert (shown["id"], shown["conflicts"]) == (kept, {})
        assert shown["values"]["email"] == "newer@example.org"
        assert shown["values"]["patronymic"] == "Іванович"
        assert note in {one.id for one in desk(each).records.in_file(kept)}
        landed = {one.field: (one.value, one.user) for one in desk(each).merging.of(kept)[0].landed}
        assert landed["email"] == ("newer@example.org", assistant.user)
        assert landed["patronymic"] == ("Іванович", assistant.user)
    desk(leader).merging.undo(decided)
    agree(leader, assistant)
    for each in (assistant, leader):
        assert each.value(kept, "email") == "one@example.org"
        assert each.value(gone, "email") == "newer@example.org"
        assert each.value(note, "person") == gone


def test_a_value_that_the_coordinator_had_not_seen_stands_beside_the_one_that_was_chosen(
    assistant: QuickLaptop, leader: QuickLaptop
) -> None:
    kept, gone = two(assistant, assistant, leader)
    merge(leader, kept, gone)
    assistant.edit(gone, email="newer@example.org")
    leader.sync()
    agree(assistant, leader)
    for each in (assistant, leader):
        assert sorted(each.record(kept)["conflicts"]["email"]) == ["newer@example.org", "one@example.org"]
    leader.do("resolve", id=kept, field="email", value="newer@example.org")
    agree(leader, assistant)
    for each in (assistant, leader):
        shown = each.record(kept)
        assert (shown["state"], shown["conflicts"], shown["values"]["email"]) == (
            "sent", {}, "newer@example.org",
        )  # fmt: skip


def test_everybody_who_holds_one_of_the_files_holds_both_until_they_part(
    assistant: QuickLaptop, away: QuickLaptop, leader: QuickLaptop
) -> None:
    kept, gone = two(assistant, away, leader)
    case = away.do("create", kind="case", values={"person": gone, "summary": "Tarnów"})["id"]
    agree(away, leader)
    number = away.value(gone, "number")
    decided = merge(leader, kept, gone)
    agree(leader, assistant, away)
    for each in (assistant, away):
        shown = each.record(gone)
        assert shown["id"] == kept
        assert len(shown["values"]["phones"]) == 2
        assert case in {one.id for one in desk(each).records.in_file(kept)}
        assert each.value(case, "person") == kept
        assert [hit["id"] for hit in each.do("find", text=number)["hits"]] == [kept]
        assert [one.id for one in desk(each).records.list("person", {"number": number})] == []
    assert away.office in assistant.value(kept, "also_offices")
    assistant.edit(case, summary="Kraków")
    agree(assistant, away, leader)
    assert away.value(case, "summary") == "Kraków"
    desk(leader).merging.undo(decided)
    agree(leader, assistant, away)
    assert assistant.fails("get", id=gone).startswith("record_not_found")
    assert away.fails("get", id=kept).startswith("record_not_found")
    assert away.value(case, "summary") == "Kraków"
    assert away.value(case, "person") == gone


def test_a_telephone_of_the_one_that_was_changed_in_the_other_goes_back_also_when_it_comes_late(
    assistant: QuickLaptop, leader: QuickLaptop
) -> None:
    kept, gone = two(assistant, assistant, leader)
    decided = merge(leader, kept, gone)
    agree(leader, assistant)
    phones = [{**each, "hours": "9-12"} for each in assistant.value(kept, "phones")]
    assistant.edit(kept, phones=phones)
    desk(leader).merging.undo(decided)
    leader.sync()
    agree(assistant, leader)
    for each in (assistant, leader):
        for person in (kept, gone):
            (phone,) = each.value(person, "phones")
            assert phone in phones


def test_only_coordinators_decide_and_the_centre_asks_again(
    assistant: QuickLaptop, leader: QuickLaptop
) -> None:
    kept, gone = two(assistant, assistant, leader)
    with pytest.raises(NotAllowed):
        desk(assistant).merging.merge(kept, gone, ())
    place = desk(assistant).context.place
    place.roles[assistant.user] = "coordinator"  # whoever changes the program on their laptop
    desk(assistant).merging.merge(kept, gone, ())
    place.roles[assistant.user] = "assistant"
    assistant.sync()
    leader.sync()
    assert assistant.state()["attention"] >= 1
    for each in (assistant, leader):
        assert each.value(gone, "family_name") == "Zhuk"
        assert each.value(gone, "merged_into") is None
    (aside,) = [each.id for each in desk(assistant).outbox.entries() if each.kind == "merge"]
    desk(assistant).handover.take_off(aside)


def test_of_two_coordinators_the_first_one_counts_and_the_other_is_told(
    town: Place, assistant: QuickLaptop, leader: QuickLaptop
) -> None:
    other = town.laptop(role="coordinator")
    kept, gone = two(assistant, assistant, leader)
    agree(other)
    first = merge(leader, kept, gone)
    second = merge(other, gone, kept)
    agree(leader, other, assistant)
    for each in (leader, other, assistant):
        assert each.record(gone)["id"] == kept
        assert each.value(first, "state") == "MERGED"
        assert each.value(second, "state") == "UNDONE"
        assert each.value(second, "decided_by") == CENTRE
    with pytest.raises(AlreadyJoined):
        desk(other).merging.merge(gone, kept, ())


def test_erasing_a_person_erases_every_file_that_is_shown_as_theirs(
    town: Place, assistant: QuickLaptop, leader: QuickLaptop
) -> None:
    kept, gone = two(assistant, assistant, leader)
    merge(leader, kept, gone)
    agree(leader, assistant)
    town.centre.erasure.erase(gone)
    agree(leader, assistant)
    for each in (leader, assistant):
        assert each.fails("get", id=kept).startswith("record_not_found")
        assert each.fails("get", id=gone).startswith("record_not_found")


def test_a_file_that_was_erased_while_somebody_joined_it_leaves_the_other_alone(
    town: Place, assistant: QuickLaptop, leader: QuickLaptop
) -> None:
    kept, gone = two(assistant, assistant, leader)
    merge(leader, gone, kept)
    town.centre.erasure.erase(gone)
    agree(leader, assistant)
    for each in (leader, assistant):
        shown = each.record(kept)
        assert (shown["id"], shown["values"]["family_name"]) == (kept, "Żuk")
        assert each.fails("get", id=gone).startswith("record_not_found")


def test_a_file_that_moves_to_another_office_takes_the_other_one_along(
    assistant: QuickLaptop, away: QuickLaptop, leader: QuickLaptop
) -> None:
    kept, gone = two(assistant, assistant, leader)
    merge(leader, kept, gone)
    agree(leader, assistant)
    assistant.edit(kept, office=away.office)
    agree(assistant, away, leader)
    for each in (assistant, away):
        assert each.record(gone)["id"] == kept
        assert each.value(kept, "office") == away.office


def test_two_people_stay_two_once_somebody_said_so(assistant: QuickLaptop, leader: QuickLaptop) -> None:
    one, other = two(assistant, assistant, leader)
    desk(leader).merging.not_the_same(one, other, ["PHONE"], "Bracia.")
    agree(leader, assistant)
    for each in (assistant, leader):
        assert desk(each).merging.different(one) == {other}
        assert each.value(other, "family_name") == "Zhuk"
