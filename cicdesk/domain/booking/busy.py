"""The hours at which somebody of a register is booked, as the centre writes them into the entry for every office.

Which booking it is stays with those who hold it: a row says from when to when, under the booking's id, which nobody
can look up who does not hold it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cicdesk.domain.booking.claims import Claim, Resource
from cicdesk.domain.reading import minute, moment, text
from cicdesk.domain.wall_time import read_moment, write_moment
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Document, Value

FIELD = "busy"
KINDS = frozenset({"interpreter", "room"})
"""The registers whose entries say it: those that one booking has for itself."""


@dataclass(frozen=True, slots=True)
class Busy:
    """One booking of somebody."""

    booking: str
    start: int
    """Minutes of UTC since 1970."""
    end: int


def registers_of(taken: Iterable[Busy]) -> dict[str, Value]:
    """The rows as they rest in the entry."""
    return {
        f"{FIELD}{SEPARATOR}{each.booking}": {
            "starts_at": write_moment(moment(each.start)), "ends_at": write_moment(moment(each.end)),
        }
        for each in taken
    }  # fmt: skip


def is_row(register: str) -> bool:
    """Whether it is one of those rows."""
    return register.startswith(f"{FIELD}{SEPARATOR}")


def busy_in(entry: Document) -> Iterator[Busy]:
    """The rows of an entry that can be read."""
    for register, row in entry.items():
        if is_row(register) and isinstance(row, dict):
            try:
                start, end = (minute(read_moment(text(row, name))) for name in ("starts_at", "ends_at"))
            except ValueError:
                continue
            if start < end:
                yield Busy(register.partition(SEPARATOR)[2], start, end)


def claims_of(entries: Mapping[Resource, Document], held: Iterable[str]) -> Iterator[Claim]:
    """What bookings that are not held here take of them; those that are held are known better."""
    known = frozenset(held)
    for resource, entry in entries.items():
        for each in busy_in(entry):
            if each.booking not in known:
                yield Claim(resource.kind, resource, each.start, each.end)
