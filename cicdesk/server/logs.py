"""One JSON line for each request, without anything about a person."""

import logging
import sys

import msgspec

from cicdesk.base.log import places

log = logging.getLogger("cicdesk.server")


class JsonLines(logging.Formatter):
    """Each record as one JSON object; extra facts come in `facts`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "t": round(record.created, 3),
            "level": record.levelname,
            "event": record.getMessage(),
        }
        facts = getattr(record, "facts", None)
        if isinstance(facts, dict):
            line.update(facts)
        if record.exc_info and record.exc_info[0] is not None:
            # The text of an error can hold a person's data (a value that did not fit); its place cannot.
            line["error"] = record.exc_info[0].__name__
            line["where"] = places(record.exc_info[2])
        return msgspec.json.encode(line).decode()


def start_logging() -> None:
    """Write the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
