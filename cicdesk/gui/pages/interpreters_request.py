"""The chosen request beside the queue: facts, steps, who can come, who cannot and why, what else could be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, ngettext
from cicdesk.base.ids import RecordId
from cicdesk.domain import offers
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.interpreters_ask import AskBox, Question
from cicdesk.gui.pages.interpreters_rows import CandidateActs, CandidateRow, PlanRow
from cicdesk.gui.parts.boxes import Card, Nothing, clear, scrolled
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, label, pill, set_text
from cicdesk.presenters.interpreters_ranked import CandidateLine, PlanLine, UnlistedLine
from cicdesk.presenters.interpreters_request import RequestPresenter, nothing_words, sheet_values
from cicdesk.presenters.interpreters_shown import Matched, RequestShown
from cicdesk.presenters.interpreters_steps import StepLine, choices

UNLISTED_SHOWN = 8
_NEW_TIME = frozenset({"move"})


class RequestPanel(QWidget):
    """One request. Give it its presenter with `use`."""

    def __init__(self, navigator: Navigator, left: Callable[[], object]) -> None:
        """`left`: puts the cursor back into the queue."""
        super().__init__()
        self._navigator = navigator
        self._presenter: RequestPresenter | None = None
        self.shown: RequestShown | None = None
        self._all_unlisted = False
        self.about, self.ranked = Card(), Card()
        self.plans, self.alternatives, self.unlisted = Card(), Card(), Card()
        self.ask = AskBox(left)
        self._name = label("", "title", wrap=True)
        self._state = QHBoxLayout()
        self._when = label("", "strong", wrap=True)
        self._told = label("", wrap=True)
        self._unwanted = label("", "warning", wrap=True)
        self._steps = QWidget()
        self._flow = FlowLayout(self._steps, gap=8)
        self._grid = QGridLayout()
        self._form, self._file = button("", "edit", "quiet"), button("", "folder", "quiet")
        self._form.clicked.connect(self.open_form)
        self._file.clicked.connect(self._open_file)
        self._nothing = Nothing("interpreter", "")
        self._acts = CandidateActs(
            lambda line: self._do(lambda p: p.offer(line.id)),
            lambda line: self._do(lambda p: p.accept(line.id)),
            self._declined,
            lambda line: self._do(lambda p: p.ask_next(line.id)),
        )
        self._lay_out()
        self.show_request(None)

    def use(self, presenter: RequestPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        self._fill_about()
        column.addWidget(self._nothing)
        for card in (self.about, self.ask, self.alternatives, self.ranked, self.plans, self.unlisted):
            column.addWidget(card)
        for card in (self.alternatives, self.ranked, self.plans, self.unlisted):
            card.body.setSpacing(6)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area: QScrollArea = scrolled(content)
        outer.addWidget(self._area)

    def _fill_about(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._name, 1)
        head.addLayout(self._state)
        self.about.body.setSpacing(8)
        self.about.body.addLayout(head)
        for words in (self._when, self._told, self._unwanted):
            self.about.body.addWidget(words)
        self.about.body.addWidget(self._steps)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.about.body.addLayout(self._grid)
        foot = QWidget()
        ways = FlowLayout(foot, gap=8)
        for each in (self._form, self._file):
            ways.addWidget(each)
        self.about.body.addWidget(foot)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._nothing.say(nothing_words())
        self._form.setText(_("Open the form"))
        self._file.setText(_("Open the file"))
        self.ask.retranslate()
        self.alternatives.set_title(_("Another time instead"))

    def show_request(self, shown: RequestShown | None) -> None:
        """Show it; None where nothing is chosen."""
        if shown is not None and shown == self.shown:
            return
        if shown is None or self.shown is None or shown.id != self.shown.id:
            self._all_unlisted = False
            self._area.verticalScrollBar().setValue(0)
            self._ask_no_more()
        self.shown = shown
        self._nothing.setVisible(shown is None)
        self.about.setVisible(shown is not None)
        self._show_matched(shown)
        if shown is not None:
            self._show_about(shown)
        self.retranslate()

    def _ask_no_more(self) -> None:
        if self.ask.question is not None:
            self.ask.leave()

    def _show_about(self, shown: RequestShown) -> None:
        self.about.set_title(shown.number)
        self._file.setVisible(bool(shown.person))
        self._name.setText(shown.title)
        clear(self._state)
        self._state.addWidget(pill(shown.state, shown.tone))
        set_text(self._when, "  ·  ".join(filter(None, (shown.when, shown.where))))
        set_text(self._told, shown.told)
        set_text(
            self._unwanted,
            _("The client does not want: {languages}. It is never offered.").format(languages=shown.unwanted)
            if shown.unwanted
            else "",
        )
        clear(self._flow)
        for made in self._buttons(shown):
            self._flow.addWidget(made)
        clear(self._grid)
        for number, (words, text) in enumerate(shown.facts):
            self._grid.addWidget(label(words, "label"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(text, wrap=True, selectable=True), number, 1)

    def _buttons(self, shown: RequestShown) -> Sequence[QWidget]:
        made = []
        if shown.wants_sheet:
            words = _("Open the time sheet") if shown.sheet else _("Write the time sheet")
            sheet = button(words, "note", "primary")
            sheet.clicked.connect(self._open_sheet)
            made.append(sheet)
        for each in shown.steps:
            first = each.forward and not made
            step = button(each.words, "", "primary" if first else "quiet" if not each.forward else "")
            step.setToolTip(each.hint)
            step.clicked.connect(lambda _checked=False, line=each: self.take_step(line))
            made.append(step)
        return made

    def _show_matched(self, shown: RequestShown | None) -> None:
        found = shown.found if shown is not None else None
        for card in (self.alternatives, self.ranked, self.plans, self.unlisted):
            clear(card.body)
            card.setVisible(found is not None)
        if shown is None or found is None:
            return
        self.alternatives.setVisible(bool(found.alternatives))
        self._list_plans(self.alternatives, found.alternatives, 1)
        self._show_ranked(found, offering=shown.offering)
        self.plans.setVisible(bool(found.plans) and not found.alternatives)
        self.plans.set_title(_("What else could be done"), len(found.plans))
        if not found.alternatives:
            self._list_plans(self.plans, found.plans, 1)
        self._show_unlisted(found.unlisted)

    def _show_ranked(self, found: Matched, *, offering: bool) -> None:
        self.ranked.set_title(_("Who can come"), len(found.ranked))
        for place, line in enumerate(found.ranked, start=1):
            self.ranked.body.addWidget(CandidateRow(line, place, self._acts, offering=offering))
        if not found.ranked:
            self.ranked.body.addWidget(
                Nothing("interpreter", _("Nobody in the register can come as it is wished. Below is why."))
            )

    def _list_plans(self, card: Card, plans: Sequence[PlanLine], first: int) -> None:
        for digit, line in enumerate(plans, start=first):
            card.body.addWidget(PlanRow(line, digit, self.take))

    def _show_unlisted(self, lines: Sequence[UnlistedLine]) -> None:
        self.unlisted.setVisible(bool(lines))
        self.unlisted.set_title(_("Not listed, and why"), len(lines))
        shown = lines if self._all_unlisted else lines[:UNLISTED_SHOWN]
        for each in shown:
            self.unlisted.body.addWidget(_unlisted(each))
        if len(shown) < len(lines):
            left = len(lines) - len(shown)
            more = button(
                ngettext("Show {count} more", "Show {count} more", left).format(count=left), "", "quiet"
            )
            more.clicked.connect(self._show_all)
            self.unlisted.body.addWidget(more)

    def _show_all(self) -> None:
        self._all_unlisted = True
        if self.shown is not None and self.shown.found is not None:
            clear(self.unlisted.body)
            self._show_unlisted(self.shown.found.unlisted)

    def press(self, key: str) -> bool:
        """Do what a key of the page stands for; whether it stands for anything now."""
        line = self._first(key)
        if line is not None:
            {"o": self._acts.offer, "a": self._acts.accept, "d": self._acts.decline}[key](line)
            return True
        plans = self._plans()
        if key.isdecimal() and 0 < int(key) <= len(plans):
            self.take(plans[int(key) - 1])
            return True
        return False

    def _first(self, key: str) -> CandidateLine | None:
        """Whom a letter is about: the best who was not asked, or the first whose answer is awaited."""
        found = self.shown.found if self.shown else None
        if found is None or self.shown is None or not self.shown.offering or key not in {"o", "a", "d"}:
            return None
        wanted = {offers.WAITING} if key == "a" else {offers.WAITING, offers.ACCEPTED}
        return next(
            (each for each in found.ranked if (not each.answer if key == "o" else each.answer in wanted)),
            None,
        )

    def _plans(self) -> Sequence[PlanLine]:
        found = self.shown.found if self.shown else None
        return (found.alternatives or found.plans) if found else ()

    def take(self, line: PlanLine) -> None:
        """Take another possibility; where the client has not agreed yet, that is asked first."""
        if not line.ask:
            self._do(lambda p: p.take(line))
            return
        question = Question(
            self._id,
            _("Does the client agree? {what}").format(what=line.words),
            _("Then it is offered to {name}.").format(name=line.who) if line.who else "",
            _("The client agrees"),
        )
        self._put(question, lambda *_said: self._do(lambda p: p.take(line)))

    def take_step(self, line: StepLine) -> None:
        """Take a step; what has to be known for it is asked first."""
        if line.action in _NEW_TIME:
            self._navigator.open_form("interpreter_request", self._id, field="day")
        elif line.reasons:
            question = Question(self._id, line.words, line.hint, line.words, line.reasons, line.parties)
            self._put(question, lambda *said: self._do(lambda p: p.step(line, *said)))
        else:
            self._do(lambda p: p.step(line))

    def _declined(self, line: CandidateLine) -> None:
        words = _("Why does {name} not take it?").format(name=line.name)
        question = Question(self._id, words, "", _("Declined"), tuple(choices("unassign_reasons")))
        self._put(question, lambda reason, *_more: self._do(lambda p: p.decline(line.id, reason)))

    def _put(self, question: Question, done: Callable[[str, str, str], object]) -> None:
        self.ask.ask(question, done)
        self._area.ensureWidgetVisible(self.ask)

    @property
    def _id(self) -> str:
        return self.shown.id if self.shown else ""

    def open_form(self) -> None:
        """Open the request's form."""
        if self._id:
            self._navigator.open_form("interpreter_request", self._id)

    def _open_file(self) -> None:
        if self.shown is not None and self.shown.person:
            self._navigator.open_file(RecordId(self.shown.person))

    def _open_sheet(self) -> None:
        if self.shown is None:
            return
        if self.shown.sheet:
            self._navigator.open_form("time_sheet", self.shown.sheet)
        else:
            self._navigator.open_form("time_sheet", values=sheet_values(self.shown))

    def _do(self, act: Callable[[RequestPresenter], object]) -> None:
        if self._presenter is not None:
            act(self._presenter)


def _unlisted(line: UnlistedLine) -> QWidget:
    """A name with every reason below it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 2, 0, 4)
    column.setSpacing(1)
    column.addWidget(label(line.name))
    column.addWidget(label("  ".join(line.reasons), "small", wrap=True))
    return holder
