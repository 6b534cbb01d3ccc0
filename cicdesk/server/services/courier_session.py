"""What a session over the network would have done, in one go, for the maker of a package: push, give back, pull."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from cicdesk.server.services.access import readable
from cicdesk.server.services.pages import PullOut
from cicdesk.server.services.sync import Caller, SyncService
from cicdesk.server.services.sync_out import PushOut
from cicdesk.server.storage import directory
from cicdesk.server.storage.engine import Database
from cicdesk.wire.courier import Asked
from cicdesk.wire.messages import EVERYONE, Mutation, Pull, Push, Salvage

T = TypeVar("T")

AT_ONCE = 1000
"""Edits of one transaction."""
ANSWER_BYTES = 24 << 20
"""JSON in an answer at the most, about; packed it is a tenth of that."""
_VERSIONS_AT_ONCE = 200
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

    def shortened(self) -> bool:
        """Leave out what can be said again: pages, then what became of the last edits. False: nothing is left."""
        if self.pulls:
            self.pulls = self.pulls[: len(self.pulls) // 2]
        elif len(self.handed) > 1:
            self.handed, self.given = self.handed[: len(self.handed) // 2], None
        else:
            return False
        self.more = True
        return True


class CourierSession:
    """One session. It ends early where the answer is full: what is not answered still waits at its maker."""

    def __init__(self, database: Database, sync: SyncService, caller: Caller, asked: Asked) -> None:
        self._database = database
        self._sync = sync
        self._caller = caller
        self._asked = asked
        self._known = asked.known
        self._room = ANSWER_BYTES
        self.answer = AnsweredOut(
            device=caller.device.id, package=asked.package, places=asked.places, want=asked.want
        )

    def run(self) -> AnsweredOut:
        """All that is to be said."""
        if self._push() and self._give() and self._left():
            self._pull()
        return self.answer

    def _left(self) -> bool:
        """Whether anything more fits; what does not is asked for with the next package."""
        self.answer.more = self.answer.more or self._room <= 0
        return self._room > 0

    def _push(self) -> bool:
        """Hand the edits in; whether the session goes on."""
        good, self.answer.unread = _edits(self._asked)
        for muts in _slices(good, AT_ONCE):
            if not self._left():
                break
            reply = self._sync.push(
                self._caller,
                Push(schema=self._asked.schema, epoch=self._asked.epoch, known=self._known, muts=muts),
            )
            self.answer.handed.append(HandedOut([m.id for m in muts], reply))
            if reply.status != "ok":
                return False
            self._known = reply.known or self._known
            self._room -= len(msgspec.json.encode(reply))
        return True

    def _give(self) -> bool:
        """Take back what the server lost; whether the session goes on."""
        reply = None
        for versions in _slices(self._asked.versions, _VERSIONS_AT_ONCE):
            message = Salvage(
                schema=self._asked.schema, epoch=self._asked.epoch, known=self._known, versions=versions
            )
            reply = self._sync.salvage(self._caller, message)
            if reply.status != "ok":
                break
            self._known = reply.known or self._known
        self.answer.given = reply
        return reply is None or reply.status == "ok"

    def _pull(self) -> None:
        """Page after page until nothing is new. Records come whole, whatever the maker may hold by then."""
        cursors, want, answer = dict(self._asked.cursors), self._asked.want, self.answer
        with self._database.reading() as connection:
            device = directory.devices(connection, [self._caller.device.id])[self._caller.device.id]
        for _page in range(_PAGES):
            page = self._sync.pull(
                Caller(device),
                Pull(
                    schema=self._asked.schema, epoch=self._asked.epoch, known=self._known,
                    cursors=cursors, want=want, whole=True,
                ),
            )  # fmt: skip
            page.known = page.known or list(self._known or [])
            said = msgspec.json.encode(page)
            answer.pulls.append(msgspec.Raw(said))
            answer.more = bool(page.scope) or any(each.more for each in page.parts.values())
            self._known, want = page.known, []
            self._room -= len(said)
            cursors = _moved_on(cursors, page)
            if page.status != "ok" or not answer.more or self._room <= 0:
                return


def _edits(asked: Asked) -> tuple[list[Mutation], list[str]]:
    """The edits that can be read, and the ids of those that cannot."""
    good: list[Mutation] = []
    bad: list[str] = []
    for name, raw in zip(asked.ids, asked.muts, strict=True):
        mutation = _read(raw)
        if mutation is not None and mutation.id == name and readable([mutation]):
            good.append(mutation)
        else:
            bad.append(name)
    return good, bad


def _read(raw: msgspec.Raw) -> Mutation | None:
    try:
        return _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _moved_on(cursors: dict[str, int], page: PullOut) -> dict[str, int]:
    """From where the next page goes on; of other partitions where the page says so."""
    parts = [*page.scope, EVERYONE] if page.scope else [*cursors]
    moved = {part: cursors.get(part, 0) for part in parts}
    return moved | {part: each.cursor for part, each in page.parts.items()}


def _slices(things: Sequence[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(things), size):
        yield list(things[start : start + size])
