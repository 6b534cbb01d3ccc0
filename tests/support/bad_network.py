"""A bad line between a laptop and its server: a proxy on loopback that cuts, delays, swallows, garbles or lies.

What it does is set on it while it runs and holds for requests that begin afterwards. It counts every byte
that passes, so figures of the wire are figures of the wire.
"""

import asyncio
import contextlib
import random
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

_PIECE = 64 << 10
NEVER = -1
LOCAL = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Line:
    """How the line behaves."""

    cut_up: int = NEVER
    """Hang up once so many bytes of a connection went to the server."""
    cut_down: int = NEVER
    """Hang up once so many bytes of the server's answers came back."""
    hole: bool = False
    """Take everything and answer nothing."""
    delay: float = 0.0
    """Seconds that each piece is held back, either way."""
    rate: float = 0.0
    """Bytes a second, each way; nothing: as fast as it can. With it, `delay` is how long a byte takes to arrive."""
    loss: float = 0.0
    """The share of packets that have to be sent again; each costs its place on the line and one more way there and back."""
    drip: float = 0.0
    """Seconds between one byte of an answer and the next."""
    answer: bytes = b""
    """Answer every request with these bytes; the server does not hear of it."""
    change: Callable[[bytes], bytes] | None = None
    """What becomes of a whole answer of the server."""
    refuse: Callable[[bytes], bytes] | None = None
    """What something in front of the server answers to a whole request; nothing: it lets it pass."""


GOOD = Line()
PACKET = 1400
"""Bytes of a packet where a line has a rate."""


@dataclass(slots=True)
class _Pace:
    """One direction of a line: how long each piece keeps it busy."""

    line: Line
    dice: random.Random
    last: float = 0.0

    @property
    def piece(self) -> int:
        """Bytes to take at a time."""
        return 3 * PACKET if self.line.rate else _PIECE

    async def carry(self, length: int) -> None:
        """Until so many bytes have arrived."""
        await asyncio.sleep(self.seconds(length, asyncio.get_running_loop().time()))
        self.last = asyncio.get_running_loop().time()

    def seconds(self, length: int, now: float) -> float:
        """Bytes on their way one behind the other wait for the line, but only the first of them for the distance."""
        line = self.line
        if not line.rate:
            return line.delay
        lost = sum(self.dice.random() < line.loss for _packet in range(0, length, PACKET))
        distance = line.delay if now - self.last > line.delay else 0.0
        return distance + (length + lost * PACKET) / line.rate + lost * 2 * line.delay


@dataclass(slots=True)
class BadNetwork:
    """A running proxy."""

    upstream: tuple[str, int]
    url: str = ""
    line: Line = GOOD
    up: int = 0
    down: int = 0
    connections: int = 0
    heard: bytearray = field(default_factory=bytearray)
    """What laptops sent."""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _serving: set["asyncio.Task[None]"] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def set(self, **how: Any) -> None:  # noqa: ANN401  names and values of Line
        """Behave like this from now on; no arguments: be good. Connections that are open are dropped."""
        self.line = replace(GOOD, **how)
        self._run(self._hang_up())

    def forget(self) -> None:
        """Count from zero."""
        self.up = self.down = self.connections = 0
        self.heard.clear()

    def _run(self, work: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _hang_up(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        serving = self._loop.create_task(self._serve(reader, writer))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._behave(self.line, reader, writer)
        self._open.discard(writer)
        writer.transport.abort()

    async def _stop(self) -> None:
        """Let go of every connection, and give each the turns it needs to be gone."""
        await self._hang_up()
        serving = list(self._serving)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        await asyncio.sleep(0.01)

    async def _behave(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if line.hole:
            while await self._hear(reader):
                pass
        elif line.refuse:
            await self._judged(line.refuse, reader, writer)
        elif line.answer:
            await _whole_message(reader)
            await self._say(writer, line.answer)
            await _close(writer)
        else:
            async with _connected(self.upstream) as (from_server, to_server):
                up = asyncio.ensure_future(self._up(line, reader, to_server))
                down = asyncio.ensure_future(self._down(line, from_server, writer))
                await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
                for each in (up, down):
                    each.cancel()
                await asyncio.gather(up, down, return_exceptions=True)

    async def _judged(
        self, refuse: Callable[[bytes], bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """One request after another, each passed on or refused."""
        while asked := await _whole_message(reader):
            self.up += len(asked)
            said = refuse(asked)
            if not said:
                async with _connected(self.upstream) as (from_server, to_server):
                    to_server.write(asked)
                    said = await _whole_message(from_server)
            await self._say(writer, said)

    async def _up(self, line: Line, reader: asyncio.StreamReader, to_server: asyncio.StreamWriter) -> None:
        passed, pace = 0, _Pace(line, random.Random(self.connections))
        while piece := await self._hear(reader, pace.piece):
            await pace.carry(len(piece))
            kept = piece if line.cut_up == NEVER else piece[: line.cut_up - passed]
            passed += len(kept)
            to_server.write(kept)
            await to_server.drain()
            if passed == line.cut_up:
                return

    async def _down(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed, pace = 0, _Pace(line, random.Random(-self.connections))
        if line.change is not None:
            await self._say(writer, line.change(await _whole_message(reader)))
            await _close(writer)
            return
        while piece := await reader.read(1 if line.drip else pace.piece):
            await pace.carry(len(piece))
            await asyncio.sleep(line.drip)
            kept = piece if line.cut_down == NEVER else piece[: line.cut_down - passed]
            passed += len(kept)
            await self._say(writer, kept)
            if passed == line.cut_down:
                return

    async def _hear(self, reader: asyncio.StreamReader, most: int = _PIECE) -> bytes:
        piece = await reader.read(most)
        self.up += len(piece)
        self.heard += piece
        return piece

    async def _say(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        self.down += len(data)
        writer.write(data)
        await writer.drain()


@contextmanager
def bad_network(url: str, tls: ssl.SSLContext | None = None) -> Iterator[BadNetwork]:
    """A proxy in front of this server, a good line at first; with `tls`, laptops speak TLS to it."""
    place = urlsplit(url)
    network = BadNetwork((place.hostname or LOCAL, place.port or 80))
    loop = network._loop
    listening = loop.run_until_complete(asyncio.start_server(network._accept, LOCAL, 0, ssl=tls))
    network.url = f"http{'s' if tls else ''}://{LOCAL}:{listening.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, name="bad network")
    thread.start()
    try:
        yield network
    finally:
        listening.close()
        network._run(network._stop())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@asynccontextmanager
async def _connected(
    place: tuple[str, int],
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(*place)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def _close(writer: asyncio.StreamWriter) -> None:
    """Hang up politely: what was written still arrives."""
    with contextlib.suppress(OSError):
        writer.close()
        await writer.wait_closed()


async def _whole_message(reader: asyncio.StreamReader) -> bytes:
    """One message of HTTP with a Content-Length."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (
            int(line.partition(b":")[2])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length:")
        ),
        0,
    )
    return head + await reader.readexactly(length)


def answer(body: bytes, kind: str = "application/json", status: str = "200 OK", *more: str) -> bytes:
    """An answer of HTTP as bytes; `more`: headers, one of which may contradict the body."""
    given = [each.lower().partition(":")[0] for each in more]
    length = [] if "content-length" in given else [f"Content-Length: {len(body)}"]
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *length, *more]
    return "\r\n".join([*head, "", ""]).encode() + body
