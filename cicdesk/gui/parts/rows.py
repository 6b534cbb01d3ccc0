"""A line of a list that can be chosen: icon, title, something at the right, a second line below both."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cicdesk.gui.parts.texts import icon_label, label, pill
from cicdesk.gui.theme import theme


class Elided(QLabel):
    """A line of text that ends in an ellipsis where there is no room; the whole text is its tooltip."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        """Another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the width."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class RowButton(QPushButton):
    """A line as a button, so that keys and screen readers find it. The detail may have several lines."""

    def __init__(self, icon: str, title: str, detail: str = "", right: str = "", tone: str = "") -> None:
        super().__init__()
        self.setProperty("role", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(filter(None, (title, *detail.splitlines(), right))))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 8, 8, 8)
        self._row.setSpacing(12)
        if icon:
            self._row.addWidget(
                icon_label(icon, tone if tone in {"accent", "danger", "warning"} else "muted")
            )
        words = QVBoxLayout()
        words.setSpacing(2)
        self._row.addLayout(words, 1)
        _fill(words, title, detail, right, tone)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add_button(self, button: QPushButton) -> None:
        """A button of its own at the end of the line."""
        self._row.addWidget(button)

    def sizeHint(self) -> QSize:
        """As high as its lines need."""
        return QSize(theme().pixels(200), self._row.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The height is not negotiable."""
        return QSize(theme().pixels(80), self._row.sizeHint().height())


def _fill(words: QVBoxLayout, title: str, detail: str, right: str, tone: str) -> None:
    """The first line ends in what stands at the right; the second has the whole width."""
    first = QHBoxLayout()
    first.setSpacing(12)
    words.addLayout(first)
    first.addWidget(Elided(title, "strong" if detail else ""), 1)
    if right:
        first.addWidget(pill(right, tone) if tone else label(right, "small"))
    for below in detail.splitlines():
        words.addWidget(Elided(below, "small"))
