"""Which decisions about files stand, whatever order they come in, and what a decision remembers of what was seen."""

import random

from cicdesk.domain.merging.decisions import Decision, decision_of, seen_text, taken_text
from cicdesk.domain.merging.sides import Side
from cicdesk.domain.merging.standing import Known, standing, top_of
from cicdesk.schema.fields import LONGEST_TEXT
from cicdesk.wire.messages import Head


def decided(merge: str, survivor: str, absorbed: str) -> Decision:
    """A decision of that name."""
    return Decision(merge, survivor, absorbed)


def test_nobody_becomes_part_of_two_files_or_of_itself_in_whatever_order_it_is_told() -> None:
    told = [decided("1", "A", "B"), decided("2", "B", "A"), decided("3", "C", "B"), decided("4", "D", "A"),
            decided("5", "B", "D")]  # fmt: skip
    people = {name: Known() for name in "ABCD"}
    for seed in range(50):
        random.Random(seed).shuffle(told)
        stands = standing(told, people)
        assert {each.merge for each in stands.values()} == {"1", "4"}
        assert [top_of(name, stands) for name in "ABCD"] == ["D", "D", "C", "D"]


def test_what_stood_before_comes_first_then_what_the_centre_confirmed_then_the_older_one() -> None:
    told = [decided("1", "A", "B"), decided("2", "C", "B"), decided("3", "D", "B")]
    confirmed = {**{name: Known() for name in "ACD"}, "B": Known(into="C")}
    assert standing(told, confirmed)["B"].survivor == "C"
    assert standing(told, confirmed, first=("3",))["B"].survivor == "D"
    assert standing(told, {**confirmed, "B": Known()})["B"].survivor == "A"


def test_a_decision_waits_for_who_is_not_there_and_rests_while_the_survivor_is_deleted() -> None:
    told = [decided("1", "A", "B")]
    assert not standing(told, {"A": Known()})
    assert not standing(told, {"A": Known(deleted=True), "B": Known()})
    assert standing(told, {"A": Known(), "B": Known(deleted=True)})["B"].merge == "1"


def test_a_decision_remembers_what_was_seen_without_any_value_of_it() -> None:
    own, lent = (
        Side(name, {f"f{n}": {f"{name}{n}": Head(value="tajne")} for n in range(60)}) for name in "AB"
    )
    before = seen_text(own, lent)
    assert "tajne" not in before
    told = decision_of(
        "m",
        {
            "survivor": "A",
            "absorbed": "B",
            "state": "MERGED",
            "before": before,
            "taken": taken_text(["pesel"]),
        },
    )
    assert told is not None
    assert told.saw_own("f7", "A7")
    assert told.saw_lent("f7", "B7")
    assert not told.saw_lent("f7", "B8")
    assert told.taken == {"pesel", "pesel_unverified", "no_pesel"}


def test_of_a_file_with_very_many_items_it_remembers_the_single_values_and_stays_short_enough() -> None:
    own, lent = (
        Side(name, {f"phones/{n}": {f"{name}{n}": Head(value={})} for n in range(2000)} | {"email": {name: Head(value="x")}})
        for name in "AB"
    )  # fmt: skip
    before = seen_text(own, lent)
    assert len(before) < LONGEST_TEXT
    told = decision_of("m", {"survivor": "A", "absorbed": "B", "state": "MERGED", "before": before})
    assert told is not None
    assert (told.elements, told.saw_own("email", "A")) == (False, True)


def test_what_cannot_be_read_decides_as_little_as_it_can() -> None:
    assert decision_of("m", {"survivor": "A", "absorbed": "A", "state": "MERGED"}) is None
    assert decision_of("m", {"survivor": "A", "absorbed": "B", "state": "UNDONE"}) is None
    for spoilt in ("", "{", "[1]", '{"own": 3, "lent": "?"}', '"x"'):
        told = decision_of(
            "m", {"survivor": "A", "absorbed": "B", "state": "MERGED", "before": spoilt, "taken": spoilt}
        )
        assert told == Decision("m", "A", "B")
