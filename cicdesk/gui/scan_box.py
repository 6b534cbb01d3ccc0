"""The box into which a document's machine-readable zone is pasted, typed or scanned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout

from cicdesk.base.i18n import N_, _, ngettext
from cicdesk.gui.theme import restyle
from cicdesk.presenters.scanning import Scan, is_whole

ASK = N_("Paste or scan the lines at the bottom of the document (<<<). Ctrl+Enter reads, Esc closes.")
_PADDING = 16
_GAP = 8
_LINES = 3
_FRAME = 18


class ScanBox(QFrame):
    """Opens above the form; a zone that is whole is read when Enter ends its last line."""

    opened = Signal()
    """The box is there for another document."""
    read = Signal(str)
    """A person wants this text read."""
    closed = Signal()
    """The box is not needed any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.label = QLabel()
        self.label.setProperty("role", "label")
        self.label.setWordWrap(True)
        self.box = QPlainTextEdit()
        self.box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.box.setFixedHeight(QFontMetrics(self.box.font()).lineSpacing() * _LINES + _FRAME)
        self.box.setTabChangesFocus(True)
        self.label.setBuddy(self.box)
        self.box.textChanged.connect(self._read_if_whole)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setProperty("role", "problem")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(_GAP)
        for each in (self.label, self.box, self._told):
            column.addWidget(each)
        self.retranslate()

    def open(self) -> None:
        """Empty, with the cursor in it."""
        self.box.clear()
        self._told.hide()
        self.show()
        self.box.setFocus()
        self.opened.emit()

    def _read_if_whole(self) -> None:
        text = self.box.toPlainText()
        if is_whole(text):
            self.read.emit(text)

    def show_result(self, scan: Scan) -> None:
        """Say what was filled in, and what does not fit."""
        words = scan.warning
        if scan.filled:
            count = len(scan.filled)
            filled = ngettext("{count} field filled in.", "{count} fields filled in.", count).format(
                count=count
            )
            words = f"{filled} {words}".strip()
        elif not words:
            words = _("The form holds all of this already.")
        restyle(self._told, severity="error" if scan.failed else "warning" if scan.warning else "hint")
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter reads, Esc closes; the box itself keeps Enter for its lines."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.read.emit(self.box.toPlainText())
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Its words."""
        self.label.setText(_(ASK))
        self.box.setAccessibleName(_(ASK))
