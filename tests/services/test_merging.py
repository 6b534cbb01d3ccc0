"""Two files shown as one on a laptop, in any course of edits: apart again both are as if nobody had joined them."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.files import Content
from cicdesk.services.merging.errors import AlreadyJoined, NothingToUndo, NotTwoPeople
from tests.support.profiles import enrolled, fresh_desk, session_at, shown_rows

Values = dict[str, Any]
Edits = list[tuple[str, Any]]
Both = tuple[Edits, Edits]


@pytest.fixture
def desk(home: Home) -> Desk:
    """A desk of a laptop that works alone."""
    return fresh_desk(session_at(home))


def pair(desk: Desk) -> tuple[str, str]:
    """Two files of one person."""
    kept, _changes = desk.records.create(
        "person",
        {"given_names": "Jewhen", "family_name": "Żuk", "email": "one@example.org", "citizenships": ["UA"]},
    )
    gone, _changes = desk.records.create(
        "person",
        {
            "given_names": "Yevhen", "family_name": "Zhuk", "original_name": "Євген Жук", "birth_date": "1888-04-02",
            "email": "two@example.org", "citizenships": ["UA", "MD"], "phones": [{"number": "+48000222222"}],
        },
    )  # fmt: skip
    return kept.id, gone.id


def joined(desk: Desk, kept: str, gone: str, *taken: str) -> str:
    """The decision that both are one."""
    desk.merging.merge(kept, gone, taken)
    return desk.merging.of(kept)[-1].merge


def test_of_each_field_the_chosen_value_is_shown_and_of_sets_everything(desk: Desk) -> None:
    kept, gone = pair(desk)
    joined(desk, kept, gone, "email")
    shown = desk.records.get(kept).values
    assert (shown["family_name"], shown["email"], shown["birth_date"]) == (
        "Żuk",
        "two@example.org",
        "1888-04-02",
    )
    assert shown["citizenships"] == ["MD", "UA"]
    assert [each["number"] for each in rows(shown, "phones")] == ["+48000222222"]
    assert [each["spelling"] for each in rows(shown, "other_spellings")] == ["Yevhen Zhuk"]
    assert shown["original_name"] == "Євген Жук"


def rows(values: Any, name: str) -> list[Values]:  # noqa: ANN401  a read-only mapping of JSON
    """The items of a repeating group."""
    found: list[Values] = values[name]
    return found


def test_lists_and_search_show_the_person_once_and_old_numbers_find_them(desk: Desk) -> None:
    kept, gone = pair(desk)
    number = desk.records.get(gone).number
    joined(desk, kept, gone)
    assert desk.people.count("person") == 1
    assert [each.id for each in desk.records.list("person")] == [kept]
    assert [hit.id for hit in desk.search.find("Yevhen Zhuk")] == [kept]
    (hit,) = desk.search.find(number)
    assert (hit.id, hit.why, hit.detail) == (kept, "number", number)
    assert desk.records.get(gone).id == kept


def test_cases_and_notes_of_both_are_in_one_file_and_know_where_they_came_from(desk: Desk) -> None:
    kept, gone = pair(desk)
    case = desk.records.create("case", {"person": gone, "summary": "Praca"})[0].id
    decided = joined(desk, kept, gone)
    assert (desk.records.get(case).root, desk.records.get(case).values["person"]) == (kept, kept)
    there = desk.records.create("note", {"person": kept, "case": case, "text": "O sprawie."})[0].id
    here = desk.records.create("note", {"person": kept, "text": "O osobie."})[0].id
    assert {case, there, here} <= {each.id for each in desk.records.in_file(kept)}
    desk.merging.undo(decided)
    assert {each.id for each in desk.records.in_file(gone)} == {gone, case, there}
    assert here in {each.id for each in desk.records.in_file(kept)}
    assert desk.records.get(there).values["person"] == gone


def test_what_both_files_say_is_shown_once_and_removed_once(desk: Desk) -> None:
    kept, gone = pair(desk)
    desk.records.edit(kept, {"phones": [{"number": "+48000222222"}]})
    decided = joined(desk, kept, gone)
    assert len(rows(desk.records.get(kept).values, "phones")) == 1
    desk.records.edit(kept, {"phones": []})
    assert "phones" not in desk.records.get(kept).values
    desk.merging.undo(decided)
    assert "phones" not in desk.records.get(gone).values


def test_three_files_become_one_and_part_one_by_one(desk: Desk) -> None:
    kept, gone = pair(desk)
    third = desk.records.create("person", {"given_names": "Eugen", "family_name": "Shuk"})[0].id
    inner = joined(desk, gone, third)
    outer = joined(desk, kept, gone)
    assert desk.records.get(third).id == kept
    spelt = {each["spelling"] for each in rows(desk.records.get(kept).values, "other_spellings")}
    assert {"Yevhen Zhuk", "Eugen Shuk"} <= spelt
    desk.merging.undo(outer)
    assert desk.records.get(third).id == gone
    desk.merging.undo(inner)
    assert desk.people.count("person") == 3


def test_a_file_whose_other_half_was_deleted_is_shown_by_itself_until_it_is_back(desk: Desk) -> None:
    kept, gone = pair(desk)
    joined(desk, kept, gone)
    desk.records.delete(kept, "Pomyłka")
    assert [each.id for each in desk.records.list("person")] == [gone]
    desk.records.restore(kept)
    assert [each.id for each in desk.records.list("person")] == [kept]


def test_nobody_joins_what_is_no_pair_and_parts_what_is_apart(desk: Desk) -> None:
    kept, gone = pair(desk)
    case = desk.records.create("case", {"person": gone})[0].id
    for one, other in ((kept, kept), (kept, case), (kept, "nobody")):
        with pytest.raises(NotTwoPeople):
            desk.merging.merge(one, other, ())
    decided = joined(desk, kept, gone)
    with pytest.raises(AlreadyJoined):
        desk.merging.merge(gone, kept, ())
    desk.merging.undo(decided)
    with pytest.raises(NothingToUndo):
        desk.merging.undo(decided)
    enrolled(desk)
    with pytest.raises(NotAllowed):
        desk.merging.merge(kept, gone, ())
    with pytest.raises(NotAllowed):
        desk.merging.not_the_same(kept, gone)


_WORDS = st.sampled_from(["Ala", "Ola", "Ewa", "Iza"])
_SINGLE = st.tuples(st.sampled_from(["email", "patronymic", "remarks", "family_name", "address_as"]), _WORDS)
_EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), _SINGLE),
        st.tuples(st.just("phone"), st.tuples(st.integers(0, 3), st.sampled_from(["", "8-9", "9-12"]))),
        st.tuples(st.just("citizen"), st.sampled_from(["UA", "MD", "GE", "BY"])),
    ),
    max_size=6,
)
_BOTH = st.tuples(_EDITS, _EDITS)


class Expected:
    """What a file holds if nobody ever joined it."""

    def __init__(self) -> None:
        self.single: Values = {}
        self.phones: dict[str, str] = {}
        self.codes: set[str] = set()

    def of(self, values: Any) -> bool:  # noqa: ANN401  a read-only mapping of JSON
        """Whether these values are that."""
        single = {name: values.get(name) for name in self.single}
        phones = {each["id"]: each.get("hours", "") for each in values.get("phones", [])}
        return (single, phones, set(values.get("citizenships", []))) == (self.single, self.phones, self.codes)


class Course:
    """Two files with what becomes of them."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.files = desk, (Expected(), Expected())
        self._numbers = count()  # what both files say is another matter: it is shown and removed as one
        self.ids = tuple(
            desk.records.create("person", {"given_names": "Ola", "family_name": name})[0].id for name in "AB"
        )
        for each, name in zip(self.files, "AB", strict=True):
            each.single["family_name"] = name

    def edit(self, which: int, what: str, how: Any, *, together: bool = False) -> None:  # noqa: ANN401  by `what`
        """Somebody edits a file; `together`: it is the survivor's, and what is shown there may be the other's."""
        record, own = self.ids[which], self.files[which]
        shown: Any = self.desk.records.get(record).values
        if what == "set":
            value = f"{how[1]}@example.org" if how[0] == "email" else how[1]
            if together and shown.get(how[0]) == value:
                return
            self.desk.records.edit(record, {how[0]: value})
            own.single[how[0]] = value
        elif what == "citizen":
            if how in shown.get("citizenships", []):
                return
            self.desk.records.edit(record, {"citizenships": [*shown.get("citizenships", []), how]})
            own.codes.add(how)
        else:
            self._phone(record, own, list(shown.get("phones", [])), *how)

    def _phone(self, record: str, own: Expected, phones: list[Any], place: int, hours: str) -> None:
        if place >= len(phones):
            new: Any = {"number": f"+48000{next(self._numbers):06}", "hours": hours or "7"}
            after: Any = self.desk.records.edit(record, {"phones": [*phones, new]})[0].values["phones"]
            (fresh,) = {each["id"] for each in after} - {each["id"] for each in phones}
            own.phones[fresh] = hours or "7"
            return
        touched = phones[place]["id"]
        whose = next(each for each in self.files if touched in each.phones)
        if hours:
            phones[place] = {**phones[place], "hours": hours}
            whose.phones[touched] = hours
        else:
            phones.pop(place)
            del whose.phones[touched]
        self.desk.records.edit(record, {"phones": phones})


_TAKEN = st.sets(st.sampled_from(["email", "patronymic", "remarks"]))


@given(_BOTH, _TAKEN, _EDITS, _EDITS, _BOTH)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_gives_both_back_whatever_was_edited_before_between_and_after(
    tmp_path: Path, before: Both, taken: set[str], between: Edits, offline: Edits, after: Both
) -> None:  # fmt: skip
    desk = _desk_of(tmp_path)
    course = Course(desk)
    for which in (0, 1):
        for what, how in before[which]:
            course.edit(which, what, how)
    decided = joined(desk, *course.ids, *taken)
    for what, how in between:
        course.edit(0, what, how, together=True)
    for name, word in (how for what, how in offline if what == "set" and name_only(how)):
        desk.records.edit(course.ids[1], {name: word})  # as an edit that comes from somewhere else lands
        course.files[1].single[name] = word
    rebuilt(desk)
    desk.merging.undo(decided)
    for which in (0, 1):
        for what, how in after[which]:
            course.edit(which, what, how)
    rebuilt(desk)
    for record, expected in zip(course.ids, course.files, strict=True):
        assert expected.of(desk.records.get(record).values)


def name_only(how: tuple[str, str]) -> bool:
    """Whether it is a text that may be anything."""
    return how[0] != "email"


def rebuilt(desk: Desk) -> None:
    """What is shown is what a rebuild shows."""
    before = shown_rows(desk.context.store)
    desk.rebuild()
    assert shown_rows(desk.context.store) == before


_desks: dict[Path, Desk] = {}


def _desk_of(folder: Path) -> Desk:
    """One desk for all the examples of a test: each has people of its own."""
    if folder not in _desks:
        _desks[folder] = fresh_desk(session_at(Home.at(folder / "profile")))
    return _desks[folder]


def test_scans_of_both_are_in_the_file(desk: Desk) -> None:
    kept, gone = pair(desk)
    scan, _changes = desk.files.add(Content(b"%PDF-1.4 scan", "scan.pdf"), {"person": gone, "title": "Umowa"})
    decided = joined(desk, kept, gone)
    assert scan.id in desk.files.of_person(kept)
    desk.merging.undo(decided)
    assert scan.id not in desk.files.of_person(kept)
    assert scan.id in desk.files.of_person(gone)
