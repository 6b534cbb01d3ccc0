"""What was set aside, for whoever answers for an office: whose it is, why, and on request what it says."""

from dataclasses import dataclass

import msgspec

from cicdesk.domain.pins import without_pins
from cicdesk.schema.values import Value
from cicdesk.server.services.directory import DirectoryError
from cicdesk.server.storage import mutations
from cicdesk.server.storage.engine import Database
from cicdesk.wire.messages import Mutation


@dataclass(frozen=True, slots=True)
class Aside:
    """One edit in quarantine, without what it says."""

    id: str
    record: str
    kind: str
    user: str
    laptop: str
    office: str
    """Of the laptop that handed it in."""
    why: str
    field: str
    at: int


class AsideService:
    """Reads the quarantine. Nothing is ever dropped from it but by an erasure."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, office: str = "") -> list[Aside]:
        """What laptops of an office, or of all, handed in and could not have applied, the oldest first."""
        with self._database.reading() as connection:
            rows = mutations.aside(connection, office)
        return [
            Aside(name, body.record, body.kind, body.user, laptop, where, why, field, body.at)
            for name, laptop, where, why, field, text in rows
            for body in (_decode(text),)
        ]

    def content(self, edit: str) -> dict[str, Value]:
        """What one of them says, without PINs; DirectoryError if there is none of that id."""
        with self._database.reading() as connection:
            text = mutations.aside_body(connection, edit)
        if text is None:
            raise DirectoryError(f"nothing of the id {edit} was set aside")
        mutation = _decode(text)
        return without_pins(mutation.kind, mutation.set)


_decode = msgspec.json.Decoder(Mutation).decode
