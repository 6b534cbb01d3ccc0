"""How presenters have work done elsewhere: two lanes, results delivered on the thread that asked."""

import enum
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Lane(enum.Enum):
    """Which queue the work waits in; the work of one lane never overtakes its own kind."""

    DATABASE = "database"
    NETWORK = "network"
    FILES = "files"
    """Reading, shrinking and opening files, which would make lists wait."""


class Runner(Protocol):
    """Runs work off the screen's thread and tells the outcome to owners that still exist."""

    def start(
        self,
        owner: object,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Run `work`, then `done` with its result, whatever that returns, or `failed` with its error.

        Without `failed` an error goes to the one place that turns errors into words.
        """
        ...


class InlineRunner:
    """Runs everything at once on the calling thread: for tests and for programs without windows."""

    def start(
        self,
        owner: object,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Run the work now; without `failed` its error is raised to the caller."""
        del owner, lane
        try:
            result = work()
        except Exception as error:
            if failed is None:
                raise
            failed(error)
            return
        done(result)
