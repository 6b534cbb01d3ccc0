"""Versions of the program that are older than this server: what they write is brought up, and what they may read.

A form is the number of the whole schema (schema/records.py). Every form ever released may hand in; reading
ends for a form where an administrator says so, on a day that is told beforehand.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from cicdesk.schema.records import SCHEMA
from cicdesk.server.settings import Settings
from cicdesk.wire.messages import Mutation

Upward = Callable[[Mutation], Mutation]
"""Gives an edit in the words of the next form, with the id it had; what is said in those already stays."""

UPWARD: dict[int, Upward] = {}
"""By the number of the form that the edit is in. A form whose words all still hold needs none.

`set` and `bases` name registers, and so does `seen` of a deletion: what changes a name changes it in all three.
"""


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """Edits in the words of this server."""

    muts: list[Mutation]
    changed: frozenset[str] = frozenset()
    """Edits that their own laptop shows in other words than the server keeps."""


def brought_up(muts: Sequence[Mutation], form: int) -> BroughtUp:
    """Edits that came in a message of this form; an edit may name an older one that it was written in."""
    done = [_upward(m, m.form or form) if m.form or form < SCHEMA else m for m in muts]
    pairs = zip(muts, done, strict=True)
    return BroughtUp(done, frozenset(was.id for was, now in pairs if now is not was and now.set != was.set))


def kept_aside(mutation: Mutation) -> Mutation:
    """The same edit, with the form that it is in now: it may be looked at again by a newer server."""
    return mutation if mutation.form else msgspec.structs.replace(mutation, form=SCHEMA)


def taken_up(mutation: Mutation) -> Mutation:
    """An edit that lay aside, in the words of this server."""
    return _upward(mutation, mutation.form or 1)


def _upward(mutation: Mutation, form: int) -> Mutation:
    """A newer form than ours stays as it is, with its number."""
    for number in range(max(1, form), SCHEMA):
        if number in UPWARD:
            mutation = UPWARD[number](mutation)
    if mutation.form and mutation.form <= SCHEMA:
        return msgspec.structs.replace(mutation, form=0)
    return mutation


@dataclass(frozen=True, slots=True)
class Readers:
    """Which forms may read."""

    oldest: int
    until: dt.date | None
    """The last day on which older ones may."""

    @classmethod
    def of(cls, settings: Settings) -> "Readers":
        """As the administrator wants it."""
        return cls(settings.oldest_form, settings.older_forms_until)

    def may(self, form: int, today: dt.date) -> bool:
        """Whether a device of this form is given anything today."""
        return form >= self.oldest or (self.until is not None and today <= self.until)

    def last_day(self, form: int) -> str:
        """The day that a device of this form has to be told, whether it is to come or over; empty for none."""
        return self.until.isoformat() if form < self.oldest and self.until is not None else ""
