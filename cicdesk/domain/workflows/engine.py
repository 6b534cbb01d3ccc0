"""One engine for every workflow: a chart is data, and everything else is read from it."""

import enum
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

State = TypeVar("State", bound=enum.StrEnum)


class Actor(enum.StrEnum):
    """Who takes a step."""

    STAFF = "staff"
    """Whoever books for a client: information desk, assistants, advisers, lawyers, psychologists."""
    INTERPRETER = "interpreter"
    """The interpreter, for a job of their own."""
    CARER = "carer"
    """Whoever looks after the children that day."""
    COORDINATOR = "coordinator"
    SERVER = "server"
    """The centre alone, because it alone sees every booking."""
    TIME = "time"
    """Nobody: an hour has passed."""


PEOPLE = frozenset({Actor.STAFF, Actor.INTERPRETER, Actor.CARER, Actor.COORDINATOR})
BOOKERS = frozenset({Actor.STAFF, Actor.COORDINATOR})
_ROLES = {
    "interpreter": frozenset({Actor.INTERPRETER}),
    "carer": frozenset({Actor.CARER}),
    "coordinator": PEOPLE,
    "auditor": frozenset[Actor](),
    "admin": frozenset[Actor](),
}


def actors_of(role: str) -> frozenset[Actor]:
    """As whom somebody with this role of the centre may take steps; every role not named books for clients."""
    return _ROLES.get(role, frozenset({Actor.STAFF, Actor.INTERPRETER, Actor.CARER}))


@dataclass(frozen=True, slots=True)
class Transition(Generic[State]):
    """One arrow of a chart."""

    action: str
    """Stable; unique among the arrows that leave one state."""
    source: State
    target: State
    by: frozenset[Actor]
    reason: bool = False
    """Whether the person has to say why."""
    new_time: bool = False
    """The step that a change of date or time is; no other step may change them."""


@dataclass(frozen=True)
class Workflow(Generic[State]):
    """A chart: its states, where it begins, and every arrow."""

    name: str
    code_list: str
    """The words of its states."""
    states: type[State]
    start: State
    transitions: tuple[Transition[State], ...]

    @cached_property
    def final(self) -> frozenset[State]:
        """The states that nothing leaves."""
        return frozenset(self.states) - {each.source for each in self.transitions}

    def leaving(self, state: State) -> tuple[Transition[State], ...]:
        """Every step out of a state, whoever takes it."""
        return tuple(each for each in self.transitions if each.source is state)

    def open_to(self, state: State, by: frozenset[Actor]) -> tuple[Transition[State], ...]:
        """The steps that these may take now: what a window offers as actions."""
        return tuple(each for each in self.leaving(state) if each.by & by)

    def rescheduled(self, state: State) -> State | None:
        """The state after a change of date or time; None where they stand."""
        return next((each.target for each in self.leaving(state) if each.new_time), None)

    def path(
        self, before: State, after: State, by: frozenset[Actor], *, moved: bool = False
    ) -> tuple[Transition[State], ...] | None:
        """The shortest way that these may go alone; None where there is none. `moved`: they change the time as well.

        A laptop in the field takes several steps before the centre hears of the first.
        """
        came: dict[State, tuple[Transition[State], ...]] = {before: ()}
        waiting = deque([before])
        while waiting:
            here = waiting.popleft()
            if here is after:
                return came[here]
            for step in self.open_to(here, by):
                if step.target not in came and (moved or not step.new_time):
                    came[step.target] = (*came[here], step)
                    waiting.append(step.target)
        return None


def steps(
    action: str,
    sources: tuple[State, ...],
    target: State,
    by: frozenset[Actor],
    *,
    reason: bool = False,
    new_time: bool = False,
) -> Iterator[Transition[State]]:
    """The same step out of several states."""
    for source in sources:
        yield Transition(action, source, target, by, reason=reason, new_time=new_time)
