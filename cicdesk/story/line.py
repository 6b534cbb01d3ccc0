"""The line between a laptop and the centre, which can be cut: a forwarder on the loopback interface.

The laptop's own transport meets a real refused connection when the line is down.
"""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any

_PIECE = 64 << 10
_PATIENCE = 10.0
_HERE = "127.0.0.1"


class Line:
    """Forwards a port of this computer to another one. It is up from the start."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        self.restore()

    @property
    def address(self) -> str:
        """Where the centre answers as long as the line is up."""
        return f"http://{_HERE}:{self.port}"

    @property
    def up(self) -> bool:
        """Whether it carries anything."""
        return self._server is not None

    def cut(self) -> None:
        """Refuse new connections and break those that are open."""
        self._do(self._cut())

    def restore(self) -> None:
        """Carry again, at the same port."""
        self._do(self._restore())

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    async def _restore(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, _HERE, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
            for each in tuple(self._open):
                each.transport.abort()
            await server.wait_closed()
        # What was broken notices it, so that no end stays half open.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection(_HERE, self._target)
            self._open.add(far_writer)
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
            self._open.discard(far_writer)
        except OSError:
            writer.transport.abort()
        finally:
            self._open.discard(writer)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry one direction until it ends or breaks."""
    with contextlib.suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
