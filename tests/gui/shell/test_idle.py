"""Nobody at the keyboard."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cicdesk.gui.idle import IdleWatch

MINUTE = 200 / 60_000
"""A minute of these tests, as minutes."""


def test_it_tells_after_the_time_and_a_key_begins_it_anew(qtbot: QtBot, qapp: QApplication) -> None:
    window, watch = QWindow(), IdleWatch()
    told: list[int] = []
    watch.idle.connect(lambda: told.append(1))
    watch.watch(qapp)
    qapp.focusWindowChanged.emit(window)
    watch.start(MINUTE)
    for _again in range(4):
        QTest.qWait(100)
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(window, key)
    assert not told
    qtbot.waitUntil(lambda: bool(told))
    window.destroy()
