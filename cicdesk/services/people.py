"""Long lists: row keys first, then only the rows that are painted."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from cicdesk.base.ids import RecordId
from cicdesk.domain.roles import Area
from cicdesk.schema.snapshot import SyncState
from cicdesk.schema.values import Value, Values
from cicdesk.services.conditions import condition
from cicdesk.services.context import Context
from cicdesk.store import records
from cicdesk.store.projection import Standing

_decode = msgspec.json.Decoder(dict[str, Value]).decode
_ORDERS = {
    "title": "sort, n",
    "changed": "changed DESC, n",
    "number": "number, n",
    "state": "state DESC, changed DESC, n",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: what it needs to be painted."""

    key: int
    id: RecordId
    kind: str
    number: str
    title: str
    cells: tuple[Value, ...]
    """The values of the kind's listed fields, in their order."""
    state: SyncState
    changed_at: int
    changed_by: str
    office: str


class PeopleService:
    """Lists of any length. Only the keys of all rows are held, eight bytes each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def ids(self, kind: str, order: str = "title", where: Values | None = None) -> "array[int]":
        """The keys of all living records of a kind in an order: `title`, `changed`, `number` or `state`."""
        self._context.enter(Area.OFFICE)
        chosen, arguments = condition(where or {})
        with self._store.read() as connection:
            return array("q", records.keys(connection, kind, _ORDERS[order], chosen, arguments))

    def among(self, kind: str, found: Sequence[RecordId], order: str = "title") -> "array[int]":
        """The keys of those of these records that are living and of that kind, in an order."""
        self._context.enter(Area.OFFICE)
        if not found:
            return array("q")
        with self._store.read() as connection:
            marks = records.marks(len(found))
            return array("q", records.keys(connection, kind, _ORDERS[order], f" AND id IN ({marks})", found))

    def rows(self, kind: str, keys: Sequence[int]) -> list[Row]:
        """The rows of these keys in the same order; a row that is gone meanwhile is left out."""
        self._context.enter(Area.OFFICE)
        spec = records.spec_or_plain(kind)
        names = [field.name for field in spec.listed()]
        found: dict[int, Row] = {}
        with self._store.read() as connection:
            for part in records.chunks(str(key) for key in keys):
                for row in connection.exec_driver_sql(
                    "SELECT n, id, number, title, coalesce(shown, data), state, changed, changed_by, office"  # noqa: S608  placeholders
                    f" FROM record WHERE n IN ({records.marks(len(part))})",
                    tuple(int(key) for key in part),
                ):
                    values = records.public_values(kind, _decode(row[4]))
                    found[row[0]] = Row(
                        row[0], RecordId(row[1]), kind, row[2], row[3],
                        tuple(values.get(name) for name in names),
                        records.STATES[Standing(row[5])], row[6], row[7], row[8],
                    )  # fmt: skip
        return [found[key] for key in keys if key in found]

    def count(self, kind: str, where: Values | None = None) -> int:
        """How many living records of a kind the laptop holds."""
        self._context.enter(Area.OFFICE)
        chosen, arguments = condition(where or {})
        with self._store.read() as connection:
            return int(
                connection.exec_driver_sql(
                    f"SELECT count(*) FROM record WHERE kind = ? AND deleted = 0{chosen}",  # noqa: S608  fixed SQL
                    (kind, *arguments),
                ).scalar_one()
            )
