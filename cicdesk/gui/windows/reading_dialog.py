"""Reading work that was set aside, and the words that go with handing it over or settling it."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import scrolled
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import theme
from cicdesk.presenters.aside import Act, Reading

_LONGEST = 2000


class ReadingDialog(QDialog):
    """Shows it; `done` is called with the words typed once the person agrees."""

    def __init__(self, reading: Reading, done: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = done
        self.setWindowTitle(_WINDOW[reading.act]())
        self.resize(theme().pixels(620), theme().pixels(520))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(label(reading.title, "title", wrap=True))
        outer.addWidget(label(reading.why, "muted", wrap=True))
        if reading.note:
            outer.addWidget(
                label(_("Author's words: {words}").format(words=reading.note), "strong", wrap=True)
            )
        outer.addWidget(scrolled(_content(reading)), 1)
        self._words = QPlainTextEdit()
        self._words.setAccessibleName(_ASKED.get(reading.act, lambda: "")())
        self._words.setPlaceholderText(self._words.accessibleName())
        self._words.setTabChangesFocus(True)
        self._words.setMaximumHeight(theme().pixels(84))
        self._words.setVisible(reading.act in _ASKED)
        outer.addWidget(self._words)
        outer.addLayout(self._buttons(reading))

    def _buttons(self, reading: Reading) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        close = button(_("Close") if reading.act is Act.READ else _("Later"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        if reading.act in _AGREED:
            agree = button(_AGREED[reading.act](), "", "primary")
            agree.setDefault(True)
            agree.clicked.connect(self._agreed)
            foot.addWidget(agree)
        return foot

    def _agreed(self) -> None:
        self._done(self._words.toPlainText()[:_LONGEST])
        self.accept()


_WINDOW: dict[Act, Callable[[], str]] = {
    Act.READ: lambda: _("What was not sent"),
    Act.HAND_OVER: lambda: _("Hand to the coordinator"),
    Act.SETTLE: lambda: _("Handed over to the coordinator"),
}
_ASKED: dict[Act, Callable[[], str]] = {
    Act.HAND_OVER: lambda: _("What the coordinator should know (not needed)"),
    Act.SETTLE: lambda: _("Your answer to the author (not needed)"),
}
_AGREED: dict[Act, Callable[[], str]] = {
    Act.HAND_OVER: lambda: _("Hand over"),
    Act.SETTLE: lambda: _("It is settled"),
}


def _content(reading: Reading) -> QWidget:
    """Labels and contents below each other; a line without a label begins another record."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 4, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (name, text) in enumerate(reading.lines):
        if name:
            grid.addWidget(label(name, "label", wrap=True), row, 0)
            grid.addWidget(label(text, "", wrap=True, selectable=True), row, 1)
        else:
            grid.addWidget(label(text, "heading"), row, 0, 1, 2)
    grid.setRowStretch(len(reading.lines), 1)
    return made
