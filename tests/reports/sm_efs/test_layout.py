"""The shipped layout is the one that was found, and a layout that cannot be used says where."""

import pytest

from cicdesk.base.resources import resource
from cicdesk.reports.sm_efs.errors import LayoutUnreadable
from cicdesk.reports.sm_efs.layout import Form, Source, read_layout, shipped_layout
from cicdesk.schema.codelists import code_list

LAYOUT = shipped_layout()
SHIPPED = resource("funder_files/sm_efs.toml").read_text(encoding="utf-8")


def test_there_are_43_columns_in_the_order_of_the_system() -> None:
    headers = [each.header for each in LAYOUT.columns]
    assert len(headers) == 43
    assert headers[:3] == ["Numer projektu", "Obywatelstwo", "Rodzaj uczestnika"]
    assert headers[6:9] == ["PESEL/Inny identyfikator", "brak PESEL", "Techniczny identyfikator"]
    assert headers[23:25] == ["Status osoby na rynku pracy", "w tym"]
    assert headers[28:32] == [
        "Zakres wsparcia",
        "Rodzaj przyznanego wsparcia",
        "w tym ",
        "Data rozpoczęcia udziału we wsparciu",
    ]
    assert headers[38:] == [
        "Data dodania", "Użytkownik dodający", "Data modyfikacji", "Użytkownik modyfikujący", "Uwagi",
    ]  # fmt: skip


def test_every_column_says_what_it_means() -> None:
    assert [each.key for each in LAYOUT.columns if not each.meaning] == []


def test_ranges_are_written_with_an_en_dash_and_nothing_else() -> None:
    words = [each.text for each in LAYOUT.by_key["education"].words]
    assert sum("\u2013" in each for each in words) == 2
    assert [each for each in words if "-" in each or "\u2014" in each] == []


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("education", "education"),
        ("labour_status", "labour_statuses"),
        ("labour_detail", "labour_details"),
        ("sex", "sex"),
        ("no_pesel", "yes_no"),
        ("degurba", "degurba"),
        ("voivodeship", "voivodeships"),
        ("end_situation", "end_situations"),
    ],
)
def test_every_answer_of_a_record_has_one_word_in_the_file(key: str, name: str) -> None:
    column = LAYOUT.by_key[key]
    codes = code_list(name).by_code
    named = [code for word in column.words for code in word.codes]
    assert sorted(named) == sorted(codes)
    assert all(column.word(code) for code in codes)


def test_details_of_the_status_are_permitted_beside_their_own_status() -> None:
    status, detail = LAYOUT.by_key["labour_status"], LAYOUT.by_key["labour_detail"]
    for entry in code_list("labour_details").entries:
        assert detail.word(entry.code) in detail.permitted(status.word(entry.parent))


def test_voivodeships_are_called_as_in_the_list_of_the_records() -> None:
    column = LAYOUT.by_key["voivodeship"]
    assert [column.word(each.code) for each in code_list("voivodeships").entries] == [
        each.label("pl") for each in code_list("voivodeships").entries
    ]


def test_services_lead_to_kinds_of_support_that_the_dictionary_has() -> None:
    kinds, details = LAYOUT.by_key["support.kind"], LAYOUT.by_key["support.detail"]
    for service, (kind, detail) in LAYOUT.services.items():
        assert service in code_list("services").by_code
        assert kind in kinds.permitted()
        assert not detail or detail in details.permitted(kind)


def test_what_nobody_has_seen_in_a_file_is_marked() -> None:
    assert LAYOUT.by_key["end_situation"].source is Source.UNSURE
    refused = [each for each in LAYOUT.by_key["minority"].words if "REFUSED" in each.codes]
    assert [each.source for each in refused] == [Source.UNSURE]


def test_columns_of_the_system_are_those_four() -> None:
    keys = [each.key for each in LAYOUT.columns if each.form is Form.SYSTEM]
    assert keys == ["added_on", "added_by", "changed_on", "changed_by"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('key = "sex"', 'key = "gender"', "gender"),
        ('key = "sex"', 'key = "age"', "key"),
        ('key = "family_name"', 'key = "street"', "family_name"),
        ('separator = ";"', 'separator = ""', "separator"),
        ('separator = ";"', 'separator = "|"', "separator"),
        ('separator = ";"', "", "separator"),
        ('form = "identifier"', 'form = "number"', "identifier"),
        ('form = "number"', 'form = "day"', "age"),
        ('form = "phone"', 'form = "fone"', "fone"),
        ('form = "day"\nneeded = "always"', 'form = "text"\nneeded = "always"', "started"),
        ('needed = "institution"', 'needed = "always"\nonce = true', "institution"),
        ('detail_of = "labour_status"', 'detail_of = "status"', "labour_detail"),
        ('under = ["Osoba bezrobotna"]', 'under = ["Osoba bezrobotnia"]', "labour_detail"),
        ('detail_of = "labour_status"\n', "", "labour_detail"),
        ('key = "support.detail"', 'key = "street"', "street"),
        ('form = "postcode"', 'form = "postcode"\nwords = ["32-600"]', "postcode"),
        ('header = "Wiek"', 'header = "Wiek"\nwidth = 3', "width"),
        ('{ text = "Kobieta", codes', '{ text = "Kobieta", kodes', "kodes"),
        ('name = "SM EFS"', "name = ", "line"),
        ('key = "added_on"', 'key = "street"', "street"),
        ("[answer]", "[answer]\nwiersz = []", "wiersz"),
        ('POL = ["krajowe szkolenie/kurs", ""]', 'POL = ["krajowe szkolenie/kurs"]', "index"),
        ("[[columns]]", "[[kolumny]]", "columns"),
    ],
)
def test_a_layout_that_cannot_be_used_says_where(old: str, new: str, place: str) -> None:
    assert old in SHIPPED
    count = -1 if new == "[[kolumny]]" else 1
    with pytest.raises(LayoutUnreadable) as caught:
        read_layout(SHIPPED.replace(old, new, count))
    assert place in str(caught.value.facts["place"])
