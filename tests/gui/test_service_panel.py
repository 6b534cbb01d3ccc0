"""A support logged by keys alone, with what is known filled in."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui.pages.service_panel import ServicePanel
from cicdesk.presenters.support_quick import ASKED, Begun
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Values
from tests.support.forms import Office
from tests.support.looks import clipped_texts, nameless, too_wide, untranslated
from tests.support.typing_keys import CONTROL, bring_to_front, press, type_text

KNOWN: Values = {"happened_on": "2026-03-10", "staff": "olha", "language": "ukr", "channel": "PUNKT"}
AGAIN: Values = {"service": "POL", "course_level": "A1", "minutes": 75, "units": 2, "topics": ["COURSES"]}


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def person(office: Office) -> Snapshot:
    return office.records.put("person", {"given_names": "Yevhen", "family_name": "Zhuk"})


def opened(
    qtbot: QtBot, office: Office, person: Snapshot, *, again: Values | None = None, repeated: bool = False
) -> ServicePanel:
    begun = Begun(person, {"person": person.id, **KNOWN}, again or {}, repeated)
    panel = ServicePanel(office.desk, begun)
    qtbot.addWidget(panel)
    panel.resize(1000, 800)
    bring_to_front(panel)
    panel.focus_first()
    return panel


def saved(office: Office) -> Values:
    ((verb, kind, values, _draft),) = office.records.calls
    assert (verb, kind) == ("create", "service")
    return values


def test_one_key_for_the_service_and_one_to_save(qtbot: QtBot, office: Office, person: Snapshot) -> None:
    panel = opened(qtbot, office, person)
    type_text("5")
    press(Qt.Key.Key_Return, CONTROL)
    assert saved(office) == {
        **KNOWN, "person": person.id, "service": "LEG", "minutes": 30, "signature_state": "TO_SIGN",
    }  # fmt: skip
    panel.close()


def test_the_usual_minutes_follow_the_service_and_typed_ones_stay(
    qtbot: QtBot, office: Office, person: Snapshot
) -> None:
    panel = opened(qtbot, office, person)
    type_text("2")
    assert panel.service.form.values["minutes"] == 60
    type_text("1")
    values = panel.service.form.values
    assert (values["service"], values["minutes"], values["signature_state"]) == ("INFO", 15, "NOT_NEEDED")
    panel.jump_to("minutes")
    type_text("22")
    panel.jump_to("service")
    type_text("5")
    assert panel.service.form.values["minutes"] == 22
    panel.close()


def test_enter_goes_from_question_to_question_and_saves_after_the_last(
    qtbot: QtBot, office: Office, person: Snapshot
) -> None:
    panel = opened(qtbot, office, person)
    type_text("5")
    for _step in range(len(ASKED) + 1):
        if office.records.calls:
            break
        press(Qt.Key.Key_Return)
    assert saved(office)["service"] == "LEG"
    panel.close()


def test_as_last_time(qtbot: QtBot, office: Office, person: Snapshot) -> None:
    panel = opened(qtbot, office, person, again=AGAIN)
    panel.repeat_button.click()
    press(Qt.Key.Key_Return, CONTROL)
    assert {name: saved(office)[name] for name in AGAIN} == AGAIN
    panel.close()


def test_opened_as_last_time_it_only_has_to_be_saved(qtbot: QtBot, office: Office, person: Snapshot) -> None:
    panel = opened(qtbot, office, person, again=AGAIN, repeated=True)
    press(Qt.Key.Key_Return, CONTROL)
    values = saved(office)
    assert {name: values[name] for name in AGAIN} == AGAIN
    assert values["signature_state"] == "TO_SIGN"
    panel.close()


def test_hours_are_asked_of_courses_only(qtbot: QtBot, office: Office, person: Snapshot) -> None:
    panel = opened(qtbot, office, person)
    assert panel.fields.frames["units"].isHidden()
    assert panel.fields.frames["course_level"].isHidden()
    panel.service.form.fill({"service": "POL"})
    assert not panel.fields.frames["units"].isHidden()
    assert not panel.fields.frames["course_level"].isHidden()
    panel.close()


def test_leaving_keeps_a_draft(qtbot: QtBot, office: Office, person: Snapshot) -> None:
    panel = opened(qtbot, office, person)
    type_text("5")
    with qtbot.waitSignal(panel.left, timeout=1000):
        press(Qt.Key.Key_Escape)
    (draft,) = office.drafts.kept.values()
    assert (draft.kind, draft.values["service"]) == ("service", "LEG")
    panel.close()


def test_without_a_service_nothing_is_saved(qtbot: QtBot, office: Office, person: Snapshot) -> None:
    panel = opened(qtbot, office, person)
    press(Qt.Key.Key_Return, CONTROL)
    assert not office.records.calls
    panel.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_read_in_every_language(
    qtbot: QtBot, office: Office, person: Snapshot, language: str
) -> None:
    set_language(language)
    panel = opened(qtbot, office, person, again=AGAIN, repeated=True)
    qtbot.waitUntil(lambda: clipped_texts(panel) == [], timeout=2000)
    assert nameless(panel) == []
    assert too_wide(panel) == []
    assert untranslated(panel) == []
    panel.close()
