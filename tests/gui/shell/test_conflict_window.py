"""Two laptops changed the same field: the window in which a person decides."""

from dataclasses import replace

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from cicdesk.base.ids import RecordId
from cicdesk.gui.windows.conflict_dialog import ChoiceBox, ClashForm, ConflictDialog
from cicdesk.presenters.conflict import Choice, Clash, ConflictShown
from cicdesk.schema.snapshot import Changes, Rival, Snapshot
from cicdesk.schema.values import Value
from tests.support.desks import add_person
from tests.support.looks import clipped_texts
from tests.support.running import Running
from tests.support.typing_keys import bring_to_front, cursor, press, type_text

RIVALS = {
    "family_name": (Rival("1-a", "Zhuk", "olha", 1_700_000_000_000), Rival("1-b", "Żuk", "marta", 1_700_000_100_000)),
    "birth_date": (
        Rival("2-a", "1888-04-02", "olha", 1_700_000_000_000),
        Rival("2-b", "1888-02-04", "marta", 1_700_000_100_000),
    ),
}  # fmt: skip


class Desk:
    """The records of an open profile, one of them in conflict; remembers what was decided."""

    def __init__(self, running: Running) -> None:
        self.decided: list[tuple[str, Value]] = []
        assert running.profile.session.desk is not None
        self._records = running.profile.session.desk.records
        self._get = self._records.get
        self._records.get = self.get  # type: ignore[method-assign]  # a conflict without two laptops
        self._records.resolve = self.resolve  # type: ignore[method-assign]  # the same

    def get(self, record: str) -> Snapshot:
        left = {name: rivals for name, rivals in RIVALS.items() if name not in dict(self.decided)}
        return replace(self._get(record), conflicts=left)

    def resolve(self, record: str, field: str, value: Value) -> tuple[Snapshot, Changes]:
        self.decided.append((field, value))
        return self.get(record), Changes(frozenset({RecordId(record)}), frozenset({"person"}))


def opened(running: Running) -> tuple[ConflictDialog, Desk]:
    person = add_person(running.profile.open())
    running.profile.session.lock()
    shell = running.unlock()
    desk = Desk(running)
    shell.open_conflict(person)
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, ConflictDialog)
    running.until(lambda: len(dialog.findChildren(ClashForm)) == len(RIVALS))
    bring_to_front(dialog)
    return dialog, desk


def test_two_keys_and_enter_decide_everything(running: Running) -> None:
    dialog, desk = opened(running)
    running.until(lambda: isinstance(QApplication.focusWidget(), ClashForm))
    assert clipped_texts(dialog) == []
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_1)
    place = cursor()
    assert isinstance(place, QPushButton)
    press(Qt.Key.Key_Return)
    running.until(lambda: len(desk.decided) == len(RIVALS))
    assert dict(desk.decided) == {"family_name": "Żuk", "birth_date": "1888-04-02"}
    running.settle()


def test_words_of_ones_own_can_stand_instead(running: Running) -> None:
    dialog, desk = opened(running)
    running.until(lambda: isinstance(QApplication.focusWidget(), ClashForm))
    press(Qt.Key.Key_3)
    type_text("Żuk-Bondar")
    press(Qt.Key.Key_Return)
    running.until(lambda: bool(desk.decided))
    assert desk.decided == [("family_name", "Żuk-Bondar")]
    # With the last decision it closes by itself, and may be gone already.
    if shiboken6.isValid(dialog):
        dialog.reject()
    running.settle()


def beside(qtbot: QtBot, width: int, who: str) -> tuple[ClashForm, list[ChoiceBox]]:
    """A short value and a long one of that colleague."""
    short = Choice("a", "Przyszedł z synem.", "Olha", "9:30", mine=True)
    text = "Przyszedł z córką; umówiony na piątek. " * 9
    long = Choice("b", text, who, "wczoraj 9:31", mine=False, place="KR-L03")
    form = ClashForm(Clash("text", "Treść", [short, long], editable=False), lambda *_: None, lambda _: None)
    qtbot.addWidget(form)
    form.resize(width, 500)
    form.show()
    return form, form.findChildren(ChoiceBox)


def test_the_words_of_a_short_value_stand_at_the_top_beside_a_long_one(qtbot: QtBot) -> None:
    _form, (one, other) = beside(qtbot, 640, "Anna")
    tops = [[each.y() for each in box.findChildren(QLabel)] for box in (one, other)]
    assert tops[0] == tops[1]
    assert one.height() == other.height()


def test_a_long_name_makes_no_value_wider_than_its_half(qtbot: QtBot) -> None:
    form, (one, other) = beside(qtbot, 420, "Bartholomäus Maximilian von Hohenlohe")
    assert form.width() == 420
    assert abs(one.width() - other.width()) <= 1
    assert clipped_texts(form) == []


def test_a_deletion_to_decide_about_is_not_told_as_two_values(running: Running) -> None:
    dialog = ConflictDialog(running.desktop.unlock_window)
    dialog.show_conflict(ConflictShown(RecordId("r"), "Notatka: ogólna", [], deletion_asked=True))
    dialog.show()
    told = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert told == ["Notatka: ogólna", "Ktoś to usunął, nie widząc Twoich zmian."]
    assert dialog.windowTitle() == "Zachować czy usunąć?"
    dialog.reject()


def test_the_form_is_no_higher_than_its_fields(running: Running) -> None:
    dialog, _desk = opened(running)
    running.settle()
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    both = dialog.height()
    dialog.show_conflict(ConflictShown(RecordId("r"), "Notatka: ogólna", [], deletion_asked=True))
    assert dialog.height() < both
    dialog.reject()


def test_it_can_wait(running: Running) -> None:
    dialog, desk = opened(running)
    dialog.reject()
    running.settle()
    assert desk.decided == []
