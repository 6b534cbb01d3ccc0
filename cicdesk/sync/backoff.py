"""When to try again after a failure: by itself and ever more seldom, when the server says, or when a person has acted."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.sync.errors import (
    ClockWrong,
    NotTrusted,
    OutOfStep,
    ServerBusy,
    ServerTrouble,
    UpgradeNeeded,
)

LEAST_SECONDS = 2.0
"""Not sooner than this, whatever chance says: a line that breaks at once must not keep the laptop busy."""
LONGEST_ASKED = 3600
"""A server that asks for more patience than this is asked again all the same."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of failure is tried again: between nothing and `first` seconds, doubled each time up to `longest`."""

    first: float
    longest: float
    by_itself: bool = True


USUAL = Rule(60, 900)
NEVER = Rule(0, 0, by_itself=False)
"""Somebody has to act first: join, install, set the clock, ring the coordinator. Then F5 tries again."""

_BY_KIND: dict[type[BaseException], Rule] = {
    OutOfStep: Rule(10, 300),
    ServerBusy: Rule(30, 600),
    ServerTrouble: Rule(120, 1800),
    NotTrusted: Rule(300, 3600),  # a hotel's network in between passes with the hotel
    ClockWrong: NEVER,
    UpgradeNeeded: Rule(900, 900),  # what is written here is still handed in
}
_BY_FAMILY = {Who.PERSON: NEVER, Who.SURROUNDINGS: USUAL, Who.US: Rule(600, 3600)}


def rule_of(error: BaseException) -> Rule:
    """The rule for a failure; that of its nearest kin where it has none of its own."""
    for kind in type(error).__mro__:
        if kind in _BY_KIND:
            return _BY_KIND[kind]
    return _BY_FAMILY[error.who] if isinstance(error, CicdeskError) else _BY_FAMILY[Who.US]


def wait_after(
    error: BaseException, failures: int, draw: Callable[[float, float], float] = random.uniform
) -> float | None:
    """Seconds until the next attempt after so many failures in a row; None: not before a person has acted.

    Chance decides over the whole span, so that two hundred laptops whose server was gone do not come
    back together. What the server asked for (`Retry-After`) is the least.
    """
    rule = rule_of(error)
    if not rule.by_itself:
        return None
    span = min(rule.longest, rule.first * 2.0 ** min(failures - 1, 16))
    return max(LEAST_SECONDS, asked_seconds(error) + draw(0, span))


def asked_seconds(error: BaseException) -> int:
    """How long the server asked to be left alone."""
    asked = error.facts.get("seconds") if isinstance(error, ServerBusy) else 0
    return min(asked, LONGEST_ASKED) if isinstance(asked, int) else 0
