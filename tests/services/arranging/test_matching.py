"""Matching over the real store: what stands in the register and the requests is what decides."""

from typing import Any

import pytest

from cicdesk.domain.matching.filters import Filter
from cicdesk.domain.matching.ranking import Merit
from cicdesk.domain.wall_time import instant, wall
from cicdesk.services.arranging.matching import Answer
from cicdesk.services.desk import Desk
from tests.support.arranging import add_interpreter, add_request, add_room, interpreter_values, valid_checks
from tests.support.desks import add_person


def asked(desk: Desk, record: str = "", person: str = "", **values: object) -> Answer:
    found = desk.matching.match(interpreter_values(person, **values), record)
    assert found is not None
    return found


def why(found: Answer) -> dict[str, set[Filter]]:
    return {found.names[each.interpreter]: set(each.filters) for each in found.matching.unlisted}


def listed(found: Answer) -> list[str]:
    return [found.names[each.interpreter] for each in found.matching.listed]


def test_the_register_says_who_can_come_and_why_the_others_cannot(desk: Desk) -> None:
    medical = ["MEDICAL"]
    add_interpreter(desk, "Zarema", subjects=medical)
    add_interpreter(desk, "Mansur", sex="M", subjects=medical)
    add_interpreter(desk, "Luiza")
    add_interpreter(desk, "Oksana", languages=[{"language": "ukr"}], subjects=medical)
    add_interpreter(desk, "Aminat", subjects=medical, areas=["1261"])
    add_interpreter(desk, "Raisa", subjects=medical, contract_until="2026-03-12")
    add_interpreter(desk, "Madina", subjects=medical, rates=[{"unit": "KM", "amount": 100}])
    add_interpreter(
        desk, "Fatima", subjects=medical, hours=[{"weekday": "MON", "from_time": "08:00", "to_time": "16:00"}]
    )
    add_interpreter(
        desk, "Petimat", subjects=medical, absences=[{"from_day": "2026-03-10", "until_day": "2026-03-20"}]
    )
    add_interpreter(desk, "Elina", subjects=medical, modes=["PHONE"], ended_on="2026-03-01")
    found = asked(desk, gender="WOMAN_REQUIRED", requirements=medical, subject="MEDICAL")
    assert listed(found) == ["Zarema Demo"]
    assert why(found) == {
        "Mansur Demo": {Filter.GENDER},
        "Luiza Demo": {Filter.CREDENTIALS},
        "Oksana Demo": {Filter.LANGUAGE},
        "Aminat Demo": {Filter.AREA},
        "Raisa Demo": {Filter.CONTRACT},
        "Madina Demo": {Filter.RATE},
        "Fatima Demo": {Filter.HOURS},
        "Petimat Demo": {Filter.ABSENT},
        "Elina Demo": {Filter.MODE, Filter.CONTRACT},
    }


def test_a_wish_or_a_confirmation_of_another_request_is_in_the_way_and_one_called_off_is_not(
    desk: Desk,
) -> None:
    who = add_interpreter(desk)
    other = add_request(desk, wanted_interpreter=who, state="OFFERED", from_time="10:30", to_time="11:30")
    assert why(asked(desk)) == {"Zarema Demo": {Filter.BUSY}}
    assert listed(asked(desk, record=other)) == ["Zarema Demo"]
    desk.records.edit(other, {"from_time": "08:00", "to_time": "09:30"})
    assert why(asked(desk)) == {"Zarema Demo": {Filter.TRAVEL}}
    desk.records.edit(other, {"state": "VOID", "reason": "MISTAKE", "cancelled_by": "CENTRE"})
    assert listed(asked(desk)) == ["Zarema Demo"]


def test_a_translation_at_a_desk_is_in_nobodys_way(desk: Desk) -> None:
    who = add_interpreter(desk)
    add_request(desk, wanted_interpreter=who, state="OFFERED", service="WRITTEN")
    assert listed(asked(desk)) == ["Zarema Demo"]


def test_whoever_stands_in_a_room_is_where_the_room_is(desk: Desk) -> None:
    add_interpreter(desk, areas=["1262"])
    room = add_room(desk, commune="1261011")
    found = asked(desk, commune=None, room=room)
    assert why(found) == {"Zarema Demo": {Filter.AREA}}


def test_a_client_who_once_refused_somebody_is_not_sent_them_again(desk: Desk) -> None:
    who = add_interpreter(desk)
    client, other = add_person(desk), add_person(desk, "Olena", "Bondar", "Олена Бондар")
    add_request(desk, client, exclusions=[{"interpreter": who, "reason": "COMPLAINT"}])
    assert why(asked(desk, person=client)) == {"Zarema Demo": {Filter.CLIENT_REFUSES}}
    assert listed(asked(desk, person=other)) == ["Zarema Demo"]


def test_a_wish_on_a_time_sheet_not_to_meet_again_holds(desk: Desk) -> None:
    who, client = add_interpreter(desk), add_person(desk)
    desk.records.create(
        "time_sheet", {"person": client, "interpreter": who, "day": "2026-03-02", "exclude": "YES"}
    )
    assert why(asked(desk, person=client)) == {"Zarema Demo": {Filter.CLIENT_REFUSES}}


def test_an_interpreters_own_list_and_family_keep_them_away(desk: Desk) -> None:
    client = add_person(desk)
    add_interpreter(desk, "Zarema", do_not_send=[{"kind": "CLIENT", "person": client, "reason": "FAMILY"}])
    add_interpreter(desk, "Luiza", do_not_send=[{"kind": "CLIENT", "person": client, "reason": "SAFETY"}])
    add_interpreter(
        desk,
        "Madina",
        do_not_send=[{"kind": "CLIENT", "person": client, "reason": "SAFETY", "until": "2026-03-12"}],
    )
    found = asked(desk, person=client)
    assert why(found) == {"Zarema Demo": {Filter.CONFLICT}, "Luiza Demo": {Filter.INTERPRETER_REFUSES}}
    assert listed(found) == ["Madina Demo"]


def test_near_children_only_valid_checks_do(desk: Desk) -> None:
    add_interpreter(desk, "Zarema", with_children=True, checks=valid_checks("RSPTS", "KRK", "COUNTRIES"))
    add_interpreter(desk, "Luiza", with_children=True, checks=valid_checks("RSPTS"))
    add_interpreter(desk, "Madina", checks=valid_checks())
    found = asked(desk, children_present=True)
    assert listed(found) == ["Zarema Demo"]
    assert why(found) == {"Luiza Demo": {Filter.CHILDREN}, "Madina Demo": {Filter.CHILDREN}}


def test_staff_and_volunteers_need_neither_contract_nor_rate(desk: Desk) -> None:
    add_interpreter(desk, "Staff", engagement="STAFF", contract_from=None, rates=[])
    add_interpreter(desk, "Paid", contract_from=None, rates=[])
    found = asked(desk)
    assert listed(found) == ["Staff Demo"]
    assert why(found) == {"Paid Demo": {Filter.CONTRACT, Filter.RATE}}


def test_who_has_been_with_the_client_and_says_yes_comes_first(desk: Desk) -> None:
    client = add_person(desk)
    add_interpreter(desk, "Aset")
    known = add_interpreter(desk, "Zarema")
    offers = [{"interpreter": known, "answer": "ACCEPTED"}]
    add_request(desk, client, wanted_interpreter=known, state="OFFERED", day="2026-03-02", offers=offers)
    found = asked(desk, person=client)
    assert listed(found) == ["Zarema Demo", "Aset Demo"]
    facts = {part.merit: dict(part.facts) for part in found.matching.listed[0].parts}
    assert facts[Merit.CONTINUITY] == {"times": 1}
    assert facts[Merit.ANSWERS] == {"asked": 1, "accepted": 1}


def test_what_else_could_be_done_never_speaks_an_unwanted_language(desk: Desk) -> None:
    add_interpreter(desk, "Zarema", modes=["PHONE"])
    add_interpreter(desk, "Oksana", languages=[{"language": "rus"}])
    add_interpreter(desk, "Olena", languages=[{"language": "ukr"}])
    values: dict[str, Any] = {
        "fallback_languages": [{"order": 2, "language": "ukr"}, {"order": 1, "language": "rus"}],
        "unwanted_languages": ["rus"],
        "other_modes": ["PHONE"],
    }
    service = desk.matching
    found = service.match(interpreter_values(**values))
    assert found is not None
    plans = service.plans(found)
    assert [(plan.gives_up, plan.mode, plan.language, plan.agreed) for plan in plans[:2]] == [
        (("OTHER_MODE",), "PHONE", "che", True),
        (("OTHER_LANGUAGE",), "ON_SITE", "ukr", True),
    ]
    assert all(plan.language != "rus" for plan in plans)


def test_a_lost_hour_has_three_others(desk: Desk) -> None:
    who = add_interpreter(desk)
    add_request(desk, wanted_interpreter=who, state="OFFERED")
    service = desk.matching
    found = service.match(interpreter_values(preferred_interpreter=who))
    assert found is not None
    times = service.new_times(found)
    assert len(times) == 3
    assert all(wall(each.span.start).day.isoformat() == "2026-03-13" for each in times)
    assert all(each.interpreter == who for each in times)


def test_what_is_saved_meanwhile_counts_at_once(desk: Desk) -> None:
    service = desk.matching
    who = add_interpreter(desk)
    before = service.match(interpreter_values())
    add_request(desk, wanted_interpreter=who, state="OFFERED")
    after = service.match(interpreter_values())
    desk.records.delete(who, "pomyłka")
    gone = service.match(interpreter_values())
    assert before is not None
    assert after is not None
    assert gone is not None
    assert (len(before.matching.listed), len(after.matching.listed)) == (1, 0)
    assert gone.matching.unlisted == ()


@pytest.mark.parametrize("missing", [{"language": None}, {"day": None}, {"from_time": None}])
def test_without_language_or_time_there_is_no_answer_yet(desk: Desk, missing: dict[str, Any]) -> None:
    assert desk.matching.match(interpreter_values(**missing)) is None


def test_on_the_night_when_clocks_go_back_the_hour_that_is_stored_is_meant(desk: Desk) -> None:
    add_interpreter(desk)
    found = asked(desk, day="2026-10-25", from_time="02:30", to_time="03:30", mode="PHONE")
    assert found.wish.span.start == instant(wall(found.wish.span.start).day, wall(found.wish.span.start).time)
    assert found.wish.span.minutes == 120
