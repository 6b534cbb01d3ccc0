"""Joining the centre from the windows, with a power cut at the worst moment."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cicdesk.base.paths import Home
from cicdesk.desktop import Desktop
from cicdesk.gui.shell import Shell
from cicdesk.services.session import Session
from cicdesk.store.keys import NoKeystore
from tests.end_to_end.conftest import Place
from tests.house_rules.trees import ROOT
from tests.support.broken_joining import TITLE, USER
from tests.support.desks import CHEAP, PASSPHRASE, StillClock

pytestmark = [pytest.mark.slow, pytest.mark.server]

PATIENCE = 30_000


def broken_off(place: Place, folder: Path, user: str) -> None:
    """A profile that joined, and lost power before its person had the new name."""
    command = [sys.executable, "-m", "tests.support.broken_joining"]
    killed = subprocess.run(
        [*command, str(folder), place.url, place.code(user), user],
        cwd=ROOT,
        env={**os.environ, "CICDESK_NO_KEYRING": "1"},
        check=False,
        timeout=60,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode(errors="replace")


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The program as it starts again after the cut; made before it, locked, and over the same folder."""
    home = Home.at(tmp_path / "laptop")
    made = Desktop(qapp, home, StillClock())
    yield made
    made.close()


def unlock(desktop: Desktop, qtbot: QtBot, home: Home) -> Shell:
    """Start anew, and unlock in the window."""
    desktop.use_session(Session(home, StillClock(), NoKeystore, CHEAP))
    desktop.start()
    desktop._unlock.unlock(USER, PASSPHRASE)
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desktop.runner.idle, timeout=PATIENCE)
    assert desktop.shell is not None
    return desktop.shell


def test_the_next_start_goes_on_where_joining_was_broken_off(
    place: Place, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    home, user = Home.at(tmp_path / "laptop"), place.user()
    broken_off(place, home.folder, user)
    unlock(desktop, qtbot, home)
    session = desktop.session()
    assert session.desk is not None
    assert [(each.name, each.title) for each in session.users()] == [(user, TITLE)]
    assert (session.desk.user, session.desk.office, session.desk.role) == (user, place.office, "assistant")
    assert [each.values["family_name"] for each in session.desk.drafts.all()] == ["Szkic"]
    assert desktop.settings.last_user == user


def test_what_was_made_before_the_cut_reaches_the_centre(
    place: Place, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    home, user, other = Home.at(tmp_path / "laptop"), place.user(), place.laptop(role="coordinator")
    broken_off(place, home.folder, user)
    shell = unlock(desktop, qtbot, home)
    session = desktop.session()
    shell.sync.presenter.now()
    qtbot.waitUntil(lambda: session.desk is not None and session.desk.outbox.badge().sent, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desktop.runner.idle, timeout=PATIENCE)
    other.sync()
    assert other.names() == ["Жук"]
