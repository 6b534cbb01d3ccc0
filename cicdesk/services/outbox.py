"""What is not yet at the centre, and the four honest words about it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from cicdesk.domain.roles import Area
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.snapshot import Snapshot
from cicdesk.services.context import Context
from cicdesk.store import courier, merges, meta, pending, records
from cicdesk.store.courier import OnStick
from cicdesk.store.merges import Merge
from cicdesk.store.meta import Ending
from cicdesk.store.pending import Entry
from cicdesk.store.projection import Standing

_MOST = 500


@dataclass(frozen=True, slots=True)
class Badge:
    """The sync badge: counts of edits waiting and set aside, of records in conflict."""

    waiting: int
    attention: int
    conflict: int
    last_success: int
    """When everything was last exchanged, in milliseconds; 0: never."""
    enrolled: bool = True
    clock_ahead: int = 0
    """Milliseconds by which the centre's clock was ahead of this laptop's when it was last compared."""
    ending: Ending | None = None
    """How long the centre gives this program anything, or since when not; None: for good."""
    revoked: bool = False
    """The centre exchanges nothing with this laptop any more."""

    @property
    def sent(self) -> bool:
        """Whether the word is *sent*: nothing waits, nothing is set aside, nobody has to decide."""
        return not (self.waiting or self.attention or self.conflict)


class OutboxService:
    """The outbox as a page of its own."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def badge(self) -> Badge:
        """The present counts."""
        with self._context.store.read() as connection:
            states = pending.counts(connection)
            asked, conflict = connection.exec_driver_sql(
                "SELECT coalesce(sum(asked), 0), coalesce(sum(state = ?), 0) FROM record WHERE state > 0",
                (int(Standing.CONFLICT),),
            ).one()
            progress = meta.load_progress(connection)
            enrolled = bool(meta.load_place(connection).device)
        return Badge(
            states.get("pending", 0),
            states.get("parked", 0) + asked,
            conflict,
            progress.last_success,
            enrolled,
            progress.clock_ahead,
            progress.ending if progress.ending and progress.ending.form == SCHEMA else None,
            progress.revoked,
        )

    def entries(self) -> list[Entry]:
        """Every edit that is not yet at the centre, newest first, 500 at most."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            return pending.entries(connection, _MOST)

    def on_sticks(self) -> Sequence[OnStick]:
        """What is carried on sticks and not known to be at the centre."""
        with self._context.store.read() as connection:
            return courier.on_sticks(connection)

    def conflicts(self) -> list[Snapshot]:
        """Records in which somebody has to decide, and those whose deletion was asked for."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            return records.snapshots(
                connection,
                "state > 0 AND (state = ? OR asked = 1)",
                (int(Standing.CONFLICT),),
                _MOST,
                "+n",
            )

    def merges(self, root: str) -> list[Merge]:
        """Edits of a file that met those of others and were joined without a question."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            return merges.of_file(connection, root)

    def count(self) -> int:
        """How many living records the laptop holds."""
        with self._context.store.read() as connection:
            return int(
                connection.exec_driver_sql("SELECT count(*) FROM record WHERE deleted = 0").scalar_one()
            )

    def digest(self) -> str:
        """A hash over all synced content (ids, fields, values, heads), equal on two laptops that hold the same."""
        sum_ = hashlib.sha256()
        with self._context.store.read() as connection:
            for record, data, heads in connection.exec_driver_sql(
                "SELECT id, data, heads FROM record WHERE seq > 0 ORDER BY id"
            ):
                sum_.update(canonical(record, data, heads))
        return sum_.hexdigest()


def canonical(record: str, data: str, heads: str | None) -> bytes:
    """A record's content in one spelling, whatever order its fields arrived in."""
    return json.dumps([record, json.loads(data), _told_apart(heads)], sort_keys=True).encode()


def _told_apart(heads: str | None) -> dict[str, object]:
    """Values that stand beside each other, without what is only said of them."""
    return {
        name: {
            version: {key: said for key, said in head.items() if key != "place"}
            for version, head in each.items()
        }
        for name, each in (json.loads(heads) if heads else {}).items()
    }
