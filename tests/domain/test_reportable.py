"""What is still missing before a person can be counted."""

from cicdesk.domain.reportable import missing
from cicdesk.schema.values import Value

COMPLETE: dict[str, Value] = {
    "given_names": "Yevhen",
    "family_name": "Zhuk",
    "birth_date": "1988-04-02",
    "sex": "M",
    "citizenships": ["UA"],
    "no_pesel": True,
    "other_identifier": "X1",
    "documents": [{"id": "d", "kind": "PASSPORT", "valid_until": "2030-04-02"}],
    "stays": [{"id": "s", "basis": "UKR"}],
    "contact_language": "ukr",
    "phones": [{"id": "p", "number": "+48000123456"}],
    "address": {
        "voivodeship": "12", "county": "1261", "commune": "Kraków", "locality": "Kraków", "postcode": "30-001",
        "degurba": "1",
    },
    "education": "3",
    "labour_status": "OTHER",
    "foreign_background": "YES",
    "third_country_national": "YES",
    "disability": "REFUSED",
    "minority": "NO",
    "homelessness": "REFUSED",
    "receipts": [{"id": "r", "kind": "RODO"}],
    "entry_date": "2026-03-01",
    "project": "FEM",
    "office": "KR",
}  # fmt: skip


def lacking(**values: Value) -> tuple[str, ...]:
    return missing("person", {**COMPLETE, **values})


def test_a_complete_file_lacks_nothing() -> None:
    assert lacking() == ()


def test_an_empty_file_lacks_what_the_funders_ask_for() -> None:
    lacks = missing("person", {})
    assert {"family_name", "birth_date", "sex", "citizenships", "pesel", "documents", "stays"} <= set(lacks)
    assert "other_identifier" not in lacks
    assert "email" not in lacks


def test_an_answer_refused_is_an_answer_and_one_not_asked_is_none() -> None:
    assert lacking(sex="NOT_ASKED", disability="REFUSED") == ("sex",)


def test_one_name_is_enough() -> None:
    assert lacking(given_names="") == ()
    assert lacking(given_names="", family_name="") == ("family_name", "given_names")


def test_a_pesel_or_another_identifier() -> None:
    assert lacking(no_pesel=False) == ("pesel",)
    assert lacking(no_pesel=False, pesel="44051401359", other_identifier=None) == ()
    assert lacking(other_identifier=None) == ("other_identifier",)


def test_a_document_needs_its_kind_and_its_last_day() -> None:
    assert lacking(documents=[{"id": "d", "kind": "PASSPORT"}]) == ("documents",)
    assert lacking(documents=[{"id": "d", "kind": "UA_BOOKLET"}]) == ()
    assert lacking(documents=[{"id": "d", "kind": "PASSPORT"}, {"id": "e", "kind": "DIIA_PL"}]) == ()


def test_an_address_needs_its_commune_but_not_abroad() -> None:
    assert lacking(address={"country": "PL", "locality": "Kraków"}) == ("address",)
    assert lacking(address={"country": "UA", "locality": "Lviv"}) == ()


def test_a_profile_may_ask_for_more() -> None:
    assert missing("person", COMPLETE, ("email", "no_such_field")) == ("email",)
    assert missing("person", {**COMPLETE, "email": "y@example.org"}, ("email",)) == ()
