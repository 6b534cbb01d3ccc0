"""Where errors become visible: a bar for what will pass, a dialog for what a person must know."""

import logging
from typing import Protocol

from PySide6.QtWidgets import QMessageBox, QWidget

from cicdesk.base.errors import Who
from cicdesk.gui.parts.asking import message_box
from cicdesk.gui.theme import restyle
from cicdesk.presenters.failures import Explanation, explain

_log = logging.getLogger(__name__)
_UNTIL_SAVED = frozenset({"disk_full"})
"""Errors whose words are no longer true once something could be saved."""


class NoticeBar(Protocol):
    """Something that can show a line of words above the page."""

    def show_notice(self, tone: str, text: str, detail: str = "") -> None:
        """Show it until it is closed or replaced."""
        ...

    def drop(self, text: str) -> None:
        """Take the line of these words away, if it is there."""
        ...


class Failures:
    """The one place that shows errors. Without a bar everything is a dialog."""

    def __init__(self, window: QWidget, bar: NoticeBar | None = None) -> None:
        self._window = window
        self._bar = bar
        self._until_saved: set[str] = set()

    def show(self, error: BaseException) -> QMessageBox | None:
        """Say what happened and what to do next; the dialog, where it is one."""
        told = explain(error)
        if told.who is Who.US:
            _log.error("fault %s", told.code, exc_info=error)
        if self._bar is not None and told.who is not Who.US:
            tone = "warning" if told.who is Who.SURROUNDINGS else "danger"
            self._bar.show_notice(tone, told.title, told.advice)
            if told.code in _UNTIL_SAVED:
                self._until_saved.add(told.title)
            return None
        box = ask_box(self._window, told)
        box.open()
        return box

    def saved(self) -> None:
        """Something could be saved: take away what said that it could not."""
        while self._until_saved and self._bar is not None:
            self._bar.drop(self._until_saved.pop())


def ask_box(parent: QWidget, told: Explanation) -> QMessageBox:
    """The dialog for an error, not yet shown."""
    ours = told.who is Who.US
    box = message_box(
        parent, "danger" if ours else "warning", told.title, told.advice, told.text if ours else ""
    )
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    restyle(box.button(QMessageBox.StandardButton.Ok), role="primary")
    return box
