"""Edits that were set aside: mended, sent again, handed to the coordinator, taken off the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from cicdesk.store import records
from cicdesk.store.errors import RecordNotFound
from cicdesk.wire.messages import Mutation

_decode = msgspec.json.Decoder(Mutation).decode

HANDED = "handed:"
"""Begins the reason of an edit that was handed to the coordinator; the id of the handing over follows."""


@dataclass(frozen=True, slots=True)
class Aside:
    """An edit that was set aside."""

    mutation: Mutation
    why: str
    field: str

    @property
    def id(self) -> str:
        """Under which it lies in the outbox."""
        return self.mutation.id

    @property
    def handed_over(self) -> str:
        """The record by which it was handed to the coordinator; empty if it was not."""
        return self.why.partition(HANDED)[2]


def find(connection: sa.Connection, edit: str) -> Aside:
    """An edit that was set aside; RecordNotFound if it is not any more."""
    found = _select(connection, "id = ?", edit)
    if not found:
        raise RecordNotFound
    return found[0]


def of_record(connection: sa.Connection, record: str) -> list[Aside]:
    """What was set aside of a record, in the order it was written."""
    return _select(connection, "record = ?", record)


def of_file(connection: sa.Connection, root: str) -> list[Aside]:
    """What was set aside of a file, in the order it was written."""
    return _select(connection, "root = ?", root)


def _select(connection: sa.Connection, condition: str, argument: str) -> list[Aside]:
    rows = connection.exec_driver_sql(
        f"SELECT body, why, field FROM outbox WHERE state = 'parked' AND {condition} ORDER BY n",  # noqa: S608  fixed texts
        (argument,),
    )
    return [Aside(_decode(body), why, field) for body, why, field in rows]


def send_again(connection: sa.Connection, asides: Sequence[Aside]) -> None:
    """Let these go with the next exchange, as they are now; the server judges them anew."""
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'pending', why = '', field = '', commit_seq = 0, body = ?"
        " WHERE id = ? AND state = 'parked'",
        [(msgspec.json.encode(each.mutation), each.id) for each in asides],
    )
    records.refresh(connection, [each.mutation.record for each in asides])


def note_handed(connection: sa.Connection, edit: str, record: str) -> None:
    """Remember by which record an edit was handed to the coordinator."""
    connection.exec_driver_sql(
        "UPDATE outbox SET why = why || ? || ? WHERE id = ? AND state = 'parked'", (HANDED, record, edit)
    )


def drop(connection: sa.Connection, edit: str) -> Iterable[str]:
    """Take an edit out for good; the records whose content that changes.

    A record that only it made is gone with it.
    """
    aside = find(connection, edit)
    record = aside.mutation.record
    connection.exec_driver_sql("DELETE FROM outbox WHERE id = ? AND state = 'parked'", (edit,))
    connection.exec_driver_sql(
        "DELETE FROM record WHERE id = ? AND seq = 0"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.record = record.id AND o.state <> 'acked')",
        (record,),
    )
    records.refresh(connection, (record,))
    return (record,)
