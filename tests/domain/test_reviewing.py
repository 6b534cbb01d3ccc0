"""What is reviewed of a case, what was approved of it, and what differs since."""

import base64
import zlib

from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.reviewing import (
    approved_content,
    approved_values,
    content_of,
    differences,
    pack,
    part_of,
    unpack,
    writers_of,
)
from cicdesk.schema.values import Value, Values

PERSON: dict[str, Value] = {
    "given_names": "Jewhen",
    "phones/p1": {"number": "+48000111222", "owner": ""},
    "languages/ukr": True,
}
CASE: dict[str, Value] = {"person": "p", "topics/WORK": True, "owner": "olha", "_alive": True}


def test_a_review_is_of_the_case_its_person_and_what_was_given_for_it() -> None:
    records: list[tuple[str, str, Values]] = [
        ("p", "person", PERSON),
        ("c", "case", CASE),
        ("c2", "case", CASE),
        ("s1", "service", {"case": "c", "minutes": 30}),
        ("s2", "service", {"case": "c2", "minutes": 30}),
        ("s3", "service", {"minutes": 30}),
        ("n", "note", {"text": "confidential"}),
    ]
    assert content_of(records, "c").keys() == {"p", "c", "s1", "s3"}


def test_who_has_a_case_in_hand_is_nothing_to_approve() -> None:
    before = {"c": part_of("case", CASE)}
    after = {"c": part_of("case", {**CASE, "owner": "marta", "office": "TA", "priority": "URGENT"})}
    assert not differences(before, after)


def test_blank_and_absent_are_the_same() -> None:
    spare: dict[str, Value] = {
        **PERSON,
        "email": None,
        "languages/rus": False,
        "phones/p2": None,
        "patronymic": "",
    }
    assert part_of("person", spare) == part_of("person", PERSON)


def test_differences_are_told_field_by_field_in_the_order_of_the_form() -> None:
    before = {"p": part_of("person", PERSON)}
    after = {
        "p": part_of("person", {**PERSON, "given_names": "Yevhen", "languages/rus": True}),
        "s": part_of("service", {"service": "POL", "minutes": 30}),
    }
    told = [(each.record, each.field, each.before, each.after) for each in differences(before, after)]
    assert told == [
        ("p", "given_names", "Jewhen", "Yevhen"),
        ("p", "languages", ["ukr"], ["rus", "ukr"]),
        ("s", "service", None, "POL"),
        ("s", "minutes", None, 30),
    ]


def test_a_record_that_is_gone_differs_in_every_field() -> None:
    before = {"s": part_of("service", {"service": "POL"})}
    assert [(each.field, each.before, each.after) for each in differences(before, {})] == [
        ("service", "POL", None)
    ]


def test_exports_use_what_was_approved_until_the_next_approval() -> None:
    review = {"approved_values": pack({"p": part_of("person", PERSON), "c": part_of("case", CASE)})}
    current: dict[str, tuple[str, Values]] = {
        "p": ("person", {"given_names": "Zhenya", "office": "TA"}),
        "c": ("case", {"topics": ["STAY"], "owner": "marta"}),
        "s": ("service", {"minutes": 30}),
        "n": ("note", {"text": "x"}),
    }
    found = approved_values(review, current)
    assert found["p"][1]["given_names"] == "Jewhen"
    assert found["p"][1]["office"] == "TA"
    assert found["c"] == ("case", {"person": "p", "topics": ["WORK"], "owner": "marta"})
    assert found.keys() == {"p", "c", "n"}


def test_before_the_first_approval_everything_is_as_it_is() -> None:
    current: dict[str, tuple[str, Values]] = {"p": ("person", {"given_names": "Zhenya"})}
    assert approved_values(None, current) == approved_values({"state": "RETURNED"}, current) == current
    content = {"p": part_of("person", PERSON)}
    assert approved_content({}, content) == content


def test_what_was_never_packed_here_is_nothing() -> None:
    bomb = base64.b64encode(zlib.compress(b"[" + b" " * (64 << 20))).decode()
    for text in ("", "?", "eJw=", base64.b64encode(b"plain").decode(), bomb, None, 7):
        assert unpack(text) == {}


def test_the_writers_are_those_whom_the_centre_noted() -> None:
    assert writers_of({"changes": [{"id": "v1", "user": "olha"}, {"id": "v2"}, "?"]}) == {"olha"}
    assert writers_of(None) == frozenset()


_documents = st.dictionaries(
    st.sampled_from(["given_names", "family_name", "email", "languages/ukr", "languages/rus"]),
    st.one_of(st.none(), st.booleans(), st.text(max_size=5)),
)


@given(_documents, _documents)
def test_content_comes_out_as_it_went_in_and_differs_only_from_other_content(
    one: Values, other: Values
) -> None:
    first, second = {"p": part_of("person", one)}, {"p": part_of("person", other)}
    assert unpack(pack(first)) == first
    assert bool(differences(first, second)) == (first != second)
