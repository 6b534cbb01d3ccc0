"""What follows from what was typed, and what does not fit together."""

from datetime import date

import pytest

from cicdesk.domain.intake import derived, warnings
from cicdesk.schema.problems import Severity
from cicdesk.schema.values import Value

TODAY = date(2026, 3, 10)
MAN_OF_1944 = "44051401359"
UNDETERMINED = "X" * 3
"""The code of a citizenship that is not known."""


def found(**values: Value) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in warnings("person", values, TODAY)]


def test_a_pesel_fills_birth_date_and_sex() -> None:
    values: dict[str, Value] = {"pesel": MAN_OF_1944, "no_pesel": True, "pesel_unverified": True}
    assert derived("person", values, frozenset({"pesel"})) == {
        "birth_date": "1944-05-14",
        "sex": "M",
        "birth_date_precision": "FULL",
        "no_pesel": False,
        "pesel_unverified": False,
    }


def test_a_pesel_replaces_nothing_that_was_typed_or_refused() -> None:
    values: dict[str, Value] = {"pesel": MAN_OF_1944, "birth_date": "1945", "sex": "REFUSED"}
    assert derived("person", values, frozenset({"pesel"})) == {"birth_date_precision": "YEAR"}


def test_a_wrong_pesel_says_nothing() -> None:
    assert derived("person", {"pesel": "44051401358"}, frozenset({"pesel"})) == {}


@pytest.mark.parametrize(
    ("citizenships", "third_country", "foreign"),
    [
        (["UA"], "YES", "YES"),
        (["UA", "DE"], "NO", "YES"),
        (["UA", "PL"], "NO", None),
        (["XXA"], "YES", "YES"),
        ([UNDETERMINED], "YES", "YES"),
    ],
)
def test_all_citizenships_decide_together(
    citizenships: list[Value], third_country: str, foreign: str | None
) -> None:
    follows = derived("person", {"citizenships": citizenships}, frozenset({"citizenships"}))
    assert follows["third_country_national"] == third_country
    assert follows.get("foreign_background") == foreign


def test_a_refusal_stands() -> None:
    values: dict[str, Value] = {"citizenships": ["UA"], "third_country_national": "REFUSED"}
    assert "third_country_national" not in derived("person", values, frozenset({"citizenships"}))


def test_a_known_commune_gives_its_degree_of_urbanisation() -> None:
    address: dict[str, Value] = {"county": "1261", "commune": "krakow"}
    assert derived("person", {"address": address}, frozenset({"address"})) == {
        "address": {**address, "degurba": "1"}
    }
    chosen: dict[str, Value] = {**address, "degurba": "3"}
    assert derived("person", {"address": chosen}, frozenset({"address"})) == {}
    assert derived("person", {"address": {"commune": "Nigdzie"}}, frozenset({"address"})) == {}


def test_what_did_not_change_derives_nothing() -> None:
    assert derived("person", {"pesel": MAN_OF_1944}, frozenset({"email"})) == {}
    assert derived("trip", {"pesel": MAN_OF_1944}, frozenset({"pesel"})) == {}


def test_a_pesel_that_fits_is_no_problem() -> None:
    assert found(pesel=MAN_OF_1944, birth_date="1944-05-14", sex="M") == []
    assert found(pesel=MAN_OF_1944, birth_date="1944", sex="REFUSED") == []


def test_a_pesel_that_says_something_else() -> None:
    assert found(pesel=MAN_OF_1944, birth_date="1944-05-15", sex="K") == [
        ("birth_date", "pesel_birth_date"),
        ("sex", "pesel_sex"),
    ]
    assert found(pesel=MAN_OF_1944, no_pesel=True) == [("no_pesel", "pesel_given")]


def test_the_pesel_of_a_child_on_the_parents_file() -> None:
    problems = found(pesel="02211307589", birth_date="1980", children=[{"id": "c", "birth_year": 2002}])
    assert ("pesel", "pesel_child") in problems


@pytest.mark.parametrize(
    ("birth_date", "code"),
    [("2026-03-11", "day_in_future"), ("1860-04-02", "too_old"), ("2027", "day_in_future")],
)
def test_impossible_births(birth_date: str, code: str) -> None:
    assert found(birth_date=birth_date) == [("birth_date", code)]


def test_the_first_of_january_is_only_a_hint() -> None:
    (problem,) = warnings("person", {"birth_date": "1988-01-01", "birth_date_precision": "FULL"}, TODAY)
    assert (problem.code, problem.severity) == ("first_of_january", Severity.HINT)
    assert found(birth_date="1988-01-01", birth_date_precision="ESTIMATED") == []


def test_answers_against_the_citizenships() -> None:
    assert found(citizenships=["UA"], third_country_national="NO") == [
        ("third_country_national", "against_citizenships")
    ]
    assert found(citizenships=["UA"], third_country_national="NOT_ASKED") == []


def test_documents_and_stays() -> None:
    assert found(
        documents=[{"id": "d", "kind": "UA_PASSPORT", "number": "1", "valid_until": "2026-03-09"}]
    ) == [
        ("documents/d/valid_until", "document_expired"),
        ("documents/d/number", "unusual_number"),
    ]
    assert found(stays=[{"id": "s", "basis": "UKR", "from": "2025-05", "until": "2025-04-30"}]) == [
        ("stays/s/until", "until_before_from"),
        ("stays", "stay_ended"),
    ]
    assert found(stays=[{"id": "s", "until": "2026"}, {"id": "t"}]) == []


def test_days_before_birth() -> None:
    assert found(birth_date="1988-04-02", first_entry="1987") == [("first_entry", "before_birth")]
    assert found(birth_date="1988-04-02", first_entry="1988") == []


@pytest.mark.parametrize("odd", [None, 5, "text", ["x"], [None], {"a": "b"}, True])
def test_values_of_a_wrong_shape_do_not_stop_it(odd: Value) -> None:
    names = (
        "pesel",
        "birth_date",
        "sex",
        "citizenships",
        "documents",
        "stays",
        "children",
        "address",
        "first_entry",
    )
    for name in names:
        warnings("person", {name: odd}, TODAY)
        derived("person", {name: odd}, frozenset({name}))


def test_dates_that_could_not_be_read_are_compared_with_nothing() -> None:
    stays: list[Value] = [{"id": "a", "basis": "CUKR", "from": "1.1.26", "until": "1.1.25"}]
    documents: list[Value] = [{"id": "b", "valid_until": "03.2031"}]
    assert found(birth_date="15.3.88", first_entry="1.1.1", stays=stays, documents=documents) == []


def test_a_trip_that_ends_before_it_begins_is_pointed_out() -> None:
    hours: dict[str, Value] = {"from_time": "15:00", "to_time": "09:30"}
    assert [(p.field, p.code) for p in warnings("trip", hours, TODAY)] == [("to_time", "until_before_from")]
    assert warnings("trip", {**hours, "to_time": "16:00"}, TODAY) == ()
    assert warnings("trip", {**hours, "to_time": "9"}, TODAY) == ()
