"""One indicator as a card that can be chosen: its number, its name, and how far it is from its target."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cicdesk.gui.parts.texts import label
from cicdesk.gui.theme import theme
from cicdesk.presenters.indicators_shown import NumberCard

_NUMBER = 92
_WHOLE = 1000


class NumberButton(QPushButton):
    """Large number at the left, words beside it; keys and screen readers find it as a button."""

    def __init__(self, card: NumberCard) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{card.name}: {card.number}")
        self.setAccessibleDescription(card.share_words)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 8, 12, 8)
        self._row.setSpacing(12)
        number = label(card.number, "title" if card.counted else "muted")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setMinimumWidth(theme().pixels(_NUMBER))
        self._row.addWidget(number)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(card.name, "strong" if card.counted else "muted", wrap=True))
        words.addWidget(label("  ·  ".join(filter(None, (card.code, card.share_words))), "small", wrap=True))
        if card.share is not None:
            bar = QProgressBar()
            bar.setRange(0, _WHOLE)
            bar.setValue(round(card.share * _WHOLE))
            bar.setTextVisible(False)
            words.addWidget(bar)
        self._row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Names go on in the next line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words are at that width."""
        return self._row.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """As high as its lines need."""
        wide = max(self.width(), theme().pixels(240))
        return QSize(theme().pixels(240), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrower, the names have no room."""
        return QSize(theme().pixels(160), self._row.minimumSize().height())
