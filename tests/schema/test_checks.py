"""What a single value can get wrong, and what is needed to save."""

import re
from pathlib import Path

import pytest
from hypothesis import given

import cicdesk
from cicdesk.base.i18n import LANGUAGES
from cicdesk.schema.checks import check
from cicdesk.schema.problems import WORDS, Problem, Severity, words
from cicdesk.schema.records import registry, spec_of
from cicdesk.schema.values import Value, Values
from tests.schema.samples import any_record, full

PERSON = spec_of("person")
NAMED: Values = {"given_names": "Євген"}


def codes(values: Values, kind: str = "person") -> dict[str, str]:
    return {problem.field: problem.code for problem in check(spec_of(kind), values)}


@pytest.mark.parametrize("kind", registry())
def test_a_full_record_is_right(kind: str) -> None:
    found = check(spec_of(kind), full(spec_of(kind)))
    assert [p for p in found if p.code != "wrong_parent"] == []


@given(any_record(PERSON))
def test_whatever_is_typed_gets_an_answer(values: dict[str, Value]) -> None:
    for problem in check(PERSON, values):
        assert problem.field.partition("/")[0] in PERSON.by_name
        assert words(problem, "pl")


class TestNeeded:
    def test_an_empty_person_needs_one_name(self) -> None:
        (problem,) = check(PERSON, {})
        assert (problem.field, problem.code) == ("given_names", "required")
        assert problem.facts["one_of"] == ("given_names", "family_name", "original_name")
        assert words(problem, "en") == "Fill in at least one of these."

    @pytest.mark.parametrize("name", ["given_names", "family_name", "original_name"])
    def test_a_single_name_is_enough(self, name: str) -> None:
        assert check(PERSON, {name: "Suharto"}) == ()

    def test_the_default_contact_language_stands_for_what_nobody_said(self) -> None:
        assert "contact_language" not in codes(NAMED)

    def test_a_note_needs_its_text(self) -> None:
        assert codes({"person": "p"}, "note") == {"text": "required"}

    def test_a_part_of_an_item_is_needed_only_in_an_item_that_is_filled(self) -> None:
        phones: list[Value] = [{"id": "a", "channel": "SMS"}, {"id": "b", "number": ""}]
        assert codes({**NAMED, "phones": phones}) == {"phones/a/number": "required"}

    def test_a_quick_contact_is_saved_with_hardly_anything(self) -> None:
        assert codes({"topics": ["STAY"]}, "contact") == {}
        assert codes({}, "contact") == {"language": "required"}


@pytest.mark.parametrize(
    ("name", "value", "path", "code"),
    [
        ("family_name", "ab\x00", "family_name", "control_characters"),
        ("family_name", "a\nb", "family_name", "control_characters"),
        ("family_name", "a\ud800", "family_name", "control_characters"),
        ("family_name", "a\u202eb", "family_name", "direction_marks"),
        ("family_name", "ż" * 10_000, "family_name", "too_long"),
        ("family_name", 5, "family_name", "wrong_shape"),
        ("birth_date", "30.02.1988", "birth_date", "not_a_day"),
        ("birth_date", "1988-02-30", "birth_date", "not_a_day"),
        ("birth_date", "1988-13", "birth_date", "not_a_day"),
        ("entry_date", "2026-03", "entry_date", "day_not_whole"),
        ("sex", "X", "sex", "unknown_code"),
        ("sex", ["K"], "sex", "unknown_code"),
        ("citizenships", ["UA", "ZZZ"], "citizenships/ZZZ", "unknown_code"),
        ("citizenships", "UA", "citizenships", "wrong_shape"),
        ("household_size", 0, "household_size", "out_of_range"),
        ("household_size", True, "household_size", "wrong_shape"),
        ("no_pesel", "yes", "no_pesel", "wrong_shape"),
        ("pesel", "4405140135", "pesel", "pesel_length"),
        ("pesel", "44051401358", "pesel", "pesel_checksum"),
        ("pesel", "02381307589", "pesel", "pesel_date"),
        ("occupation_code", "abc", "occupation_code", "wrong_pattern"),
        ("phones", {"number": "1"}, "phones", "wrong_shape"),
        ("address", "Kraków", "address", "wrong_shape"),
        ("address", {"postcode": "?"}, "address/postcode", "wrong_pattern"),
        ("office", "x" * 201, "office", "too_long"),
        ("assignees", ["a\x07"], "assignees", "control_characters"),
    ],
)
def test_errors(name: str, value: Value, path: str, code: str) -> None:
    found = {p.field: (p.code, p.severity) for p in check(PERSON, {"given_names": "Jan", name: value})}
    assert found == {path: (code, Severity.ERROR)}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("email", "jan(at)example.org", "not_an_email"),
        ("contact_person", {"phone": "u sąsiadki"}, "not_a_phone"),
    ],
)
def test_what_is_kept_as_typed(name: str, value: Value, code: str) -> None:
    (problem,) = check(PERSON, {**NAMED, name: value})
    assert (problem.code, problem.severity) == (code, Severity.WARNING)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("original_name", "محمد\u200f علي"),
        ("original_name", "\u202bעברית\u202c"),
        ("family_name", "Жук"),
        ("family_name", "Mar\u02bciana O’Neill"),
        ("family_name", "Ło\u0301dz"),
        ("family_name", "Nguyễn\u00a0Thị"),
        ("remarks", "first line\nsecond"),
        ("birth_date", "1988"),
        ("birth_date", "1988-04"),
        ("birth_date", "2000-02-29"),
        ("birth_date", "2099-12-31"),
        ("birth_date", "REFUSED"),
        ("disability", "REFUSED"),
        ("pesel", "NOT_KNOWN"),
        ("from_a_newer_laptop", object),
    ],
)
def test_what_is_right(name: str, value: Value) -> None:
    assert check(PERSON, {**NAMED, name: value}) == ()


def test_a_refusal_only_where_it_is_allowed() -> None:
    assert codes({**NAMED, "contact_language": "REFUSED"}) == {"contact_language": "unknown_code"}


def test_an_unverified_pesel_may_stand() -> None:
    assert check(PERSON, {**NAMED, "pesel": "44051401358", "pesel_unverified": True}) == ()


def test_a_detail_of_another_status_is_a_warning() -> None:
    values = {**NAMED, "labour_status": "EMPLOYED", "labour_detail": "LEARNING"}
    (problem,) = check(PERSON, values)
    assert (problem.field, problem.code, problem.severity) == (
        "labour_detail", "wrong_parent", Severity.WARNING,
    )  # fmt: skip


def test_the_county_is_compared_inside_its_address() -> None:
    address: Value = {"voivodeship": "26", "county": "1261"}
    assert codes({**NAMED, "address": address}) == {"address/county": "wrong_parent"}


def test_problems_come_in_screen_order() -> None:
    found = check(PERSON, {"email": "x", "sex": "?", "birth_date": "?"})
    assert [p.field for p in found] == ["given_names", "birth_date", "sex", "email"]


class TestWords:
    def test_facts_are_filled_in(self) -> None:
        problem = Problem("family_name", "too_long", facts={"length": 10_000, "longest": 200})
        assert "10000" in words(problem, "en")
        assert "200" in words(problem, "en")

    def test_an_unknown_code_has_general_words(self) -> None:
        assert words(Problem("x", "never_heard_of"), "en")

    def test_words_without_their_facts_do_not_fail(self) -> None:
        for code in WORDS:
            for language in LANGUAGES:
                assert "{" not in words(Problem("x", code), language)

    def test_every_code_in_use_has_words(self) -> None:
        package = Path(cicdesk.__file__).parent
        used: set[str] = set()
        for source in [*package.glob("schema/*.py"), *package.glob("domain/**/*.py")]:
            used |= set(
                re.findall(r'Problem\([^"()]*?(?:"[a-z_]+", )?"([a-z_]+)"', source.read_text("utf-8"))
            )
        assert used
        assert used <= WORDS.keys()
