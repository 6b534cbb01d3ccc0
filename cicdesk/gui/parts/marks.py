"""A short thing to know at one glance: an icon and its words on a coloured ground."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from cicdesk.gui.parts.texts import icon_label, label
from cicdesk.gui.theme import theme

_ICON, _EDGES = 16, 34
"""Of the icon; of all margins and gaps in a line, and a little more, or the last word would go on below."""


class MarkPill(QFrame):
    """One of them; the words say what the colour does. Never cut: where it is narrow they go on below."""

    def __init__(self, icon: str, text: str, tone: str = "") -> None:
        super().__init__()
        self.setProperty("role", "mark")
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 10, 3)
        row.setSpacing(6)
        self._words = label(text, tone, wrap=True)
        row.addWidget(icon_label(icon, tone or "muted", _ICON))
        row.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """All words in one line."""
        wide = self._around(self._words.text())
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word, as high as one line."""
        return QSize(
            self._around(max(self._words.text().split(), key=len, default="")), self.sizeHint().height()
        )

    def _around(self, words: str) -> int:
        self._words.ensurePolished()
        return self._words.fontMetrics().horizontalAdvance(words) + theme().pixels(_ICON) + _EDGES
