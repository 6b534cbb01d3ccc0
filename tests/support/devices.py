"""Laptops of the tests: enrolled, with a key, speaking the protocol directly or over HTTP."""

import http.client
import secrets
import time
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
from cicdesk.wire.errors import Refusal
from cicdesk.wire.messages import (
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
        if status >= 400:  # noqa: PLR2004  HTTP
            raise RefusedByServer(status, codec.decode(data, Refusal))
        return codec.decode(data, kind)

    def send(self, path: str, body: bytes, headers: dict[str, str], method: str = "POST") -> tuple[int, bytes]:
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


def new_person(user: str, office: str, **values: Any) -> Mutation:  # noqa: ANN401  any value of any field
    """A mutation that makes a person."""
    document = {"given_names": "Jewhen", "family_name": "Żuk", "office": office, **values}
    return Mutation(id=new_id(), kind="person", user=user, at=NOW, set=document)


def edit(  # noqa: PLR0913  one for each part of a mutation
    record: Mutation, user: str, values: dict[str, Any], bases: dict[str, list[str]] | None = None,
    *, have: int = 0, seen: dict[str, list[str]] | None = None,
) -> Mutation:  # fmt: skip
    """A mutation that changes a record, by default one that nobody changed since it was made."""
    replaced = bases if bases is not None else {name: [record.record] for name in values if name in record.set}
    return Mutation(
        id=new_id(), rid=record.record, root=record.root, kind=record.kind, user=user, at=NOW + 1,
        set=values, bases=replaced, seen=seen or {}, have=have,
    )  # fmt: skip
