"""The lines of the board of a place of care: children with what matters about them, and wishes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.domain.late_pick_up import Step
from cicdesk.gui.parts.boxes import side_by_side
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.marks import MarkPill
from cicdesk.gui.parts.texts import button, label, pill
from cicdesk.presenters.care_lines import ChildLine, Mark, WishLine

_BUTTONS_BESIDE = 560


@dataclass(frozen=True, slots=True)
class ChildActs:
    """What can be done about a child; each is called with the visit."""

    go: Callable[[str], object]
    """In, or home."""
    call: Callable[[str], object]
    card: Callable[[str], object]
    out: Callable[[str], object]
    incident: Callable[[str], object]
    absent: Callable[[str], object]
    visit: Callable[[str], object]
    """The form of the visit: another end, for instance."""
    step: Callable[[str, Step], object]


class ChildRow(QFrame):
    """One child: Enter for in or home, letters for the rest."""

    def __init__(self, line: ChildLine, acts: ChildActs, *, inside: bool) -> None:
        super().__init__()
        self.line = line
        self._acts = acts
        self._inside = inside
        self.setProperty("role", "child")
        self.setProperty("tone", line.tone if line.late else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        marks = (each.text for each in line.marks)
        said = (line.name, line.time, line.right, *marks, line.guardian, line.late)
        self.setAccessibleName(", ".join(filter(None, said)))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(8)
        self._top = self._head()
        self._top.setDirection(QHBoxLayout.Direction.TopToBottom)  # until the width is known
        column.addLayout(self._top)
        if line.marks:
            column.addWidget(_marks(line.marks))
        if line.late:
            column.addWidget(label(line.late, line.tone, wrap=True))
            column.addWidget(self._steps())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons stand below the name."""
        side_by_side(self._top, event.size().width(), _BUTTONS_BESIDE)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, t, c, i, v, o."""
        session = self.line.session
        act = {
            Qt.Key.Key_Return: self._acts.go,
            Qt.Key.Key_Enter: self._acts.go,
            Qt.Key.Key_Space: self._acts.go,
            Qt.Key.Key_T: self._acts.call,
            Qt.Key.Key_C: self._acts.card,
            Qt.Key.Key_I: self._acts.incident,
            Qt.Key.Key_V: self._acts.visit,
            Qt.Key.Key_O: self._acts.out if self._inside else self._acts.absent,
        }.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act(session)

    def _head(self) -> QHBoxLayout:
        line, row = self.line, QHBoxLayout()
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        told = QWidget()
        first = FlowLayout(told, gap=10)  # large letters leave room for less in a line
        name, time = label(line.name, "heading"), label(line.time, "small")
        time.setMinimumHeight(name.sizeHint().height())
        for each in (name, time):
            first.addWidget(each)
        if line.right:
            first.addWidget(pill(line.right, line.tone))
        words.addStretch(1)
        words.addWidget(told)
        if line.guardian:
            words.addWidget(label(line.guardian, "small", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        acts = QHBoxLayout()
        acts.setSpacing(10)
        for act in self._buttons():
            acts.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(acts)
        return row

    def _buttons(self) -> list[QPushButton]:
        acts = self._acts
        small = [("phone", _("Call  {keys}").format(keys="t"), acts.call),
                 ("info", _("Card  {keys}").format(keys="c"), acts.card)]  # fmt: skip
        if self._inside:
            back = _("Back again  {keys}") if self.line.out else _("Out for a while  {keys}")
            small.append(("door", back.format(keys="o"), acts.out))
            small.append(("note", _("Incident note  {keys}").format(keys="i"), acts.incident))
        else:
            small.append(("close", _("Did not come  {keys}").format(keys="o"), acts.absent))
        go = button(_("Collect") if self._inside else _("Take in"))
        go.setProperty("compact", "true")
        go.clicked.connect(lambda: acts.go(self.line.session))
        go.setAccessibleName(f"{go.text()}: {self.line.name}")
        return [*(self._small(*each) for each in small), go]

    def _small(self, icon: str, words: str, act: Callable[[str], object]) -> QPushButton:
        made = button("", icon, "quiet")
        made.setProperty("compact", "true")
        made.setToolTip(words)
        made.setAccessibleName(f"{words}: {self.line.name}")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row has a key for it
        made.clicked.connect(lambda: act(self.line.session))
        return made

    def _steps(self) -> QWidget:
        """The escalation: what was done, and the button for what comes next."""
        bar = QWidget()
        flow = FlowLayout(bar, gap=8)
        for each in self.line.steps:
            if each.taken:
                flow.addWidget(MarkPill("check", each.words, "success"))
        if self.line.next_step is not None:
            step = self.line.next_step
            words = next(each.words for each in self.line.steps if each.step is step)
            done = button(_("Done: {step}").format(step=words), "check")
            done.setProperty("compact", "true")
            done.clicked.connect(lambda: self._acts.step(self.line.session, step))
            flow.addWidget(done)
        return bar


def _marks(marks: tuple[Mark, ...]) -> QWidget:
    bar = QWidget()
    flow = FlowLayout(bar, gap=6)
    for each in marks:
        flow.addWidget(MarkPill(each.icon, each.text, each.tone))
    return bar


class WishRow(QFrame):
    """A child who was asked for; the button makes the visit, or the card that is still missing."""

    def __init__(self, line: WishLine, receive: Callable[[WishLine], object]) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "child")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.name, "strong"))
        words.addWidget(label(line.text, "small", wrap=True))
        row.addLayout(words, 1)
        self.act = button(_("Take in") if line.dependant else _("Fill in the card"))
        self.act.setProperty("compact", "true")
        self.act.setAccessibleName(f"{self.act.text()}: {line.name}")
        self.act.clicked.connect(lambda: receive(line))
        row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignTop)
