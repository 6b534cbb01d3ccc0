"""The sync service: hello, push, pull and salvage of protocol.md, one transaction each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import zstandard

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.schema.records import SCHEMA
from cicdesk.server.services.access import LATEST, Verdict, is_id, readable, wrong_contents
from cicdesk.server.services.duplicates_told import likelies
from cicdesk.server.services.older_forms import BroughtUp, Readers, brought_up
from cicdesk.server.services.pages import (
    PullOut,
    Reader,
    Room,
    StateOut,
    newest_files,
    pages,
    state_since,
    state_whole,
    whole_states,
    with_places,
)
from cicdesk.server.services.picking import giver_of, picked_pages
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.salvage import give_back
from cicdesk.server.services.sync_out import PushOut
from cicdesk.server.services.writing import Written, store, store_answers, store_decrees, write_push
from cicdesk.server.settings import Settings
from cicdesk.server.storage import commits, directory, feed, mutations
from cicdesk.server.storage.directory import Device
from cicdesk.server.storage.engine import Connection, Database
from cicdesk.server.storage.erasing import packed_without
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import (
    EVERYONE,
    CourierKey,
    Hello,
    HelloReply,
    Pull,
    Push,
    Salvage,
    runs_of,
)

MUTATIONS = 2000
CLOCK_APART = 60_000


@dataclass(frozen=True, slots=True)
class Caller:
    """The device that asks, and how far its clock is from ours."""

    device: Device
    apart: int = 0
    """Milliseconds."""


class SyncService:
    """What a device may ask. Callers are known from their proofs (services/identity.py)."""

    def __init__(
        self, database: Database, settings: Settings, clock: Clock, courier: CourierKey | None = None
    ) -> None:
        self._courier = courier
        self._database = database
        self._settings = settings
        self._clock = clock
        self._readers = Readers.of(settings)
        self.noted: Callable[[], object] = lambda: None
        """Called once edits were taken in: somebody may be alike to somebody else from now on."""

    def hello(self, caller: Caller, message: Hello) -> HelloReply:
        """Who the server takes the device for."""
        device = caller.device
        with self._database.reading() as connection:
            clock = commits.read_clock(connection, None, lock=False)
        wipe = device.status == directory.WIPE
        return HelloReply(
            status="wipe" if wipe else "ok" if self._may_read(message.schema) else "upgrade",
            epoch=clock.epoch,
            time=milliseconds(self._clock.now()),
            scope=[] if wipe else sorted(device.scope),
            office=device.office,
            users={} if wipe else dict(device.users),
            durable=clock.durable,
            schema=SCHEMA,
            min_pull=self._readers.oldest,
            until=self._readers.last_day(message.schema),
            commands=[] if device.status == directory.ACTIVE else [device.status],
            courier=self._courier,
        )

    def pull(self, caller: Caller, message: Pull) -> PullOut:
        """What is new. Nothing new is an empty answer."""
        device = caller.device
        if device.status != directory.ACTIVE:
            return PullOut(status="wipe")
        if not self._may_read(message.schema):
            return PullOut(status="upgrade", until=self._readers.last_day(message.schema))
        known = _known(message.known)
        with self._database.reading() as connection:
            clock = commits.read_clock(connection, known, lock=False)
            lost = not _same_history(clock, message.epoch)
            answer = PullOut() if lost else self._pulled(connection, device, message, clock)
        if lost:
            return PullOut(status="history_lost", epoch=self._lost(clock))
        if _floor(device, known) > device.echo_floor:
            with self._database.writing() as connection:
                directory.raise_floor(connection, device.id, _floor(device, known))
        answer.time = self._time_for(caller)
        return answer

    def _pulled(self, connection: Connection, device: Device, message: Pull, clock: commits.Clock) -> PullOut:
        known = _known(message.known)
        limits = self._settings
        room = Room(
            records=max(1, min(message.limit, limits.page_records)),
            bytes=min(message.budget or limits.page_bytes, limits.page_bytes),
        )
        reader = Reader(device, message.cursors, _floor(device, known), message.whole)
        if message.tell_size:
            ahead = list(feed.ahead(connection, device.scope, message.cursors))
            return PullOut(ahead=ahead, until=self._readers.last_day(message.schema))
        answer = PullOut(parts=pages(connection, reader, room), until=self._readers.last_day(message.schema))
        answer.parts |= picked_pages(connection, device, message.cursors, self._clock.now())
        if message.want:
            asked = [rid for rid in message.want[: limits.page_records] if is_id(rid)]
            visible = feed.visible(connection, asked, device.scope)
            wanted = [state_whole(each) for each in whole_states(connection, visible)]
            answer.wanted = with_places(connection, wanted)
        if message.newest > 0 and not any(message.cursors.get(part) for part in device.scope):
            half = (message.budget or limits.page_bytes) // 2
            most = min(message.newest, limits.page_records)
            answer.wanted += newest_files(connection, device.scope, most, half, answer.parts)
        if message.cursors.keys() - {EVERYONE} != device.scope:
            answer.scope = sorted(device.scope)
        if clock.token and known != (clock.seq, clock.token):
            answer.known = [clock.seq, clock.token]
        if message.names not in {None, device.names}:
            answer.names = directory.names(connection, device.region)
        answer.likely = likelies(connection, device, message.likely)
        answer.durable = clock.durable
        answer.epoch = clock.epoch if message.epoch is None else 0
        return answer

    def push(self, caller: Caller, message: Push) -> PushOut:
        """Take edits in; with cursors, answer a pull as well."""
        device = caller.device
        if device.status == directory.WIPE:
            return PushOut(status="wipe")
        if len(message.muts) > MUTATIONS or not readable(message.muts):
            raise Refused(WireError.BAD_MESSAGE, "mutations")
        given = brought_up(message.muts, message.schema)
        wrong, whole = wrong_contents(given.muts)
        parcel = zstandard.ZstdCompressor(level=1).compress(whole)
        known = _known(message.known)
        with self._database.writing() as connection:
            clock = commits.read_clock(connection, known, lock=True)
            lost = not _same_history(clock, message.epoch)
            device = _as_known(connection, device, message)
            answer = PushOut() if lost else self._pushed(connection, clock, device, given, wrong, parcel)
            directory.raise_floor(connection, device.id, _floor(device, known))
        if lost:
            return PushOut(status="history_lost", epoch=self._lost(clock))
        self.noted()
        reads = device.status == directory.ACTIVE and self._may_read(message.schema)
        if message.cursors is not None and reads:
            answer.pull = self._pull_after(device, message, answer)
        answer.epoch = clock.epoch if message.epoch is None else 0
        answer.time = self._time_for(caller)
        return answer

    def _pushed(
        self,
        connection: Connection,
        clock: commits.Clock,
        device: Device,
        given: BroughtUp,
        wrong: Sequence[Verdict | None],
        parcel: bytes,
    ) -> PushOut:
        giver = giver_of(connection, device)
        now = milliseconds(self._clock.now())
        batch, written = write_push(connection, clock, given, wrong, giver, now)
        known = [clock.seq, clock.token]
        if batch.seq > clock.seq:
            store(connection, batch)
            store_decrees(connection, batch, now)
            store_answers(connection, batch, written.taken, device.id, now)
            mutations.keep_salvaged(connection, batch.salvaged, now)
            mutations.keep_parcel(connection, batch.seq, packed_without(parcel, _kept_elsewhere(written)))
            known = [batch.seq, commits.commit(connection, batch.seq, device.id, device.overtook)]
        outcomes = {place: each.outcome() for place, each in enumerate(written.taken)}
        return PushOut(
            seqs=runs_of([written.number(each) for each in written.taken]),
            outcomes={place: outcome for place, outcome in outcomes.items() if outcome is not None},
            states=_states(connection, written) if device.status == directory.ACTIVE else [],
            known=known,
            durable=clock.durable,
        )

    def _pull_after(self, device: Device, message: Push, pushed: PushOut) -> PullOut:
        """The pull that rides on a push: its own writes were acknowledged by the same answer."""
        known = _known(message.known)
        pull = Pull(
            schema=message.schema,
            epoch=0,
            known=pushed.known,
            cursors=message.cursors or {},
            limit=message.limit,
            budget=self._settings.page_bytes // 2,
            names=message.names,
            likely=message.likely,
        )
        reader = replace(device, echo_floor=_floor(device, known), last_commit=0)
        with self._database.reading() as connection:
            clock = commits.read_clock(connection, _known(pushed.known), lock=False)
            answer = self._pulled(connection, reader, pull, clock)
        answer.durable = 0
        return answer

    def salvage(self, caller: Caller, message: Salvage) -> PushOut:
        """Take back what the server lost; once the recovery is over, aside."""
        device = caller.device
        if device.status == directory.WIPE:
            return PushOut(status="wipe")
        now, known = milliseconds(self._clock.now()), _known(message.known)
        with self._database.writing() as connection:
            clock = commits.read_clock(connection, known, lock=True)
            lost = not _same_history(clock, message.epoch)
            if not lost:
                answer = give_back(connection, clock, device, message.versions, now)
                directory.raise_floor(connection, device.id, _floor(device, known))
        if lost:
            return PushOut(status="history_lost", epoch=self._lost(clock))
        answer.time = self._time_for(caller)
        return answer

    def _lost(self, clock: commits.Clock) -> int:
        """The first device that proves a loss opens the recovery; the server's epoch."""
        with self._database.writing() as connection:
            commits.begin_recovery(connection, milliseconds(self._clock.now()))
        return clock.epoch

    def _may_read(self, form: int) -> bool:
        return self._readers.may(form, self._clock.now().astimezone().date())

    def _time_for(self, caller: Caller) -> int:
        return milliseconds(self._clock.now()) if abs(caller.apart) > CLOCK_APART else 0


def _known(pair: list[int] | None) -> tuple[int, int] | None:
    if not pair:
        return None
    if len(pair) != 2 or not all(0 <= each <= LATEST for each in pair):  # noqa: PLR2004  a number and a token
        raise Refused(WireError.BAD_MESSAGE, "known")
    return pair[0], pair[1]


def _same_history(clock: commits.Clock, epoch: int | None) -> bool:
    return clock.known_holds and epoch in (None, 0, clock.epoch)


def _as_known(connection: Connection, device: Device, message: Push) -> Device:
    """The device without the commit of a message whose answer is still under way: it need not know that one yet.

    Whether it knows what came before, that message was asked itself. Of two messages under way either may come
    first: if it is this one, what it overtakes is remembered with its commit.
    """
    named = message.beside if is_id(message.beside) else ""
    came = mutations.commit_of(connection, named, device.id) if named else 0
    if device.last_commit and (came == device.last_commit or _is_overtaken(device, message)):
        device = replace(device, last_commit=0)
    return replace(device, overtook="" if came else named)


def _is_overtaken(device: Device, message: Push) -> bool:
    """Whether the newest commit is of the message that travels beside this one and came first."""
    seen = message.known[0] if message.known else 0
    return seen >= device.overtook_at and any(each.id == device.overtook for each in message.muts)


def _floor(device: Device, known: tuple[int, int] | None) -> int:
    """Up to which number the device's own writes are sent like anyone's.

    A device that does not know its own last commit did not get the answer, or lost it with its disk.
    """
    seen = known[0] if known else 0
    return max(device.echo_floor, device.last_commit if seen < device.last_commit else 0)


def _kept_elsewhere(written: Written) -> set[str]:
    """Edits whose content does not belong into this parcel: repeated ones, and those of erased files."""
    return {each.mutation.id for each in written.taken if each.repeated or each.result == mutations.ERASED}


def _states(connection: Connection, written: Written) -> list[StateOut]:
    stored = whole_states(connection, written.differing)
    held = written.differing
    states = [state_since(each, held[each[0]]) if held[each[0]] else state_whole(each) for each in stored]
    return with_places(connection, states)
