"""In which order the outbox is sent: as it was written, or the file worked on last first where it does not fit at once."""

from cicdesk.store import pending
from cicdesk.store.engine import Connection
from cicdesk.store.pending import Waiting
from cicdesk.sync.batches import BatchSize


class Order:
    """The order of one session; what is written meanwhile comes at the end."""

    def __init__(self) -> None:
        self._planned: list[int] | None = None
        self._files: list[str] = []
        self._place: dict[int, int] = {}
        self._top = 0

    def after(self, connection: Connection, last: int, most: int, size: BatchSize) -> list[Waiting]:
        """What comes behind that edit, as much as the line carries; 0: from the beginning."""
        place = self._begin(connection, last, size)
        planned = self._planned or []
        while place < len(planned):
            batch = pending.these(connection, planned[place : place + most], size.bytes)
            if batch:
                return self._with_the_rest(connection, batch, place, most, size)
            place += most
        return pending.next_batch(connection, self._behind(last), most, size.bytes)

    def _with_the_rest(
        self, connection: Connection, batch: list[Waiting], place: int, most: int, size: BatchSize
    ) -> list[Waiting]:
        """What comes behind as well, if that is little: another message for it would be one more way there and back."""
        planned = (self._planned or [])[place:]
        behind = len(planned) - len(batch)
        if 0 < behind <= len(batch) // 2 and len(planned) <= most and not size.doubted:
            more = pending.these(connection, planned, size.bytes + size.bytes // 4)
            if more[-1].n == planned[-1]:
                return more
        return self._whole_files(batch)

    def _whole_files(self, batch: list[Waiting]) -> list[Waiting]:
        """Without the beginning of a file that goes on behind it: what comes next may then travel beside it."""
        behind = self._place[batch[-1].n] + 1
        if behind == len(self._files) or self._files[behind] != batch[-1].root:
            return batch
        whole = sum(waiting.root != batch[-1].root for waiting in batch)
        return batch[:whole] if 2 * whole >= len(batch) else batch

    def is_last(self, connection: Connection, last: int) -> bool:
        """Whether nothing comes behind that edit."""
        planned = self._planned or []
        inside = last in self._place and self._place[last] + 1 < len(planned)
        return not inside and not pending.next_batch(connection, self._behind(last), 1, 1)

    def _begin(self, connection: Connection, last: int, size: BatchSize) -> int:
        if self._planned is None:
            found = pending.newest_first(connection, size.bytes)
            self._planned, self._files = [n for n, _file in found], [file for _n, file in found]
            self._top = max(self._planned, default=0)
            self._place = {n: place for place, n in enumerate(self._planned)}
        return self._place[last] + 1 if last in self._place else 0 if not last else len(self._planned)

    def _behind(self, last: int) -> int:
        """The number from which on nothing was planned."""
        return max(last, self._top) if last else 0
