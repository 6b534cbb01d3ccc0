"""How much goes into one request or answer: little on a bad line, much on a good one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cicdesk.base.errors import SurroundingsError
from cicdesk.sync.errors import Unreachable

SMALLEST = 48 << 10
"""Bytes of JSON of the first batch, about 16 KB packed: a line that dies after 64 KB still gets on."""
LEAST = SMALLEST // 4
LARGEST = 6 << 20
MOST_EDITS = 1_000
AIM_SECONDS = 5.0
_GROWTH = 8
"""On a line where each request takes its time, so that few are needed."""
_NEAR_SECONDS = 0.5
_RISKED = 4
"""Where answers come at once, asking often costs little. On a line that broke lately no request is more than
this part of what got through since; on any other none is more than all of it."""
_TRUST_AFTER = 4
"""So many quick answers in a row, and twice as much as was too much is tried again."""


@dataclass(slots=True)
class BatchSize:
    """The size that suits the line at present, in bytes of JSON."""

    bytes: int = 4 * SMALLEST
    most: int = MOST_EDITS
    ceiling: int = LARGEST
    """Not more than this since a request of more broke."""
    _quick: int = 0
    _through: int = 0
    """What got through since the line broke last."""

    @property
    def doubted(self) -> bool:
        """Whether the line broke lately."""
        return self.ceiling < LARGEST

    @property
    def whole(self) -> bool:
        """Whether nothing has to be held back."""
        return self.bytes >= LARGEST

    @contextmanager
    def tried(self, size: int) -> Iterator[None]:
        """Learn from a request of this size that breaks. One that never reached the line teaches nothing."""
        try:
            yield
        except SurroundingsError as error:
            if not (isinstance(error, Unreachable) and error.facts.get("begun") is False):
                self.broke(size)
            raise

    def broke(self, size: int) -> None:
        """A request of this size was too much, unless the line had carried many times as much before it broke."""
        if size > max(LEAST, self._through // _RISKED):
            self.ceiling = max(LEAST, size // 2)
            self.bytes = max(LEAST, size // 4)
            self._quick = 0
        self._through = 0

    def went(self, size: int, since: float) -> None:
        """A request of this size was answered; grow after a quick answer, shrink after a slow one."""
        self.took(size, time.monotonic() - since)

    def took(self, size: int, seconds: float) -> None:
        """A request of this size was answered after so long."""
        self._through += size
        if seconds > AIM_SECONDS:
            self.bytes = max(LEAST, int(self.bytes * AIM_SECONDS / seconds))
        elif seconds < AIM_SECONDS / 2 and size >= self.bytes // 2:
            self._quick += 1
            if self._quick % _TRUST_AFTER == 0:
                self.ceiling = min(LARGEST, self.ceiling * 2)
            near = seconds < _NEAR_SECONDS
            risked = self._through // _RISKED if self.doubted else self._through
            wanted = max(self.bytes, risked) if near else self.bytes * _GROWTH
            self.bytes = min(self.ceiling, wanted)
