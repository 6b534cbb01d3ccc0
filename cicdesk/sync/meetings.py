"""Noticing that own edits met those of others: different fields, joined without a question, worth a line to read."""

from collections.abc import Iterable, Sequence

import msgspec

from cicdesk.store import merges
from cicdesk.store.engine import Connection
from cicdesk.store.merges import Merge
from cicdesk.store.pending import Waiting
from cicdesk.wire.messages import Mutation, State

_decode = msgspec.json.Decoder(Mutation).decode


def note(connection: Connection, batch: Sequence[Waiting], states: Sequence[State]) -> None:
    """Remember where an answer to own edits brought fields that others had changed meanwhile."""
    met = {state.rid: state for state in states if state.part and state.data}
    if not met:
        return
    edits: dict[str, list[Mutation]] = {}
    for waiting in batch:
        if waiting.record in met:
            edits.setdefault(waiting.record, []).append(_decode(waiting.body))
    found = (_met(connection, met[record], written) for record, written in edits.items())
    merges.add(connection, [each for each in found if each is not None])


def _met(connection: Connection, state: State, written: Sequence[Mutation]) -> Merge | None:
    rows = connection.exec_driver_sql("SELECT id FROM outbox WHERE record = ?", (state.rid,))
    own = {edit for (edit,) in rows}
    named = {name: version for version, names in state.ver.items() for name in names}
    theirs = _fields(n for n in state.data if named.get(n, state.rid) not in own and n not in state.heads)
    mine = _fields(n for m in written for n in m.set if n not in state.heads)
    last = written[-1]
    return Merge(state.rid, last.file, last.at, last.user, mine, theirs) if mine and theirs else None


def _fields(registers: Iterable[str]) -> list[str]:
    names = (name.partition("/")[0] for name in registers if not name.startswith("_"))
    return list(dict.fromkeys(names))
