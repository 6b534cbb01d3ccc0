"""Lists that leave the house: without names unless somebody who may says why, and then locked with a password."""

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cicdesk.base.i18n import language
from cicdesk.domain.roles import Area
from cicdesk.domain.wall_time import instant, wall, write_moment
from cicdesk.reports.lists.care import CODE as CARE
from cicdesk.reports.lists.care import care_table
from cicdesk.reports.lists.catalogue import list_of
from cicdesk.reports.lists.declared import ListExport
from cicdesk.reports.lists.making import Around, Record, table_of
from cicdesk.reports.tables.polish_csv import polish_csv
from cicdesk.reports.tables.sealing import sealed
from cicdesk.reports.tables.table import Table
from cicdesk.reports.tables.workbook import workbook
from cicdesk.schema.documents import to_values
from cicdesk.schema.fields import Moment
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes
from cicdesk.services.arranging.care import CareService
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting import keeping
from cicdesk.services.exporting.errors import CannotBeLocked, PasswordTooShort, ReasonNeeded
from cicdesk.services.exporting.pseudonyms import pseudonyms
from cicdesk.services.exporting.saving import digest_of, save
from cicdesk.services.exporting.steps import EVERY, Step, unwatched
from cicdesk.services.records import RecordService
from cicdesk.services.staff import StaffService
from cicdesk.store import reading
from cicdesk.store.engine import Connection

LEAST_PASSWORD: Final = 12
LEAST_REASON: Final = 10
"""Characters. The list of a whole office is worth a sentence."""
_NAMED = {"person": "person", "interpreter": "interpreter"}
"""Fields that lead to people, and the kinds of their records."""


class As(enum.StrEnum):
    """In which form a list leaves."""

    XLSX = "xlsx"
    CSV = "csv"
    """For an Excel in Poland, by a double click. It cannot be locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A list that somebody wants."""

    code: str
    """Of a list of the catalogue, or of the statistics of care."""
    since: dt.date | None = None
    until: dt.date | None = None
    form: As = As.XLSX
    full: bool = False
    """With names."""
    reason: str = ""
    password: str = ""

    @property
    def pattern(self) -> str:
        """The ending of the file's name."""
        return f".{self.form.value}"


class ListService:
    """Makes lists for whoever coordinates."""

    def __init__(
        self, context: Context, records: RecordService, staff: StaffService, care: CareService
    ) -> None:
        self._context = context
        self._records = records
        self._staff = staff
        self._care = care

    def write(self, wanted: Wanted, path: Path, step: Step = unwatched) -> Changes:
        """Write the list and note it in the log.

        NotAllowed, ReasonNeeded, PasswordTooShort, CannotBeLocked before anything is read; ExportStopped if `step`
        says so; TooManyRows.
        """
        self._permit(wanted)
        table = self._table(wanted, step)
        rows = table.rows if isinstance(table.rows, list) else list(table.rows)
        content = self._content(Table(table.title, table.columns, rows), wanted)
        return save(path, content, lambda: keeping.note(self._records, {
            "what": wanted.code, "reason": wanted.reason.strip() or _without_names(wanted), "how_many": len(rows),
            "from_day": wanted.since.isoformat() if wanted.since else None,
            "until_day": wanted.until.isoformat() if wanted.until else None,
            "file_name": path.name, "sha256": digest_of(content),
        }))  # fmt: skip

    def _permit(self, wanted: Wanted) -> None:
        self._context.enter(Area.OFFICE)
        if not self._context.rights.exports:
            raise NotAllowed
        if not wanted.full:
            return
        if wanted.form is As.CSV:
            raise CannotBeLocked
        if len(wanted.reason.strip()) < LEAST_REASON:
            raise ReasonNeeded
        if len(wanted.password) < LEAST_PASSWORD:
            raise PasswordTooShort(least=LEAST_PASSWORD)

    def _content(self, table: Table, wanted: Wanted) -> bytes:
        if wanted.form is As.CSV:
            return polish_csv(table)
        book = workbook([table], self._context.clock.now())
        return sealed(book, wanted.password) if wanted.full else book

    def _table(self, wanted: Wanted, step: Step) -> Table:
        today = wall(self._context.clock.now()).day
        if wanted.code == CARE:
            since, until = wanted.since or today.replace(month=1, day=1), wanted.until or today
            return care_table(self._care.hours(since, until), since, until, language())
        export = list_of(wanted.code)
        around = Around(language(), self._staff.names(), today, pseudonyms(self._context))
        with self._context.store.read() as connection:
            if wanted.full:
                around = replace(around, people=_names(connection, export))
            table = table_of(export, _records(connection, export, wanted, step), around, full=wanted.full)
            return Table(table.title, table.columns, list(table.rows))


def _without_names(wanted: Wanted) -> str:
    return f"{wanted.code} ({wanted.form.value})"


def _records(connection: Connection, export: ListExport, wanted: Wanted, step: Step) -> Iterator[Record]:
    spec, total = spec_of(export.kind), reading.count(connection, export.kind)
    since, until = _bounds(export, wanted)
    for number, found in enumerate(reading.documents(connection, export.kind)):
        if number % EVERY == 0:
            step(number, total)
        day = str(found.document.get(export.day) or "") if export.day else ""
        if not export.day or since <= day < until:
            yield Record(found.id, found.number, to_values(spec, found.document))


def _bounds(export: ListExport, wanted: Wanted) -> tuple[str, str]:
    """The first text that lies in the time, and the first after it, in the form of the list's day or moment."""
    after = wanted.until + dt.timedelta(days=1) if wanted.until else None
    if export.day and isinstance(spec_of(export.kind).by_name[export.day], Moment):
        return (
            write_moment(instant(wanted.since, dt.time())) if wanted.since else "",
            write_moment(instant(after, dt.time())) if after else "9",
        )
    return wanted.since.isoformat() if wanted.since else "", after.isoformat() if after else "9"


def _names(connection: Connection, export: ListExport) -> Mapping[str, str]:
    """By id, the names of all whom the rows of a list name."""
    spec = spec_of(export.kind)
    kinds = [kind for name, kind in _NAMED.items() if name in spec.by_name and kind != export.kind]
    return {
        found.id: " ".join(
            str(found.document.get(part) or "") for part in ("given_names", "family_name")
        ).strip()
        for kind in kinds
        for found in reading.documents(connection, kind)
    }
