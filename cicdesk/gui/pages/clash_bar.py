"""The line above a file in which two people wrote different things, with the button that lets one decide."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.parts.texts import button, icon_label, label


class ClashBar(QFrame):
    """Calls `decide` when its button is pressed."""

    def __init__(self, decide: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", "danger")
        self._words = label("", wrap=True)
        self._decide = button("", "", "quiet")
        self._decide.clicked.connect(decide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 8, 10)
        row.setSpacing(10)
        row.addWidget(icon_label("conflict", "danger"))
        row.addWidget(self._words, 1)
        row.addWidget(self._decide)
        self.retranslate()

    def retranslate(self) -> None:
        """Say its words."""
        self._words.setText(_("Two people wrote different things. Choose which stands."))
        self._decide.setText(_("Decide"))
