"""The window for the client: a second screen or the turned laptop. Only the client's own data, in large type."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cicdesk.gui.actions import Command, make_action
from cicdesk.gui.record_form import RecordForm
from cicdesk.presenters.client_words import RIGHT_TO_LEFT, Line, pages

_EDGE = 40
_GAP = 8
_LINE_EDGE = 16
_SECTION_GAP = 24


class ClientWindow(QWidget):
    """Follows a form as it is filled in. It shows nothing of anybody else and nothing that is not the client's.

    It leaves the keyboard with the form: whoever turns it to the client goes on typing.
    """

    closing = Signal()
    """It leaves the screen."""

    def __init__(self, form: RecordForm, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._form: RecordForm | None = form
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(Command.CLIENT_WINDOW.words)
        make_action(Command.CLIENT_WINDOW, self, self._put_away)
        self._language = language
        self._current = ""
        self._shown: object = None
        self.setObjectName("clientWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("formBody")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        form.values_changed.connect(self.follow)
        form.field_entered.connect(self._entered)
        form.destroyed.connect(self._form_gone)
        self.set_language(language)

    def set_language(self, language: str) -> None:
        """Speak this language, in the direction it is written in."""
        self._language = language
        mirrored = language in RIGHT_TO_LEFT
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
        self._shown = None
        self.follow()

    def _put_away(self) -> None:
        self.close()

    def shows(self, form: RecordForm) -> bool:
        """Whether that is the form it follows."""
        return self._form is form

    def _entered(self, field: str) -> None:
        if field:
            self._current = field
            self.follow()

    def _form_gone(self) -> None:
        self._form = None
        self.close()

    def follow(self) -> None:
        """Show what the form holds now."""
        if self._form is None:
            return
        wanted = pages(self._form.spec, self._form.presenter.values, self._language, self._current)
        if (wanted, self._current) == self._shown:
            return
        self._shown = (wanted, self._current)
        place = self._scroll.verticalScrollBar().value()
        host = QWidget()
        host.setProperty("role", "scrolled")
        column = QVBoxLayout(host)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(_GAP)
        for page in wanted:
            column.addWidget(_label(page.title, "client-title"))
            for line in page.lines:
                column.addWidget(_line(line, current=line.field == self._current))
            column.addSpacing(_SECTION_GAP)
        column.addStretch()
        self._scroll.setWidget(host)
        column.activate()
        self._scroll.verticalScrollBar().setValue(place)
        self._show_current(host)

    def _show_current(self, host: QWidget) -> None:
        here = host.findChild(QFrame, self._current) if self._current else None
        if here is not None:
            self._scroll.ensureWidgetVisible(here, 0, _EDGE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever keeps it."""
        self.closing.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it at once."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _line(line: Line, *, current: bool) -> QFrame:
    frame = QFrame()
    frame.setObjectName(line.field)
    frame.setProperty("role", "client-line")
    frame.setProperty("current", "true" if current else "false")
    grid = QGridLayout(frame)
    grid.setContentsMargins(_LINE_EDGE, _GAP, _LINE_EDGE, _GAP)
    grid.addWidget(_label(line.label, "client-label"), 0, 0)
    grid.addWidget(_label(line.value or "\N{EM DASH}", "client-value"), 1, 0)
    return frame


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
