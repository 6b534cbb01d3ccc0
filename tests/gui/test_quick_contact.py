"""The quick contact by keys alone."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cicdesk.gui.quick_contact import QuickContactPanel
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.quick_contact import QUESTIONS, TripMemory, person_values
from cicdesk.schema.contact import CONTACT
from tests.support.forms import A_RECORD, Office
from tests.support.typing_keys import CONTROL, bring_to_front, press, type_text


@pytest.fixture
def office() -> Office:
    return Office()


def opened(
    qtbot: QtBot, office: Office, memory: TripMemory, start: FormStart | None = None
) -> QuickContactPanel:
    panel = QuickContactPanel(office.desk, memory, start=start)
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    bring_to_front(panel)
    panel.focus_first()
    return panel


def answer(texts: tuple[str, ...]) -> None:
    for text in texts:
        type_text(text)
        press(Qt.Key.Key_Return)


def test_there_are_seven_questions() -> None:
    assert len(QUESTIONS) == 7


def test_seven_answers_and_the_next_one_begins(qtbot: QtBot, office: Office) -> None:
    memory = TripMemory(given={"trip": A_RECORD, "channel": "MOBIL"})
    panel = opened(qtbot, office, memory)
    answer(("ukr", "13", "3", "1", "ukraina", "2"))
    office.clock.moment += dt.timedelta(minutes=4)
    press(Qt.Key.Key_Return, CONTROL)
    saved = office.records.calls[0][2]
    assert saved["language"] == "ukr"
    assert saved["topics"] == ["STAY", "WORK"]
    assert (saved["age_band"], saved["sex"], saved["nationality"]) == ("30-54", "K", "UA")
    assert (saved["outcome"], saved["minutes"]) == ("UMOWIONO", 4)
    assert (saved["trip"], saved["channel"]) == (A_RECORD, "MOBIL")
    assert panel.contact.form.values["language"] == "ukr"
    assert panel.contact.form.values.get("topics") is None
    assert not office.drafts.kept
    panel.close()


def test_minutes_a_person_typed_stay(qtbot: QtBot, office: Office) -> None:
    panel = opened(qtbot, office, TripMemory(last={"language": "ukr"}))
    panel.jump_to("minutes")
    panel.fields.frames["minutes"].editor.focus_target().setProperty("text", "")
    type_text("25")
    office.clock.moment += dt.timedelta(minutes=4)
    press(Qt.Key.Key_Return, CONTROL)
    assert office.records.calls[0][2]["minutes"] == 25
    panel.close()


def test_leaving_keeps_a_draft_that_opens_again(qtbot: QtBot, office: Office) -> None:
    panel = opened(qtbot, office, TripMemory())
    answer(("ukr", "1"))
    with qtbot.waitSignal(panel.left):
        press(Qt.Key.Key_Escape)
    (draft,) = office.drafts.kept.values()
    panel.close()
    again = opened(qtbot, office, TripMemory(), FormStart(CONTACT, draft=draft))
    assert again.contact.form.values["topics"] == ["STAY"]
    again.close()


def test_a_contact_without_any_answer_is_not_saved(qtbot: QtBot, office: Office) -> None:
    panel = opened(qtbot, office, TripMemory())
    press(Qt.Key.Key_Return, CONTROL)
    assert not office.records.calls
    panel.close()


def test_a_client_is_made_with_what_is_known(qtbot: QtBot, office: Office) -> None:
    panel = opened(qtbot, office, TripMemory(last={"language": "ukr", "nationality": "UA"}))
    with qtbot.waitSignal(panel.person_asked) as asked:
        press(Qt.Key.Key_P, CONTROL)
    (start,) = asked.args
    assert start.values == {"contact_language": "ukr", "citizenships": ["UA"]}
    assert start.contact in office.records.held
    panel.close()


def test_a_refusal_says_nothing_about_the_person() -> None:
    assert person_values({"nationality": "REFUSED", "sex": None}) == {}


def test_enter_after_the_last_answer_saves_and_the_minutes_can_be_typed_over(
    qtbot: QtBot, office: Office
) -> None:
    panel = opened(qtbot, office, TripMemory())
    answer(("ukr", "1", "3", "1", "ukraina", "2"))
    type_text("25")
    press(Qt.Key.Key_Return)
    assert [values["minutes"] for _verb, _what, values, _draft in office.records.calls] == [25]
    assert panel.contact.form.values.get("topics") is None
    panel.close()
