"""A desktop that tests can wait for."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.exceptions import TimeoutError  # noqa: A004  its own
from pytestqt.qtbot import QtBot

from cicdesk.desktop import Desktop
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.shell import Shell
from tests.support.desks import PASSPHRASE, Profile

PATIENCE = 10_000
"""Milliseconds that anything may take on a busy machine."""


def _in_sight() -> list[str]:
    """The windows that are shown, the words of their labels, and which of them keeps the others from being used."""
    modal = QApplication.activeModalWidget()
    return [
        f"{type(each).__name__}{' (first)' if each is modal else ''}: "
        + " | ".join(
            label.text() for label in each.findChildren(QLabel) if label.isVisible() and label.text()
        )
        for each in QApplication.topLevelWidgets()
        if each.isVisible()
    ]


class Running:
    """The program over a profile with cheap keys."""

    def __init__(self, desktop: Desktop, profile: Profile, qtbot: QtBot) -> None:
        self.desktop = desktop
        self.profile = profile
        self._qtbot = qtbot

    @property
    def shell(self) -> Shell:
        """The windows of the open profile."""
        assert self.desktop.shell is not None
        return self.desktop.shell

    def settle(self) -> None:
        """Until no lane has anything to do."""
        for _again in range(2):
            self._qtbot.waitUntil(lambda: self.desktop.runner.idle, timeout=PATIENCE)
            QApplication.processEvents()

    def until(self, holds: Callable[[], bool]) -> None:
        """Until that is so; where it does not come to that, what is in sight is told."""
        try:
            self._qtbot.waitUntil(holds, timeout=PATIENCE)
        except TimeoutError as late:
            raise AssertionError(f"not within {PATIENCE} ms; in sight: {_in_sight()}") from late

    def unlock(self) -> Shell:
        """Open the profile as a person does, without the typing."""
        self.desktop.opened(self.profile.session.unlock("olha", PASSPHRASE))
        self.settle()
        return self.shell

    def new_person(self) -> FormPage:
        """The form of a new person, opened in the windows that are open."""
        window = self.shell.window
        self.shell.run(Command.NEW_PERSON)
        self.until(lambda: isinstance(window.page, FormPage))
        assert isinstance(window.page, FormPage)
        return window.page
