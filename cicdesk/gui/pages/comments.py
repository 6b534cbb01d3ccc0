"""Comments with their answers, and the box to write one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.gui.editors.base import holds_cursor
from cicdesk.gui.parts.boxes import clear, inside
from cicdesk.gui.parts.texts import avatar, button, label, pill
from cicdesk.gui.theme import theme
from cicdesk.presenters.case_file import Remark

_NESTED = 4
"""So many layouts lie in each other until a thread has its place on the page."""


class CommentBox(QWidget):
    """Where a comment is written: about the whole, or about one field. Ctrl+Enter sends it."""

    def __init__(self, written: Callable[[str, str], None]) -> None:
        super().__init__()
        self._written = written
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme().pixels(64))
        self.text.installEventFilter(self)
        self._field = QComboBox()
        self._field.setMinimumContentsLength(12)
        self._field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._send = button("", "comment", "primary")
        self._send.clicked.connect(self._done)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._send)
        column.addWidget(self._field)
        column.addWidget(self.text)
        column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.text.setPlaceholderText(_("Write to your colleagues. Ctrl+Enter sends it."))
        self.text.setAccessibleName(_("Comment"))
        self._field.setAccessibleName(_("What the comment is about"))
        self._send.setText(_("Add comment"))
        if self._field.count():
            self._field.setItemText(0, _("About the whole file"))

    def set_fields(self, fields: Sequence[tuple[str, str]]) -> None:
        """What can be commented on."""
        chosen = self._field.currentData()
        self._field.clear()
        self._field.addItem(_("About the whole file"), "")
        for name, words in fields:
            self._field.addItem(words, name)
        self._field.setCurrentIndex(max(0, self._field.findData(chosen)))

    def about(self, field: str) -> None:
        """Begin a comment about a field."""
        self._field.setCurrentIndex(max(0, self._field.findData(field)))
        self.text.setFocus()

    def clear(self) -> None:
        """Make room for another."""
        self.text.clear()
        self._field.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter sends."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._done()
                return True
        return super().eventFilter(watched, event)

    def _done(self) -> None:
        if self.text.toPlainText().strip():
            self._written(self.text.toPlainText(), str(self._field.currentData() or ""))


class RemarkList(QWidget):
    """Comments, the newest first, each with its answers and a line to answer it."""

    def __init__(self, settle: Callable[[str, bool], None], answer: Callable[[str, str], None]) -> None:
        super().__init__()
        self._settle = settle
        self._answer = answer
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._shown: Sequence[Remark] = ()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show them; a line being typed stays while nothing changed."""
        if remarks == self._shown:
            return
        self._shown = remarks
        worked_on = next((each.comment for each in self._threads() if holds_cursor(each)), "")
        clear(self._column)
        for remark in remarks:
            self._column.addWidget(Thread(remark, self._settle, self._answer))
        if worked_on:
            self.go_to(worked_on)

    def _threads(self) -> Sequence["Thread"]:
        """Those in sight; what was taken away lives on for a moment."""
        return [each for each in inside(self._column) if isinstance(each, Thread)]

    def go_to(self, comment: str) -> None:
        """Put the cursor where that comment can be answered, which brings it into view."""
        for thread in self._threads():
            if thread.holds(comment):
                thread.place.setFocus(Qt.FocusReason.ShortcutFocusReason)
                # First the page asks for its layout: until then the thread has no place.
                QTimer.singleShot(0, thread, thread.bring_into_view)


class Thread(QWidget):
    """A comment, its answers, and the line to answer it or the button that opens it again."""

    def __init__(
        self, remark: Remark, settle: Callable[[str, bool], None], answer: Callable[[str, str], None]
    ) -> None:
        super().__init__()
        self._remark, self._settle, self._answer = remark, settle, answer
        self._words = QLineEdit(self)
        self.place: QWidget = self._words
        """Where the cursor goes to do something about it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(_bubble(remark))
        for each in remark.answers:
            row = QHBoxLayout()
            column.addLayout(row)
            row.addSpacing(theme().pixels(24))
            row.addWidget(_bubble(each), 1)
        foot = QHBoxLayout()
        column.addLayout(foot)
        foot.setSpacing(8)
        self._fill(foot)

    def bring_into_view(self) -> None:
        """Scroll to where something can be done about it, once that has its place."""
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            for _level in range(_NESTED):
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            above.ensureWidgetVisible(self.place)

    @property
    def comment(self) -> str:
        """The id of the comment it begins with."""
        return self._remark.id

    def holds(self, comment: str) -> bool:
        """Whether it is that comment, or an answer to it."""
        return comment in {self._remark.id, *(each.id for each in self._remark.answers)}

    def _fill(self, foot: QHBoxLayout) -> None:
        turn = (
            button(_("Open again"), "undo", "quiet")
            if self._remark.done
            else button(_("Done"), "check", "quiet")
        )
        turn.clicked.connect(self._turn)
        if self._remark.done:
            self.place = turn
            self._words.hide()
            foot.addStretch(1)
        else:
            self._words.setPlaceholderText(_("Answer"))
            self._words.setAccessibleName(_("Answer"))
            self._words.returnPressed.connect(self._answered)
            foot.addSpacing(theme().pixels(24))
            foot.addWidget(self._words, 1)
        foot.addWidget(turn)

    def _turn(self) -> None:
        self._settle(self._remark.id, not self._remark.done)

    def _answered(self) -> None:
        self._answer(self._remark.id, self._words.text())


def _bubble(remark: Remark) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "bubble")
    frame.setProperty("tone", "" if remark.mine or remark.done else "accent")
    row = QHBoxLayout(frame)
    row.setContentsMargins(12, 10, 12, 10)
    row.setSpacing(10)
    row.addWidget(avatar(remark.who, small=True), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(4)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(remark.who, "strong"))
    head.addWidget(label(remark.when, "small"))
    head.addStretch(1)
    if remark.done:
        head.addWidget(pill(_("Done"), "success"))
    column.addLayout(head)
    if remark.about:
        column.addWidget(label(_("About: {what}").format(what=remark.about), "small"))
    column.addWidget(label(remark.text, "muted" if remark.done else "", wrap=True, selectable=True))
    row.addLayout(column, 1)
    return frame
