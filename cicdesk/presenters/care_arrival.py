"""The sheet of an arrival: what is looked at, what stands in the way, and who decides otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.i18n import _, language
from cicdesk.domain.care_ratios import Child
from cicdesk.domain.sign_in import REASONS, Arrival, Verdict
from cicdesk.domain.workflows.engine import Actor, actors_of
from cicdesk.presenters.care_board import CARER
from cicdesk.presenters.care_desk import Said, SignedIn, Staff
from cicdesk.presenters.care_words import against_words, card_words
from cicdesk.presenters.choices import on_offer
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes

_REASONS = "care_reasons"
_OVERRIDES = "override_reasons"
_HEALTH = ("allergies", "diets", "illnesses", "illness_note", "medicines", "special_care", "forbidden_food")


@dataclass(frozen=True, slots=True)
class ArrivalShown:
    """The sheet when it opens."""

    name: str
    guardian: str
    phone: str
    place: str
    health: tuple[tuple[str, str], ...]
    """What the card says, to be confirmed by the guardian."""
    health_shown: bool
    """Whether it is shown at this hour; where it is not, nothing is said about what the card holds."""
    dependant: str
    """The card, where whoever is at the keyboard may open it; carers see what is on the sheet."""
    refusals: tuple[tuple[str, str], ...]
    """Reasons why a child is not taken in: codes and words."""
    overrides: tuple[tuple[str, str], ...]
    """A coordinator's reasons; empty for those who may not decide it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is ticked and typed on the sheet."""

    identity: bool = False
    on_premises: bool = False
    healthy: bool = False
    card_unchanged: bool = False
    phone: str = ""
    guardian_place: str = ""
    brought_by: str = ""
    belongings: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say to it."""

    reasons: tuple[str, ...]
    group: str
    """What the group needs with this child in it."""
    admits: bool
    may_wait: bool
    overridable: bool
    """Whether whoever is at the keyboard may decide otherwise."""
    for_coordinator: bool
    """Whether a coordinator might."""
    likely: str = ""
    """The reason for refusing that follows from what stands in the way: one of the codes of the sheet."""


class ArrivalView(Protocol):
    """The sheet."""

    def show_arrival(self, shown: ArrivalShown) -> None:
        """Show whom it is about."""
        ...

    def show_judged(self, judged: Judged) -> None:
        """Show what stands in the way; nothing does where there are no reasons."""
        ...

    def close_sheet(self) -> None:
        """It is done."""
        ...


class ArrivalPresenter:
    """Asks the rules at every tick; they are asked once more when the child is taken in."""

    def __init__(
        self,
        view: ArrivalView,
        desk: Desk,
        runner: Runner,
        publish: Callable[[Changes], object],
        staff: Staff,
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._publish = publish
        self._staff = staff
        self._session = ""
        self._asked = 0
        self._verdict: Verdict | None = None
        self._looked = Looked()

    def open(self, session: str) -> None:
        """Begin with that visit."""
        self._session = session
        self._runner.start(self._view, self._look, self._opened)

    def look(self, looked: Looked) -> None:
        """Something was ticked or typed."""
        self._looked = looked
        self._asked += 1
        number = self._asked
        care, seen = self._desk.care, _arrival(looked)
        self._runner.start(
            self._view,
            lambda: care.arrival(self._session, seen, self._staff),
            lambda verdict: self._judged(verdict) if number == self._asked else None,
        )

    def take_in(self, override: str = "", note: str = "") -> None:
        """Let the child in; with a reason where a coordinator decides otherwise."""
        steps, looked = self._desk.care_steps, self._looked
        said = Said(
            brought_by=looked.brought_by, guardian_place=looked.guardian_place, belongings=looked.belongings
        )
        self._runner.start(
            self._view,
            lambda: steps.sign_in(self._session, _arrival(looked), said, self._staff, override, note),
            self._signed_in,
        )

    def refuse(self, reason: str, note: str = "") -> None:
        """The child is not taken in."""
        steps = self._desk.care_steps
        self._runner.start(self._view, lambda: steps.refuse(self._session, reason, note), self._written)

    def wait(self) -> None:
        """The child is put on the waiting list."""
        steps, verdict = self._desk.care_steps, self._verdict
        if verdict is not None and verdict.may_wait:
            self._runner.start(self._view, lambda: steps.put_on_list(self._session, verdict), self._written)

    def _opened(self, shown: ArrivalShown) -> None:
        self._view.show_arrival(shown)
        self.look(Looked(phone=shown.phone, guardian_place=shown.place))

    def _judged(self, verdict: Verdict) -> None:
        self._verdict = verdict
        by = actors_of(self._desk.role)
        self._view.show_judged(
            Judged(
                reasons=tuple(against_words(each) for each in verdict.against),
                group=_group_words(verdict),
                admits=verdict.admits(),
                may_wait=verdict.may_wait,
                overridable=verdict.overridable and Actor.COORDINATOR in by,
                for_coordinator=verdict.overridable and Actor.COORDINATOR not in by,
                likely=REASONS[verdict.against[0].objection] if verdict.against else "",
            )
        )

    def _signed_in(self, done: SignedIn) -> None:
        if done.changes is None:
            self._judged(done.verdict)
            return
        self._written(done.changes)

    def _written(self, changes: Changes) -> None:
        self._publish(changes)
        self._view.close_sheet()

    def _look(self) -> ArrivalShown:
        desk, records = self._desk, self._desk.records
        visit = records.get(self._session).values
        card = desk.care.card_shown(self._session)
        known = desk.care.pick_up_card(self._session).guardian
        fields = spec_of("dependant").by_name
        health = ((_(fields[name].label), card_words(fields[name], card.get(name))) for name in _HEALTH)
        coordinates = Actor.COORDINATOR in actors_of(desk.role)
        row = desk.care.name_of(self._session)
        return ArrivalShown(
            name=row,
            guardian=known.name,
            phone=known.phone,
            place=str(visit.get("guardian_place") or ""),
            health=tuple((label, text) for label, text in health if text),
            health_shown=desk.care.health_shown(self._session),
            dependant="" if desk.role == CARER else str(visit.get("dependant") or ""),
            refusals=on_offer(_REASONS, language(), desk.care.today()),
            overrides=on_offer(_OVERRIDES, language(), desk.care.today()) if coordinates else (),
        )


def _arrival(looked: Looked) -> Arrival:
    return Arrival(
        child=Child(""),
        identity_checked=looked.identity,
        guardian_phone=looked.phone,
        on_premises=looked.on_premises,
        healthy=looked.healthy or None,
        card_unchanged=looked.card_unchanged or None,
    )


def _group_words(verdict: Verdict) -> str:
    words = _("With this child: carers needed {carers}, at most {count} for each.")
    return words.format(carers=verdict.need.carers, count=verdict.need.per_carer)
