"""A tick whose words go on in the next line where they do not fit into one."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton


class WrappedTick(QCheckBox):
    """A check box for names and sentences: Qt's own is as wide as its words, and widens all around it."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.words = ""
        self.say(words)

    def say(self, words: str) -> None:
        """Other words, for the eye and for a screen reader."""
        self.words = words
        self.setAccessibleName(words)
        self.setText(words)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self.words.split()), default=0)
        return QSize(widest + self._edges(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as all the words in one line."""
        wide = self.fontMetrics().horizontalAdvance(self.words) + self._edges()
        return QSize(wide, self.heightForWidth(wide))

    def hasHeightForWidth(self) -> bool:
        """Where it is narrow it is high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        shown = self.text()
        lines = len(self._lines(width)) - len(shown.splitlines() or [""])
        return super().sizeHint().height() + lines * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words where this width ends."""
        broken = "\n".join(self._lines(event.size().width()))
        if broken != self.text():
            self.setText(broken)
        super().resizeEvent(event)

    def _edges(self) -> int:
        """The box and its distance from the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, option, self)
        return box + self.style().pixelMetric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing, option, self) + 4

    def _lines(self, width: int) -> list[str]:
        room, wide = width - self._edges(), self.fontMetrics().horizontalAdvance
        lines = [""]
        for word in self.words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and wide(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines
