"""Typing into windows as a person does: letters of any script, keys, and where the cursor is."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def bring_to_front(window: QWidget) -> None:
    """Show a window so that keys go to it."""
    window.show()
    window.activateWindow()
    QApplication.processEvents()


def cursor() -> QWidget:
    """The widget in which the cursor is."""
    place = QApplication.focusWidget()
    assert isinstance(place, QWidget)
    return place


def type_text(text: str) -> None:
    """Letter by letter; QTest knows only the letters of ASCII."""
    for letter in text:
        QApplication.sendEvent(cursor(), QKeyEvent(QEvent.Type.KeyPress, 0, PLAIN, letter))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """One key."""
    QTest.keyClick(cursor(), key, modifier)
    QApplication.processEvents()
