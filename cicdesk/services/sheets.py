"""What a time sheet comes to, filled in as the sheet is saved."""

from cicdesk.domain.reading import text
from cicdesk.domain.settling import filled_in
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Document, Value, Values, is_blank
from cicdesk.store import booked
from cicdesk.store.engine import Connection

KIND = "time_sheet"


def worked_out(
    connection: Connection, kind: str, before: Values, after: Values, written: Values
) -> dict[str, Value]:
    """The minutes or pages and the amounts that follow from what was done and agreed; nothing but for time sheets.

    What is `written` with this very save stays, and so does what somebody once wrote otherwise than it was
    worked out.
    """
    if kind != KIND:
        return {}
    typed = {name for name, value in written.items() if not is_blank(value)}
    agreed = _Agreed(connection, after)
    old, new = agreed.filled_in(before), agreed.filled_in(after)
    return {
        name: value
        for name, value in new.items()
        if name not in typed and before.get(name) in {None, old.get(name)} and before.get(name) != value
    }


class _Agreed:
    """The interpreter's entry and the request that a sheet belongs to."""

    def __init__(self, connection: Connection, sheet: Values) -> None:
        names = [str(sheet.get(name) or "") for name in ("interpreter", "interpreter_request")]
        found: dict[str, dict[str, Value]] = booked.documents(connection, [each for each in names if each])
        self._entry, self._request = (found.get(each, {}) for each in names)

    def filled_in(self, sheet: Values) -> dict[str, Value]:
        """What follows for a sheet; nothing where it comes to nothing."""
        document: Document = changes_between(spec_of(KIND), {}, sheet)
        found = filled_in(document, self._entry, text(self._request, "service"))
        return {name: value or None for name, value in found.items()}
