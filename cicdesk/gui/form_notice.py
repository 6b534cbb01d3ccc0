"""The quiet line under a field for which a sync brought another value."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from cicdesk.base.i18n import _

_EDGE = 8


def notice_of(value_words: str, take: Callable[[], None]) -> QFrame:
    """A line that names the other value and offers to take it; nothing happens by itself."""
    frame = QFrame()
    frame.setProperty("role", "field-notice")
    said = value_words or _("nothing")
    text = QLabel(_("Changed meanwhile elsewhere: {value}").format(value=said))
    text.setWordWrap(True)
    button = QPushButton(_("Take this"))
    button.setProperty("role", "quiet")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    button.clicked.connect(take)
    row = QHBoxLayout(frame)
    row.setContentsMargins(_EDGE, 2, 2, 2)
    row.addWidget(text, 1)
    row.addWidget(button)
    return frame
