"""A short thing to know at one glance: an icon and its words on a coloured ground."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from cicdesk.gui.parts.texts import icon_label, label


class MarkPill(QFrame):
    """One of them; the words say what the colour does."""

    def __init__(self, icon: str, text: str, tone: str = "") -> None:
        super().__init__()
        self.setProperty("role", "mark")
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 10, 3)
        row.setSpacing(6)
        row.addWidget(icon_label(icon, tone or "muted", 16))
        row.addWidget(label(text, tone))
