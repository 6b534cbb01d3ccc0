"""A line that is slow, far away and loses packets, or one that breaks off again and again: a proxy on loopback.

Network namespaces would need rights that not everybody has; this needs none and is the same on every system.
Packets are counted as TCP sends them. One that is lost is sent once more and comes a round trip later; what is
behind it waits for it, while the line goes on working. That is what a modern TCP makes of such a line.
"""

import asyncio
import contextlib
import random
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PACKET = 1448
"""Bytes of content in a packet."""
HEADS = 52
"""Bytes of IP and TCP before them."""
_PIECE = 16 << 10
_TURNS = 0.1
"""Seconds in which connections that were broken off are gone."""
_LOCAL = "127.0.0.1"
_ENDED = b""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the line is; as made, it is only a detour."""

    bits: float = 0.0
    """A second, each way; 0: no limit."""
    round_trip: float = 0.0
    """Seconds there and back."""
    lost: float = 0.0
    """The share of packets that has to be sent again."""
    cut: int = 0
    """A connection breaks once so many bytes went over it, both ways together; 0: never."""

    def alone(self, size: int) -> float:
        """Seconds that the line needs for so many bytes of content, whatever is sent and asked."""
        packets = -(-size // PACKET)
        return (size + packets * HEADS) * 8 / self.bits * (1 + self.lost)


BAD = Shape(bits=384_000, round_trip=0.3, lost=0.01)
"""A van's line at the edge of a valley."""


@dataclass(slots=True)
class _Way:
    """One direction of the line; all connections share it."""

    chance: random.Random
    free: float = 0.0
    """From when on the line has nothing to send."""

    def pass_on(self, size: int, shape: Shape, now: float) -> float:
        """When the last of so many bytes has come out at the other end."""
        arrives = now
        for start in range(0, size, PACKET):
            took = (min(PACKET, size - start) + HEADS) * 8 / shape.bits
            self.free = max(self.free, now) + took
            comes = self.free + shape.round_trip / 2
            if self.chance.random() < shape.lost:
                self.free += took
                comes += shape.round_trip + took
            arrives = max(arrives, comes)
        return arrives


@dataclass(slots=True)
class Link:
    """The running line. Its shape holds for connections that begin afterwards."""

    upstream: tuple[str, int]
    url: str = ""
    shape: Shape = Shape()
    up: int = 0
    down: int = 0
    connections: int = 0
    _ways: tuple[_Way, _Way] = field(default_factory=lambda: (_Way(random.Random(1)), _Way(random.Random(2))))
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def become(self, shape: Shape) -> None:
        """Be like this from now on, with no connection open and nothing counted."""
        self.shape = shape
        self._run(self._hang_up())
        self.count_anew()

    def count_anew(self) -> None:
        """Count from zero."""
        self.up = self.down = self.connections = 0

    @property
    def bytes(self) -> int:
        """What went over the line, both ways."""
        return self.up + self.down

    def _run(self, work: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _hang_up(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.sleep(_TURNS)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        shape, passed = self.shape, _Passed()
        with contextlib.suppress(OSError):
            await asyncio.sleep(shape.round_trip)
            beyond, to_server = await asyncio.open_connection(*self.upstream)
            ways = (
                asyncio.ensure_future(self._carry(reader, to_server, shape, passed, up=True)),
                asyncio.ensure_future(self._carry(beyond, writer, shape, passed, up=False)),
            )
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            to_server.transport.abort()
        writer.transport.abort()
        self._open.discard(writer)

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        shape: Shape,
        passed: "_Passed",
        *,
        up: bool,
    ) -> None:
        """One direction of one connection, until it ends or is cut."""
        way = self._ways[0 if up else 1]
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        out = asyncio.ensure_future(_deliver(arriving, writer))
        latest = 0.0
        try:
            while piece := passed.within(await reader.read(_PIECE), shape.cut):
                self._count(len(piece), up=up)
                now = self._loop.time()
                if shape.bits:
                    latest = max(latest, way.pass_on(len(piece), shape, now))
                arriving.put_nowait((latest, piece))
                if passed.over(shape.cut):
                    break
                # No sender gets further ahead of the line than one round trip.
                await asyncio.sleep(max(0.0, way.free - now - shape.round_trip))
            arriving.put_nowait((latest, _ENDED))
            await out
        finally:
            out.cancel()

    def _count(self, size: int, *, up: bool) -> None:
        if up:
            self.up += size
        else:
            self.down += size


@dataclass(slots=True)
class _Passed:
    """How much went over one connection."""

    size: int = 0

    def within(self, piece: bytes, cut: int) -> bytes:
        """What of it still gets through."""
        kept = piece[: max(0, cut - self.size)] if cut else piece
        self.size += len(kept)
        return kept

    def over(self, cut: int) -> bool:
        """Whether nothing more gets through."""
        return bool(cut) and self.size >= cut


async def _deliver(arriving: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
    """Hand over each piece at its time."""
    while True:
        at, piece = await arriving.get()
        await asyncio.sleep(max(0.0, at - asyncio.get_running_loop().time()))
        if piece == _ENDED:
            return
        writer.write(piece)
        await writer.drain()


@contextmanager
def link(url: str) -> Iterator[Link]:
    """A line to this server; a detour and nothing else until it becomes something else."""
    place = urlsplit(url)
    made = Link((place.hostname or _LOCAL, place.port or 80))
    loop = made._loop  # noqa: SLF001  this is its maker
    listening = loop.run_until_complete(asyncio.start_server(made._serve, _LOCAL, 0))  # noqa: SLF001  as above
    made.url = f"http://{_LOCAL}:{listening.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, name="link")
    thread.start()
    try:
        yield made
    finally:
        listening.close()
        made._run(made._hang_up())  # noqa: SLF001  as above
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
