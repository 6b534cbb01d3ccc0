"""The languages of the interface, each by its own name: for whoever cannot read the one in use."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cicdesk.base.i18n import _, language
from cicdesk.base.settings import Settings


class LanguageBar(QWidget):
    """One quiet button for each; the one in use is marked."""

    chosen = Signal(str)
    """The code of a language."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for code, name in Settings.language.choices:
            made = QPushButton(name)
            made.setProperty("role", "language")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, each=code: self._choose(each))
            row.addWidget(made)
            self.buttons[code] = made
        row.addStretch(1)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._mark()
        super().changeEvent(event)

    def _choose(self, code: str) -> None:
        self.chosen.emit(code)
        self._mark()

    def _mark(self) -> None:
        for code, each in self.buttons.items():
            each.setChecked(code == language())
            each.setAccessibleDescription(_("Language"))
