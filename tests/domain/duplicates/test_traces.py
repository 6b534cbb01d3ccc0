"""Traces warn as the files would, and say nothing to whoever has no key."""

from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.duplicates.marks import KEY_BYTES, blocking_marks, mark
from cicdesk.domain.duplicates.profile import Profile
from cicdesk.domain.duplicates.scoring import Band, Why, compare
from cicdesk.domain.duplicates.traces import asked, initials, trace_of
from cicdesk.wire.likely import Trace
from tests.domain.duplicates.test_scoring import BORN, PEOPLE, documents, person, phones

KEY = bytes(range(KEY_BYTES))
MONTH = 1_795_000_000_000


def trace(profile: Profile) -> Trace:
    return trace_of(KEY, "0192-a", "TA", profile, MONTH)


def test_somebody_known_in_another_office_is_noticed_by_another_spelling_and_the_birthday() -> None:
    found = asked(KEY, person("Yevhen Zhuk", BORN)).compare(trace(person("Jewhen Żuk", BORN)))
    assert found.band is Band.POSSIBLE
    assert [each.why for each in found.reasons] == [Why.BIRTH_SAME, Why.NAME_SPELLED]


def test_what_travels_holds_no_name_no_number_and_no_day() -> None:
    told = trace(
        person(
            "Jewhen Żuk",
            BORN,
            phones=phones("+48000000001"),
            documents=documents("FA1234"),
            pesel="88840212345",
        )
    )
    shown = (told.id, told.office, told.initials, told.year, told.last)
    assert shown[1:] == ("TA", "J. Z.", "1888", "2026-11")
    assert all(isinstance(each, int) for each in (*told.numbers, *(n for word in told.words for n in word)))


def test_marks_of_another_key_are_other_marks() -> None:
    somebody = person("Jewhen Żuk", BORN, phones=phones("+48000000001"))
    other = bytes(KEY_BYTES)
    assert set(blocking_marks(KEY, somebody)).isdisjoint(blocking_marks(other, somebody))
    assert mark(KEY, "phone", "1") != mark(KEY, "document", "1")


def test_initials_are_in_latin_letters() -> None:
    assert initials(("євген", "жук")) == "Y. Z."


@given(PEOPLE, PEOPLE)
def test_whoever_could_be_proposed_shares_a_mark(one: Profile, other: Profile) -> None:
    if compare(one, other).band is not Band.NONE:
        assert not set(blocking_marks(KEY, one)).isdisjoint(blocking_marks(KEY, other))


@given(PEOPLE, PEOPLE)
def test_a_trace_says_no_more_than_its_file_would_but_for_what_it_does_not_hold(
    one: Profile, other: Profile
) -> None:
    """It holds no sex, no citizenship, no kind of a document, and the first way of writing the name."""
    found = asked(KEY, one).compare(trace(other))
    held = {
        Why.PHONE_SAME,
        Why.BIRTH_SAME,
        Why.BIRTH_SWAPPED,
        Why.BIRTH_YEAR,
        Why.BIRTH_NEW_YEAR,
        Why.PESEL_SAME,
    }
    told = {each.why for each in found.reasons} & held
    really = {each.why for each in compare(one, other).reasons} & held
    if Why.RELATIVES not in {each.why for each in (*found.reasons, *compare(one, other).reasons)}:
        assert told == really


@given(st.text(max_size=20))
def test_any_text_makes_a_trace(name: str) -> None:
    assert trace(person(name)).office == "TA"
