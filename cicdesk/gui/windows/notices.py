"""Lines of words above the page: calm, closable, one for each thing."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import button, icon_label, label
from cicdesk.gui.theme import set_icon, theme

_ICONS = {"info": "info", "success": "check", "warning": "warning", "danger": "warning"}
_TONES = {"info": "accent", "success": "success", "warning": "warning", "danger": "danger"}
_MOST = 3
_LARGE = 1.25
"""From this scale on the details stand below the first words: beside them they would be a narrow column."""


class Notice(QFrame):
    """One line, with a button if something can be done about it."""

    def __init__(self, tone: str, text: str, detail: str = "") -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", tone)
        self.setAccessibleName(text)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(10)
        self._row.addWidget(icon_label(_ICONS[tone], _TONES[tone]))
        large = theme().scale >= _LARGE
        words = QVBoxLayout() if large else QHBoxLayout()
        words.setSpacing(2 if large else 8)
        words.addWidget(label(text, "strong", wrap=large))
        if detail:
            words.addWidget(label(detail, "muted", wrap=True), 0 if large else 1)
        elif not large:
            words.addStretch(1)
        self._row.addLayout(words, 1)
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
        self._row.insertWidget(self._row.count() - 1, made)

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
        return notice

    def drop(self, text: str, most: int = _MOST) -> None:
        """Take the notice of these words away, and the oldest until so many are left."""
        for place in reversed(range(self._layout.count())):
            item = self._layout.itemAt(place)
            shown = item.widget() if item else None
            if shown is not None and (shown.accessibleName() == text or place >= most):
                self._layout.removeWidget(shown)
                let_go(shown)
