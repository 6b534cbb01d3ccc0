"""How much goes into one request: little on a bad line, much on a good one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cicdesk.base.errors import SurroundingsError

SMALLEST = 48 << 10
"""Bytes of JSON of the first batch, about 16 KB packed: a line that dies after 64 KB still gets on."""
LARGEST = 6 << 20
MOST_EDITS = 2_000
AIM_SECONDS = 5.0
_GROWTH = 8


@dataclass(slots=True)
class BatchSize:
    """The size that suits the line at present."""

    bytes: int = 4 * SMALLEST
    most: int = MOST_EDITS

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Learn from one request: grow after a quick answer, shrink after a slow or broken one."""
        started = time.monotonic()
        try:
            yield
        except SurroundingsError:
            self.bytes = max(SMALLEST // 4, self.bytes // 4)
            raise
        seconds = time.monotonic() - started
        if seconds > AIM_SECONDS:
            self.bytes = max(SMALLEST, int(self.bytes * AIM_SECONDS / seconds))
        elif seconds < AIM_SECONDS / 2:
            self.bytes = min(LARGEST, self.bytes * _GROWTH)
