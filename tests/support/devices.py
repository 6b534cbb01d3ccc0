"""Laptops of the tests: enrolled, with a key, speaking the protocol directly or over HTTP."""

import http.client
import secrets
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cicdesk.base.ids import new_id
from cicdesk.server.app import Centre
from cicdesk.server.services.sync import Caller
from cicdesk.server.storage import directory
from cicdesk.wire import codec, proofs
from cicdesk.wire.api import SyncApi
from cicdesk.wire.errors import Refusal
from cicdesk.wire.messages import (
    EVERYONE,
    Enrol,
    EnrolReply,
    Hello,
    HelloReply,
    Mutation,
    Pull,
    PullReply,
    Push,
    PushReply,
    Salvage,
    expand_runs,
)

T = TypeVar("T")
NOW = 1_790_000_000_000
"""An author's clock; shown, never decided by."""


class RefusedByServer(Exception):
    """The server refused a request whole."""

    def __init__(self, status: int, refusal: Refusal) -> None:
        self.status = status
        self.refusal = refusal
        super().__init__(f"{status} {refusal.error} {refusal.why}")


@dataclass(slots=True)
class Key:
    """A device's key pair."""

    private: bytes = field(default_factory=lambda: Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        """The half that the server knows."""
        return Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()


@dataclass(slots=True)
class Wire:
    """Signed requests over one kept connection."""

    url: str
    key: Key
    device: str = ""
    clock: Callable[[], float] = time.time
    connection: http.client.HTTPConnection | None = None
    sent: int = 0
    received: int = 0

    def ask(self, path: str, message: msgspec.Struct, kind: type[T]) -> T:
        """The server's answer; RefusedByServer if it refuses."""
        body, encoding = codec.pack(codec.encode(message))
        headers = {
            proofs.HEADER: proofs.make_proof(
                self.key.private, self.device, "POST", path, body, self.clock(), secrets.token_urlsafe(8)
            )
        }
        if encoding:
            headers["Content-Encoding"] = encoding
        status, data = self.send(path, body, headers)
        if status >= 400:
            raise RefusedByServer(status, codec.decode(data, Refusal))
        return codec.decode(data, kind)

    def send(
        self, path: str, body: bytes, headers: dict[str, str], method: str = "POST"
    ) -> tuple[int, bytes]:
        """Any request at all; the status and the unpacked body."""
        if self.connection is None:
            place = urlsplit(self.url)
            self.connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        self.sent, self.received = len(body), len(data)
        return answer.status, codec.unpack(data, answer.headers.get("Content-Encoding", ""), 64 << 20)

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class HttpApi:
    """wire.api.SyncApi over HTTP."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def hello(self, message: Hello) -> HelloReply:
        """First contact."""
        return self.wire.ask("/v1/sync/hello", message, HelloReply)

    def push(self, message: Push) -> PushReply:
        """Hand in edits."""
        return self.wire.ask("/v1/sync/push", message, PushReply)

    def pull(self, message: Pull) -> PullReply:
        """Ask for what is new."""
        return self.wire.ask("/v1/sync/pull", message, PullReply)

    def salvage(self, message: Salvage) -> PushReply:
        """Give back what was lost."""
        return self.wire.ask("/v1/sync/salvage", message, PushReply)


class DirectApi:
    """wire.api.SyncApi on the service itself."""

    def __init__(self, centre: Centre, device: str) -> None:
        self._centre = centre
        self._device = device

    def _caller(self) -> Caller:
        with self._centre.database.reading() as connection:
            return Caller(directory.devices(connection, [self._device])[self._device])

    def hello(self, message: Hello) -> HelloReply:
        """First contact."""
        return self._centre.sync.hello(self._caller(), message)

    def push(self, message: Push) -> PushReply:
        """Hand in edits."""
        return self._centre.sync.push(self._caller(), message).as_message()

    def pull(self, message: Pull) -> PullReply:
        """Ask for what is new."""
        return self._centre.sync.pull(self._caller(), message).as_message()

    def salvage(self, message: Salvage) -> PushReply:
        """Give back what was lost."""
        return self._centre.sync.salvage(self._caller(), message).as_message()


def enrol(wire: Wire, code: str, user: str) -> EnrolReply:
    """Redeem a code over HTTP; the wire speaks for the device from then on."""
    key = proofs.b64(wire.key.public)
    wire.device = ""
    reply = wire.ask("/v1/enrol", Enrol(code=code, user=user, key=key, app="test"), EnrolReply)
    wire.device = reply.device
    return reply


def wire_of(laptop: "Laptop") -> Wire:
    """The signed line of a laptop that speaks HTTP."""
    if not isinstance(laptop.api, HttpApi):
        raise TypeError
    return laptop.api.wire


def new_person(user: str, office: str, **values: Any) -> Mutation:  # noqa: ANN401  any value of any field
    """A mutation that makes a person."""
    document = {"given_names": "Jewhen", "family_name": "Żuk", "office": office, **values}
    return Mutation(id=new_id(), kind="person", user=user, at=NOW, set=document)


def edit(
    record: Mutation, user: str, values: dict[str, Any], bases: dict[str, list[str]] | None = None,
    *, have: int = 0, seen: dict[str, list[str]] | None = None,
) -> Mutation:  # fmt: skip
    """A mutation that changes a record, by default one that nobody changed since it was made."""
    replaced = (
        bases if bases is not None else {name: [record.record] for name in values if name in record.set}
    )
    return Mutation(
        id=new_id(), rid=record.record, root=record.root, kind=record.kind, user=user, at=NOW + 1,
        set=values, bases=replaced, seen=seen or {}, have=have,
    )  # fmt: skip


@dataclass(slots=True)
class Kept:
    """A laptop's copy of one record."""

    root: str
    kind: str
    seq: int
    data: dict[str, Any]
    heads: dict[str, Any] = field(default_factory=dict)
    deleted: bool = False
    ver: dict[str, str] = field(default_factory=dict)
    """The version of each field, where it is not the record's own id."""


@dataclass(slots=True)
class Laptop:
    """The smallest honest client: cursors, copies, and the digest compared at each end."""

    api: SyncApi
    device: str
    user: str
    office: str
    epoch: int | None = None
    known: list[int] | None = None
    cursors: dict[str, int] = field(default_factory=dict)
    records: dict[str, Kept] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    rows: list[Any] = field(default_factory=list)
    """States of the last pull, as they came."""
    own: int = 0
    """Own writes of the last pull that came as numbers alone."""

    def push(self, *muts: Mutation, pull: bool = False) -> PushReply:
        """Hand these in, and take over what the server says of them."""
        cursors = self.cursors if pull else None
        reply = self.api.push(
            Push(schema=1, epoch=self.epoch, known=self.known, muts=list(muts), cursors=cursors)
        )
        if reply.status != "ok":
            return reply
        told = {state.rid for state in reply.states}
        for place, (mutation, number) in enumerate(zip(muts, expand_runs(reply.seqs), strict=True)):
            outcome = reply.outcomes.get(place)
            accepted = outcome is None or outcome.r == "dup"
            if number and accepted and mutation.record not in told:
                kept = self.records.setdefault(mutation.record, Kept(mutation.file, mutation.kind, 0, {}))
                kept.data.update(mutation.set)
                kept.ver.update(dict.fromkeys(mutation.set, mutation.id))
                kept.seq = max(kept.seq, number)
        self._take(reply.states)
        self.epoch, self.known = reply.epoch or self.epoch, reply.known
        if reply.pull is not None:
            self._read(reply.pull)
        return reply

    def pull(self, limit: int = 2000, *, whole: bool = False) -> PullReply:
        """Read everything there is; the last answer. Copies must agree with the server's digests."""
        self.rows, self.own = [], 0
        for _round in range(1000):
            reply = self.api.pull(
                Pull(
                    schema=1,
                    epoch=self.epoch,
                    known=self.known,
                    cursors=self.cursors,
                    limit=limit,
                    whole=whole,
                )
            )
            if reply.status != "ok":
                return reply
            self._read(reply)
            if not any(page.more for page in reply.parts.values()) and not reply.scope:
                return reply
        raise AssertionError

    def _read(self, reply: PullReply) -> None:
        if reply.scope:
            self.cursors = {part: self.cursors.get(part, 0) for part in [*reply.scope, EVERYONE]}
            self.holders = {part: roots for part, roots in self.holders.items() if part in self.cursors}
        for part, page in reply.parts.items():
            self._take(page.rows)
            self.rows += page.rows
            held = self.holders.setdefault(part, set())
            held.update(state.root or state.rid for state in page.rows)
            numbers = set(expand_runs(page.own))
            self.own += len(numbers)
            mine = {kept.root for kept in self.records.values() if kept.seq in numbers}
            assert len([kept for kept in self.records.values() if kept.seq in numbers]) == len(numbers)
            held.update(mine)
            held.difference_update(page.exits)
            self._erase(page.erased)
            if page.keeps is not None:
                self.records = {rid: kept for rid, kept in self.records.items() if rid in page.keeps}
                held.intersection_update({kept.root for kept in self.records.values()})
            else:
                assert page.cursor >= self.cursors.get(part, 0)
            self.cursors[part] = page.cursor
        for part, page in reply.parts.items():
            if page.digest and not any(p.more for p in reply.parts.values()):
                assert page.digest == self.digest(part), part
        self._take(reply.wanted)
        self.epoch, self.known = reply.epoch or self.epoch, reply.known or self.known

    def _take(self, states: list[Any]) -> None:
        for state in states:
            kept = self.records.get(state.rid)
            if kept is not None and kept.seq >= state.seq and not state.deleted:
                continue
            data, heads = dict(state.data), dict(state.heads)
            ver = {name: version for version, names in state.ver.items() for name in names}
            if state.part:
                assert kept is not None, "a part of a record we do not hold"
                data = {**kept.data, **data}
                heads = {n: h for n, h in kept.heads.items() if n not in state.data} | heads
                ver = {n: v for n, v in kept.ver.items() if n not in state.data} | ver
            self.records[state.rid] = Kept(
                state.root or state.rid, state.kind, state.seq, data, heads, state.deleted, ver
            )

    def _erase(self, roots: list[str]) -> None:
        self.erased.update(roots)
        for held in self.holders.values():
            held.difference_update(roots)
        self.records = {rid: kept for rid, kept in self.records.items() if kept.root not in roots}

    def digest(self, part: str) -> list[int]:
        """What the server must say of the partition."""
        roots = self.holders.get(part, set())
        held = [(rid, kept.seq) for rid, kept in self.records.items() if kept.root in roots]
        return [len(held), sum(zlib.crc32(f"{rid}:{seq}".encode()) for rid, seq in held)]

    def versions(self, rid: str, name: str) -> list[str]:
        """The versions that stand in a field, as whoever edits it names them."""
        kept = self.records[rid]
        return list(kept.heads.get(name, ())) or ([kept.ver.get(name, rid)] if name in kept.data else [])

    def visible(self) -> dict[str, dict[str, Any]]:
        """What it shows: living records of files it holds."""
        roots = set().union(*self.holders.values())
        return {
            rid: kept.data for rid, kept in self.records.items() if kept.root in roots and not kept.deleted
        }
