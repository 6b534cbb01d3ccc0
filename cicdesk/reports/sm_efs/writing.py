"""The file that is sent: UTF-8 with a BOM, CRLF, one row a participant."""

import csv
import io
from collections.abc import Iterable

from cicdesk.reports.sm_efs.cells import cell
from cicdesk.reports.sm_efs.layout import Layout
from cicdesk.reports.sm_efs.participant import Participant

_BOM = "\ufeff"


def written(participants: Iterable[Participant], layout: Layout) -> bytes:
    """The file, whatever is wrong with its people: ask `checking.faults_of` first.

    No value can add a cell, a row or a formula. Quotes stand only around values that need them.
    """
    held = io.StringIO(newline="")
    held.write(_BOM)
    writer = csv.writer(held, delimiter=layout.separator, lineterminator="\r\n")
    writer.writerow([column.header for column in layout.columns])
    writer.writerows([cell(each, column, layout) for column in layout.columns] for each in participants)
    return held.getvalue().encode()
