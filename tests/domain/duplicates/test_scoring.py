"""Two people side by side: the evidence of domain 7.4, its bands and its reasons."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.duplicates.choosing import chosen, pair_of
from cicdesk.domain.duplicates.profile import Profile, of_document, of_values, together
from cicdesk.domain.duplicates.scoring import Band, Likeness, Why, compare, is_news
from cicdesk.domain.duplicates.weights import MOST, weights
from cicdesk.schema.codelists import code_list
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Value

BORN = "1888-04-02"


def person(name: str, born: str = "", **values: Value) -> Profile:
    given, _, family = name.rpartition(" ")
    return of_values({"given_names": given, "family_name": family, "birth_date": born, **values})


def phones(*numbers: str) -> Value:
    return [{"id": number, "number": number} for number in numbers]


def documents(*numbers: str, kind: str = "PASSPORT") -> Value:
    return [{"id": number, "kind": kind, "number": number} for number in numbers]


def whys(found: Likeness) -> set[Why]:
    return {each.why for each in found.reasons}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yevhen Zhuk", "Jewhen Żuk"),
        ("Iuliia Khomenko", "Yuliya Homenko"),
        ("Iryna Kravchenko", "Irina Krawczenko"),
        ("Nguyen Thi Anh", "Nguyễn Thị Ánh"),
        ("Yevhen Zhuk", "Evgenii Zhuk"),
        ("Yuliia Khomenko", "Julia Chomenko"),
        ("Mohammed Al-Hassan", "Muhammad Alhasan"),
        ("Oleksii Shcherbak", "Aleksey Shcherbak"),
    ],
)
def test_one_name_in_two_spellings_and_the_same_birthday_may_be_one_person(one: str, other: str) -> None:
    found = compare(person(one, BORN), person(other, BORN))
    assert found.band is Band.POSSIBLE
    assert Why.BIRTH_SAME in whys(found)
    assert whys(found) & {Why.NAME_SAME, Why.NAME_SPELLED, Why.NAME_PART}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Kovalenko", "Alla Kovalenko"),
        ("Olena Bondar", "Olha Bondar"),
        ("Mohamed Sayed", "Mahmoud Sayed"),
        ("Nguyen Thi Anh", "Nguyen Thi Lan"),
    ],
)
def test_different_given_names_are_different_people_even_with_one_birthday(one: str, other: str) -> None:
    assert compare(person(one, BORN), person(other, BORN)).band is Band.NONE


def test_the_points_are_those_of_the_policy() -> None:
    one = person("Yevhen Zhuk", BORN, sex="M", citizenships=["UA"], phones=phones("+48000000001"))
    other = person("Jewhen Żuk", BORN, sex="M", citizenships=["UA", "PL"], phones=phones("+48000000001"))
    found = compare(one, other)
    assert {each.why: each.points for each in found.reasons} == {
        Why.NAME_SPELLED: 350,
        Why.BIRTH_SAME: 350,
        Why.PHONE_SAME: 250,
        Why.CITIZENSHIP_SAME: 50,
    }
    assert (found.score, found.band) == (1000, Band.STRONG)


@pytest.mark.parametrize(
    ("there", "points"),
    [
        ("1888-04-02", (Why.BIRTH_SAME, 350)),
        ("1888-02-04", (Why.BIRTH_SWAPPED, 250)),
        ("1888-11-30", (Why.BIRTH_YEAR, 100)),
        ("1888", (Why.BIRTH_YEAR, 100)),
        ("1887-04-02", None),
    ],
)
def test_a_birthday_counts_by_how_well_it_agrees(there: str, points: tuple[Why, int] | None) -> None:
    found = compare(person("A B", BORN), person("C D", there))
    assert [(each.why, each.points) for each in found.reasons] == ([points] if points else [])


def test_a_date_that_stands_for_an_unknown_day_says_little() -> None:
    first = person("Yevhen Zhuk", "1888-01-01")
    assert compare(first, person("Jewhen Żuk", "1888-01-01")).band is Band.NONE


@pytest.mark.parametrize("number", ["pesel", "document"])
def test_a_number_that_is_given_once_outweighs_another_name(number: str) -> None:
    both: dict[str, Value] = (
        {"pesel": "88840212345"} if number == "pesel" else {"documents": documents("FA 123456")}
    )
    found = compare(person("Olena Bondar", BORN, **both), person("Olha Kozak", "1890", **both))
    assert found.band is Band.STRONG


def test_a_document_of_another_kind_with_the_same_number_is_another_document() -> None:
    one = person("Olena Bondar", documents=documents("123456"))
    other = person("Olha Kozak", documents=documents("123456", kind="PL_ID_CARD"))
    assert Why.DOCUMENT_SAME not in whys(compare(one, other))


def test_two_known_pesel_numbers_that_differ_speak_against_it_unless_one_is_in_doubt() -> None:
    one = person("Olena Bondar", BORN, pesel="88840212345")
    other = person("Olena Bondar", BORN, pesel="88840254321")
    assert compare(one, other).band is Band.NONE
    doubtful = person("Olena Bondar", BORN, pesel="88840254321", pesel_unverified=True)
    assert compare(one, doubtful).band is Band.POSSIBLE


def test_one_telephone_and_other_given_names_are_relatives() -> None:
    mother = person("Olena Bondar", BORN, phones=phones("+48000000001"))
    son = person("Taras Bondar", BORN, phones=phones("+48000000001"))
    found = compare(mother, son)
    assert found.band is Band.NONE
    assert Why.RELATIVES in whys(found)
    assert Why.PHONE_SAME not in whys(found)


def test_another_sex_speaks_against_it() -> None:
    one = person("Yevhen Zhuk", BORN, sex="M")
    assert compare(one, person("Yevhen Zhuk", BORN, sex="K")).band is Band.NONE


def test_what_was_refused_is_no_evidence() -> None:
    refused: dict[str, Value] = {"pesel": "REFUSED", "sex": "NOT_ASKED", "other_identifier": "NOT_KNOWN"}
    found = compare(person("A B", "REFUSED", **refused), person("C D", "REFUSED", **refused))
    assert found.reasons == ()


def test_a_former_name_and_the_original_script_count_as_the_name() -> None:
    one = person("Olena Bondar", BORN, other_spellings=[{"id": "a", "spelling": "Koval"}])
    assert compare(one, person("Olena Koval", BORN)).band is Band.POSSIBLE
    assert (
        compare(of_values({"original_name": "Олена Бондар", "birth_date": BORN}), one).band is Band.POSSIBLE
    )


def test_a_pair_comes_back_only_with_something_new_in_common() -> None:
    before = compare(person("Yevhen Zhuk", BORN), person("Jewhen Żuk", BORN)).evidence
    assert before == {"NAME", "BIRTH"}
    assert not is_news(before | {"CITIZENSHIP", "BIRTH_YEAR"}, before)
    assert is_news(before | {"PHONE"}, before)


def test_every_kept_reason_is_a_code_of_the_list() -> None:
    everything = person(
        "Olena Bondar", BORN, citizenships=["UA"], phones=phones("+48000000001"), documents=documents("FA1234"),
        pesel="88840212345",
    )  # fmt: skip
    assert compare(everything, everything).evidence <= code_list("likeness_reasons").by_code.keys()


NAMES = (
    "Yevhen Zhuk",
    "Jewhen Żuk",
    "Олена Бондар",
    "Olena Bondar",
    "Ho",
    "Nguyễn Thị Ánh",
    "Anh Nguyen",
    "",
)
PEOPLE = st.builds(
    person,
    st.sampled_from(NAMES),
    st.sampled_from(["", "1888", BORN, "1888-02-04", "1888-01-01", "1901-12-24"]),
    sex=st.sampled_from(["K", "M", "REFUSED", ""]),
    citizenships=st.lists(st.sampled_from(["UA", "VN", "PL"]), max_size=2),
    phones=st.lists(st.sampled_from(["+48000000001", "+48000000002"]), max_size=2).map(lambda n: phones(*n)),
    documents=st.lists(st.sampled_from(["FA1234", "FA5678"]), max_size=2).map(lambda n: documents(*n)),
    pesel=st.sampled_from(["", "88840212345", "88840254321"]),
)


@given(PEOPLE, PEOPLE)
def test_the_answer_is_the_same_whichever_comes_first(one: Profile, other: Profile) -> None:
    assert compare(one, other) == compare(other, one)


@given(PEOPLE, PEOPLE)
def test_the_score_is_what_its_reasons_add_up_to_and_its_band_what_the_score_says(
    one: Profile, other: Profile
) -> None:
    found = compare(one, other)
    assert found.score == max(0, min(MOST, sum(each.points for each in found.reasons)))
    if Why.RELATIVES not in whys(found):
        bands = weights().bands
        floor = {Band.STRONG: bands.strong, Band.POSSIBLE: bands.possible, Band.NONE: 0}[found.band]
        assert found.score >= floor


@given(PEOPLE)
def test_nobody_is_less_alike_to_a_copy_than_to_anybody(one: Profile) -> None:
    assert all(compare(one, one).score >= compare(one, person(name, BORN)).score - 350 for name in NAMES)
    assert not {Why.PESEL_DIFFERS, Why.SEX_DIFFERS, Why.RELATIVES} & whys(compare(one, one))


@given(PEOPLE, PEOPLE)
def test_joined_files_know_what_either_knew(one: Profile, other: Profile) -> None:
    both = together(one, other)
    assert both.phones == one.phones | other.phones
    assert {*both.names} >= {*one.names}
    assert bool(both.birth) == bool(one.birth or other.birth)


def test_a_person_reads_the_same_at_the_laptop_and_at_the_centre() -> None:
    values: dict[str, Value] = {
        "given_names": "Jewhen", "family_name": "Żuk", "birth_date": BORN, "citizenships": ["UA"],
        "phones": phones("+48000000001"), "documents": documents("FA 1234"), "pesel": "88840212345",
        "other_spellings": [{"id": "a", "spelling": "Євген Жук"}],
    }  # fmt: skip
    assert of_document(changes_between(spec_of("person"), {}, values)) == of_values(values)


def test_nobody_stands_in_more_than_five_pairs_and_the_order_does_not_matter() -> None:
    people = {f"p{n}": person("Yevhen Zhuk", BORN) for n in range(12)}
    found = compare(people["p1"], people["p2"])
    pairs = [pair_of(a, b, found) for a in people for b in people if a < b]
    shown = chosen(pairs)
    random.Random(1).shuffle(pairs)
    assert chosen(pairs) == shown
    assert all(sum(name in (each.one, each.other) for each in shown) <= 5 for name in people)
