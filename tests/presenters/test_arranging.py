"""What a new arrangement begins with: what is known of the client, and of the appointment it is for."""

from collections.abc import Mapping

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import RecordId, new_id
from cicdesk.presenters.arranging import arrangements, begun, given_for
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value

CLIENT: Mapping[str, Value] = {
    "given_names": "Zargan",
    "contact_language": "che",
    "languages": [
        {"id": "1", "language": "che", "dialect": "Vainakh", "speaks": True},
        {"id": "2", "language": "rus", "speaks": True},
        {"id": "3", "language": "pol", "speaks": True},
        {"id": "4", "language": "kat", "speaks": False},
    ],
    "phones": [
        {"id": "1", "number": "+48000111111"},
        {"id": "2", "number": "+48000222222", "safe_to_call": True},
    ],
    "trip": "t1",
}


def snapshot(kind: str, values: Mapping[str, Value]) -> Snapshot:
    record = RecordId(new_id())
    return Snapshot(record, kind, record, dict(values))


def test_an_interpreter_is_asked_for_in_the_clients_language_and_those_accepted_instead() -> None:
    client = snapshot("person", CLIENT)
    given = given_for("interpreter_request", client)
    assert given["person"] == client.id
    assert (given["language"], given["dialect"]) == ("che", "Vainakh")
    assert given["fallback_languages"] == [{"id": "01", "order": 1, "language": "rus"}]
    assert (given["phone"], given["trip"]) == ("+48000222222", "t1")


def test_a_language_that_nobody_asked_for_is_not_guessed() -> None:
    client = snapshot("person", {"contact_language": "und", "citizenships": ["UA"]})
    assert given_for("interpreter_request", client) == {"person": client.id}


def test_a_request_for_an_appointment_takes_over_its_time_and_place() -> None:
    client = snapshot("person", CLIENT)
    about = snapshot(
        "appointment",
        {
            "day": "2026-12-04",
            "from_time": "10:00",
            "to_time": "11:00",
            "place": "ul. Przykładowa 1",
            "service": "LEG",
        },
    )
    asked = given_for("interpreter_request", client, about)
    assert (asked["day"], asked["from_time"], asked["to_time"]) == ("2026-12-04", "10:00", "11:00")
    assert (asked["place"], asked["appointment"]) == ("ul. Przykładowa 1", about.id)
    care = given_for("care_request", client, about)
    assert (care["guardian_place"], care["service"]) == ("ul. Przykładowa 1", "LEG")
    assert "place" not in care, "there it is the place of care"


def test_a_request_from_a_case_belongs_to_it() -> None:
    case = snapshot("case", {"topics": ["STAY"]})
    assert given_for("interpreter_request", snapshot("person", CLIENT), case)["case"] == case.id


def test_the_only_child_is_chosen_and_of_several_none() -> None:
    client, one, other = snapshot("person", CLIENT), snapshot("dependant", {}), snapshot("dependant", {})
    assert given_for("care_request", client, cards=[one])["dependants"] == [one.id]
    assert "dependants" not in given_for("care_request", client, cards=[one, other])


def test_a_childs_card_knows_the_guardians_language_and_telephone() -> None:
    given = given_for("dependant", snapshot("person", CLIENT))
    assert (given["guardian_language"], given["guardian_phone"]) == ("che", "+48000222222")


def test_what_is_still_to_come_stands_first_and_cards_last() -> None:
    set_language("en")
    late = snapshot("appointment", {"day": "2026-12-09", "status": "PLANNED"})
    soon = snapshot("interpreter_request", {"day": "2026-12-04", "state": "OFFERED", "language": "che"})
    over = snapshot("care_request", {"day": "2026-11-02", "state": "COMPLETED"})
    card = snapshot("dependant", {"given_names": "Maja", "kind": "CHILD"})
    listed = arrangements([card, over, late, soon, snapshot("note", {})], {})
    assert [each.id for each in listed] == [soon.id, late.id, over.id, card.id]
    assert [each.title for each in listed][-1] == "Maja"
    assert "Chechen" in listed[0].text
    assert [each.open for each in listed] == [True, True, False, True]


def test_what_is_begun_from_the_card_goes_on_with_what_is_arranged_already() -> None:
    client = snapshot("person", CLIENT)
    plan = snapshot("appointment", {"day": "2026-12-04", "status": "PLANNED"})
    asked = snapshot("interpreter_request", {"appointment": plan.id, "state": "REQUESTED", "language": "che"})
    over = snapshot("care_request", {"appointment": plan.id, "state": "CANCELLED"})
    child, case = snapshot("dependant", {"given_names": "Ola"}), snapshot("case", {})
    arranged = arrangements([plan, asked, over, child], {})
    booking = begun("booking", client, case, arranged, plan)
    assert (booking["appointment"], booking["interpreter_request"]) == (plan.id, asked.id)
    assert booking["dependants"] == [child.id]
    assert "care_request" not in booking, "what was called off is not gone on with"
    assert begun("care_request", client, case, arranged, None)["case"] == case.id
