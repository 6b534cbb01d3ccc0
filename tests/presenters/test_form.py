"""The thinking of a form, without a screen."""

import datetime as dt
from dataclasses import replace

import pytest

from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId, new_id
from cicdesk.presenters.choices import plain_choice
from cicdesk.presenters.form_desk import DraftState, FormStart, Notice
from cicdesk.presenters.scanning import Scan, Scanner, is_whole
from cicdesk.schema.problems import Problem, Severity
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.services.errors import InvalidRecord
from cicdesk.store.search import Hit
from tests.support.forms import PERSON, Office
from tests.support.sitting import Sitting

TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.fixture
def sitting() -> Sitting:
    return Sitting()


def editing(**values: Value) -> Sitting:
    office = Office()
    record = office.records.put("person", {"family_name": "Żuk", "contact_language": "ukr", **values})
    return Sitting(FormStart(PERSON, record=record), office)


class TestUndo:
    def test_typing_in_one_field_is_one_step(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Kowal")
        sitting.type("given_names", "Anna")
        sitting.form.undo()
        assert (sitting.form.values["family_name"], sitting.form.values.get("given_names")) == ("Kowal", None)
        sitting.form.undo()
        assert sitting.form.values.get("family_name") is None
        assert not sitting.form.status().can_undo

    def test_what_was_taken_back_can_be_taken_again(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Kowal")
        sitting.form.undo()
        sitting.form.redo()
        assert sitting.form.values["family_name"] == sitting.paper.values["family_name"] == "Kowal"

    def test_typing_again_forgets_what_was_taken_back(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Kowal")
        sitting.form.undo()
        sitting.type("family_name", "Nowak")
        assert not sitting.form.status().can_redo

    def test_what_followed_goes_back_with_what_it_followed_from(self, sitting: Sitting) -> None:
        sitting.type("pesel", "88840212340")
        assert sitting.form.values["birth_date"] == "1888-04-02"
        sitting.form.undo()
        assert sitting.form.values.get("birth_date") is None
        assert sitting.paper.values["sex"] is None


class TestRules:
    def test_a_field_appears_when_its_rule_holds(self, sitting: Sitting) -> None:
        assert "other_identifier" not in sitting.form.status().visible
        sitting.form.change("no_pesel", True)
        visible = sitting.form.status().visible
        assert "other_identifier" in visible
        assert "pesel" not in visible

    def test_a_field_with_something_wrong_stays_in_sight(self, sitting: Sitting) -> None:
        sitting.form.change("no_pesel", True)
        sitting.type("other_identifier", "x" * 300)
        sitting.form.change("no_pesel", False)
        assert "other_identifier" in sitting.form.status().visible
        sitting.type("other_identifier", "x")
        assert "other_identifier" not in sitting.form.status().visible

    def test_what_only_actions_fill_in_is_hidden_until_they_did(self, sitting: Sitting) -> None:
        assert "number" not in sitting.form.status().visible
        assert "number" in editing(number="KR-L07-000001").form.status().visible

    def test_the_file_a_record_lies_in_is_not_asked_for(self) -> None:
        note = Sitting(FormStart(spec_of("note"), values={"person": "some-id"}))
        assert "person" not in note.form.status().visible

    def test_the_sex_read_from_a_pesel_does_not_replace_the_one_typed(self, sitting: Sitting) -> None:
        sitting.form.change("sex", "M")
        sitting.form.settle("sex")
        sitting.type("pesel", "88840212340")
        assert sitting.form.values["sex"] == "M"
        assert "pesel_sex" in sitting.codes("sex")


class TestProblems:
    def test_a_new_form_complains_about_nothing(self, sitting: Sitting) -> None:
        assert sitting.form.status().problems == ()
        assert "birth_date" in sitting.form.status().missing

    def test_a_field_is_judged_when_it_is_left(self, sitting: Sitting) -> None:
        sitting.form.change("birth_date", "31.2.1988")
        assert not sitting.codes("birth_date")
        sitting.form.settle("birth_date")
        assert "not_a_day" in sitting.codes("birth_date")
        sitting.form.change("birth_date", "3")
        assert not sitting.codes("birth_date")

    def test_saving_judges_all_and_goes_to_the_first(self, sitting: Sitting) -> None:
        sitting.form.save()
        assert sitting.paper.jumps == ["given_names"]
        assert not sitting.office.records.calls

    def test_sections_count_what_they_want(self, sitting: Sitting) -> None:
        sitting.type("pesel", "44051401358")
        counts = sitting.form.status().counts
        assert counts["identity"].errors == 1
        assert counts["situation"].missing > 0

    def test_a_wrong_check_digit_can_stand_as_unverified(self, sitting: Sitting) -> None:
        sitting.type("pesel", "44051401358")
        assert "pesel_checksum" in sitting.codes("pesel")
        sitting.form.change("pesel_unverified", True)
        sitting.form.settle("pesel_unverified")
        errors = [p for p in sitting.form.status().problems if p.severity is Severity.ERROR]
        assert not errors


class TestRefusals:
    def test_a_refusal_stands_in_place_of_the_value(self, sitting: Sitting) -> None:
        sitting.form.refuse("birth_date", "REFUSED")
        assert sitting.form.values["birth_date"] == sitting.paper.values["birth_date"] == "REFUSED"
        assert "birth_date" not in sitting.form.status().missing
        assert not sitting.codes("birth_date")

    def test_it_can_be_taken_back(self, sitting: Sitting) -> None:
        sitting.form.refuse("birth_date", "NOT_KNOWN")
        sitting.form.refuse("birth_date", "")
        assert sitting.form.values["birth_date"] is None

    def test_something_else_is_no_refusal(self, sitting: Sitting) -> None:
        sitting.form.refuse("birth_date", "LATER")
        assert sitting.form.values.get("birth_date") is None


class TestDrafts:
    def test_typing_on_does_not_put_the_save_off(self, sitting: Sitting) -> None:
        sitting.form.change("family_name", "K")
        sitting.form.change("family_name", "Ko")
        sitting.delays.ring("draft")
        assert sitting.draft["family_name"] == "Ko"
        assert sitting.form.status().draft is DraftState.KEPT

    def test_leaving_a_field_keeps_it_at_once(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Ko")
        assert sitting.draft["family_name"] == "Ko"
        assert not sitting.delays.waits("draft")

    def test_opening_a_form_is_no_draft(self, sitting: Sitting) -> None:
        sitting.form.keep()
        assert not sitting.office.drafts.kept
        assert not sitting.form.status().dirty

    def test_undoing_everything_drops_the_draft(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Ko")
        sitting.form.undo()
        sitting.form.keep()
        assert not sitting.office.drafts.kept

    def test_a_draft_goes_on_where_it_was_left(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Żuk")
        (draft,) = sitting.office.drafts.kept.values()
        again = Sitting(FormStart(PERSON, draft=draft), sitting.office)
        assert again.form.values["family_name"] == "Żuk"
        again.type("given_names", "Jewhen")
        assert list(sitting.office.drafts.kept) == [draft.id]
        assert sitting.draft["given_names"] == "Jewhen"

    def test_a_draft_of_an_edit_holds_only_what_was_touched(self) -> None:
        sitting = editing(email="a@example.org")
        sitting.type("email", "b@example.org")
        assert sitting.draft == {"email": "b@example.org"}

    def test_a_failing_disk_is_said_and_tried_again(self, sitting: Sitting) -> None:
        sitting.office.drafts.error = OSError("full")
        sitting.type("family_name", "Ko")
        assert sitting.form.status().draft is DraftState.FAILED
        sitting.office.drafts.error = None
        sitting.delays.ring("draft")
        assert sitting.draft["family_name"] == "Ko"

    def test_discarding_forgets_for_good(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Ko")
        sitting.form.discard()
        sitting.form.keep()
        assert not sitting.office.drafts.kept


class TestSaving:
    def test_a_new_record_is_created_with_its_draft(self, sitting: Sitting) -> None:
        sitting.type("family_name", "Żuk")
        (draft,) = sitting.office.drafts.kept
        sitting.form.save()
        ((verb, kind, values, named),) = sitting.office.records.calls
        assert (verb, kind, named) == ("create", "person", draft)
        assert values == {"family_name": "Żuk", "contact_language": "und"}
        assert sitting.paper.saved
        assert not sitting.form.status().dirty

    def test_an_edit_names_only_what_changed(self) -> None:
        sitting = editing(email="a@example.org", patronymic="Stepanowycz")
        sitting.type("email", "b@example.org")
        sitting.form.change("patronymic", None)
        sitting.form.save()
        assert sitting.office.records.calls[0][2] == {"email": "b@example.org", "patronymic": None}

    def test_nothing_changed_is_nothing_saved(self) -> None:
        sitting = editing()
        sitting.form.save()
        assert not sitting.office.records.calls

    def test_a_contact_becomes_a_person(self) -> None:
        sitting = Sitting(FormStart(PERSON, values={"family_name": "Żuk"}, contact="contact-id"))
        sitting.form.save()
        assert sitting.office.records.calls[0][:2] == ("promote", "contact-id")

    def test_after_a_failure_everything_is_still_there(self, sitting: Sitting) -> None:
        sitting.office.records.error = OSError("full")
        sitting.type("family_name", "Żuk")
        sitting.form.save()
        assert sitting.form.values["family_name"] == "Żuk"
        assert sitting.draft["family_name"] == "Żuk"
        assert len(sitting.paper.failures) == 1
        sitting.office.records.error = None
        sitting.form.save()
        assert sitting.paper.saved

    def test_what_the_service_refuses_is_shown(self, sitting: Sitting) -> None:
        sitting.office.records.error = InvalidRecord((Problem("email", "not_an_email"),))
        sitting.type("family_name", "Żuk")
        sitting.form.save()
        assert sitting.paper.jumps == ["email"]

    def test_what_is_typed_while_saving_is_not_lost(self) -> None:
        sitting = editing(email="a@example.org")
        edit = sitting.office.records.edit

        def slow(record: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
            sitting.form.change("patronymic", "Iwanowycz")
            return edit(record, values, draft=draft)

        sitting.office.records.edit = slow  # type: ignore[method-assign]  # something happens in between
        sitting.type("email", "b@example.org")
        sitting.form.save()
        assert sitting.form.values["patronymic"] == "Iwanowycz"
        assert sitting.form.status().dirty
        sitting.delays.ring("draft")
        assert sitting.draft == {"patronymic": "Iwanowycz"}

    def test_a_form_to_read_changes_nothing(self) -> None:
        start = replace(editing().start, read_only=True)
        sitting = Sitting(start)
        sitting.form.change("family_name", "X")
        sitting.form.fill({"family_name": "X"})
        sitting.form.save()
        assert sitting.form.values["family_name"] == "Żuk"


class TestSync:
    def arrives(self, sitting: Sitting, **values: Value) -> None:
        own = RecordId(sitting.form.record_id)
        held = sitting.office.records.held[own]
        sitting.office.records.put("person", {**held.values, **values}, own)
        sitting.form.apply(Changes(frozenset({own})))

    def test_untouched_fields_follow(self) -> None:
        sitting = editing(email="a@example.org")
        self.arrives(sitting, email="c@example.org")
        assert sitting.form.values["email"] == sitting.paper.values["email"] == "c@example.org"
        assert not sitting.paper.notices

    def test_a_touched_field_keeps_its_text_and_names_the_other(self) -> None:
        sitting = editing(email="a@example.org")
        sitting.form.change("email", "b@")
        self.arrives(sitting, email="c@example.org")
        assert sitting.form.values["email"] == "b@"
        assert "email" not in sitting.paper.values
        assert sitting.paper.notices == [Notice("email", "c@example.org")]

    def test_the_field_under_the_cursor_is_left_alone(self) -> None:
        sitting = editing(email="a@example.org")
        sitting.form.enter("email")
        self.arrives(sitting, email="c@example.org")
        assert sitting.form.values["email"] == "a@example.org"
        assert sitting.paper.notices

    def test_items_of_a_set_are_compared_without_their_order(self) -> None:
        one: Value = {"id": "a", "number": "+48000000001"}
        two: Value = {"id": "b", "number": "+48000000002"}
        sitting = editing(phones=[one, two])
        self.arrives(sitting, phones=[two, one])
        assert not sitting.paper.values

    def test_other_records_do_not_concern_it(self) -> None:
        sitting = editing()
        sitting.form.apply(Changes(frozenset({RecordId("another")})))
        assert sitting.paper.status is None


class TestSimilar:
    HIT = Hit(RecordId("x"), RecordId("x"), "person", "Żuk Jewhen", "KR-L07-000001", "name")

    def test_names_are_looked_up_when_typing_pauses(self, sitting: Sitting) -> None:
        sitting.office.search.hits = [self.HIT]
        sitting.type("family_name", "Zhuk")
        assert not sitting.office.search.asked
        sitting.delays.ring("similar")
        assert sitting.office.search.asked == [{"family_name": "Zhuk"}]
        assert sitting.paper.similar == [self.HIT]

    def test_other_fields_are_not(self, sitting: Sitting) -> None:
        sitting.type("remarks", "x")
        assert not sitting.delays.waits("similar")

    def test_nobody_is_their_own_likeness(self) -> None:
        sitting = editing()
        sitting.office.search.hits = [replace(self.HIT, id=RecordId(sitting.form.record_id))]
        sitting.type("family_name", "Zhuk")
        sitting.delays.ring("similar")
        assert sitting.paper.similar == []


def documents_of(sitting: Sitting) -> list[dict[str, Value]]:
    documents = sitting.form.values["documents"]
    assert isinstance(documents, list)
    return [document for document in documents if isinstance(document, dict)]


def read(sitting: Sitting, text: str) -> Scan:
    return Scanner(sitting.form, sitting.office.desk).read(text)


class TestScanning:
    def test_one_scan_is_one_step(self, sitting: Sitting) -> None:
        result = read(sitting, TD3)
        assert {"family_name", "given_names", "documents"} <= result.filled
        assert not result.failed
        sitting.form.undo()
        assert sitting.form.values.get("family_name") is None
        assert not sitting.form.values.get("documents")

    def test_a_wrong_digit_is_named_and_the_rest_filled_in(self, sitting: Sitting) -> None:
        result = read(sitting, TD3.replace("7408122", "7408123"))
        assert result.warning
        assert "family_name" in result.filled

    def test_answers_that_a_scan_replaces_are_named(self, sitting: Sitting) -> None:
        assert not read(sitting, TD3).warning
        sitting.type("family_name", "Zhuk")
        sitting.type("remarks", "stays")
        result = read(sitting, TD3)
        assert _(spec_of("person").by_name["family_name"].label) in result.warning
        assert _(spec_of("person").by_name["remarks"].label) not in result.warning
        sitting.form.undo()
        assert sitting.form.values["family_name"] == "Zhuk"

    def test_something_else_is_said_to_be_none(self, sitting: Sitting) -> None:
        assert read(sitting, "hello").failed

    def test_the_same_document_twice_is_one_document(self, sitting: Sitting) -> None:
        read(sitting, TD3)
        read(sitting, TD3)
        documents = sitting.form.values["documents"]
        assert isinstance(documents, list)
        assert len(documents) == 1

    def test_lines_put_right_take_the_place_of_what_was_misread(self, sitting: Sitting) -> None:
        scanner = Scanner(sitting.form, sitting.office.desk)
        assert scanner.read(TD3.replace("L898902C", "L898902D")).warning
        result = scanner.read(TD3)
        assert "documents" in result.filled
        assert not result.warning
        assert [document["number"] for document in documents_of(sitting)] == ["L898902C3"]

    def test_what_was_changed_by_hand_after_a_misreading_stays(self, sitting: Sitting) -> None:
        scanner = Scanner(sitting.form, sitting.office.desk)
        scanner.read(TD3.replace("L898902C", "L898902D"))
        sitting.type("remarks", "compared")
        scanner.read(TD3)
        assert sitting.form.values["remarks"] == "compared"
        assert len(documents_of(sitting)) == 2

    def test_a_second_document_stands_beside_a_misread_one(self, sitting: Sitting) -> None:
        scanner = Scanner(sitting.form, sitting.office.desk)
        scanner.read(TD3.replace("L898902C", "L898902D"))
        scanner.begin()
        scanner.read(TD3)
        assert len(documents_of(sitting)) == 2

    def test_a_zone_is_whole_when_all_its_lines_are_there(self) -> None:
        assert is_whole(TD3)
        assert not is_whole(TD3[:-1])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("15.3.88", "day_short_year"),
        ("15.03.2099", "day_in_future"),
        ("31.02.1988", "not_a_day"),
        ("abc", "not_a_day"),
    ],
)
def test_a_date_that_cannot_be_is_told_why(sitting: Sitting, typed: str, code: str) -> None:
    sitting.type("birth_date", typed)
    assert sitting.codes("birth_date") == [code]
    assert sitting.form.values["birth_date"] == typed


def test_a_date_inside_an_item_is_told_why(sitting: Sitting) -> None:
    sitting.form.change("documents", [{"id": "a", "valid_until": "03.2031", "seen_on": "1.1.2099"}])
    sitting.form.settle("documents")
    found = {p.field: p.code for p in sitting.form.status().problems}
    assert found["documents/a/valid_until"] == "day_not_whole"
    assert found["documents/a/seen_on"] == "day_in_future"


@pytest.mark.parametrize(
    ("held", "precision"),
    [
        ("1888-03-15", "FULL"),
        ("1888-03", "MONTH"),
        ("1888", "YEAR"),
        ("15.3.88", None),
        ("31.02.1888", None),
    ],
)
def test_the_precision_follows_a_date_that_could_be_read(
    sitting: Sitting, held: str, precision: str | None
) -> None:
    sitting.form.change("birth_date", held)
    sitting.form.settle("birth_date")
    assert sitting.form.values.get("birth_date_precision") == precision


@pytest.mark.parametrize(("office", "codes"), [("KR", []), ("KRR", ["unknown_name"]), ("", [])])
def test_an_office_nobody_met_is_pointed_out_and_can_be_saved(office: str, codes: list[str]) -> None:
    sitting = Sitting(FormStart(PERSON), Office(met={"office": [plain_choice("KR", "KR")]}))
    for name, value in (("family_name", "Żuk"), ("given_names", "Jewhen"), ("office", office)):
        sitting.form.change(name, value)
        sitting.form.settle(name)
    assert sitting.codes("office") == codes
    sitting.form.save()
    assert sitting.paper.saved


def test_words_for_which_no_record_was_found_are_not_saved_as_a_reference() -> None:
    sitting = Sitting(FormStart(spec_of("note"), values={"person": new_id(), "text": "x"}))
    sitting.type("case", "lawyer")
    assert sitting.codes("case") == ["nothing_found"]
    sitting.form.save()
    assert sitting.paper.jumps == ["case"]
    sitting.form.change("case", new_id())
    sitting.form.settle("case")
    sitting.form.save()
    assert sitting.paper.saved


def test_words_in_a_list_of_references_are_not_saved_either() -> None:
    sitting = Sitting(FormStart(spec_of("care_request"), values={"person": new_id()}))
    sitting.form.change("wanted_carers", [new_id(), "Basia"])
    sitting.form.settle("wanted_carers")
    assert sitting.codes("wanted_carers") == ["nothing_found"]
    sitting.form.change("wanted_carers", [new_id()])
    sitting.form.settle("wanted_carers")
    assert sitting.codes("wanted_carers") == []


@pytest.mark.parametrize(
    ("day", "state", "codes"),
    [
        (0, "PRESENT", ["at_the_door"]),
        (0, "NO_SHOW", []),
        (0, "COLLECTED", []),
        (1, "PRESENT", ["at_the_door"]),
        (1, "COLLECTED", []),
    ],
)
def test_a_child_comes_in_at_the_door_and_not_in_a_form(day: int, state: str, codes: list[str]) -> None:
    sitting = Sitting(FormStart(spec_of("care_session"), values={"person": new_id()}))
    today = sitting.office.desk.today() - dt.timedelta(days=day)
    for name, value in (("day", today.isoformat()), ("state", state)):
        sitting.form.change(name, value)
        sitting.form.settle(name)
    assert sitting.codes("state") == codes


def test_nothing_more_is_asked_about_an_answer_that_was_refused(sitting: Sitting) -> None:
    sitting.form.change("pesel", "88831500016")
    assert "pesel_unverified" in sitting.form.status().visible
    sitting.form.refuse("pesel", "REFUSED")
    assert "pesel_unverified" not in sitting.form.status().visible
