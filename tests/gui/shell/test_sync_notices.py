"""What is said of an exchange is true: one reason at a time, and none once it works."""

from PySide6.QtWidgets import QWidget

from cicdesk.gui.windows.notices import Notice
from cicdesk.presenters.failures import explain
from cicdesk.sync.errors import NetworkNotReady, Unreachable
from tests.support.running import Running

NO_CENTRE, SIGN_IN = Unreachable(), NetworkNotReady()


def said(window: QWidget) -> list[str]:
    """The reasons in sight."""
    reasons = {explain(error).title for error in (NO_CENTRE, SIGN_IN)}
    shown = [each.accessibleName() for each in window.findChildren(Notice) if not each.isHidden()]
    return [words for words in shown if words in reasons]


def test_the_reason_of_today_takes_the_place_of_the_one_before(running: Running) -> None:
    shell = running.unlock()
    shell.sync.sync_failed(NO_CENTRE, asked=True)
    running.until(lambda: said(shell.window) == [explain(NO_CENTRE).title])
    shell.sync.sync_failed(SIGN_IN, asked=True)
    running.until(lambda: said(shell.window) == [explain(SIGN_IN).title])
    shell.sync.worked()
    running.until(lambda: said(shell.window) == [])
