"""One request from its bytes to its answer: size, proof, message, service, bytes."""

import asyncio
import logging
import random
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response

from cicdesk.server.metrics import Metrics
from cicdesk.server.routes.answers import STATUS, Answer, packed
from cicdesk.server.services.identity import IdentityService
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller
from cicdesk.server.settings import Settings
from cicdesk.server.storage.engine import Busy
from cicdesk.wire import codec, proofs
from cicdesk.wire.errors import Refusal, WireError
from cicdesk.wire.messages import Push

log = logging.getLogger("cicdesk.server")
M = TypeVar("M", bound=msgspec.Struct)

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
LEAST_RATE = 16 << 10
"""Bytes of a body a second."""
_COME_BACK = (2, 8)
"""Seconds between which a busy server asks devices to come back, each at another moment."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request whose body has arrived."""

    method: str
    path: str
    proof: str
    encoding: str
    accepts: str
    address: str
    body: bytes
    digest: str = ""
    """What the Content-Digest header says."""
    range: str = ""

    def signed(self) -> proofs.Request:
        """What its proof is about."""
        return proofs.Request(self.method, self.path, self.body)

    def message(self, kind: type[M], unpacked: int = codec.UNPACKED_LIMIT) -> M:
        """The message in it."""
        data = codec.unpack(self.body, self.encoding, unpacked)
        if not codec.depth_ok(data):
            raise Refused(WireError.TOO_DEEP)
        return codec.decode(data, kind)


@dataclass(frozen=True, slots=True)
class Room:
    """How large a request may be."""

    wire: int = codec.WIRE_LIMIT
    unpacked: int = codec.UNPACKED_LIMIT
    turns: threading.Semaphore | None = None
    """How many are read and served at a time, where they are fewer than usual."""


_USUAL = Room()


Work = Callable[[Incoming], msgspec.Struct | Answer]
"""What serves a request: a message to be packed, or an answer as it is."""


class Exchange:
    """Serves requests in threads, as many at once as there is room for."""

    def __init__(self, identity: IdentityService, settings: Settings, metrics: Metrics) -> None:
        self._identity = identity
        self._settings = settings
        self.metrics = metrics
        self._arriving = 0
        self._threads = ThreadPoolExecutor(settings.pool + settings.overflow, "serve")

    def close(self) -> None:
        """Wait for what is under way."""
        self._threads.shutdown()

    async def answer(
        self,
        request: "Request[Any, Any, Any]",
        kind: type[M],
        serve: Callable[[Caller, M], msgspec.Struct],
        room: Room = _USUAL,
    ) -> Response[bytes]:
        """The answer to a signed message of an enrolled device."""

        def work(incoming: Incoming) -> msgspec.Struct:
            proven = self._identity.prove(incoming.proof, incoming.signed())
            message = incoming.message(kind, room.unpacked)
            self._identity.count(proven, len(message.muts) if isinstance(message, Push) else 0)
            return serve(proven.caller, message)

        return await self.run(request, work, room)

    async def run(
        self,
        request: "Request[Any, Any, Any]",
        work: Work,
        room: Room = _USUAL,
    ) -> Response[bytes]:
        """Read the body, do the work in a thread, and turn whatever happens into an answer."""
        begun = time.monotonic()
        asked_id = request.headers.get("x-request-id", "")
        name = asked_id if _REQUEST_ID.match(asked_id) else secrets.token_hex(6)
        answer = await self._answer(request, work, name, room)
        seconds = time.monotonic() - begun
        path = _family(request.url.path)
        self.metrics.observe(path, answer.status, seconds)
        if answer.error or answer.said != "ok":
            self.metrics.count(WireError(answer.error).name.lower() if answer.error else answer.said)
        facts = {"path": path, "status": answer.status, "ms": round(seconds * 1000, 1), "request": name}
        facts |= (
            {"error": answer.error} if answer.error else {"said": answer.said} if answer.said != "ok" else {}
        )
        log.info("request", extra={"facts": facts | {"out": len(answer.body)}})
        headers = answer.headers
        if asked_id:
            headers["X-Request-ID"] = name
        return Response(answer.body, status_code=answer.status, headers=headers, media_type=answer.media)

    async def _answer(
        self,
        request: "Request[Any, Any, Any]",
        work: Work,
        name: str,
        room: Room,
    ) -> Answer:
        try:
            self._room_for_one_more()
            async with asyncio.timeout(self._settings.body_seconds) as deadline:
                body = await self._body(request, room.wire, deadline)
            # Only now does it take the place of others: who sends slowly keeps nobody waiting.
            self._room_for_one_more()
        except TimeoutError:
            return refused(Refused(WireError.TOO_SLOW), name)
        except Refused as refusal:
            return refused(refusal, name)
        incoming = Incoming(
            method=request.method,
            path=request.url.path,
            proof=request.headers.get("proof", ""),
            encoding=request.headers.get("content-encoding", ""),
            accepts=request.headers.get("accept-encoding", codec.ENCODING),
            address=request.client.host if request.client else "",
            body=body,
            digest=request.headers.get("content-digest", ""),
            range=request.headers.get("range", ""),
        )
        self.metrics.in_flight += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, self._work, incoming, work, name, room.turns
            )
        finally:
            self.metrics.in_flight -= 1

    def _room_for_one_more(self) -> None:
        if self.metrics.in_flight >= self._settings.in_flight:
            raise _busy()

    async def _body(self, request: "Request[Any, Any, Any]", most: int, deadline: asyncio.Timeout) -> bytes:
        """The body as it comes; refused as soon as it is too long, or all of them together are.

        What has come lengthens the time for the rest: a package over a van's line takes some minutes.
        """
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > most:
            raise Refused(WireError.TOO_LARGE, "wire")
        pieces = bytearray()
        try:
            async for piece in request.stream():
                pieces += piece
                self._arriving += len(piece)
                if len(pieces) > most:
                    raise Refused(WireError.TOO_LARGE, "wire")
                if self._arriving > self._settings.body_room:
                    raise _busy()
                patience = asyncio.get_running_loop().time() + self._settings.body_seconds
                deadline.reschedule(min(patience, (deadline.when() or 0.0) + len(piece) / LEAST_RATE))
        finally:
            self._arriving -= len(pieces)
        return bytes(pieces)

    def _work(self, incoming: Incoming, work: Work, name: str, turns: threading.Semaphore | None) -> Answer:
        try:
            with _in_turn(turns):
                done = work(incoming)
            return done if isinstance(done, Answer) else packed(done, incoming.accepts)
        except Refused as refusal:
            return refused(refusal, name)
        except codec.TooLarge:
            return refused(Refused(WireError.TOO_LARGE, "unpacked"), name)
        except codec.Unreadable:
            return refused(Refused(WireError.BAD_MESSAGE), name)
        except Busy:
            return refused(_busy(), name)
        except Exception as error:  # noqa: BLE001  the worker goes on; the device learns that it was our mistake
            return _fault(error, incoming.path, name)


def _family(path: str) -> str:
    """The path for counts and logs, without the name of a file."""
    return "/v1/blobs/…" if path.startswith("/v1/blobs/") else path


def _fault(error: Exception, path: str, name: str) -> Answer:
    log.error("fault", exc_info=error, extra={"facts": {"path": path, "request": name}})
    return refused(Refused(WireError.FAULT), name)


def _busy() -> Refused:
    return Refused(WireError.BUSY, retry_after=random.randint(*_COME_BACK))  # noqa: S311  spreads


@contextmanager
def _in_turn(turns: threading.Semaphore | None) -> Iterator[None]:
    """While it is this one's turn; busy if it would have to wait."""
    if turns is None:
        yield
    elif turns.acquire(blocking=False):
        try:
            yield
        finally:
            turns.release()
    else:
        raise _busy()


def refused(refusal: Refused, name: str) -> Answer:
    """The answer that says no, and why."""
    body = Refusal(
        error=refusal.error,
        why=refusal.why,
        time=refusal.time,
        retry_after=refusal.retry_after,
        request=name,
    )
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {}
    return Answer(codec.encode(body), STATUS[refusal.error], headers, error=int(refusal.error))
