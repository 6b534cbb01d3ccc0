"""What a request for an interpreter is, how it stands, and the steps that may be taken now."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, ngettext
from cicdesk.base.ids import RecordId
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Card, clear
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, label, pill, set_text
from cicdesk.presenters.interpreters_ranked import UnlistedLine
from cicdesk.presenters.interpreters_request import sheet_values
from cicdesk.presenters.interpreters_shown import RequestShown
from cicdesk.presenters.interpreters_steps import StepLine

UNLISTED_SHOWN = 8


class AboutCard(Card):
    """The facts of one request; `stepped` is called with the step that is wanted."""

    def __init__(self, navigator: Navigator, stepped: Callable[[StepLine], object]) -> None:
        super().__init__()
        self._navigator = navigator
        self._stepped = stepped
        self._shown: RequestShown | None = None
        self._name = label("", "title", wrap=True)
        self._state = QHBoxLayout()
        self._when = label("", "strong", wrap=True)
        self._told = label("", wrap=True)
        self._unwanted = label("", "warning", wrap=True)
        self._steps, self._foot = QWidget(), QWidget()
        self._flow, self._ways = FlowLayout(self._steps, gap=8), FlowLayout(self._foot, gap=8)
        self._grid = QGridLayout()
        self._form, self._file = button("", "edit", "quiet"), button("", "folder", "quiet")
        self._form.clicked.connect(self.open_form)
        self._file.clicked.connect(self._open_file)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._name, 1)
        head.addLayout(self._state)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        for words in (self._when, self._told, self._unwanted, self._steps):
            self.body.addWidget(words)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        for each in (self._form, self._file):
            self._ways.addWidget(each)
        self.body.addWidget(self._foot)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._form.setText(_("Open the form"))
        self._file.setText(_("Open the file"))

    def show_request(self, shown: RequestShown) -> None:
        """Show it."""
        self._shown = shown
        self.set_title(shown.number)
        self._file.setVisible(bool(shown.person))
        self._name.setText(shown.title)
        clear(self._state)
        self._state.addWidget(pill(shown.state, shown.tone))
        set_text(self._when, "  ·  ".join(filter(None, (shown.when, shown.where))))
        set_text(self._told, shown.told)
        unwanted = _("The client does not want: {languages}. It is never offered.")
        set_text(self._unwanted, unwanted.format(languages=shown.unwanted) if shown.unwanted else "")
        clear(self._flow)
        for made in self._buttons(shown):
            self._flow.addWidget(made)
        self._steps.setVisible(bool(shown.steps) or shown.wants_sheet)
        clear(self._grid)
        for number, (words, text) in enumerate(shown.facts):
            self._grid.addWidget(label(words, "label"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(text, wrap=True, selectable=True), number, 1)

    def _buttons(self, shown: RequestShown) -> Sequence[QWidget]:
        made = []
        if shown.wants_sheet:
            words = _("Open the time sheet") if shown.sheet else _("Write the time sheet")
            sheet = button(words, "note", "" if shown.sheet else "primary")
            sheet.clicked.connect(self._open_sheet)
            made.append(sheet)
        for each in shown.steps:
            first = each.forward and (not made or bool(shown.sheet))
            step = button(each.words, "", "primary" if first else "" if each.forward else "quiet")
            step.setToolTip(each.hint)
            step.clicked.connect(lambda _checked=False, line=each: self._stepped(line))
            made.append(step)
        return made

    def open_form(self) -> None:
        """Open the request's form."""
        if self._shown is not None:
            self._navigator.open_form("interpreter_request", self._shown.id)

    def _open_file(self) -> None:
        if self._shown is not None and self._shown.person:
            self._navigator.open_file(RecordId(self._shown.person))

    def _open_sheet(self) -> None:
        if self._shown is None:
            return
        if self._shown.sheet:
            self._navigator.open_form("time_sheet", self._shown.sheet)
        else:
            self._navigator.open_form("time_sheet", values=sheet_values(self._shown))


class UnlistedCard(Card):
    """Everybody who cannot come, each with the reasons; of many only the nearest until all are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._all = False
        self._lines: Sequence[UnlistedLine] = ()

    def begin_anew(self) -> None:
        """Another request is shown: only the nearest again."""
        self._all = False

    def show_lines(self, lines: Sequence[UnlistedLine]) -> None:
        """Show them."""
        self._lines = lines
        clear(self.body)
        self.setVisible(bool(lines))
        self.set_title(_("Not listed, and why"), len(lines))
        shown = lines if self._all else lines[:UNLISTED_SHOWN]
        for each in shown:
            self.body.addWidget(_unlisted(each))
        if len(shown) < len(lines):
            left = len(lines) - len(shown)
            words = ngettext("Show {count} more", "Show {count} more", left)
            more = button(words.format(count=left), "", "quiet")
            more.clicked.connect(self._show_all)
            self.body.addWidget(more)

    def _show_all(self) -> None:
        self._all = True
        self.show_lines(self._lines)


def _unlisted(line: UnlistedLine) -> QWidget:
    """A name with every reason below it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 2, 0, 4)
    column.setSpacing(1)
    column.addWidget(label(line.name))
    column.addWidget(label("  ".join(line.reasons), "small", wrap=True))
    return holder
