"""Logs tell of an error what it was and where it happened, never its text: that may hold a person's data."""

import logging
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_DEEPEST = 8


def places(traceback: TracebackType | None) -> list[str]:
    """The innermost eight `module:line` that a traceback went through, outermost first."""
    found = []
    while traceback is not None:
        found.append(f"{traceback.tb_frame.f_globals.get('__name__')}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return found[-_DEEPEST:]


def told(error: BaseException) -> str:
    """The error and what led to it, each by its class and places; one line."""
    return "; because of ".join(
        f"{type(each).__name__} at {' > '.join(places(each.__traceback__)) or 'no known place'}"
        for each in _chain(error)
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


class WithoutTexts(logging.Formatter):
    """A line for each record; an error that comes with it is told without its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        line = self.formatMessage(record)
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}: {told(error)}" if error is not None else line


def file_log(path: Path) -> logging.Handler:
    """A log in this file, added to at its end."""
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(WithoutTexts(_FORMAT))
    return handler
