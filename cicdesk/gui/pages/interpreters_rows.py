"""Lines of the page of interpreters: somebody who can come, another possibility, somebody who cannot."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.domain import offers
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, label, pill
from cicdesk.presenters.interpreters_ranked import CandidateLine, PlanLine


@dataclass(frozen=True, slots=True)
class CandidateActs:
    """What can be done about somebody who can come; each is called with their line."""

    offer: Callable[[CandidateLine], object]
    accept: Callable[[CandidateLine], object]
    decline: Callable[[CandidateLine], object]
    ask_next: Callable[[CandidateLine], object]


class CandidateRow(QFrame):
    """Somebody who can be asked: the points and what they come from, and what may be done."""

    def __init__(self, line: CandidateLine, place: int, acts: CandidateActs, *, offering: bool) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "item")
        self.setAccessibleName(f"{place}. {line.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self._head(place))
        if line.merits:
            told = "  ·  ".join(f"{words.rstrip('.')} {points:+}" for words, points in line.merits)
            column.addWidget(label(told, "small", wrap=True))
        for each in line.warnings:
            column.addWidget(label(each, "warning", wrap=True))
        if offering:
            column.addWidget(self._acts(acts))

    def _head(self, place: int) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label(f"{place}.", "muted"))
        row.addWidget(label(self.line.name, "strong", wrap=True), 1)
        if self.line.answer:
            row.addWidget(pill(self.line.answer_words, self.line.tone))
        if self.line.score:
            points = pill(str(self.line.score), "accent")
            points.setAccessibleName(_("{count} points").format(count=self.line.score))
            points.setToolTip(_("{count} points").format(count=self.line.score))
            row.addWidget(points)
        return head

    def _acts(self, acts: CandidateActs) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for words, icon, role, act in self._offered(acts):
            made = button(words, icon, role)
            made.setAccessibleDescription(self.line.name)
            made.clicked.connect(lambda _checked=False, act=act: act(self.line))
            flow.addWidget(made)
        return holder

    def _offered(self, acts: CandidateActs) -> list[tuple[str, str, str, Callable[[CandidateLine], object]]]:
        if self.line.answer == offers.WAITING:
            return [
                (_("Accepted"), "check", "primary", acts.accept),
                (_("Declined"), "close", "", acts.decline),
                (_("No answer: ask the next one"), "forward", "quiet", acts.ask_next),
            ]
        if self.line.answer == offers.ACCEPTED:
            return [(_("Declined after all"), "close", "quiet", acts.decline)]
        again = _("Offer once more") if self.line.answer else _("Make an offer")
        return [(again, "interpreter", "", acts.offer), (_("Agreed already"), "check", "quiet", acts.accept)]


class PlanRow(QFrame):
    """Another possibility, taken with one press or its digit."""

    def __init__(self, line: PlanLine, digit: int, taken: Callable[[PlanLine], object]) -> None:
        super().__init__()
        self.line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(label(str(digit), "kbd"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.words, wrap=True))
        if line.who:
            words.addWidget(label(line.who, "small"))
        row.addLayout(words, 1)
        self.act = button(_("Choose this"), "check" if not line.ask else "contact", "quiet")
        self.act.setProperty("compact", "true")
        self.act.setAccessibleDescription(", ".join(filter(None, (line.words, line.who))))
        self.act.clicked.connect(lambda: taken(line))
        row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignTop)
