"""The line of the locked screen that says that a child was not collected, and not which."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from cicdesk.base.i18n import _
from cicdesk.gui.parts.texts import set_text
from cicdesk.gui.theme import restyle


class LateLine(QLabel):
    """Hidden while there is nothing to say. Anybody may stand before this window, so it names nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        restyle(self, role="danger")
        self._late = False
        self.hide()

    def show_late(self, *, late: bool) -> None:
        """Say it, and have the system point at the window; or say nothing."""
        self._late = late
        self._say()
        if late:
            QApplication.alert(self.window())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        set_text(self, _("A child has not been collected. Unlock to see which one.") if self._late else "")
