"""Between lists and registers: nothing is lost, sets merge by element."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from cicdesk.schema.documents import changes_between, register_of, to_values
from cicdesk.schema.records import spec_of
from cicdesk.schema.shapes import check_shape
from cicdesk.schema.values import Value, is_blank
from tests.schema.samples import any_record, full

PERSON = spec_of("person")
RECORDS = any_record(PERSON)


def _filled(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if not is_blank(value)}


@given(RECORDS)
def test_what_is_written_is_read_back(values: dict[str, Value]) -> None:
    assert to_values(PERSON, changes_between(PERSON, {}, values)) == _filled(values)


@given(RECORDS, RECORDS)
def test_an_edit_leaves_exactly_what_it_names(before: dict[str, Value], after: dict[str, Value]) -> None:
    document = changes_between(PERSON, {}, before)
    document.update(changes_between(PERSON, to_values(PERSON, document), after))
    assert to_values(PERSON, document) == _filled({**before, **after})


@given(RECORDS)
def test_what_did_not_change_is_not_written(values: dict[str, Value]) -> None:
    held = to_values(PERSON, changes_between(PERSON, {}, values))
    assert changes_between(PERSON, held, held) == {}
    assert changes_between(PERSON, held, {}) == {}


CODES = st.sets(st.sampled_from(("STAY", "WORK", "HEALTH", "TAX", "BANK")))


@given(CODES, CODES, CODES)
def test_two_edits_of_a_set_both_count(start: set[str], mine: set[str], theirs: set[str]) -> None:
    case = spec_of("case")
    before: dict[str, Value] = {"topics": list(start)}
    document = changes_between(case, {}, before)
    first = changes_between(case, before, {"topics": list(mine)})
    second = changes_between(case, before, {"topics": list(theirs)})
    document.update(first)
    document.update(second)
    kept = start & mine & theirs
    added = (mine | theirs) - start
    assert set(_list(to_values(case, document).get("topics"))) == kept | added


def _list(value: Value) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def test_items_added_on_two_laptops_stand_beside_each_other() -> None:
    document = changes_between(PERSON, {}, {"phones": [{"id": "a", "number": "+48000111111"}]})
    document.update(changes_between(PERSON, {}, {"phones": [{"id": "b", "number": "+48000222222"}]}))
    assert to_values(PERSON, document)["phones"] == [
        {"id": "a", "number": "+48000111111"},
        {"id": "b", "number": "+48000222222"},
    ]


def test_an_item_without_an_id_gets_one_and_a_blank_one_is_dropped() -> None:
    written = changes_between(PERSON, {}, {"phones": [{"number": "+48000111111"}, {"number": ""}]})
    (name,) = written
    field, element = register_of(name)
    assert field == "phones"
    assert element


def test_unknown_names_stay_as_they_are() -> None:
    assert to_values(PERSON, {"from_a_newer_laptop": 5}) == {"from_a_newer_laptop": 5}


def test_a_full_record_of_every_type_has_the_right_shape() -> None:
    for kind in ("contact", "person", "case", "note", "comment", "trip"):
        spec = spec_of(kind)
        assert check_shape(kind, changes_between(spec, {}, full(spec))) == ""
