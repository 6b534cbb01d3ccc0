"""Code lists: complete in four languages, unique, never shrinking, as the field speaks."""

import csv
import datetime as dt

import pytest

from cicdesk.base.resources import resource
from cicdesk.schema.codelists import LABEL_LANGUAGES, CodeList, code_list

NAMES = sorted(path.stem for path in resource("codelists").glob("*.csv"))
HEADER = ["code", "pl", "uk", "ru", "en", "aliases", "parent", "valid_from", "valid_to"]


@pytest.fixture(params=NAMES)
def each(request: pytest.FixtureRequest) -> CodeList:
    return code_list(request.param)


def test_every_label_in_four_languages(each: CodeList) -> None:
    for entry in each.entries:
        for language in LABEL_LANGUAGES:
            label = entry.labels[language]
            assert label, (entry.code, language)
            assert label == label.strip()
            assert not label.endswith(":")


def test_codes_are_unique_and_short(each: CodeList) -> None:
    assert len(each.by_code) == len(each.entries)
    assert all(0 < len(entry.code) <= 40 and entry.code.isprintable() for entry in each.entries)


def test_nothing_is_offered_before_it_begins(each: CodeList) -> None:
    for entry in each.entries:
        if entry.valid_from and entry.valid_to:
            assert entry.valid_from <= entry.valid_to


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_utf8_with_plain_line_ends(name: str) -> None:
    raw = resource(f"codelists/{name}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    rows = list(csv.reader(raw.decode("utf-8").splitlines()))
    assert rows[0][: len(HEADER)] == HEADER
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_sex_of_a_child_is_said_in_words_for_children() -> None:
    sex = code_list("sex_of_dependants")
    assert list(sex.by_code) == list(code_list("sex").by_code)
    girl = [sex.label("K", language).split(" / ")[0] for language in LABEL_LANGUAGES]
    assert girl == ["dziewczynka", "дівчинка", "девочка", "girl"]


def test_countries_begin_with_those_met_most() -> None:
    countries = code_list("countries")
    assert [entry.code for entry in countries.entries[:5]] == ["UA", "BY", "RU", "GE", "VN"]
    assert {"XXA", "XXB", "XXC", "XXX", "XK", "PL", "PS"} <= countries.by_code.keys()
    assert countries.label("MD", "pl") == "Mołdawia"
    assert "UKR" in countries.by_code["UA"].aliases


def test_every_real_country_has_the_code_of_travel_documents() -> None:
    for entry in code_list("countries").entries:
        if len(entry.code) == 2:
            assert any(len(alias) == 3 and alias.isupper() for alias in entry.aliases), entry.code


def test_languages_have_three_letters_and_decent_names() -> None:
    languages = code_list("languages")
    assert all(len(code) == 3 for code in languages.by_code)
    wanted = {
        "ukr",
        "rus",
        "pol",
        "eng",
        "rue",
        "rom",
        "prs",
        "ckb",
        "kmr",
        "che",
        "tir",
        "pso",
        "ukl",
        "und",
    }
    assert wanted <= languages.by_code.keys()
    assert languages.label("rom", "pl") == "romski"
    assert not any("cygań" in entry.labels["pl"] for entry in languages.entries)
    assert "uk" in languages.by_code["ukr"].aliases


def test_all_counties_have_their_voivodeship() -> None:
    assert len(code_list("voivodeships").entries) == 16
    assert len(code_list("counties").entries) == 380
    for entry in code_list("counties").entries:
        assert entry.code.startswith(entry.parent)
    assert code_list("counties").label("1208", "pl") == "miechowski"
    assert code_list("counties").label("1261", "pl") == "Kraków"
    assert code_list("counties").label("2613", "pl") == "włoszczowski"


def test_communes_lie_in_known_counties() -> None:
    for entry in code_list("communes").entries:
        assert entry.parent in code_list("counties").by_code
        assert entry.more["degurba"] in {"", *code_list("degurba").by_code}
    assert code_list("communes").by_code["1261011"].more["degurba"] == "1"


def test_temporary_protection_ends_by_data_not_by_code() -> None:
    protection = code_list("stay_bases").by_code["UKR"]
    assert protection.offered_on(dt.date(2027, 3, 4))
    assert not protection.offered_on(dt.date(2027, 3, 5))
    assert protection.more["days"] == "30"
    unregulated = code_list("stay_bases").by_code["NUE"]
    assert not unregulated.offered_on(dt.date(2026, 8, 31))


def test_documents_of_a_stay_are_known() -> None:
    known = code_list("identity_documents").by_code
    for entry in code_list("stay_bases").entries:
        assert set(entry.more["documents"].split("|")) <= known.keys()


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert code_list("sex").label("ZZ", "pl") == "ZZ"


def test_offered_under_a_parent() -> None:
    offered = code_list("labour_details").offered(dt.date(2026, 1, 1), "INACTIVE")
    assert {entry.parent for entry in offered} == {"INACTIVE"}
