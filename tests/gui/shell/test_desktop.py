"""The program around its windows."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import NoReturn

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication

from cicdesk.base.paths import Home
from cicdesk.base.settings import Settings
from cicdesk.desktop import Desktop
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.shell import Shell
from cicdesk.gui.windows.notices import Notice
from cicdesk.presenters.failures import explain
from cicdesk.services.session import Session
from cicdesk.store import backup
from cicdesk.store.errors import DiskFull
from tests.support.running import Running

ASKING = 4


def test_the_profile_is_taken_once_whoever_asks_at_the_same_time(qapp: QApplication, home: Home) -> None:
    desktop = Desktop(qapp, home)
    together = Barrier(ASKING)

    def ask(_number: int) -> Session:
        together.wait()
        return desktop.session()

    with ThreadPoolExecutor(ASKING) as asking:
        assert len(set(asking.map(ask, range(ASKING)))) == 1
    desktop.close()


def test_who_works_on_past_the_hour_gets_the_next_days_copy_without_unlocking(running: Running) -> None:
    home, copies = running.profile.home, running.desktop._copies
    shell = running.unlock()
    running.until(lambda: len(backup.backups(home)) == 1)
    assert copies.isActive()
    assert copies.interval() <= 60 * 60_000
    running.profile.clock.moment += dt.timedelta(hours=25)
    copies.timeout.emit()
    running.until(lambda: len(backup.backups(home)) == 2)
    shell.run(Command.LOCK)
    running.settle()
    assert not copies.isActive()


def test_the_window_is_as_large_after_unlocking_and_after_a_new_start_as_it_was_left(
    running: Running, qapp: QApplication
) -> None:
    first = running.unlock().window
    first.resize(first.size() + QSize(-40, -30))
    left = first.size()
    running.desktop.lock()
    running.settle()
    assert running.unlock().window.size() == left
    running.desktop.close()
    assert Settings.load(running.profile.home.settings).window == running.desktop.settings.window != ""


def test_what_said_that_nothing_could_be_saved_goes_with_the_next_save(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> NoReturn:
        raise DiskFull

    shell = running.unlock()
    page = running.new_person()
    for name in ("family_name", "given_names"):
        page.form.presenter.change(name, "Bondar")
    assert running.profile.session.desk is not None
    with monkeypatch.context() as small:
        small.setattr(running.profile.session.desk.records, "create", full)
        page.form.save()
        running.until(lambda: explain(DiskFull()).title in told(shell))
    page.form.save()
    running.until(lambda: isinstance(shell.window.page, CasePage))
    assert explain(DiskFull()).title not in told(shell)


def told(shell: Shell) -> list[str]:
    """The notices above the page."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [each.accessibleName() for each in shell.window.findChildren(Notice) if each.isVisible()]
