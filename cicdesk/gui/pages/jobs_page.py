"""An interpreter's own jobs: offered, coming, over. Keys do everything; the mouse may."""

from collections.abc import Callable
from dataclasses import replace

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label, pill
from cicdesk.gui.windows.file_viewer import FileViewer, ask_where, saved_words
from cicdesk.presenters.files import Opened
from cicdesk.presenters.jobs import SHEET, JobAct, JobFile, JobLine, JobsPresenter, JobsShown

_ON = "Enter"
_KEYS = {
    _ON: (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space),
    "d": (Qt.Key.Key_D,),
    "n": (Qt.Key.Key_N,),
}


class JobRow(QFrame):
    """One job with what has to be known of it and what can be done."""

    def __init__(
        self,
        line: JobLine,
        take: Callable[[JobLine, JobAct, str], object],
        look: Callable[[JobFile], object],
    ) -> None:
        super().__init__()
        self.line = line
        self._take = take
        self.reason = QComboBox()
        self.setProperty("role", "child")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{line.when}, {line.title}, {line.state}")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(8)
        head = QWidget()
        first = FlowLayout(head, gap=10)  # large letters leave room for less in a line
        first.addWidget(label(line.when, "heading"))
        first.addWidget(pill(line.state, line.tone))
        column.addWidget(head)
        column.addWidget(label(line.title, "strong", wrap=True))
        facts = QFormLayout()
        for words, text in line.lines:
            facts.addRow(label(words, "label"), label(text, wrap=True, selectable=True))
        for each in line.files:
            facts.addRow(label(_("To prepare"), "label"), self._file(each, look))
        column.addLayout(facts)
        if line.acts:
            column.addWidget(self._buttons())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter for the way on, d to decline, n where the client did not come; in a reason Enter is about that."""
        pressed = Qt.Key(event.key())
        acts = self.line.acts
        if self.reason.hasFocus():
            acts = tuple(replace(each, key=_ON) for each in acts if each.reasons)
        act = next((each for each in acts if pressed in _KEYS[each.key]), None)
        if act is None:
            super().keyPressEvent(event)
        else:
            self._do(act)

    def _buttons(self) -> QWidget:
        made = QWidget()
        row = FlowLayout(made)
        for each in self.line.acts:
            row.addWidget(self._button(each))
            if each.reasons:
                self.reason.addItem(_("Why?"), "")
                for code, words in each.reasons:
                    self.reason.addItem(words, code)
                self.reason.setAccessibleName(_("Why you cannot do it"))
                row.addWidget(self.reason)
        return made

    def _file(self, file: JobFile, look: Callable[[JobFile], object]) -> QPushButton:
        made = RowButton("clip", file.title, file.where)
        made.clicked.connect(lambda: look(file))
        return made

    def _button(self, act: JobAct) -> QPushButton:
        made = button(_("{words}  {keys}").format(words=act.words, keys=act.key))
        made.setProperty("compact", "true")
        made.setAccessibleName(f"{act.words}: {self.line.when}")
        made.clicked.connect(lambda: self._do(act))
        return made

    def _do(self, act: JobAct) -> None:
        """Do it; where a reason is asked for and none is chosen yet, the cursor goes there."""
        reason = str(self.reason.currentData() or "") if act.reasons else ""
        if act.reasons and not reason:
            self.reason.setFocus()
            return
        self._take(self.line, act, reason)


class JobsPage(Page):
    """Everything that an interpreter sees, thought out by its presenter."""

    told = Signal(str, str, str)
    """A line for the bar above the page: tone, words, what to do."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: JobsPresenter | None = None
        self.viewer: FileViewer | None = None
        self._shown = JobsShown()
        self.rows: dict[str, JobRow] = {}
        self._title, self._hint = label("", "title"), label("", "small", wrap=True)
        self.offered, self.coming, self.over = Card(), Card(), Card()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        for each in (self._title, self.offered, self.coming, self.over, self._hint):
            column.addWidget(each)
        column.addStretch(1)
        self.show_scrolled(content)
        self.retranslate()

    def use(self, presenter: JobsPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("My jobs"))
        self._hint.setText(
            _("j next   ·   k back   ·   Enter the next step   ·   d decline   ·   n the client did not come")
        )
        self.show_jobs(self._shown)

    def load(self) -> None:
        """Ask for the jobs."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin with the first job."""
        first: QWidget = next(iter(self.rows.values()), None) or self
        first.setFocus()

    def show_jobs(self, shown: JobsShown) -> None:
        """Show them; the cursor stays on its job."""
        here = next((each for each, row in self.rows.items() if row.hasFocus()), "")
        self._shown, self.rows = shown, {}
        nobody = _(
            "Nobody here is linked with you in the register of interpreters. Please ask the coordinator."
        )
        for card, title, lines, nothing in (
            (self.offered, _("Offered to you"), shown.offered, _("Nothing waits for your answer.") if shown.registered else nobody),
            (self.coming, _("Coming"), shown.coming, _("Nothing is arranged.")),
            (self.over, _("Over"), shown.over, _("Nothing in the last month.")),
        ):  # fmt: skip
            card.set_title(title, len(lines))
            card.body.setSpacing(8)
            clear(card.body)
            for each in lines:
                self.rows[each.id] = JobRow(each, self._take, self._look)
                card.body.addWidget(self.rows[each.id])
            if not lines:
                card.body.addWidget(Nothing("interpreter", nothing))
        if here in self.rows:
            self.rows[here].setFocus()
        elif self.isVisible():
            self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and k move between the jobs."""
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        rows = list(self.rows.values())
        here = next((place for place, row in enumerate(rows) if row.hasFocus()), -1)
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(rows):
            rows[here + step].setFocus()

    def show_opened(self, opened: Opened) -> None:
        """Show the content of a file in a window of its own."""
        self.close_viewer()
        picture = opened.picture if isinstance(opened.picture, QImage) else None
        self.viewer = FileViewer(opened.title, opened.media, picture, self.window(), removable=False)
        self.viewer.copy_asked.connect(lambda: self._save_copy(opened))
        self.viewer.destroyed.connect(self._viewer_gone)
        self.viewer.show()

    def show_saved(self, name: str) -> None:
        """A copy was saved."""
        self.told.emit("warning", *saved_words(name))

    def close_viewer(self) -> None:
        """Take the file that is in sight off the screen."""
        if self.viewer is not None:
            viewer, self.viewer = self.viewer, None
            viewer.close()

    def _viewer_gone(self) -> None:
        if self.viewer is not None and not shiboken6.isValid(self.viewer):
            self.viewer = None

    def _save_copy(self, opened: Opened) -> None:
        presenter = self._presenter
        if presenter is not None and self.viewer is not None:
            ask_where(
                self.viewer, opened.title, opened.media, lambda path: presenter.save_copy(opened.id, path)
            )

    def _look(self, file: JobFile) -> None:
        if self._presenter is not None:
            self._presenter.look_at(file)

    def _take(self, line: JobLine, act: JobAct, reason: str) -> None:
        if self._presenter is None:
            return
        if act.action == "sheet":
            self._presenter.sheet(line.id, lambda values: self._navigator.open_form(SHEET, values=values))
        else:
            self._presenter.take(line.id, act.action, reason)
