"""Work that the centre would not take: sent again, handed to the coordinator with its content, taken off the list."""

from collections.abc import Sequence
from typing import Any

import msgspec

from cicdesk.base.clock import from_milliseconds
from cicdesk.base.ids import RecordId, new_id
from cicdesk.domain.pins import without_pins
from cicdesk.schema.handover import HANDOVER, LONGEST_CONTENT
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value
from cicdesk.services import edits
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.records import RecordService
from cicdesk.store import meta, parked, records
from cicdesk.store.engine import Connection
from cicdesk.store.parked import Aside

OUTBOX = "outbox"
"""Stands among the kinds of a Changes for what only the outbox shows."""
_MOST = 200
_SHORTEST = 100


class HandoverService:
    """What can be done about edits that were set aside, besides mending them in their form."""

    def __init__(self, context: Context, kept: RecordService) -> None:
        self._context = context
        self._kept = kept

    def read(self, edit: str) -> tuple[str, dict[str, Value]]:
        """The kind of record and the registers that an edit wrote, exactly as its author left them.

        NotAllowed where somebody who does not see the office asks for a colleague's.
        """
        with self._context.store.read() as connection:
            mutation = parked.find(connection, edit).mutation
            if self._context.rights.narrow and mutation.user != self._context.user:
                raise NotAllowed
            return mutation.kind, dict(mutation.set)

    def send_again(self, edit: str) -> Changes:
        """Let it go with the next exchange; the centre judges it anew."""
        with self._context.store.write() as connection:
            aside = parked.find(connection, edit)
            parked.send_again(connection, [Aside(aside.mutation, "", "")])
            return _changes(aside)

    def hand_over(self, edit: str, words: str) -> Changes:
        """Make a record of it that travels to the coordinator of this laptop's office.

        What else was set aside of the same file goes along. All of it stays here as well, until the
        coordinator has settled it and its author takes it off the list.
        """
        with self._context.store.write() as connection:
            first = parked.find(connection, edit)
            asides = [a for a in parked.of_file(connection, first.mutation.file) if not a.handed_over]
            record = self._write(connection, first, asides, words)
            for each in asides:
                parked.note_handed(connection, each.id, record)
            return _changes(first) | Changes(frozenset({RecordId(record)}), frozenset({HANDOVER.kind}))

    def take_off(self, edit: str) -> Changes:
        """Take it out of the outbox for good: somebody else has settled it.

        A file that was here for its sake alone leaves the laptop with the next exchange.
        """
        with self._context.store.write() as connection:
            aside = parked.find(connection, edit)
            parked.drop(connection, edit)
            meta.save(connection, msgspec.structs.replace(meta.load_progress(connection), loose=True))
            return _changes(aside)

    def open(self) -> list[Snapshot]:
        """What was handed over and is not settled yet, the oldest first."""
        return [each for each in self._kept.list(HANDOVER.kind, limit=_MOST) if not each.values.get("done")]

    def settle(self, handover: str, answer: str) -> Changes:
        """The coordinator has dealt with it."""
        return self._kept.edit(handover, {"done": True, "answer": answer})[1]

    def is_settled(self, handover: str) -> bool:
        """Whether the coordinator has dealt with it, as far as this laptop knows."""
        with self._context.store.read() as connection:
            found = records.snapshots(connection, "id = ?", (handover,))
        return bool(found and found[0].values.get("done"))

    def _write(self, connection: Connection, first: Aside, asides: Sequence[Aside], words: str) -> str:
        context, record = self._context, new_id()
        about = records.snapshots(connection, "id = ?", (first.mutation.file,))
        values: dict[str, Value] = {
            "title": about[0].title if about else "",
            "about": first.mutation.record,
            "about_kind": first.mutation.kind,
            "why": first.why,
            "content": packed([_content(each) for each in asides]),
            "text": words.strip() or None,
            "author": context.user,
            "written_at": from_milliseconds(context.now()).strftime("%Y-%m-%dT%H:%MZ"),
            "office": context.place.office,
        }
        edits.keep(connection, edits.creation(HANDOVER, record, record, values, context.user, context.now()))
        return record


def _content(aside: Aside) -> dict[str, Any]:
    """What travels to the coordinator. A PIN does not: nobody needs it to settle the rest, and the guardian has it."""
    m = aside.mutation
    return {
        "record": m.record,
        "kind": m.kind,
        "user": m.user,
        "at": m.at,
        "set": without_pins(m.kind, m.set),
    }


def packed(content: list[dict[str, Any]]) -> str:
    """The content as JSON that fits; texts are shortened as little as that needs."""
    longest = LONGEST_CONTENT
    while len(text := msgspec.json.encode(content).decode()) > LONGEST_CONTENT and longest > _SHORTEST:
        longest //= 2
        content = [
            {**each, "set": {n: _shortened(v, longest) for n, v in each["set"].items()}} for each in content
        ]
    return text if len(text) <= LONGEST_CONTENT else packed(content[: len(content) // 2])


def _shortened(value: Value, longest: int) -> Value:
    return value[:longest] + "…" if isinstance(value, str) and len(value) > longest else value


def _changes(aside: Aside) -> Changes:
    m = aside.mutation
    return Changes(frozenset({RecordId(m.record), RecordId(m.file)}), frozenset({m.kind, OUTBOX}))
