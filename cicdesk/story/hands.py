"""Hands on a keyboard and a mouse: keys and clicks go where a person's would go, to the real widgets."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from cicdesk.story.waiting import NotAsExpected, expect, turn, until

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_FRONT = 3.0


class Hands:
    """What a person does at one laptop. `pause` milliseconds after every key let a visitor follow."""

    def __init__(self, pause: int = 0) -> None:
        self._pause = pause

    def turn_to(self, window: QWidget) -> None:
        """Put a window in front, as a click on it does."""
        window.show()
        window.raise_()
        window.activateWindow()
        try:
            until(
                lambda: QApplication.activeWindow() in {window, window.window()},
                "the window in front",
                _FRONT,
            )
        except NotAsExpected:
            # Some desktops let nobody but the person bring a window in front; keys still find it.
            QApplication.setActiveWindow(window)

    def key(self, window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key where the cursor is."""
        QTest.keyClick(_cursor(window), key, modifiers)
        self._rest()

    def write(self, window: QWidget, text: str) -> None:
        """Write where the cursor is, letter by letter."""
        for letter in text:
            where = _cursor(window)
            if letter == "\n":
                QTest.keyClick(where, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClicks(where, letter)
            else:
                _write_other(where, letter)
            self._rest()

    def click(self, button: QWidget) -> None:
        """Click a button that is in view and can be pressed."""
        expect(button.isVisible(), f"{name_of(button)} is in view")
        expect(button.isEnabled(), f"{name_of(button)} can be pressed")
        QTest.mouseClick(
            button, Qt.MouseButton.LeftButton, _NONE, QPoint(button.width() // 2, button.height() // 2)
        )
        self._rest()

    def _rest(self) -> None:
        if self._pause:
            turn(self._pause)


def _cursor(window: QWidget) -> QWidget:
    # The stub forgets that there may be no cursor.
    cursor: QWidget | None = window.focusWidget()
    return cursor or window


def _write_other(where: QWidget, letter: str) -> None:
    """A letter beyond ASCII comes from a keyboard of another layout: a key event with that text."""
    from PySide6.QtCore import QEvent  # noqa: PLC0415  only here
    from PySide6.QtGui import QKeyEvent  # noqa: PLC0415  only here

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(where, QKeyEvent(kind, 0, _NONE, letter))


def name_of(widget: QWidget) -> str:
    """What to call a widget in a message."""
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return f"{type(widget).__name__} {words or widget.objectName()}".strip()
