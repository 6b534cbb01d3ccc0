"""The only place that asks what time it is."""

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> dt.datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The computer's own clock. It may be wrong; nothing that matters is decided by it."""

    def now(self) -> dt.datetime:
        """The present moment, aware, in UTC."""
        return dt.datetime.now(dt.UTC)


def steady() -> float:
    """Seconds that go on whatever the clock is set to, through sleep as well where the system counts that."""
    counts_sleep: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if counts_sleep is None else time.clock_gettime(counts_sleep)


def milliseconds(moment: dt.datetime) -> int:
    """Whole milliseconds since 1970 of an aware moment."""
    return int(moment.timestamp() * 1000)


def from_milliseconds(count: int) -> dt.datetime:
    """The aware UTC moment of so many milliseconds since 1970."""
    return dt.datetime.fromtimestamp(count / 1000, dt.UTC)
