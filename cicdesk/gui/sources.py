"""What Qt's binding reads of the program's own text is not kept.

At every import the binding looks whether the module mentions it, and reads its source for that. Python's
`linecache` keeps what was read until the end: 20 MB of text that nobody asks for again. A traceback reads
the few lines it shows when it shows them.
"""

import linecache


class _Nothing(dict[str, object]):
    """Takes everything and keeps none of it."""

    def __setitem__(self, name: str, read: object) -> None:
        """Let it go."""


def keep_no_sources() -> None:
    """From now on what is read of sources is gone with its reader; what was kept until now goes at once."""
    linecache.clearcache()
    linecache.cache = _Nothing()  # type: ignore[assignment]  # of a narrower type, and empty
