"""What the centre says to a wish, as the registers that it writes into the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cicdesk.domain import wall_time
from cicdesk.domain.booking.wishes import Wish
from cicdesk.domain.reading import moment, text
from cicdesk.domain.workflows.appointment import PartState
from cicdesk.domain.workflows.care import CareRequestState
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.fields import References
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Document, Value

REASON = "decision_reason"
DECIDED = "decided_at"
CENTRE_DECIDES, CAME_FREE = "CENTRE_DECIDES", "PLACE_CAME_FREE"
"""Codes of `decision_reasons` that say no: a laptop wrote what is the centre's; and yes, after waiting."""
Given = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a wish."""

    lost: Mapping[str, str] = field(default_factory=dict)
    """Parts that could not be had -> code of `decision_reasons`."""
    full: str = ""
    """Why there is no place of care; whoever wants one waits for it."""
    place: int = 0
    """On the waiting list, counted from 1."""
    waited: bool = False
    """Whether it had been on the list."""
    alternatives: Sequence[Given] = ()

    @property
    def granted(self) -> bool:
        """Whether all of it is theirs."""
        return not self.lost and not self.full

    @property
    def reason(self) -> str:
        """Why it is not as wished; empty where it is."""
        return next(iter(self.lost.values()), self.full)


def given_by(kind: str, document: Document, wish: Wish, answer: Answer, now: str) -> Given:
    """The registers of a record that say what the centre decided."""
    given: Given = {DECIDED: now, **_WRITERS[kind](document, wish, answer)}
    if answer.reason:
        given[REASON] = answer.reason
    elif answer.waited:
        given[REASON] = CAME_FREE
    for number, other in enumerate(answer.alternatives, 1):
        given[f"alternatives{SEPARATOR}{number}"] = dict(other)
    return given


def _interpreting(document: Document, wish: Wish, answer: Answer) -> Given:
    if not answer.granted:
        return {"state": InterpreterRequestState.NEEDS_NEW_TIME.value}
    given: Given = {
        "state": InterpreterRequestState.CONFIRMED.value,
        "interpreter": text(document, "wanted_interpreter"),
    }
    return {**given, **_times(wish, "confirmed")}


def _care(_document: Document, wish: Wish, answer: Answer) -> Given:
    if answer.lost:
        return {"state": CareRequestState.NEEDS_NEW_TIME.value}
    if answer.full:
        return {"state": CareRequestState.WAITING_LIST.value, "waiting_place": answer.place}
    carers = {f"carers{SEPARATOR}{claim.resource.name}": True for claim in wish.claims}
    return {"state": CareRequestState.CONFIRMED.value, **carers, **_times(wish, "confirmed")}


def _appointment(_document: Document, wish: Wish, answer: Answer) -> Given:
    given: Given = {}
    for claim in wish.claims:
        lost = claim.part in answer.lost
        given[f"{claim.part}_state"] = (PartState.NEEDS_NEW_TIME if lost else PartState.RESERVED).value
    return {**given, **_times(wish, "reserved")} if PartState.RESERVED.value in given.values() else given


def _times(wish: Wish, name: str) -> Given:
    if not wish.start:
        return {}
    return {f"{name}_from": written(wish.start), f"{name}_to": written(wish.end)}


_WRITERS = {"appointment": _appointment, "interpreter_request": _interpreting, "care_request": _care}


def written(minutes: int) -> str:
    """An instant as records hold it."""
    return wall_time.write_moment(moment(minutes))


def released(given: Mapping[str, Value]) -> Given:
    """What stays readable once it is called off: everything but the state; parts are free again."""
    kept = {name: value for name, value in given.items() if name not in {"state", "waiting_place"}}
    parts = [name for name in kept if name.endswith("_state")]
    return {**kept, **dict.fromkeys(parts, PartState.RELEASED.value)}


def blank_of(kind: str, register: str) -> Value:
    """What a register of the centre's holds where it says nothing."""
    name, _, element = register.partition(SEPARATOR)
    return False if element and isinstance(spec_of(kind).by_name.get(name), References) else None


def is_centres(kind: str, register: str) -> bool:
    """Whether only the centre writes into it."""
    declared = spec_of(kind).by_name.get(register.partition(SEPARATOR)[0])
    return declared is not None and declared.by_server
