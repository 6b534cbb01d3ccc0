"""Desk: everything an unlocked profile offers, as one object that is closed when it locks."""

import contextlib
import os
import threading
from pathlib import Path

from cicdesk.base.clock import Clock
from cicdesk.base.paths import Home
from cicdesk.schema.profiles import put_in_force
from cicdesk.services.contact import listen
from cicdesk.services.context import Context
from cicdesk.services.drafts import DraftService
from cicdesk.services.files import FileService
from cicdesk.services.guarded import GuardedRecords
from cicdesk.services.handover import HandoverService
from cicdesk.services.late import LateServices
from cicdesk.services.outbox import OutboxService
from cicdesk.services.people import PeopleService
from cicdesk.services.search import SearchService
from cicdesk.services.staff import StaffService
from cicdesk.store import backup, meta, records
from cicdesk.store.meta import Place
from cicdesk.store.store import Store

BACKUP_HOURS = 24
BALLAST = 16 << 20
"""Bytes kept back, given up first when the disk is full."""


class Desk(LateServices):
    """The services of an open profile."""

    def __init__(self, home: Home, context: Context) -> None:
        records = GuardedRecords(context)
        super().__init__(
            context, records, StaffService(context), FileService(context, records, home.settings)
        )
        self.home = home
        self.drafts = DraftService(context)
        self.people = PeopleService(context)
        self.outbox = OutboxService(context)
        self.handover = HandoverService(context, self.records)
        self.search = SearchService(context)
        self._closing = threading.Lock()

    @property
    def user(self) -> str:
        """Who is at the keyboard."""
        return self.context.user

    @property
    def office(self) -> str:
        """The office the laptop belongs to; empty before enrolment."""
        return self.context.place.office

    @property
    def device_name(self) -> str:
        """The laptop's short name, as in numbers for people."""
        return self.context.place.name

    @property
    def role(self) -> str:
        """The user's role; empty before enrolment."""
        return self.context.role

    @property
    def enrolled(self) -> bool:
        """Whether the centre knows this laptop."""
        return bool(self.context.place.device)

    def placed(self, place: Place, user: str) -> None:
        """Take the laptop's new place in the organisation into use."""
        self.context.place = place
        self.context.user = user

    def back_up_if_due(self) -> bool:
        """Make today's copy if there is none, or one in place of all that hold a file erased since.

        Whether one was made.
        """
        with self.context.store.read() as connection:
            stale = meta.erasure_noted(connection)
        if stale:
            backup.drop_others(self.home, self.back_up("erasure"))
            with self.context.store.write() as connection:
                meta.forget_erasure(connection)
            return True
        if not backup.due(self.home, self.context.clock.now(), BACKUP_HOURS):
            return False
        self.back_up("daily")
        return True

    def back_up(self, reason: str) -> backup.Backup:
        """A copy of the store as it is now, read back whole before it counts.

        DiskFull without room for two, StoreDamaged if the copy is not sound; `reason` becomes part of its name.
        """
        return backup.make(self.context.store, self.home, self.context.clock.now(), reason)

    def rebuild(self) -> None:
        """Make what screens show anew from the server's copies and the outbox."""
        with self.context.store.write() as connection:
            records.rebuild(connection)

    def lay_ballast(self) -> None:
        """Keep some room back for the day the disk is full."""
        if self.home.ballast.exists():
            return
        fresh = self.home.ballast.with_suffix(".new")
        try:
            _fill(fresh)
            fresh.replace(self.home.ballast)
        except OSError:
            fresh.unlink(missing_ok=True)

    def drop_ballast(self) -> None:
        """Give that room up, so that the next save succeeds."""
        with contextlib.suppress(OSError):
            self.home.ballast.unlink(missing_ok=True)

    def profiles_in_force(self) -> None:
        """What was published for projects holds from now on; without any, nothing is read for it."""
        with self.context.store.read() as connection:
            published = records.holds_any(connection, "project_profile")
        if not published:
            put_in_force(())
            return
        from cicdesk.services.profiles.service import ProfileService  # noqa: PLC0415  most laptops have none

        ProfileService(self.context, self.records).refresh()

    def close(self) -> None:
        """Let go of the file and its key."""
        with self._closing:
            self.context.store.close()


def open_desk(home: Home, store: Store, clock: Clock, user: str) -> Desk:
    """The desk of a person over an open store."""
    with store.read() as connection:
        place = meta.load_place(connection)
    desk = Desk(home, Context(store, clock, user, place))
    listen(desk.context, home.settings)
    desk.profiles_in_force()
    desk.lay_ballast()
    store.on_full = desk.drop_ballast
    return desk


def _fill(path: Path) -> None:
    """A file that takes up BALLAST bytes on the disk, at once where the system can."""
    with path.open("wb") as out:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(out.fileno(), 0, BALLAST)
        else:
            out.write(b"\0" * BALLAST)
