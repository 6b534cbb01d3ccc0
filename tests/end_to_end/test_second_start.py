"""The program started twice for one profile, as real processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from cicdesk.base.paths import Home
from cicdesk.desktop import Desktop
from cicdesk.gui.doorbell import Doorbell, name_of, ring
from cicdesk.store.instance import Instance
from tests.house_rules.trees import ROOT

pytestmark = pytest.mark.slow

PATIENCE = 30


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def started(home: Home, closing: ExitStack) -> "subprocess.Popen[bytes]":
    """The program as the menu starts it, without a screen."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cicdesk", "--home", str(home.folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "CICDESK_NO_KEYRING": "1"},
    )

    def end() -> None:
        process.kill()
        process.wait(PATIENCE)

    closing.callback(end)
    return process


@pytest.fixture
def first(qtbot: QtBot, qapp: QApplication, home: Home) -> Iterator[Desktop]:
    """The first process is this one."""
    desktop = Desktop(qapp, home, instance=Instance(home.instance))
    desktop.start()
    qtbot.waitUntil(lambda: desktop._doorbell is not None)
    qtbot.waitUntil(lambda: desktop.runner.idle)
    yield desktop
    desktop.close()


@pytest.mark.qt_log_ignore("does not support raise")  # the platform without a screen
def test_it_raises_the_window_of_the_first_and_ends(
    first: Desktop, qtbot: QtBot, home: Home, closing: ExitStack
) -> None:
    first.unlock_window.showMinimized()
    assert first.unlock_window.isMinimized()
    second = started(home, closing)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=PATIENCE * 1000)
    assert second.returncode == 0
    assert not first.unlock_window.isMinimized()
    assert first.unlock_window.isVisible()


def test_two_real_processes_and_a_third_after_the_first_was_killed(
    qapp: QApplication, home: Home, closing: ExitStack
) -> None:
    one = started(home, closing)
    while one.poll() is None and not ring(home.folder):
        pass
    two = started(home, closing)
    assert two.wait(PATIENCE) == 0
    assert one.poll() is None
    one.kill()
    one.wait(PATIENCE)
    assert Path(name_of(home.folder)).exists()
    three = started(home, closing)
    while three.poll() is None and not ring(home.folder):
        pass
    assert three.poll() is None


def test_where_the_first_does_not_answer_the_reason_is_said(
    qtbot: QtBot, qapp: QApplication, home: Home
) -> None:
    held = Instance(home.instance)
    second = Desktop(qapp, home)
    second.start()
    qtbot.waitUntil(lambda: second.unlock_window.findChild(QMessageBox) is not None)
    box = second.unlock_window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text() == "cicdesk jest już otwarty dla tego profilu."
    held.release()
    second.close()


def test_nobody_answers_at_a_socket_that_a_dead_process_left(qapp: QApplication, home: Home) -> None:
    server = QLocalServer()
    server.listen(name_of(home.folder))
    Path(name_of(home.folder)).rename(home.folder / "kept")
    server.close()
    (home.folder / "kept").rename(name_of(home.folder))
    assert not ring(home.folder)
    bell = Doorbell(home.folder)
    told: list[bool] = []
    bell.rung.connect(lambda: told.append(True))
    assert bell._server.isListening()
    bell.close()
    QCoreApplication.processEvents()
    assert not Path(name_of(home.folder)).exists()


def test_the_socket_is_its_owners_and_each_profile_has_its_own(qapp: QApplication, home: Home) -> None:
    bell = Doorbell(home.folder)
    assert Path(name_of(home.folder)).stat().st_mode & 0o077 == 0
    bell.close()
    deep = home.folder / ("a" * 80)
    assert name_of(home.folder) != name_of(deep) != name_of(deep / "b")
    assert "aaa" not in name_of(deep)


def test_a_damaged_file_of_the_lock_is_made_anew(home: Home) -> None:
    home.instance.write_bytes(b"not a database" * 400)
    Instance(home.instance).release()
