"""Who collects a child: choosing from the list, what has to be shown, and the calm screen when the answer is no."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.care_ratios import USUAL_RULES
from cicdesk.domain.pick_up import GUARDIAN, Authorised, Collector, Contact, Doubt, PickUpCard
from cicdesk.presenters.care_desk import HandedOver
from cicdesk.presenters.care_lines import CallLine, call_line, phone_words
from cicdesk.presenters.care_words import doubt_words
from cicdesk.presenters.choices import on_offer
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import day_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.snapshot import Changes

_DOCUMENTS = "identity_documents"
_STAY = N_("The child stays here with a carer, out of sight of the door.")
_CALL = N_("Call the guardian now and ask them to come.")
_SILENT = N_("Say nothing about where the guardian is, and nothing about other people.")
_TELL = N_("Tell the coordinator.")
_DANGER = N_("If somebody threatens or does not leave: 112.")


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may collect, as the card says."""

    entry: str
    name: str
    text: str
    document: str = ""
    """The code of the document that has to be shown; empty where any will do."""
    pin: bool = False
    least_age: int = 0
    """0: nobody asks for the age."""


@dataclass(frozen=True, slots=True)
class HandoverShown:
    """The sheet when it opens."""

    name: str
    options: tuple[Option, ...]
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RefusedShown:
    """The screen when a child is not handed over."""

    name: str
    who: str
    reasons: tuple[str, ...]
    discreet: bool
    """Whether the reasons are only shown when asked for: a court's order is nobody's business at the door."""
    steps: tuple[str, ...]
    calls: tuple[CallLine, ...]
    session: str = ""


class HandoverView(Protocol):
    """The sheet."""

    def show_handover(self, shown: HandoverShown) -> None:
        """Show who may collect."""
        ...

    def show_refused(self, shown: RefusedShown) -> None:
        """Show that the child stays, whom to call and what to do."""
        ...

    def close_sheet(self) -> None:
        """The child has gone home."""
        ...


class HandoverPresenter:
    """Has the rules decide; whatever they say is written down before it is shown."""

    def __init__(
        self, view: HandoverView, desk: Desk, runner: Runner, publish: Callable[[Changes], object]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._publish = publish
        self._session = ""
        self._name = ""
        self._guardian: Contact | None = None

    def open(self, session: str) -> None:
        """Begin with that visit."""
        self._session = session
        self._runner.start(self._view, self._look, self._opened)

    def hand_over(self, collector: Collector) -> None:
        """This person wants to take the child home."""
        self._ask(collector, "")

    def refuse(self, collector: Collector, why: str) -> None:
        """Not to this person, whatever the card says; `why` in one's own words."""
        self._ask(collector, why or _("Decided at the door."))

    def _ask(self, collector: Collector, called: str) -> None:
        steps = self._desk.care_steps
        self._runner.start(
            self._view,
            lambda: steps.hand_over(self._session, collector, called=called),
            lambda done: self._answered(done, collector, called),
        )

    def _opened(self, shown: HandoverShown) -> None:
        self._name = shown.name
        self._view.show_handover(shown)

    def _answered(self, done: HandedOver, collector: Collector, called: str) -> None:
        self._publish(done.changes)
        if done.handover.allowed and not called:
            self._view.close_sheet()
            return
        doubts = done.handover.doubts
        steps = (_STAY, _CALL, _SILENT, *((_TELL,) if done.handover.tell_coordinator else ()), _DANGER)
        self._view.show_refused(
            RefusedShown(
                name=self._name,
                who=collector.name,
                reasons=tuple(_sentence(doubt_words(each)) for each in doubts) or (called,),
                discreet=Doubt.COURT in doubts,
                steps=tuple(_(each) for each in steps),
                calls=tuple(call_line(each, self._guardian) for each in done.handover.call),
                session=self._session,
            )
        )

    def _look(self) -> HandoverShown:
        care = self._desk.care
        card = care.pick_up_card(self._session)
        self._guardian = card.guardian
        offered = on_offer(_DOCUMENTS, language(), care.today())
        listed = tuple((code, words) for code, words in offered if code != "NONE")
        return HandoverShown(care.name_of(self._session), tuple(_options(card)), listed)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _options(card: PickUpCard) -> list[Option]:
    """The guardian first, then the list; whether somebody may is decided when they want to."""
    relation = (
        code_list("relations").label(card.guardian.relation, language()) if card.guardian.relation else ""
    )
    text = "  ·  ".join(filter(None, (_("guardian"), relation, phone_words(card.guardian.phone))))
    return [Option(GUARDIAN, card.guardian.name, text), *(_option(each, card) for each in card.authorised)]


def _option(entry: Authorised, card: PickUpCard) -> Option:
    least = max(card.minimum_age, entry.minimum_age) or USUAL_RULES.minimum_pick_up_age
    document = code_list(_DOCUMENTS).label(entry.document, language()) if entry.document else ""
    until = day_words(entry.valid_until.isoformat()) if entry.valid_until else ""
    told = (
        document,
        _("PIN") if entry.pin else "",
        _("from {age} years").format(age=least),
        _("until {day}").format(day=until) if until else "",
        phone_words(entry.phone),
    )
    text = "  ·  ".join(filter(None, told))
    return Option(entry.id, entry.name, text, entry.document, bool(entry.pin), least)
