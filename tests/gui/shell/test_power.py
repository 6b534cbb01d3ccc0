"""Suspend, lid and the session's lock, as logind says them, over a private line of the same message bus protocol."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cicdesk.gui import power
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.power import PowerWatch, session_path
from tests.house_rules.trees import ROOT
from tests.support.running import Running

MANAGER = "/org/freedesktop/login1"
OURS, ANOTHERS = f"{MANAGER}/session/_32", f"{MANAGER}/session/c1"

Say = Callable[..., None]


@pytest.fixture
def say(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """Speak as logind: path, interface, signal, arguments."""
    command = [sys.executable, "-m", "tests.support.logind"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as logind:
        assert logind.stdin is not None
        assert logind.stdout is not None
        words, address = logind.stdin, logind.stdout.readline().decode().strip()
        line = QDBusConnection.connectToPeer(address, "logind")
        monkeypatch.setattr(power, "system_bus", lambda: line)
        monkeypatch.setenv("XDG_SESSION_ID", "2")

        def send(*asked: object) -> None:
            words.write(json.dumps(asked).encode() + b"\n")
            words.flush()

        yield send
        QDBusConnection.disconnectFromPeer("logind")
        logind.kill()


@pytest.fixture
def typing(running: Running, say: Say) -> FormPage:
    """The program as it runs, with a form that is being filled in."""
    running.desktop.start()
    running.settle()
    running.unlock()
    page = running.new_person()
    page.form.presenter.change("family_name", "Bondar")
    return page


def assert_locked_and_kept(running: Running) -> None:
    running.until(lambda: running.desktop.shell is None)
    running.settle()
    assert running.desktop.unlock_window.isVisible()
    assert running.profile.session.desk is None
    drafts = running.profile.open().drafts.all()
    assert [each.values.get("family_name") for each in drafts] == ["Bondar"]
    running.profile.session.lock()


@pytest.mark.usefixtures("typing")
class TestLocks:
    def test_when_the_laptop_goes_to_sleep(self, running: Running, say: Say) -> None:
        say(MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", True)
        assert_locked_and_kept(running)

    def test_when_the_session_is_locked(self, running: Running, say: Say) -> None:
        say(OURS, "org.freedesktop.login1.Session", "Lock")
        assert_locked_and_kept(running)

    def test_when_the_screen_has_locked_itself(self, running: Running, say: Say) -> None:
        changed = ["org.freedesktop.login1.Session", {"IdleHint": False, "LockedHint": True}]
        say(OURS, "org.freedesktop.DBus.Properties", "PropertiesChanged", *changed)
        assert_locked_and_kept(running)


def test_what_is_no_reason_locks_nothing(qtbot: QtBot, say: Say) -> None:
    watch, heard = PowerWatch(), []
    assert watch.listening
    watch.away.connect(lambda: heard.append("away"))
    say(MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", False)
    say(ANOTHERS, "org.freedesktop.login1.Session", "Lock")
    say(
        OURS,
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        "org.freedesktop.login1.Session",
        {"LockedHint": False},
    )
    say(OURS, "org.freedesktop.DBus.Properties", "PropertiesChanged", "org.example", {"LockedHint": True})
    assert heard == []
    say(OURS, "org.freedesktop.login1.Session", "Lock")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["away"]


def test_without_a_bus_it_does_not_listen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power, "system_bus", lambda: None)
    assert not PowerWatch().listening


@pytest.mark.parametrize(
    ("session", "path"),
    [("2", "/session/_32"), ("c1", "/session/c1"), ("12", "/session/_312"), ("a-b", "/session/a_2db")],
)
def test_sessions_are_spelt_as_logind_spells_them(session: str, path: str) -> None:
    assert session_path(session) == MANAGER + path


def test_a_session_that_is_not_named_is_any(qapp: QApplication) -> None:
    assert session_path("") == ""
