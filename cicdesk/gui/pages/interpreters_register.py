"""The register of interpreters: a box to narrow it, a line for each with what ends or is missing."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, ngettext
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Nothing, clear, scrolled
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, clearable, label, pill
from cicdesk.gui.theme import theme
from cicdesk.presenters.interpreters_register import KIND, RegisterLine, RegisterPresenter

SHOWN = 60
_TYPING = 150
_INDENT = 40


class RegisterPanel(QWidget):
    """The register. Give it its presenter with `use`."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: RegisterPresenter | None = None
        self._lines: Sequence[RegisterLine] = ()
        self.filter = QLineEdit()
        clearable(self.filter, "search")
        self._count = label("", "muted")
        self._new = button("", "plus")
        self._new.clicked.connect(lambda: navigator.open_form(KIND))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._narrow)
        self.filter.textChanged.connect(lambda _text: self._typing.start())
        self._lay_out()
        self.retranslate()

    def use(self, presenter: RegisterPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.filter, 1)
        head.addWidget(self._count)
        head.addWidget(self._new)
        outer.addLayout(head)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._rows)
        column.addStretch(1)
        outer.addWidget(scrolled(lines), 1)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.filter.setPlaceholderText(_("Name, language or town"))
        self.filter.setAccessibleName(_("Narrow the register"))
        self._new.setText(_("New interpreter"))

    def focus_first(self) -> None:
        """Begin where one looks for somebody."""
        self.filter.setFocus()

    def show_register(self, lines: Sequence[RegisterLine], held: int) -> None:
        """Show those that were looked for."""
        self._count.setText(
            _("{found} of {all}").format(found=len(lines), all=held) if len(lines) < held else str(held or "")
        )
        if lines == self._lines and lines:
            return
        self._lines = lines
        clear(self._rows)
        for each in lines[:SHOWN]:
            self._rows.addWidget(self._row(each))
        if len(lines) > SHOWN:
            left = len(lines) - SHOWN
            words = ngettext("{count} more: narrow the list.", "{count} more: narrow the list.", left)
            self._rows.addWidget(label(words.format(count=left), "muted"))
        if not lines:
            said = _("Nobody in the register is like that.") if held else _("The register is empty.")
            self._rows.addWidget(Nothing("interpreter", said))

    def _row(self, line: RegisterLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        name = "  ·  ".join(filter(None, (line.name, line.original if line.original != line.name else "")))
        detail = "\n".join(filter(None, (line.languages, line.ways)))
        row = RowButton("interpreter", name, detail, line.month, line.tone)
        row.setAccessibleDescription(", ".join(words for words, _tone in line.flags))
        row.clicked.connect(lambda: self._navigator.open_form(KIND, line.id))
        away = button("", "calendar", "quiet")
        away.setToolTip(_("Note an absence"))
        away.setAccessibleName(_("Note an absence"))
        away.setAccessibleDescription(line.name)
        away.clicked.connect(lambda: self._navigator.open_form(KIND, line.id, field="absences"))
        row.add_button(away)
        column.addWidget(row)
        if line.flags:
            column.addWidget(_flags(line))
        return holder

    def _narrow(self) -> None:
        if self._presenter is not None:
            self._presenter.narrow(self.filter.text())


def _flags(line: RegisterLine) -> QWidget:
    """Below the words of the row, not below its icon."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme().pixels(_INDENT), 0, 0, 0)
    flow = FlowLayout(gap=6)
    for words, tone in line.flags:
        made = pill(words, tone)
        made.ensurePolished()  # the layout asks for its size before it is shown
        flow.addWidget(made)
    row.addLayout(flow, 1)
    return holder
