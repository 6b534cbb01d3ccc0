"""Saving, changing, deciding, deleting: what the mutation says, and what is refused."""

import json
import unicodedata
from typing import Any

import pytest

from cicdesk.base.paths import Home
from cicdesk.schema.snapshot import SyncState
from cicdesk.schema.values import Values
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord, NotInConflict, UnknownKind
from cicdesk.store import records
from cicdesk.store.errors import RecordNotFound
from cicdesk.store.projection import Base
from cicdesk.wire.messages import Head
from tests.support.profiles import enrolled, fresh_desk, session_at

NAME: dict[str, Any] = {"given_names": "Olena"}


@pytest.fixture
def desk(home: Home) -> Any:  # noqa: ANN401  an iterator of one desk
    session = session_at(home)
    yield enrolled(fresh_desk(session))
    session.close()


def sent(desk: Desk) -> list[dict[str, Any]]:
    """The mutations of the outbox, the oldest first."""
    with desk.context.store.read() as connection:
        return [json.loads(b) for (b,) in connection.exec_driver_sql("SELECT body FROM outbox ORDER BY n")]


def from_server(desk: Desk, base: Base) -> None:
    with desk.context.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM outbox WHERE record = ?", (base.id,))
        records.put(connection, [base])


def in_conflict(desk: Desk) -> str:
    made, _ = desk.records.create("person", {**NAME, "citizenships": ["UA"]})
    heads = {
        "given_names": {"v1": Head(value="Olena", user="a"), "v2": Head(value="Olha", user="b")},
        "citizenships/PL": {"v1": Head(value=True), "v2": Head(value=False)},
    }
    data: Any = {
        "given_names": "Olena",
        "family_name": "Bondar",
        "citizenships/UA": True,
        "citizenships/PL": False,
    }
    ver = {"given_names": "v1", "citizenships/PL": "v2"}
    from_server(desk, Base(made.id, made.id, "person", seq=7, data=data, ver=ver, heads=heads))
    return made.id


class TestCreating:
    def test_one_mutation_with_the_records_own_id(self, desk: Desk) -> None:
        made, changes = desk.records.create("person", {**NAME, "citizenships": ["UA", "MD"]})
        (mutation,) = sent(desk)
        assert mutation["id"] == made.id
        assert "rid" not in mutation
        assert mutation["set"]["citizenships/UA"] is True
        assert mutation["set"]["office"] == "KR"
        assert made.state is SyncState.WAITING
        assert changes.records == {made.id}

    def test_numbers_are_unique_and_in_order(self, desk: Desk) -> None:
        numbers = [desk.records.create("person", NAME)[0].number for _ in range(3)]
        assert numbers == ["KR-L07-000001", "KR-L07-000002", "KR-L07-000003"]

    def test_what_is_refused_takes_no_number(self, desk: Desk) -> None:
        with pytest.raises(InvalidRecord):
            desk.records.create("person", {})
        assert desk.records.create("person", NAME)[0].number == "KR-L07-000001"

    def test_a_case_lies_in_its_persons_file(self, desk: Desk) -> None:
        person, _ = desk.records.create("person", NAME)
        case, changes = desk.records.create("case", {"person": person.id, "topics": ["STAY"]})
        assert case.root == person.id
        assert changes.records == {case.id, person.id}
        assert [each.id for each in desk.records.in_file(person.id)] == [person.id, case.id]

    def test_of_a_person_who_is_not_here_there_is_no_case(self, desk: Desk) -> None:
        with pytest.raises(RecordNotFound):
            desk.records.create("case", {"person": "nobody", "topics": ["STAY"]})

    def test_unknown_kinds_and_fields_are_refused(self, desk: Desk) -> None:
        with pytest.raises(UnknownKind):
            desk.records.create("spaceship", {})
        assert desk.records.list("spaceship") == []
        for name in ("nonsense", "_alive", "citizenships/UA"):
            with pytest.raises(InvalidRecord) as refused:
                desk.records.create("person", {**NAME, name: True})
            assert [(p.field, p.code) for p in refused.value.problems] == [(name, "unknown_field")]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"given_names": "x" * 10_000}, "too_long"),
        ({"given_names": "Ole\x00na"}, "control_characters"),
        ({"given_names": "Ole\x1b[2Jna"}, "control_characters"),
        ({"given_names": "Ole\ud800na"}, "control_characters"),
        ({"given_names": "\u202eanelO"}, "direction_marks"),
        ({**NAME, "citizenships": ["XX-NO"]}, "unknown_code"),
        ({**NAME, "birth_date": "1888-02-31"}, "not_a_day"),
        ({}, "required"),
        ({"given_names": " \u00a0 "}, "required"),
    ],
)
def test_bad_values_have_clear_codes(desk: Desk, values: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        desk.records.create("person", values)
    assert code in {p.code for p in refused.value.problems}
    assert desk.records.list("person") == []
    assert sent(desk) == []


def test_decomposed_letters_are_composed(desk: Desk) -> None:
    name = "Їжакевич Łucja Ó"
    made, _ = desk.records.create("person", {"original_name": unicodedata.normalize("NFD", f" {name}\n")})
    assert made.values["original_name"] == name


def test_right_to_left_names_are_kept(desk: Desk) -> None:
    made, _ = desk.records.create("person", {"original_name": "مريم حسن"})
    assert made.title == "مريم حسن"


class TestEditing:
    def test_names_the_unsent_version_it_replaces(self, desk: Desk) -> None:
        made, _ = desk.records.create("person", NAME)
        desk.records.edit(made.id, {"given_names": "Olha"})
        desk.records.edit(made.id, {"given_names": "Olga"})
        first, second, third = sent(desk)
        assert second["bases"] == {"given_names": [first["id"]]}
        assert third["bases"] == {"given_names": [second["id"]]}
        assert third["set"] == {"given_names": "Olga"}

    def test_only_what_differs_travels(self, desk: Desk) -> None:
        made, _ = desk.records.create("person", {**NAME, "citizenships": ["UA", "MD"]})
        desk.records.edit(made.id, {"given_names": " Olena ", "citizenships": ["MD", "PL"]})
        assert sent(desk)[1]["set"] == {"citizenships/PL": True, "citizenships/UA": False}
        desk.records.edit(made.id, {"given_names": "Olena"})
        assert len(sent(desk)) == 2

    def test_in_a_conflict_it_replaces_only_what_was_shown(self, desk: Desk) -> None:
        record = in_conflict(desk)
        edited, _ = desk.records.edit(record, {"given_names": "Ołena"})
        assert sent(desk)[-1]["bases"] == {"given_names": ["v1"]}
        assert edited.state is SyncState.CONFLICT

    def test_of_a_set_it_replaces_all_heads(self, desk: Desk) -> None:
        record = in_conflict(desk)
        assert desk.records.get(record).values["citizenships"] == ["PL", "UA"]
        desk.records.edit(record, {"citizenships": ["UA"]})
        assert (sent(desk)[-1]["set"], sorted(sent(desk)[-1]["bases"]["citizenships/PL"])) == (
            {"citizenships/PL": False},
            ["v1", "v2"],
        )

    def test_the_last_name_cannot_be_taken_away(self, desk: Desk) -> None:
        made, _ = desk.records.create("person", {"family_name": "Bondar"})
        with pytest.raises(InvalidRecord):
            desk.records.edit(made.id, {"family_name": ""})

    def test_what_came_wrong_from_elsewhere_does_not_stop_an_edit(self, desk: Desk) -> None:
        made, _ = desk.records.create("person", NAME)
        data: Any = {"given_names": "Olena", "sex": "NEW_CODE", "future": {"a": 1}}
        from_server(desk, Base(made.id, made.id, "person", seq=7, data=data))
        edited, _ = desk.records.edit(made.id, {"given_names": "Olha"})
        assert (edited.values["sex"], edited.values["future"]) == ("NEW_CODE", {"a": 1})
        with pytest.raises(InvalidRecord):
            desk.records.edit(made.id, {"sex": "OTHER_CODE"})


class TestDeciding:
    def test_names_every_head(self, desk: Desk) -> None:
        record = in_conflict(desk)
        assert set(desk.records.get(record).conflicts) == {"given_names"}
        decided, _ = desk.records.resolve(record, "given_names", " Olha ")
        assert (sent(desk)[-1]["set"], sorted(sent(desk)[-1]["bases"]["given_names"])) == (
            {"given_names": "Olha"},
            ["v1", "v2"],
        )
        assert decided.conflicts == {}

    def test_what_nobody_asks_cannot_be_decided(self, desk: Desk) -> None:
        record = in_conflict(desk)
        for name in ("family_name", "citizenships", "nonsense"):
            with pytest.raises(NotInConflict):
                desk.records.resolve(record, name, "x")

    def test_a_wrong_value_decides_nothing(self, desk: Desk) -> None:
        record = in_conflict(desk)
        with pytest.raises(InvalidRecord):
            desk.records.resolve(record, "given_names", "x" * 500)
        assert desk.records.get(record).conflicts


class TestDeleting:
    def test_names_everything_seen(self, desk: Desk) -> None:
        record = in_conflict(desk)
        desk.records.edit(record, {"family_name": "Bondarenko"})
        edit = sent(desk)[-1]["id"]
        desk.records.delete(record, " mistake ")
        mutation = sent(desk)[-1]
        assert mutation["set"] == {"_alive": False, "_reason": "mistake"}
        seen = {version: sorted(names) for version, names in mutation["seen"].items()}
        assert seen == {
            "v1": ["citizenships/PL", "given_names"],
            "v2": ["citizenships/PL", "given_names"],
            record: ["citizenships/UA", "family_name"],
            edit: ["family_name"],
        }
        assert desk.records.get(record).deleted
        assert desk.records.list("person") == []

    def test_deleting_again_says_nothing_new_and_restoring_takes_it_back(self, desk: Desk) -> None:
        made, _ = desk.records.create("person", NAME)
        for reason in ("one", "two"):
            desk.records.delete(made.id, reason)
            desk.records.delete(made.id, reason)
            desk.records.restore(made.id)
            desk.records.restore(made.id)
        first, _back, second, _again = sent(desk)[1:]
        assert second["bases"]["_reason"] == [first["id"]]
        assert len(sent(desk)) == 5
        assert desk.records.get(made.id).conflicts == {}
        assert [each.id for each in desk.records.list("person")] == [made.id]


class TestPromoting:
    def test_both_change_together(self, desk: Desk) -> None:
        contact, _ = desk.records.create("contact", {"topics": ["STAY"], "channel": "PUNKT"})
        person, changes = desk.records.promote(contact.id, NAME)
        assert desk.records.get(contact.id).values["person"] == person.id
        assert changes.kinds == {"person", "contact"}

    @pytest.mark.parametrize("values", [{}, NAME])
    def test_or_not_at_all(self, desk: Desk, values: dict[str, Any]) -> None:
        with pytest.raises((InvalidRecord, RecordNotFound)):
            desk.records.promote("no contact", values)
        assert desk.records.list("person") == []
        assert desk.records.create("person", NAME)[0].number == "KR-L07-000001"


class TestUnknownKinds:
    def test_are_kept_listed_and_shown_raw(self, desk: Desk) -> None:
        data: Any = {"name": "Ewa", "langs/uk": True, "office": "KR"}
        from_server(desk, Base("i1", "i1", "interpreter", seq=3, data=data))
        (found,) = desk.records.list("interpreter", {"name": "Ewa", "langs": "uk"})
        assert found.values == {"name": "Ewa", "langs": ["uk"], "office": "KR"}
        assert desk.search.find("Ewa") == []
        (row,) = desk.people.rows("interpreter", desk.people.ids("interpreter"))
        assert row.office == "KR"
        desk.records.delete("i1", "")
        desk.rebuild()
        assert desk.records.get("i1").deleted
        assert desk.outbox.entries()[0].kind == "interpreter"


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({}, 3),
        ({"given_names": "Olena"}, 1),
        ({"given_names": "olena"}, 0),
        ({"citizenships": "UA"}, 2),
        ({"citizenships": ["UA", "MD"]}, 1),
        ({"citizenships": []}, 3),
        ({"no_pesel": True}, 1),
        ({"family_name": None}, 2),
        ({"office": "KR"}, 3),
        ({"state": "waiting"}, 3),
        ({"state": "sent"}, 0),
        ({"state": "nonsense"}, 0),
        ({"number": "KR-L07-000002"}, 1),
        ({"address": {"a": 1}}, 0),
        ({"minutes": 2**70}, 0),
        ({"a'; DROP TABLE record; --": "x"}, 0),
        ({'x"y\\': "x"}, 0),
        ({"given_names": "Olena", "citizenships": "MD"}, 0),
    ],
)
def test_where(desk: Desk, where: dict[str, Any], count: int) -> None:
    desk.records.create("person", {**NAME, "citizenships": ["UA"]})
    desk.records.create("person", {"given_names": "Olha", "citizenships": ["UA", "MD"], "no_pesel": True})
    desk.records.create("person", {"family_name": "Bondar"})
    assert len(desk.records.list("person", where)) == count
    assert desk.people.count("person", where) == len(desk.people.ids("person", where=where)) == count


WHEN: Values = {"day": "2026-07-01", "from_time": "10:00", "to_time": "11:30"}


def test_a_state_that_is_a_field_picks_records_too(desk: Desk) -> None:
    person, _ = desk.records.create("person", dict(NAME))
    wished: Values = {"person": person.id, "language": "che", **WHEN}
    for state in ("REQUESTED", "REQUESTED", "DRAFT"):
        desk.records.create("interpreter_request", {**wished, "state": state})
    assert len(desk.records.list("interpreter_request", {"state": "REQUESTED"})) == 2
    assert len(desk.records.list("interpreter_request", {"state": "waiting"})) == 3


def test_instants_follow_every_change_of_the_wall_times(desk: Desk) -> None:
    person, _ = desk.records.create("person", dict(NAME))
    made, _ = desk.records.create("appointment", {"person": person.id, **WHEN})
    assert (made.values["starts_at"], made.values["ends_at"]) == ("2026-07-01T08:00Z", "2026-07-01T09:30Z")
    moved, _ = desk.records.edit(made.id, {"day": "2026-12-01"})
    assert (moved.values["starts_at"], moved.values["ends_at"]) == ("2026-12-01T09:00Z", "2026-12-01T10:30Z")
    open_ended, _ = desk.records.edit(made.id, {"to_time": None})
    assert "ends_at" not in open_ended.values


def test_who_makes_it_stands_where_nobody_else_is_named(desk: Desk) -> None:
    made, _ = desk.records.create("appointment", {"group_name": "Kurs B1", **WHEN})
    assert made.values["adviser"] == desk.user
    assert made.root == made.id, "without a client it is a file of its own"


def test_an_ending_needs_its_reason(desk: Desk) -> None:
    made, _ = desk.records.create("care_request", {"group_name": "Kurs B1", **WHEN})
    with pytest.raises(InvalidRecord) as refused:
        desk.records.edit(made.id, {"state": "CANCELLED"})
    assert [(p.field, p.code) for p in refused.value.problems] == [("reason", "required")]
    desk.records.edit(made.id, {"state": "CANCELLED", "reason": "GUARDIAN_WISH", "cancelled_by": "CLIENT"})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"carers": ["c1"]}, "by_centre_only"),
        ({"state": "CONFIRMED"}, "by_centre_only"),
        ({"starts_at": "2026-01-01T10:00Z"}, "worked_out"),
        ({"person": "another"}, "file_stays"),
    ],
)
def test_what_nobody_types_is_refused(desk: Desk, values: Values, code: str) -> None:
    made, _ = desk.records.create("care_request", {"group_name": "Kurs B1", **WHEN})
    with pytest.raises(InvalidRecord) as refused:
        desk.records.edit(made.id, values)
    assert code in [problem.code for problem in refused.value.problems]


def test_an_entry_of_a_register_knows_its_region(desk: Desk) -> None:
    made, _ = desk.records.create("room", {"name": "Sala 2", "address": "ul. Przykładowa 1"})
    assert (made.values["region"], made.values["kept_by"]) == ("MA", "KR")
