"""What people read in place of what the store holds."""

import datetime as dt

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import RecordId
from cicdesk.domain.names import office_key
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.opening import FormOpening
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.timeline import timeline
from cicdesk.presenters.words import each_in_words, office_with_code, title_words, value_words
from cicdesk.schema.person import PERSON
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk

NOW = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("name", "item", "words"),
    [
        ("phones", {"number": "+48600123456"}, "+48 600 123 456"),
        ("phones", {"number": "+48600123456", "safe_to_call": True}, "+48 600 123 456, safe to call"),
        ("phones", {"number": "+48600123456", "safe_to_call": False}, "+48 600 123 456, safe to call: no"),
        ("stays", {"basis": "UKR", "from": "2022-03-15"}, "temporary protection (PESEL UKR), from 15.03.2022"),
    ],
)  # fmt: skip
def test_an_item_says_what_its_dates_and_answers_mean(name: str, item: Value, words: str) -> None:
    field = PERSON.by_name[name]
    assert plain(value_words(field, [item])) == words
    assert [plain(each) for each in each_in_words(field, [item, item])] == [words, words]


def test_titles_have_words_for_codes_and_dates_as_people_write_them() -> None:
    assert (
        title_words("case", "KR-L07-000012 HOUSING STAY") == "KR-L07-000012, housing and renting, legal stay"
    )
    assert title_words("trip", "Nowy Sącz 2026-03-10") == "Nowy Sącz 10.03.2026"
    assert "T" not in title_words("note", "GENERAL 2026-03-10T07:10Z")
    assert title_words("person", "Zhuk Yevhen") == "Zhuk Yevhen"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Zhuk Yevhen Євген Жук", "Zhuk Yevhen  ·  Євген Жук"),
        ("Al-Sayed Fatima فاطمة السيد", "Al-Sayed Fatima  ·  فاطمة السيد"),
        ("Żuk Łukasz", "Żuk Łukasz"),
        ("Євген Жук", "Євген Жук"),
    ],
)
def test_a_name_and_the_same_in_its_own_script_stand_apart(title: str, said: str) -> None:
    assert title_words("person", title) == said


def made(kind: str, seconds: float, **values: Value) -> Snapshot:
    """A record made so many seconds after half past nine."""
    milliseconds = round((NOW.timestamp() + seconds) * 1000)
    digits = f"{milliseconds:012x}"
    record = RecordId(f"{digits[:8]}-{digits[8:]}-7000-8000-{abs(hash(kind)) % 16**12:012x}")
    return Snapshot(id=record, root=record, kind=kind, values=values)


def test_within_a_minute_the_order_of_making_holds() -> None:
    note = made("note", 40, written_at="2026-03-10T09:30Z", text="…")
    records = [note, made("person", 5), made("case", 20)]
    assert [event.kind for event in timeline(records, {}, NOW)] == ["note", "case", "person"]


def test_a_person_is_registered_before_what_came_in_the_same_moment() -> None:
    records = [made("person", 0), made("case", 0)]
    assert [event.kind for event in timeline(records, {}, NOW)] == ["case", "person"]


def test_an_office_is_told_by_its_name_where_that_is_known() -> None:
    registered = made("person", 0, office="KR")
    (told,) = timeline([registered], {office_key("KR"): "Kraków, Racławicka"}, NOW)
    assert "Kraków, Racławicka" in told.text
    (unknown,) = timeline([registered], {}, NOW)
    assert "KR" in unknown.text
    assert office_with_code("KR", "Kraków, Racławicka") == "Kraków, Racławicka (KR)"
    assert office_with_code("KR", "KR") == "KR"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (
            {"country": "PL", "voivodeship": "12", "locality": "Miechów", "street": "Racławicka",
             "house": "12", "flat": "3", "postcode": "32-200"},
            "Racławicka 12/3, 32-200 Miechów, Małopolskie, Poland",
        ),
        ({"country": "PL", "locality": "Falniów", "house": "7", "commune": "Miechów"}, "Falniów 7, Miechów, Poland"),
        ({"country": "PL", "locality": "Miechów", "commune": "Miechów"}, "Miechów, Poland"),
        ({"country": "UA"}, "Ukraine"),
    ],
)  # fmt: skip
def test_an_address_is_said_as_people_write_it(held: dict[str, Value], said: str) -> None:
    assert value_words(PERSON.by_name["address"], held) == said


def test_a_new_trip_has_its_first_member_in_the_team(desk: Desk) -> None:
    starts: list[FormStart] = []
    FormOpening(None, desk, InlineRunner()).open("trip", "", "", {}, starts.append)
    assert starts[0].values["team"] == [desk.user]
