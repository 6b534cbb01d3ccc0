"""What this laptop remembers of files that left it: the log that everybody sees, and what was sent in which order."""

from collections.abc import Sequence

import msgspec

from cicdesk.schema.snapshot import Changes
from cicdesk.schema.values import Value
from cicdesk.services.context import Context
from cicdesk.services.records import RecordService
from cicdesk.store import meta

_SENT = "funder_sent"
_LAYOUT = "funder_layout"


def note(records: RecordService, values: dict[str, Value]) -> Changes:
    """One line of the log of exports."""
    return records.create("export_log", values)[1]


def keep_sent(context: Context, project: str, participations: Sequence[str]) -> None:
    """Remember who stood in the last file of a project, row by row: its answer may name rows alone."""
    with context.store.write() as connection:
        meta.put(connection, f"{_SENT}:{project}", msgspec.json.encode(list(participations)).decode())


def sent(context: Context, project: str) -> list[str]:
    """Who stood in it; empty if none was written on this laptop."""
    with context.store.read() as connection:
        text = meta.get(connection, f"{_SENT}:{project}")
    return msgspec.json.decode(text, type=list[str]) if text else []


def own_layout(context: Context) -> str:
    """The text of the layout that somebody put in the place of the shipped one; empty if nobody did."""
    with context.store.read() as connection:
        return meta.get(connection, _LAYOUT)


def keep_layout(context: Context, text: str) -> None:
    """Remember a layout; an empty text goes back to the shipped one."""
    with context.store.write() as connection:
        meta.put(connection, _LAYOUT, text)
