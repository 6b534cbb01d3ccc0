"""Erasure: the one thing that destroys data. Its list also lies outside the database, for any restore."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.errors import PersonError
from cicdesk.server.services import merging
from cicdesk.server.services.accept import Batch, Known
from cicdesk.server.services.access import is_id
from cicdesk.server.services.bookings.deciding import decide
from cicdesk.server.services.duplicates import DuplicatesService
from cicdesk.server.services.writing import store, store_decrees
from cicdesk.server.storage import commits, duplicates, erasing, mutations, reservations
from cicdesk.server.storage.engine import Busy, Database


class ErasureError(PersonError):
    """What was asked to be erased cannot be; `why` says why."""

    code: ClassVar[str] = "erasure"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class Ledger:
    """The ids of erased files, one a line, in a file that no restore of the database touches."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @property
    def kept(self) -> bool:
        """Whether there is a list outside the database at all."""
        return self._path is not None

    def roots(self) -> list[str]:
        """All of them, in the order of their erasure."""
        if self._path is None or not self._path.exists():
            return []
        return [line for line in self._path.read_text("ascii").splitlines() if is_id(line)]

    def add(self, root: str) -> None:
        """Write one down and wait until the disk has it."""
        if self._path is None:
            return
        with self._path.open("a", encoding="ascii") as lines:
            lines.write(f"{root}\n")
            lines.flush()
            os.fsync(lines.fileno())


class ErasureService:
    """Erases whole files, and again whatever a restore brought back."""

    def __init__(
        self, database: Database, ledger: Ledger, clock: Clock, files: Callable[[], object] = lambda: None
    ) -> None:
        """`files` destroys the content of attachments that nothing names any more."""
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._destroy_files = files

    def check(self, root: str) -> None:
        """ErasureError unless this is a file the centre has or had, and its erasure will outlive a restore."""
        if not self._ledger.kept:
            raise ErasureError("say in CICDESK_LEDGER where erasures are listed outside the database")
        with self._database.reading() as connection:
            if not is_id(root) or not erasing.is_file(connection, root):
                raise ErasureError(f"no such file: {root}")

    def erase(self, root: str) -> None:
        """Destroy a file: records, history, what was set aside. Every device is told.

        It is a person who is erased: the files that are shown as one with it go too.
        """
        with self._database.reading() as connection:
            joined = merging.families(merging.closed(connection, [root])).get(root, frozenset())
        every = (root, *sorted(joined - {root}))
        for each in every:
            self._ledger.add(each)
        for each in every:
            self._erase(each)

    def replay(self) -> int:
        """Erase what the list outside names and the database still has; how many that were."""
        roots = self._ledger.roots()
        with self._database.reading() as connection:
            known = mutations.erased_among(connection, roots)
        again = [root for root in dict.fromkeys(roots) if root not in known]
        for root in again:
            self._erase(root)
        return len(again)

    def _erase(self, root: str) -> None:
        with self._database.writing() as connection:
            clock = commits.read_clock(connection, None, lock=True)
            if mutations.erased_among(connection, [root]):
                return
            now = milliseconds(self._clock.now())
            gone = reservations.of_file(connection, root)
            had = [reservations.Span(each, 0, 0) for each in reservations.reserved_by(connection, gone)]
            freed = [*had, *reservations.release(connection, gone)]
            reservations.forget(connection, gone)
            erasing.destroy(connection, root, clock.seq + 1, now)
            duplicates.forget(connection, root)
            batch = Batch(clock.seq + 1, Known())
            linked = merging.without(connection, root)
            merging.settle(connection, batch, linked, now)
            decide(connection, batch, now, freed)
            store(connection, batch)
            store_decrees(connection, batch, now)
            commits.commit(connection, batch.seq)
        with contextlib.suppress(Busy):  # somebody looks already, or will with the next change
            DuplicatesService(self._database).catch_up()
        self._destroy_files()
