"""The list for the way out over the whole screen, to be read from a distance and printed."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPagedPaintDevice, QResizeEvent, QShortcut, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Card, clear, scrolled, side_by_side
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.marks import MarkPill
from cicdesk.gui.parts.printers import ask_printer
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.windows.care_parts import CALLS_KEY
from cicdesk.presenters.care_exit import ExitLine, ExitPresenter, ExitShown

_BUTTONS_BESIDE = 660


class ExitWindow(QDialog):
    """Who has to be led out, room by room. Esc closes it, Ctrl+P prints it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Way out"))
        self._shown = ExitShown("", "", ())
        self._title, self._total = label("", "display", wrap=True), label("", "title", wrap=True)
        self._rooms = QVBoxLayout()
        self.print_button = button(_("Print…"), "printer")
        self.calls_button = button(_("Whom to call  {keys}").format(keys=CALLS_KEY), "phone")
        self.close_button = button(_("Close"), "", "primary")
        self._with_contacts = False
        self._head = QHBoxLayout()
        self._lay_out()

    def use(self, presenter: ExitPresenter) -> None:
        """The thinking of this window."""
        presenter.load()

    def show_exit(self, shown: ExitShown) -> None:
        """Show the list."""
        self._shown = shown
        self._title.setText(shown.title)
        self._total.setText(shown.total)
        clear(self._rooms)
        for room, lines in shown.rooms:
            card = Card(room)
            card.set_title(room, len(lines))
            card.body.setSpacing(12)
            for each in lines:
                card.body.addWidget(_row(each))
                if each.contact and self._with_contacts:
                    card.body.addWidget(label(each.contact, "strong", wrap=True))
            self._rooms.addWidget(card)

    def page(self) -> str:
        """The list as it is printed, with a box to tick for each child."""
        rooms = "".join(
            f"<h2>{escape(room)}</h2><table width='100%' cellpadding='5' border='1' cellspacing='0'>"
            f"{''.join(_printed(each) for each in lines)}</table>"
            for room, lines in self._shown.rooms
        )
        return f"<h1>{escape(self._shown.title)}</h1><p>{escape(self._shown.total)}</p>{rooms}"

    def print_on(self, printer: object) -> None:
        """Print the list on a printer."""
        if not isinstance(printer, QPagedPaintDevice):
            raise TypeError(type(printer).__name__)
        document = QTextDocument()
        document.setHtml(self.page())
        document.print_(printer)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 20)
        outer.setSpacing(12)
        self._head.setSpacing(12)
        self._head.addWidget(self._title, 1)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        for act in (self.calls_button, self.print_button, self.close_button):
            acts.addWidget(act)
        self._head.addLayout(acts)
        outer.addLayout(self._head)
        outer.addWidget(self._total)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 6, 0)
        self._rooms.setSpacing(16)
        column.addLayout(self._rooms)
        column.addStretch(1)
        outer.addWidget(scrolled(content), 1)
        self.close_button.clicked.connect(self.accept)
        self.print_button.clicked.connect(lambda: ask_printer(self, self.print_on))
        self.print_button.setAutoDefault(False)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_button.click)
        self.calls_button.setAutoDefault(False)
        self.calls_button.clicked.connect(self._turn_contacts)
        QShortcut(QKeySequence(CALLS_KEY), self).activated.connect(self.calls_button.click)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large letters leave room for the buttons only below the heading."""
        side_by_side(self._head, event.size().width(), _BUTTONS_BESIDE)
        super().resizeEvent(event)

    def _turn_contacts(self) -> None:
        """Show whom to call beside the guardian, or put the names away again."""
        self._with_contacts = not self._with_contacts
        self.show_exit(self._shown)


def _row(line: ExitLine) -> QWidget:
    made = QWidget()
    made.setAccessibleName(", ".join((line.name, *(each.text for each in line.marks), line.guardian)))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.addWidget(label(str(line.number), "kbd"), 0, Qt.AlignmentFlag.AlignTop)
    told = QWidget()
    flow = FlowLayout(told, gap=14)  # nothing may be cut off here, however large the letters are
    flow.addWidget(label(line.name, "title"))
    for each in line.marks:
        flow.addWidget(MarkPill(each.icon, each.text, each.tone))
    row.addWidget(told, 3)
    guardian = label(line.guardian, "", wrap=True)
    guardian.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    row.addWidget(guardian, 2)
    return made


def _printed(line: ExitLine) -> str:
    marks = ", ".join(each.text for each in line.marks)
    cells = ("☐", str(line.number), line.name, marks, line.guardian)
    return f"<tr>{''.join(f'<td>{escape(each)}</td>' for each in cells)}</tr>"
