"""The chosen request beside the queue: facts, steps, who can come, who cannot and why, what else could be done."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.domain import offers
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.interpreters_about import AboutCard, UnlistedCard
from cicdesk.gui.pages.interpreters_ask import AskBox, Question
from cicdesk.gui.pages.interpreters_rows import CandidateActs, CandidateRow, PlanRow
from cicdesk.gui.parts.boxes import Card, Nothing, clear, scrolled
from cicdesk.presenters.interpreters_ranked import CandidateLine, PlanLine
from cicdesk.presenters.interpreters_request import RequestPresenter, nothing_words
from cicdesk.presenters.interpreters_shown import Matched, RequestShown
from cicdesk.presenters.interpreters_steps import StepLine

_NEW_TIME = frozenset({"move"})


class RequestPanel(QWidget):
    """One request. Give it its presenter with `use`."""

    def __init__(self, navigator: Navigator, left: Callable[[], object]) -> None:
        """`left`: puts the cursor back into the queue."""
        super().__init__()
        self._navigator = navigator
        self._presenter: RequestPresenter | None = None
        self.shown: RequestShown | None = None
        self.about, self.ranked = AboutCard(navigator, self.take_step), Card()
        self.plans, self.alternatives, self.unlisted = Card(), Card(), UnlistedCard()
        self.ask = AskBox(left)
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

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._nothing.say(nothing_words())
        self.about.retranslate()
        self.ask.retranslate()
        self.alternatives.set_title(_("Another time instead"))

    def show_request(self, shown: RequestShown | None) -> None:
        """Show it; None where nothing is chosen."""
        if shown is not None and shown == self.shown:
            return
        if shown is None or self.shown is None or shown.id != self.shown.id:
            self.unlisted.begin_anew()
            self._area.verticalScrollBar().setValue(0)
            self._ask_no_more()
        self.shown = shown
        self._nothing.setVisible(shown is None)
        self.about.setVisible(shown is not None)
        self._show_matched(shown)
        if shown is not None:
            self.about.show_request(shown)
        self.retranslate()

    def _ask_no_more(self) -> None:
        if self.ask.question is not None:
            self.ask.leave()

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
        self.unlisted.show_lines(found.unlisted)

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
        reasons = self.shown.why_not if self.shown else ()
        question = Question(self._id, words, "", _("Declined"), reasons)
        self._put(question, lambda reason, note, _party: self._do(lambda p: p.decline(line.id, reason, note)))

    def _put(self, question: Question, done: Callable[[str, str, str], object]) -> None:
        self.ask.ask(question, done)
        self._area.ensureWidgetVisible(self.ask)

    @property
    def _id(self) -> str:
        return self.shown.id if self.shown else ""

    def _do(self, act: Callable[[RequestPresenter], object]) -> None:
        if self._presenter is not None:
            act(self._presenter)
