"""Lines of words above the page: calm, closable, one for each thing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import inside
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import button, icon_label, label
from cicdesk.gui.theme import set_icon

_ICONS = {"info": "info", "success": "check", "warning": "warning", "danger": "warning"}
_TONES = {"info": "accent", "success": "success", "warning": "warning", "danger": "danger"}
_MOST = 3
_BETWEEN = 8
"""Between the first words and the details beside them."""


class Notice(QFrame):
    """One line, with a button if something can be done about it. Details that do not fit beside stand below."""

    def __init__(self, tone: str, text: str, detail: str = "") -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", tone)
        self.setAccessibleName(text)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(10)
        self._sign = icon_label(_ICONS[tone], _TONES[tone])
        self._row.addWidget(self._sign)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._title, self._detail = label(text, "strong"), label(detail, "muted", wrap=True)
        self._title.setObjectName("first")
        self._words.addWidget(self._title, 0 if detail else 1)
        if detail:
            self._words.addWidget(self._detail, 1)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(self._row.spacing())
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(self._row.spacing())
        self._body.addLayout(self._words, 1)
        self._body.addLayout(self._acts)
        self._body.setAlignment(self._acts, Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(self._body, 1)
        self._close = button("", "", "quiet")
        set_icon(self._close, "close", "muted", 16)
        self._close.setAccessibleName(_("Close"))
        self._close.setToolTip(_("Close"))
        self._close.clicked.connect(self._gone)
        self._row.addWidget(self._close)

    def offer(self, words: str, act: Callable[[], None], *, closes: bool = True) -> None:
        """Put a button before the one that closes; it closes the line as well unless told otherwise."""
        made = button(words, "", "quiet")
        made.clicked.connect(act)
        if closes:
            made.clicked.connect(self._gone)
        self._acts.addWidget(made)
        self.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        self.fit(event.size().width())
        super().resizeEvent(event)

    def fit(self, width: int) -> None:
        """Beside the first words long details would be a narrow column, and so would all words beside long buttons."""
        room, acts = width - self._around(), self._acts.sizeHint().width()
        under = 2 * acts > room
        self._body.setDirection(
            QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
        )
        said = [each for each in (self._title, self._detail) if each.text()]
        wanted = sum(each.fontMetrics().horizontalAdvance(each.text()) + _BETWEEN for each in said)
        below = wanted > (room if under else room - acts)
        if below == self._title.wordWrap():
            return
        self._title.setWordWrap(below)
        self._words.setSpacing(2 if below else _BETWEEN)
        self._words.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )

    def _around(self) -> int:
        """What icon, the button that closes, and edges need."""
        margins = self._row.contentsMargins()
        edges = margins.left() + margins.right() + self._row.spacing() * (self._row.count() + 1)
        return edges + self._sign.sizeHint().width() + self._close.sizeHint().width()

    def _gone(self) -> None:
        let_go(self)


class Notices:
    """The bar. The same words are never shown twice at a time."""

    def __init__(self, layout: QVBoxLayout) -> None:
        self._layout = layout

    def show_notice(self, tone: str, text: str, detail: str = "") -> None:
        """Show it until it is closed."""
        self.add(tone, text, detail)

    def add(self, tone: str, text: str, detail: str = "") -> Notice:
        """Show it, and give it back so that a button can be added."""
        self.drop(text, most=_MOST - 1)
        notice = Notice(tone, text, detail)
        self._layout.insertWidget(0, notice)
        host = self._layout.parentWidget()
        if host is not None and host.isVisible():
            notice.ensurePolished()
            notice.fit(self._layout.geometry().width())
        return notice

    def drop(self, text: str, most: int = _MOST) -> None:
        """Take the notice of these words away, and the oldest until so many are left."""
        for place, shown in reversed(list(enumerate(inside(self._layout)))):
            if shown.accessibleName() == text or place >= most:
                self._layout.removeWidget(shown)
                let_go(shown)
