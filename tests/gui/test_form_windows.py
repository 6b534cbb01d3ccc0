"""Every form of every record type opens empty, full and read-only in every language, and can be read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from cicdesk.base.i18n import LANGUAGES, _, set_language
from cicdesk.gui import theme
from cicdesk.gui.client_window import ClientWindow
from cicdesk.gui.form_side import SectionRow
from cicdesk.gui.record_form import RecordForm
from cicdesk.presenters.form_desk import FormStart
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.values import Value
from tests.support.forms import Office, full_values
from tests.support.looks import clipped_texts, nameless, too_wide, untranslated
from tests.support.typing_keys import ALT, CONTROL, cursor, press, type_text

SPECS = list(registry().values())
every_spec = pytest.mark.parametrize("spec", SPECS, ids=[spec.kind for spec in SPECS])
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module", autouse=True)
def _large(qapp: QApplication) -> Iterator[None]:
    """The light theme at 125 %, put on once: it takes a moment."""
    theme.apply(qapp, "light", 125)
    yield
    theme.apply(qapp, "light", 100)
    qapp.setStyleSheet("")


@pytest.fixture
def office() -> Office:
    return Office()


def opened(qtbot: QtBot, office: Office, start: FormStart, second: str = "") -> RecordForm:
    form = RecordForm(office.desk, start, second=second)
    qtbot.addWidget(form)
    form.resize(1280, 800)
    form.show()
    form.activateWindow()
    form.body.build_up_to()
    qtbot.waitUntil(lambda: not form.body.waits)
    QApplication.processEvents()
    return form


def start_of(office: Office, spec: RecordSpec, state: str) -> FormStart:
    if state == "empty":
        return FormStart(spec)
    record = office.records.put(spec.kind, full_values(spec))
    return FormStart(spec, record=record, read_only=state == "read-only")


@every_spec
@every_language
@pytest.mark.parametrize("state", ["empty", "full", "read-only"])
def test_it_opens_and_nothing_is_cut_off_or_left_in_english(
    qtbot: QtBot, office: Office, spec: RecordSpec, language: str, state: str
) -> None:
    set_language(language)
    form = opened(qtbot, office, start_of(office, spec, state), second="uk")
    qtbot.waitUntil(lambda: clipped_texts(form) == [], timeout=2000)
    assert nameless(form) == []
    assert too_wide(form) == []
    assert untranslated(form) == []
    form.close()


@every_spec
def test_a_full_form_is_as_it_was_saved(qtbot: QtBot, office: Office, spec: RecordSpec) -> None:
    form = opened(qtbot, office, start_of(office, spec, "full"))
    assert not form.presenter.status().dirty
    for name, frame in form.fields.frames.items():
        assert frame.editor.value() == full_values(spec)[name]
    form.close()


@every_spec
def test_every_field_has_a_label_and_a_name(qtbot: QtBot, office: Office, spec: RecordSpec) -> None:
    form = opened(qtbot, office, start_of(office, spec, "empty"))
    for name, frame in form.fields.frames.items():
        assert _(spec.by_name[name].label) in frame.label.text()
        assert frame.label.buddy() is not None
        assert frame.editor.focus_target().accessibleName()
    form.close()


@every_spec
def test_tab_visits_the_fields_in_the_order_of_the_declaration(
    qtbot: QtBot, office: Office, spec: RecordSpec
) -> None:
    form = opened(qtbot, office, FormStart(spec))
    visible = form.presenter.status().visible
    order = [f.name for f in spec.fields if f.name in visible and not f.read_only]
    visited: list[str] = []
    form.field_entered.connect(lambda name: visited.append(name) if name else None)
    form.fields.focus_first()
    for _step in range(200):
        if cursor() is form.footer.save:
            break
        press(Qt.Key.Key_Tab)
    seen = list(dict.fromkeys(visited))
    assert [name for name in order if name in seen or name == order[0]] == order
    assert [name for name in seen if name in order][-len(order) + 1 :] == order[1:] or seen == order
    form.close()


def test_the_language_changes_while_it_is_open(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    before = form.body.cards["name"].title.text()
    set_language("uk")
    QApplication.sendEvent(form, QEvent(QEvent.Type.LanguageChange))
    assert form.body.cards["name"].title.text() != before
    form.close()


def test_an_intake_by_keys_alone(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    for text in ("Żuk", "Jewhen", "Жук Євген"):
        type_text(text)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_2, ALT)
    type_text("2.4.1888")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert form.presenter.values["birth_date"] == "1888-04-02"
    form.jump_to("citizenships")
    type_text("ukr")
    press(Qt.Key.Key_Return)
    type_text("bialorus")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_S, CONTROL)
    assert len(office.records.calls) == 1
    saved = office.records.calls[0][2]
    assert saved["original_name"] == "Жук Євген"
    assert saved["citizenships"] == ["UA", "BY"]
    assert saved["third_country_national"] == "YES"
    form.close()


def test_enter_goes_past_what_is_chosen_and_takes_nothing_away(qtbot: QtBot, office: Office) -> None:
    start = FormStart(registry()["trip"], values={"team": ["olha", "taras"], "office": "KR"})
    form = opened(qtbot, office, start)
    form.jump_to("office")
    for _step in range(4):
        press(Qt.Key.Key_Return)
    assert form.presenter.values["team"] == ["olha", "taras"]
    languages = form.fields.frames["languages"]
    assert languages.isAncestorOf(cursor())
    form.close()


def test_enter_walks_through_a_telephone_and_keeps_it(qtbot: QtBot, office: Office) -> None:
    phones: list[Value] = [{"id": "a", "number": "+48000000001"}]
    form = opened(qtbot, office, FormStart(registry()["person"], values={"phones": phones}))
    form.jump_to("phones/a/number")
    email = form.fields.frames["email"]
    for _step in range(8):
        if email.isAncestorOf(cursor()) or cursor().property("role") == "add":
            break
        press(Qt.Key.Key_Return)
    assert form.presenter.values["phones"] == phones
    form.close()


def test_undo_reaches_over_all_fields(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    type_text("Żuk")
    press(Qt.Key.Key_Return)
    type_text("Jewhen")
    press(Qt.Key.Key_Z, CONTROL)
    press(Qt.Key.Key_Z, CONTROL)
    assert form.fields.frames["family_name"].editor.value() is None
    press(Qt.Key.Key_Y, CONTROL)
    assert form.fields.frames["family_name"].editor.value() == "Żuk"
    form.close()


def test_a_telephone_is_added_and_removed_by_keys(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    form.jump_to("phones")
    press(Qt.Key.Key_Return)
    type_text("600 100 200")
    press(Qt.Key.Key_Return)
    phones = form.presenter.values["phones"]
    assert isinstance(phones, list)
    assert isinstance(phones[0], dict)
    assert phones[0]["number"] == "+48600100200"
    press(Qt.Key.Key_Delete, CONTROL)
    assert form.presenter.values["phones"] is None
    form.close()


def test_a_save_that_cannot_be_leads_to_the_field(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    form.jump_to("remarks")
    press(Qt.Key.Key_S, CONTROL)
    assert form.fields.frames["given_names"].isAncestorOf(cursor())
    form.close()


def test_closing_keeps_what_was_typed(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    type_text("Żuk")
    form.close()
    (draft,) = office.drafts.kept.values()
    assert draft.values["family_name"] == "Żuk"


def test_a_document_is_read_when_its_last_line_is_there(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    press(Qt.Key.Key_M, CONTROL)
    form.scan_box.box.setPlainText(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )
    assert form.fields.frames["family_name"].editor.value() == form.presenter.values["family_name"]
    press(Qt.Key.Key_Escape)
    assert form.scan_box.isHidden()
    form.close()


def test_lines_that_say_nothing_new_are_answered_too(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    press(Qt.Key.Key_M, CONTROL)
    form.scan_box.box.setPlainText(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )
    press(Qt.Key.Key_Return, CONTROL)
    assert _("The form holds all of this already.") in _texts(form.scan_box)
    form.close()


def test_the_key_of_the_window_for_the_client_works_in_a_form(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    with qtbot.waitSignal(form.client_window_asked, timeout=1000):
        press(Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    form.close()


def test_the_window_for_the_client_follows_and_shows_only_their_own(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"], values={"remarks": "not for the client"}))
    window = ClientWindow(form, "uk")
    qtbot.addWidget(window)
    window.show()
    form.presenter.change("original_name", "Жук Євген")
    form.presenter.change("pesel", "44051401359")
    texts = _texts(window)
    assert "Жук Євген" in texts
    assert "*******1359" in texts
    assert "not for the client" not in texts
    window.set_language("ar")
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    form.close()
    window.close()


def _texts(window: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in window.findChildren(QLabel)]


def test_the_index_marks_the_section_in_which_the_cursor_is(qtbot: QtBot, office: Office) -> None:
    form = opened(qtbot, office, FormStart(registry()["person"]))
    marked: list[str] = []
    form.body.scrolled_to.connect(marked.append)
    form.jump_to("pesel")
    bar = form.body.verticalScrollBar()
    bar.setValue(bar.value() + 20)
    assert marked
    assert set(marked[-1:]) == {registry()["person"].by_name["pesel"].section}


def test_only_what_has_something_for_the_client_offers_a_window_for_them(
    qtbot: QtBot, office: Office
) -> None:
    offers = {
        kind: opened(qtbot, office, FormStart(registry()[kind])).footer.client for kind in ("note", "person")
    }
    assert not offers["note"].isVisible()
    assert offers["person"].isVisible()


class Squashed(QObject):
    """Counts how often a widget is painted lower than its content needs."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.times += watched.height() < watched.minimumSizeHint().height()
        return False


def test_no_field_is_painted_squashed_while_the_sections_below_are_made(qtbot: QtBot, office: Office) -> None:
    form = RecordForm(office.desk, FormStart(registry()["person"]))
    qtbot.addWidget(form)
    form.resize(1280, 800)
    squashed = Squashed()
    form.show()
    QApplication.processEvents()  # what is there already is laid out and painted
    assert form.body.waits
    form.body.cards["name"].installEventFilter(squashed)
    qtbot.waitUntil(lambda: not form.body.waits)
    QApplication.processEvents()
    assert squashed.times == 0


def test_what_can_only_be_read_shows_no_examples_of_typing(qtbot: QtBot, office: Office) -> None:
    start = FormStart(registry()["person"], record=office.records.put("person", {}), read_only=True)
    form = opened(qtbot, office, start)
    lines = [line for line in form.body.findChildren(QLineEdit) if line.isReadOnly()]
    assert lines
    assert {line.placeholderText() for line in lines} == {""}


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_a_long_name_of_a_section_ends_in_an_ellipsis_and_is_not_cut(
    qtbot: QtBot, office: Office, language: str
) -> None:
    set_language(language)
    form = opened(qtbot, office, FormStart(registry()["incident"]))
    for row in form.findChildren(SectionRow):
        option = QStyleOptionButton()
        row.initStyleOption(option)
        room = row.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, row).width()
        assert row.fontMetrics().horizontalAdvance(row.text()) <= room
    form.close()
