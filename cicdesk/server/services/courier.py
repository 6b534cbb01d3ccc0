"""Packages that were carried on a stick: whose they are, and a session on their maker's behalf.

Who hands a package in does not matter and learns nothing of it. The maker's signature counts; what is in it
goes through the same services as a session over the network, and the answer is for the maker alone.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.server.services.access import readable
from cicdesk.server.services.courier_keys import CourierKeys
from cicdesk.server.services.pages import PullOut
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller, SyncService
from cicdesk.server.services.sync_out import PushOut
from cicdesk.server.storage import directory
from cicdesk.server.storage.directory import Device
from cicdesk.server.storage.engine import Database
from cicdesk.wire import codec, packages
from cicdesk.wire.courier import Asked
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import EVERYONE, Courier, CourierReply, Mutation, Pull, Push, Salvage
from cicdesk.wire.packages import Label, Package

T = TypeVar("T")

MUTATIONS = 20_000
"""Edits in a package at the most."""
_AT_ONCE = 1000
_VERSIONS_AT_ONCE = 200
_ANSWER_BYTES = 24 << 20
"""JSON in an answer at the most, about; packed it is a tenth of that."""
_PAGES = 100
_decode = msgspec.json.Decoder(Mutation).decode


class HandedOut(msgspec.Struct, omit_defaults=True):
    """wire.courier.Handed of raw states."""

    ids: list[str]
    reply: PushOut


class AnsweredOut(msgspec.Struct, omit_defaults=True):
    """wire.courier.Answered of raw states."""

    device: str
    package: str
    handed: list[HandedOut] = []
    unread: list[str] = []
    given: PushOut | None = None
    places: list[int] = []
    pulls: list[msgspec.Raw] = []
    want: list[str] = []
    more: bool = False


class CourierService:
    """Takes packages in. Without keys there is no courier."""

    def __init__(self, database: Database, clock: Clock, sync: SyncService, keys: CourierKeys | None) -> None:
        self._database = database
        self._clock = clock
        self._sync = sync
        self._keys = keys

    def deliver(self, relay: Caller, message: Courier) -> CourierReply:
        """The answer to a package, for its maker; Refused with the reason why it is not taken."""
        if relay.device.status == directory.WIPE:
            return CourierReply(status="wipe")
        if self._keys is None:
            raise Refused(WireError.NOT_FOUND, "no courier here")
        try:
            package = packages.read(message.package)
            device = self._maker(package, self._keys)
            asked = _asked(package, device, self._keys)
        except packages.TooNew as error:
            raise Refused(WireError.PACKAGE_TOO_NEW) from error
        except (packages.Damaged, codec.Unreadable) as error:
            raise Refused(WireError.PACKAGE_BROKEN, str(error)[:80]) from error
        return CourierReply(answer=self._sealed(self._session(device, asked), asked, self._keys))

    def _maker(self, package: Package, keys: CourierKeys) -> Device:
        """The laptop that made the package, proven by its signature."""
        label = package.label
        if label.kind != packages.ASK or label.server != packages.server_id(keys.public):
            raise Refused(WireError.PACKAGE_ELSEWHERE)
        with self._database.reading() as connection:
            device = directory.devices(connection, [label.device]).get(label.device)
        if device is None:
            raise Refused(WireError.PACKAGE_UNKNOWN_DEVICE)
        packages.verify(package, device.key)
        if device.status == directory.WIPE:
            raise Refused(WireError.PACKAGE_REVOKED_DEVICE)
        return device

    def _session(self, device: Device, asked: Asked) -> AnsweredOut:
        """What a session over the network would have done: push, give back, pull."""
        caller = Caller(device)
        answer = AnsweredOut(device=device.id, package=asked.package, places=asked.places, want=asked.want)
        known = asked.known
        readable_ones, answer.unread = _edits(asked)
        for muts in _slices(readable_ones, _AT_ONCE):
            push = Push(schema=asked.schema, epoch=asked.epoch, known=known, muts=muts)
            reply = self._sync.push(caller, push)
            answer.handed.append(HandedOut([m.id for m in muts], reply))
            if reply.status != "ok":
                return answer
            known = reply.known or known
        answer.given = self._given(caller, asked, known)
        if answer.given is not None:
            if answer.given.status != "ok":
                return answer
            known = answer.given.known or known
        for page in self._pages(self._again(device), asked, known):
            answer.pulls.append(msgspec.Raw(msgspec.json.encode(page)))
            answer.more = bool(page.scope) or any(each.more for each in page.parts.values())
        return answer

    def _given(self, caller: Caller, asked: Asked, known: list[int] | None) -> PushOut | None:
        """Take back what the server lost; nothing where there is none, or no recovery is under way."""
        reply = None
        for versions in _slices(asked.versions, _VERSIONS_AT_ONCE):
            message = Salvage(schema=asked.schema, epoch=asked.epoch, known=known, versions=versions)
            try:
                reply = self._sync.salvage(caller, message)
            except Refused:
                return None
            if reply.status != "ok":
                break
            known = reply.known or known
        return reply

    def _again(self, device: Device) -> Caller:
        """The same laptop as the push left it."""
        with self._database.reading() as connection:
            return Caller(directory.devices(connection, [device.id])[device.id])

    def _pages(self, caller: Caller, asked: Asked, known: list[int] | None) -> Iterator[PullOut]:
        """Page after page until nothing is new or the answer is full. Records come whole."""
        cursors, want, room = dict(asked.cursors), asked.want, _ANSWER_BYTES
        for _page in range(_PAGES):
            page = self._sync.pull(
                caller,
                Pull(
                    schema=asked.schema,
                    epoch=asked.epoch,
                    known=known,
                    cursors=cursors,
                    want=want,
                    whole=True,
                ),
            )
            page.known = page.known or list(known or [])
            yield page
            if page.status != "ok":
                return
            known, want = page.known, []
            room -= len(msgspec.json.encode(page))
            cursors = _moved_on(cursors, page)
            if room <= 0 or not (page.scope or any(each.more for each in page.parts.values())):
                return

    def _sealed(self, answer: AnsweredOut, asked: Asked, keys: CourierKeys) -> bytes:
        """The answer as a package; with fewer pages where it does not fit."""
        label = Label(
            kind=packages.ANSWER,
            server=packages.server_id(keys.public),
            device=answer.device,
            id=answer.package,
            at=milliseconds(self._clock.now()),
        )
        while True:
            try:
                return packages.make(label, codec.encode(answer), asked.answer_to, keys.signing)
            except packages.TooFull as error:
                if len(answer.pulls) < 2:  # noqa: PLR2004  one page has to fit
                    raise Refused(WireError.TOO_LARGE, "answer") from error
                answer.pulls, answer.more = answer.pulls[: len(answer.pulls) // 2], True


def _asked(package: Package, device: Device, keys: CourierKeys) -> Asked:
    """What is in a package whose signature was right."""
    asked = codec.decode(packages.content_of(package, keys.identity), Asked)
    if (asked.device, asked.package) != (device.id, package.label.id):
        raise packages.Damaged("another label")
    if len(asked.muts) != len(asked.ids) or len(asked.muts) > MUTATIONS:
        raise packages.Damaged("edits")
    if not packages.is_recipient(asked.answer_to):
        raise packages.Damaged("answer_to")
    return asked


def _edits(asked: Asked) -> tuple[list[Mutation], list[str]]:
    """The edits that can be read, and the ids of those that cannot."""
    good: list[Mutation] = []
    bad: list[str] = []
    for name, raw in zip(asked.ids, asked.muts, strict=True):
        try:
            mutation = _decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError):
            bad.append(name)
            continue
        if mutation.id == name and readable([mutation]):
            good.append(mutation)
        else:
            bad.append(name)
    return good, bad


def _moved_on(cursors: dict[str, int], page: PullOut) -> dict[str, int]:
    """From where the next page goes on; of other partitions where the page says so."""
    parts = [*page.scope, EVERYONE] if page.scope else [*cursors]
    moved = {part: cursors.get(part, 0) for part in parts}
    return moved | {part: each.cursor for part, each in page.parts.items()}


def _slices(things: Sequence[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(things), size):
        yield list(things[start : start + size])
