"""The board of a place of care: who is there, who is expected, who waits, who is on duty."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from cicdesk.base.i18n import _
from cicdesk.domain.late_pick_up import Step
from cicdesk.domain.pick_up import Collector
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.presenters.care_desk import Board, Staff
from cicdesk.presenters.care_lines import (
    CallLine,
    CheckLine,
    ChildLine,
    DutyLine,
    HoursLine,
    WishLine,
    call_line,
    check_line,
    child_line,
    duty_line,
    hours_lines,
    ratio_words,
    wish_line,
)
from cicdesk.presenters.care_words import against_words, card_words
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes
from cicdesk.schema.values import Values

_CONCERNS = frozenset(
    {"care_session", "care_request", "dependant", "carer", "interpreter", "care_place", "person"}
)
_COORDINATES = frozenset({"coordinator", ""})
"""Who looks after checks; a laptop that is on its own has nobody else."""
CARER = "carer"
"""The role that sees today's children and opens no files."""
_OF_VISIT = ("person", "dependant", "place", "office")
"""What an incident note takes over from the visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareShown:
    """The page at one moment."""

    places: tuple[tuple[str, str], ...] = ()
    place: str = ""
    day: str = ""
    """Today by clocks in Poland."""
    books: bool = True
    """Whether whoever is at the keyboard opens visits and places in their forms."""
    ratio: str = ""
    because: str = ""
    tone: str = ""
    standing: tuple[str, ...] = ()
    """What is not in order now."""
    inside: tuple[ChildLine, ...] = ()
    expected: tuple[ChildLine, ...] = ()
    wishes: tuple[WishLine, ...] = ()
    """Who was asked for and is expected without a visit yet."""
    waiting: tuple[WishLine, ...] = ()
    duty: tuple[DutyLine, ...] = ()
    others: int = 0
    """Other people of age within call."""
    checks: tuple[CheckLine, ...] | None = None
    """None for those who do not look after them."""
    hours: tuple[HoursLine, ...] | None = None
    """Hours of care this month; None for carers."""


@dataclass(frozen=True, slots=True)
class CardShown:
    """What carers see of a child's card now."""

    name: str
    lines: tuple[tuple[str, str], ...]
    """Labels and what stands there."""
    session: str = ""


class CareView(Protocol):
    """What the presenter asks of the page."""

    def show_board(self, shown: CareShown) -> None:
        """Show it."""
        ...

    def show_calls(self, name: str, calls: tuple[CallLine, ...]) -> None:
        """Show whom to call about a child, the guardian first."""
        ...

    def show_card(self, card: CardShown) -> None:
        """Show what is to be known of a child."""
        ...


class CareBoardPresenter:
    """Looks up the board; again whenever something changed, and each minute for those who are late."""

    def __init__(
        self, view: CareView, desk: Desk, runner: Runner, publish: Callable[[Changes], None]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._publish = publish
        self._place = ""
        self._staff: dict[str, Staff] = {}
        """Who was said to be on duty, by places."""
        self._named = Staff(())
        """Whom the visits of the place in sight name, as long as nobody said anything else."""
        self.shown = CareShown()

    @property
    def staff(self) -> Staff:
        """Who is on duty at the place in sight."""
        return self._staff.get(self._place, self._named)

    def load(self) -> None:
        """Ask for the board."""
        place, staff = self._place, self._staff.get(self._place)
        self._runner.start(
            self._view,
            lambda: self._look(place, staff),
            lambda found: self._show(*found) if self._place in {place, found[0].place} else None,
        )

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _CONCERNS:
            self.load()

    def choose(self, place: str) -> None:
        """Show another place."""
        self._place = place
        self.load()

    def set_duty(self, carer: str, *, on: bool) -> None:
        """Somebody has come on duty, or has gone."""
        carers = [each for each in self.staff.carers if each != carer] + ([carer] if on else [])
        self._set_staff(replace(self.staff, carers=tuple(carers)))

    def set_others(self, count: int) -> None:
        """So many other people of age are within call."""
        self._set_staff(replace(self.staff, others_within_call=count))

    def _set_staff(self, staff: Staff) -> None:
        if self._place:
            self._staff[self._place] = staff
            self.load()

    def call(self, session: str) -> None:
        """Show whom to call about a child."""
        name = self.name(session)
        self._runner.start(
            self._view,
            lambda: calls_about(self._desk, session)[1],
            lambda calls: self._view.show_calls(name, calls),
        )

    def card(self, session: str) -> None:
        """Show what is to be known of a child."""
        self._runner.start(self._view, lambda: self._card(session), self._view.show_card)

    def take_step(self, session: str, step: Step) -> None:
        """A step because of a late pick-up was taken."""
        steps = self._desk.care_steps
        self._runner.start(self._view, lambda: steps.take_step(session, step), self._publish)

    def step_out(self, session: str) -> None:
        """The child goes out for a while with the guardian, or comes back."""
        steps = self._desk.care_steps
        out = any(each.out for each in self.shown.inside if each.session == session)
        self._runner.start(
            self._view,
            lambda: steps.come_back(session) if out else steps.step_out(session),
            self._publish,
        )

    def absent(self, session: str) -> None:
        """Who was expected did not come."""
        steps = self._desk.care_steps
        self._runner.start(self._view, lambda: steps.absent(session), self._publish)

    def receive(self, wish: WishLine, opened: Callable[[str], object]) -> None:
        """A child of a request is at the door: make the visit, then have it signed in."""
        steps = self._desk.care_steps

        def made(result: tuple[str, Changes]) -> None:
            self._publish(result[1])
            opened(result[0])

        def work() -> tuple[str, Changes]:
            visit, changes = steps.open_visit(wish.request, wish.dependant)
            return visit.id, changes

        self._runner.start(self._view, work, made)

    def incident(self, session: str, opened: Callable[[Values], None]) -> None:
        """What a note of something that happened to a child begins with."""
        note_incident(self._view, self._desk, self._runner, session, opened)

    def name(self, session: str) -> str:
        """What a child of the board is called there."""
        lines = (*self.shown.inside, *self.shown.expected)
        return next((each.name for each in lines if each.session == session), "")

    def _show(self, shown: CareShown, staff: Staff) -> None:
        self._place, self.shown, self._named = shown.place, shown, staff
        self._view.show_board(shown)

    def _look(self, place: str, staff: Staff | None) -> tuple[CareShown, Staff]:
        desk, care = self._desk, self._desk.care
        places = care.places()
        ids = [each.id for each in places]
        chosen = place if place in ids else (ids[0] if ids else "")
        checks = tuple(check_line(each) for each in care.due_checks()) if desk.role in _COORDINATES else None
        shown = CareShown(
            places=tuple((each.id, each.name) for each in places),
            place=chosen,
            day=care.today().isoformat(),
            books=not desk.context.rights.narrow,
            checks=checks,
            hours=None
            if desk.role == CARER
            else hours_lines(care.hours(care.today().replace(day=1), care.today())),
        )
        if not chosen:
            return shown, Staff(())
        board = care.board(chosen, staff)
        return self._filled(shown, board), board.on_duty

    def _filled(self, shown: CareShown, board: Board) -> CareShown:
        care = self._desk.care
        rows = [
            (
                each.state is CareSessionState.EXPECTED,
                child_line(each, board.more_carers.get(each.session, 0)),
            )
            for each in board.rows
        ]
        inside = tuple(line for expected, line in rows if not expected)
        ratio, because, tone = ratio_words(board, len(inside))
        wishes = tuple(wish_line(each) for each in care.wishes(shown.place))
        on = set(board.on_duty.carers)
        return replace(
            shown,
            ratio=ratio,
            because=because,
            tone=tone,
            standing=tuple(against_words(each) for each in board.standing),
            inside=inside,
            expected=tuple(line for expected, line in rows if expected),
            wishes=tuple(each for each in wishes if not each.waits),
            waiting=tuple(each for each in wishes if each.waits),
            duty=tuple(duty_line(each, on=each.id in on) for each in care.on_call(shown.place)),
            others=board.on_duty.others_within_call,
        )

    def _card(self, session: str) -> CardShown:
        values = self._desk.care.card_shown(session)
        fields = spec_of("dependant").fields
        lines = [(_(each.label), card_words(each, values.get(each.name))) for each in fields]
        return CardShown(self.name(session), tuple((label, text) for label, text in lines if text), session)


def calls_about(desk: Desk, session: str) -> tuple[str, tuple[CallLine, ...]]:
    """What the child of a visit is called on the screen, and whom to call about it, the guardian first."""
    care = desk.care
    guardian = care.pick_up_card(session).guardian
    lines = tuple(call_line(each, guardian) for each in care.handover(session, Collector()).call)
    return care.name_of(session), lines


def note_incident(
    owner: object, desk: Desk, runner: Runner, session: str, opened: Callable[[Values], None]
) -> None:
    """What a note of something that happened to the child of a visit begins with."""

    def work() -> Values:
        held = desk.records.get(session).values
        taken = {name: held[name] for name in _OF_VISIT if held.get(name)}
        return {**taken, "care_session": session, "time": desk.care_steps.hour()}

    runner.start(owner, work, opened)
