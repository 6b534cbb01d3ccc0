"""Nobody at the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cicdesk.gui.idle import IdleWatch

MINUTE = 60_000


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWindow]:
    made = QWindow()
    yield made
    made.destroy()


@pytest.fixture
def watch(qapp: QApplication, window: QWindow) -> Iterator[IdleWatch]:
    made = IdleWatch()
    made.watch(qapp)
    qapp.focusWindowChanged.emit(window)
    yield made
    made.stop()


def test_it_tells_after_the_time(qtbot: QtBot, watch: IdleWatch) -> None:
    with qtbot.waitSignal(watch.idle):
        watch.start(10 / MINUTE)


def test_a_key_begins_the_time_anew(qtbot: QtBot, window: QWindow, watch: IdleWatch) -> None:
    watch._timer.setTimerType(Qt.TimerType.PreciseTimer)
    watch.start(1)
    qtbot.waitUntil(lambda: watch._timer.remainingTime() < MINUTE - 100)
    before = watch._timer.remainingTime()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(window, key)
    assert watch._timer.remainingTime() > before
