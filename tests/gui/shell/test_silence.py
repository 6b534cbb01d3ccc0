"""The windows of a laptop that has been without the centre for too long."""

import msgspec
import pytest
from PySide6.QtWidgets import QLabel

from cicdesk.gui.actions import Command
from cicdesk.gui.pages.silent_page import SilentPage
from cicdesk.gui.windows.courier_dialog import CourierDialog
from cicdesk.schema.snapshot import Changes
from cicdesk.store import meta
from tests.support.desks import add_person
from tests.support.profiles import enrolled
from tests.support.running import Running

DAY = 86_400_000


@pytest.fixture
def silent(running: Running) -> Running:
    """Unlocked after ninety days without the centre."""
    desk = running.profile.open()
    add_person(desk)
    enrolled(desk)
    heard(running, days_ago=90)
    running.profile.session.lock()
    running.unlock()
    return running


def heard(running: Running, *, days_ago: int) -> None:
    """When the centre was heard of last."""
    desk = running.profile.session.desk
    assert desk is not None
    with desk.context.store.write() as connection:
        progress = meta.load_progress(connection)
        last = desk.context.now() - days_ago * DAY
        meta.save(connection, msgspec.structs.replace(progress, last_success=last))


def words(running: Running) -> str:
    """Everything that can be read."""
    return "\n".join(each.text() for each in running.shell.window.findChildren(QLabel) if each.isVisible())


def test_it_says_for_how_long_and_shows_nobody(silent: Running) -> None:
    page = silent.shell.window.page
    assert isinstance(page, SilentPage)
    assert "90" in words(silent)
    for command in (Command.PEOPLE, Command.REVIEW, Command.NEW_PERSON, Command.SEARCH, Command.CALENDAR):
        silent.shell.run(command)
        silent.settle()
        assert silent.shell.window.page is page
        assert "Zhuk" not in words(silent)


def test_changes_can_be_carried_out(silent: Running) -> None:
    silent.shell.run(Command.COURIER)
    silent.settle()
    assert isinstance(silent.shell.dialogs.open_one, CourierDialog)


def test_it_locks_once_the_centre_was_heard_of_and_opens_as_usual(silent: Running) -> None:
    desktop = silent.desktop
    heard(silent, days_ago=0)
    desktop.bus.publish(Changes(kinds=frozenset({"sync"})))
    silent.until(lambda: desktop.shell is None)
    silent.settle()
    shell = silent.unlock()
    assert not isinstance(shell.window.page, SilentPage)
