"""In which order the outbox is sent: as it was written, or the file worked on last first where it does not fit at once."""

from cicdesk.store import pending
from cicdesk.store.engine import Connection
from cicdesk.store.pending import Waiting
from cicdesk.sync.batches import BatchSize


class Order:
    """The order of one session; what is written meanwhile comes at the end."""

    def __init__(self) -> None:
        self._planned: list[int] | None = None
        self._place: dict[int, int] = {}
        self._top = 0

    def after(self, connection: Connection, last: int, most: int, size: BatchSize) -> list[Waiting]:
        """What comes behind that edit, as much as the line carries; 0: from the beginning."""
        place = self._begin(connection, last, size)
        planned = self._planned or []
        while place < len(planned):
            batch = pending.these(connection, planned[place : place + most], size.bytes)
            if batch:
                return batch
            place += most
        return pending.next_batch(connection, self._behind(last), most, size.bytes)

    def is_last(self, connection: Connection, last: int) -> bool:
        """Whether nothing comes behind that edit."""
        planned = self._planned or []
        inside = last in self._place and self._place[last] + 1 < len(planned)
        return not inside and not pending.next_batch(connection, self._behind(last), 1, 1)

    def _begin(self, connection: Connection, last: int, size: BatchSize) -> int:
        if self._planned is None:
            self._planned = pending.newest_first(connection, size.bytes)
            self._top = max(self._planned, default=0)
            self._place = {n: place for place, n in enumerate(self._planned)}
        return self._place[last] + 1 if last in self._place else 0 if not last else len(self._planned)

    def _behind(self, last: int) -> int:
        """The number from which on nothing was planned."""
        return max(last, self._top) if last else 0
