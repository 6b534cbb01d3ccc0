"""Files of the funder's system as rows of cells, whoever has opened and saved them in between."""

import codecs
import csv
import io

from cicdesk.reports.sm_efs.errors import FunderFileUnreadable
from cicdesk.reports.tables.harmless import clean

_CODE_PAGE = "cp1250"
"""What Excel in Poland writes where nobody asks it for UTF-8."""
_OTHER_SEPARATORS = "\t,"


def rows_in(content: bytes, separator: str) -> list[list[str]]:
    """The rows of a text file that are not empty; FunderFileUnreadable if it is none."""
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    used = next((each for each in (separator, *_OTHER_SEPARATORS) if each in head), separator)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=used) if any(row)]
    except csv.Error as error:
        raise FunderFileUnreadable from error


def folded(header: str) -> str:
    """A header as it is compared: capitals and spaces do not matter."""
    return " ".join(clean(header).casefold().split())


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_CODE_PAGE, errors="replace")
