"""A form's finer promises: what a failed save, a cleared value and quick hands leave behind."""

import pytest

from cicdesk.presenters.form_desk import FormStart
from tests.support.forms import PERSON, Office
from tests.support.sitting import Sitting


@pytest.fixture
def sitting() -> Sitting:
    return Sitting()


def test_after_a_failed_save_typing_is_kept_again(sitting: Sitting) -> None:
    sitting.office.records.error = OSError("full")
    sitting.type("family_name", "Żuk")
    sitting.form.save()
    sitting.type("given_names", "Євген")
    assert sitting.draft["given_names"] == "Євген"


def test_what_followed_and_was_cleared_does_not_come_back_when_saving(sitting: Sitting) -> None:
    sitting.type("family_name", "Żuk")
    sitting.type("pesel", "88840212340")
    sitting.form.change("birth_date", None)
    sitting.form.settle("birth_date")
    sitting.form.save()
    assert sitting.form.values.get("birth_date") is None


def test_two_fields_typed_in_without_leaving_the_first_are_two_steps(sitting: Sitting) -> None:
    sitting.form.change("family_name", "Żuk")
    sitting.form.change("given_names", "Євген")
    sitting.form.undo()
    assert (sitting.form.values["family_name"], sitting.form.values.get("given_names")) == ("Żuk", None)


def test_what_is_wrong_with_a_kept_record_is_said_when_it_is_opened() -> None:
    office = Office()
    record = office.records.put("person", {"family_name": "Żuk", "email": "to nie adres"})
    assert Sitting(FormStart(PERSON, record=record), office).codes("email")


def test_what_a_new_form_was_opened_with_is_judged_when_it_is_left() -> None:
    sitting = Sitting(FormStart(PERSON, values={"email": "to nie adres"}))
    assert not sitting.codes("email")
    sitting.form.settle("email")
    assert sitting.codes("email")


def test_a_scan_asks_who_it_may_be(sitting: Sitting) -> None:
    sitting.form.fill({"family_name": "Zhuk"})
    sitting.delays.ring("similar")
    assert sitting.office.search.asked == [{"family_name": "Zhuk"}]
