"""The file that is sent: UTF-8 with a BOM, CRLF, one row a participant."""

import csv
import io
from collections.abc import Iterable, Sequence

from cicdesk.reports.sm_efs.cells import cell
from cicdesk.reports.sm_efs.layout import Layout
from cicdesk.reports.sm_efs.participant import Participant

_BOM = "\ufeff"


def written(participants: Iterable[Participant], layout: Layout) -> bytes:
    """The file, whatever is wrong with its people: ask `checking.faults_of` first.

    No value can add a cell, a row or a formula. Quotes stand only around values that need them.
    """
    made = Writing(layout)
    for each in participants:
        made.add([cell(each, column, layout) for column in layout.columns])
    return made.content()


class Writing:
    """A file that grows row by row."""

    def __init__(self, layout: Layout) -> None:
        self._held = io.StringIO(newline="")
        self._held.write(_BOM)
        self._writer = csv.writer(self._held, delimiter=layout.separator, lineterminator="\r\n")
        self.add([column.header for column in layout.columns])

    def add(self, cells: Sequence[str]) -> None:
        """One row, of harmless cells."""
        self._writer.writerow(cells)

    def content(self) -> bytes:
        """The whole file."""
        return self._held.getvalue().encode()
