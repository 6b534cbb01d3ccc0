"""An edit that the centre would not take is put right by writing the field again: the same edit, with another value."""

from collections.abc import Mapping, Sequence

import msgspec

from cicdesk.schema.values import Value
from cicdesk.store import parked
from cicdesk.store.engine import Connection
from cicdesk.store.parked import Aside
from cicdesk.store.projection import Unsent
from cicdesk.wire.errors import Why

MENDABLE = frozenset({Why.NOT_VALID.value, Why.TOO_LARGE.value, Why.OFF_CHART.value, "unreadable"})
"""Reasons that lie in the values. The server had no use of such an edit, so its content may still change."""


def mend(
    connection: Connection, record: str, unsent: Sequence[Unsent], written: Mapping[str, Value]
) -> dict[str, Value]:
    """Write into the edits that were set aside what belongs there, and send them again; what is left to write.

    What makes a record takes everything; another edit only the registers it wrote itself, and only where
    nothing written later stands over it.
    """
    left = dict(written)
    last = {name: u.mutation.id for u in unsent for name in u.mutation.set}
    mended = [m for each in reversed(_mendable(connection, record)) if (m := _mended(each, left, last))]
    if mended:
        parked.send_again(connection, mended)
    return left


def can_be_mended(connection: Connection, record: str) -> bool:
    """Whether what makes the record was set aside for something in its values."""
    return any(each.id == record for each in _mendable(connection, record))


def _mendable(connection: Connection, record: str) -> list[Aside]:
    return [each for each in parked.of_record(connection, record) if each.why in MENDABLE]


def _mended(aside: Aside, left: dict[str, Value], last: Mapping[str, str]) -> Aside | None:
    makes = not aside.mutation.rid
    names = [n for n in left if last.get(n, aside.id if makes else "") == aside.id]
    if not names:
        return None
    values = {name: left.pop(name) for name in names}
    mutation = msgspec.structs.replace(aside.mutation, set={**aside.mutation.set, **values})
    return Aside(mutation, "", "")
