"""Connections that keep to their time: what uvicorn leaves to a proxy, for a centre that has none in front of it.

A silent connection, half a header, a body that drips and an answer that nobody reads each end by themselves, so that
whoever opens hundreds of them takes nothing from others. Heads are short here; a long one is refused.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from cicdesk.server.routes.exchange import LEAST_RATE
from cicdesk.server.settings import Settings

LONGEST_HEAD = 16 << 10
"""Bytes of the request line and the headers together; a proof takes less than one thousand."""
LONGEST_REST = 1 << 20
"""Bytes of a body that are still taken, and thrown away, after its request was answered: so that whoever sends it gets
to read why."""
_AGAIN = 64 << 10
"""The deadline is moved after so many bytes."""

_HEAD_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
)


class GuardedConnection(HttpToolsProtocol):
    """One connection with a deadline for each thing that it may keep the server waiting for."""

    head_seconds = 10.0
    body_seconds = 60.0
    answer_seconds = 60.0

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  as uvicorn makes it
        super().__init__(*arguments, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._reader_watch: asyncio.TimerHandle | None = None
        self._in_head = True
        self._head = 0
        self._rest = 0
        self._body = 0
        self._refused = False
        self._asked = False
        """Whether any request came."""
        self._leaving = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn names the kind
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._give(self.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadlines."""
        self._give(None)
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, unless it is a head without end."""
        if self._refused:
            return
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > LONGEST_HEAD:
            self._refuse_head()

    def on_message_begin(self) -> None:
        """A request begins; its head has to come."""
        super().on_message_begin()
        self._in_head, self._rest = True, 0
        self._give(self.head_seconds)

    def on_headers_complete(self) -> None:
        """The head is there; the body has to come."""
        length = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        self._in_head, self._head = False, 0
        if length > LONGEST_HEAD:
            self._refuse_head()
            return
        self._body = 0
        self._give(self.body_seconds)
        super().on_headers_complete()
        self._asked = True
        if self._leaving:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """More of the body."""
        if self._refused:
            return
        self._body += len(body)
        if self._body >= _AGAIN and self._deadline is not None:
            left = self._deadline.when() - self.loop.time()
            self._give(min(left + self._body / LEAST_RATE, self.body_seconds))
            self._body = 0
        super().on_body(body)
        if self.cycle.response_complete:
            self._rest += len(body)
            if self._rest > LONGEST_REST:
                self.transport.close()

    def on_message_complete(self) -> None:
        """The request is whole; from here the server is to be waited for."""
        if self._refused:
            return
        self._in_head = True
        self._give(None)
        super().on_message_complete()

    def shutdown(self) -> None:
        """The worker stops. Whoever has just connected is still answered, once: their request is on its way."""
        if self._asked:
            super().shutdown()
        else:
            self._leaving = True

    def pause_writing(self) -> None:
        """The other side reads slowly; as long as it reads, the answer waits."""
        super().pause_writing()
        self._watch_reader(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """The other side has read."""
        if self._reader_watch is not None:
            self._reader_watch.cancel()
            self._reader_watch = None
        if self.flow is not None:
            super().resume_writing()

    def _give(self, seconds: float | None) -> None:
        """So long for what is waited for now; nothing: as long as it takes."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self._too_late)

    def _too_late(self) -> None:
        """Nothing that could still be answered came in time, or the application has answered already.

        It has the same time for a body and answers first; what is left then is a connection that says nothing.
        """
        self.transport.close()

    def _watch_reader(self, unread: int) -> None:
        self._reader_watch = self.loop.call_later(self.answer_seconds, self._look_at_reader, unread)

    def _look_at_reader(self, before: int) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread >= before:
            self.transport.abort()
        else:
            self._watch_reader(unread)

    def _refuse_head(self) -> None:
        self._refused = True
        self._give(None)
        self.transport.write(_HEAD_TOO_LONG)
        self.transport.close()


def guarded(settings: Settings) -> type[GuardedConnection]:
    """Connections with these limits."""
    limits = {
        "head_seconds": settings.head_seconds,
        # The application answers that a body was too slow; the connection waits a moment longer.
        "body_seconds": settings.body_seconds + 1,
        "answer_seconds": settings.answer_seconds,
    }
    return type("Connection", (GuardedConnection,), limits)
