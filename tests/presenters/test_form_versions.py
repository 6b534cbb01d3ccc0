"""A draft that was begun with another version of the form: it opens, and nothing that was answered is lost."""

from collections.abc import Callable

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import new_id
from cicdesk.presenters.form_desk import DraftState, FormStart
from cicdesk.presenters.opening import FormOpening
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Values
from cicdesk.services.desk import Desk
from cicdesk.store.drafts import Draft
from tests.support.forms import PERSON, Office
from tests.support.sitting import Sitting

FROM_ELSEWHERE: Values = {
    "family_name": "Żuk",
    "shoe_size": 42,
    "hobbies": ["chess", "kayak"],
    "languages": "uk",  # one word where this form has a set
    "remarks": "Comes on Mondays.",
}
SAID = "Shoe size: 42; Hobbies: chess, kayak; Languages: uk"
WRITTEN = "Comes on Mondays.\nShoe size: 42\nHobbies: chess, kayak\nLanguages: uk"
LEFT: Values = {"shoe_size": 42, "hobbies": ["chess", "kayak"], "languages": "uk"}


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def draft_of(values: Values, kind: str = "person", record: str = "") -> Draft:
    return Draft(id=new_id(), kind=kind, user="olha", values=values, record=record, started_at=1, saved_at=1)


@pytest.fixture
def sitting() -> Sitting:
    """The draft is opened with today's form."""
    office = Office()
    draft = draft_of(FROM_ELSEWHERE)
    office.drafts.kept[draft.id] = draft
    return Sitting(FormStart(PERSON, draft=draft), office)


class TestOpening:  # V-06
    def test_what_fits_is_in_the_form_and_what_does_not_is_named(self, sitting: Sitting) -> None:
        assert sitting.form.values == {"family_name": "Żuk", "remarks": "Comes on Mondays."}
        assert sitting.form.status().misfits == SAID
        assert sitting.codes("shoe_size") == []

    def test_the_draft_stays_as_it_is_until_the_person_decides(self, sitting: Sitting) -> None:
        sitting.form.keep()
        assert sitting.draft == FROM_ELSEWHERE
        sitting.type("given_names", "Євген")
        assert sitting.draft == {**FROM_ELSEWHERE, "given_names": "Євген"}

    def test_a_form_without_misfits_says_nothing(self) -> None:
        assert Sitting(FormStart(PERSON, draft=draft_of({"family_name": "Żuk"}))).form.status().misfits == ""

    def test_what_was_refused_or_is_half_typed_has_its_place(self) -> None:
        values: Values = {"citizenships": ["UA"], "birth_date": "31.2", "household_size": "x"}
        assert Sitting(FormStart(PERSON, draft=draft_of(values))).form.status().misfits == ""


class TestSaving:  # V-06
    def test_is_not_stopped_by_it(self, sitting: Sitting) -> None:
        sitting.form.save()
        (call,) = sitting.office.records.calls
        assert call[2] == {"family_name": "Żuk", "remarks": "Comes on Mondays."}
        assert sitting.paper.failures == []

    def test_leaves_what_is_not_decided_in_the_draft(self, sitting: Sitting) -> None:
        sitting.form.save()
        assert sitting.form.status().misfits == SAID
        assert sitting.form.status().draft is DraftState.KEPT
        sitting.type("given_names", "Євген")
        assert sitting.draft == {**LEFT, "given_names": "Євген"}


class TestDeciding:  # V-06
    def test_it_can_be_written_into_the_remarks(self, sitting: Sitting) -> None:
        sitting.form.misfits.place()
        assert sitting.form.values["remarks"] == sitting.paper.values["remarks"] == WRITTEN
        assert sitting.form.status().misfits == ""
        assert sitting.paper.jumps == ["remarks"]
        assert sitting.draft == {"family_name": "Żuk", "remarks": WRITTEN}

    def test_it_can_be_left_out(self, sitting: Sitting) -> None:
        sitting.form.misfits.drop()
        assert sitting.form.status().misfits == ""
        assert sitting.draft == {"family_name": "Żuk", "remarks": "Comes on Mondays."}

    @pytest.mark.parametrize(
        "decide",
        [lambda form: form.misfits.place(), lambda form: form.misfits.drop()],
        ids=["write", "leave"],
    )
    def test_undo_brings_it_back(self, sitting: Sitting, decide: Callable[[object], None]) -> None:
        decide(sitting.form)
        decided = dict(sitting.draft)
        sitting.form.undo()
        sitting.form.keep()
        assert sitting.form.status().misfits == SAID
        assert sitting.draft == FROM_ELSEWHERE
        sitting.form.redo()
        sitting.form.keep()
        assert sitting.form.status().misfits == ""
        assert sitting.draft == decided

    def test_a_record_without_remarks_lets_it_stay_or_go(self) -> None:
        trip = spec_of("trip")
        sitting = Sitting(FormStart(trip, draft=draft_of({"wheels": 4}, "trip")))
        sitting.form.misfits.place()
        assert sitting.form.status().misfits == "Wheels: 4"
        sitting.form.misfits.drop()
        assert sitting.form.status().misfits == ""


class TestOnDisk:  # V-06
    def test_a_saved_draft_keeps_what_is_not_decided_beside_its_record(self, desk: Desk) -> None:
        draft = draft_of(FROM_ELSEWHERE)
        desk.drafts.save(draft)
        made, _ = desk.records.create("person", {"family_name": "Żuk"}, draft=draft.id)
        kept = desk.drafts.load(draft.id)
        assert (kept.record, kept.values) == (made.id, LEFT)
        desk.records.edit(made.id, {"family_name": "Żukowa"}, draft=draft.id)
        assert desk.drafts.load(draft.id).values == LEFT

    def test_it_opens_at_that_record(self, desk: Desk) -> None:
        made, _ = desk.records.create("person", {"family_name": "Żuk", "remarks": "Long."})
        draft = draft_of(LEFT, record=made.id)
        desk.drafts.save(draft)
        opened: list[FormStart] = []
        FormOpening(self, desk, InlineRunner()).open("person", made.id, draft.id, {}, opened.append)
        sitting = Sitting(opened[0])
        assert sitting.form.status().misfits == SAID
        sitting.form.misfits.place()
        assert str(sitting.form.values["remarks"]).startswith("Long.\nShoe size: 42")

    def test_one_without_misfits_goes_with_its_record(self, desk: Desk) -> None:
        draft = draft_of({"family_name": "Żuk"})
        desk.drafts.save(draft)
        desk.records.create("person", {"family_name": "Żuk"}, draft=draft.id)
        assert desk.drafts.all() == []
