"""From records to the rows of a list."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.base.i18n import text_in
from cicdesk.domain.ages import age_in_months, born_at_the_latest
from cicdesk.reports.lists.declared import Col, ListExport
from cicdesk.reports.lists.words import Names, moment_of, words_of
from cicdesk.reports.tables.table import Cell, Column, Kind, Table
from cicdesk.schema import fields as f
from cicdesk.schema.codelists import code_list
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Value, Values

_BANDS = ((18, "<18"), (30, "18-29"), (55, "30-54"), (61, "55-60"))
"""Under so many years, by the codes of `age_bands`."""
_OLDER = ">60"
_MONTH = len("2026-01")
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Record:
    """A record of which a row is made."""

    id: str
    number: str
    values: Values


@dataclass(frozen=True, slots=True)
class Around:
    """What rows need beside their record."""

    language: str
    names: Names
    today: dt.date
    code: Callable[[str], str]
    """What stands for a record that must not be known."""
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By id, the names of clients and interpreters; empty where the list has none."""


def table_of(export: ListExport, records: Iterable[Record], around: Around, *, full: bool) -> Table:
    """The list as a table; `full`: with what says who people are. Its rows are made while they are read."""
    columns = [each for each in export.columns if full or not each.full]
    return Table(
        text_in(around.language, export.label),
        tuple(_column(export, each, around.language) for each in columns),
        _rows(export, columns, records, around),
    )


def _column(export: ListExport, col: Col, language: str) -> Column:
    declared = spec_of(export.kind).by_name.get(col.key)
    label = col.label or (declared.label if declared else col.key)
    return Column(text_in(language, label), _kind(declared) if not col.label else Kind.TEXT, col.width)


def _kind(declared: f.Field | None) -> Kind:
    match declared:
        case f.Number() | f.Money():
            return Kind.NUMBER
        case f.Day(partial=False):
            return Kind.DAY
        case f.Moment():
            return Kind.MOMENT
    return Kind.TEXT


def _rows(
    export: ListExport, columns: list[Col], records: Iterable[Record], around: Around
) -> Iterator[tuple[Cell, ...]]:
    spec = spec_of(export.kind)
    for record in records:
        yield tuple(
            MADE[each.key](record, around)
            if each.label
            else _cell(spec.by_name[each.key], record.values.get(each.key), around)
            for each in columns
        )


def _cell(declared: f.Field, value: Value, around: Around) -> Cell:
    if value is None:
        return None
    match _kind(declared):
        case Kind.NUMBER if isinstance(value, int | float) and not isinstance(value, bool):
            return value / 100 if isinstance(declared, f.Money) else value
        case Kind.DAY:
            return _day(value)
        case Kind.MOMENT:
            return moment_of(str(value))
    return words_of(declared, value, around.language, around.names)


def _day(value: Value) -> Cell:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return str(value)


def _age(record: Record, around: Around) -> str:
    born = born_at_the_latest(str(record.values.get("birth_date") or ""))
    if born is None:
        return ""
    years = age_in_months(born, around.today) // _YEAR
    band = next((code for under, code in _BANDS if years < under), _OLDER)
    return code_list("age_bands").label(band, around.language)


def _coded(name: str) -> Callable[[Record, Around], str]:
    """The code of the record that a field names."""

    def made(record: Record, around: Around) -> str:
        named = record.values.get(name)
        return around.code(named) if isinstance(named, str) and named else ""

    return made


def _named(name: str) -> Callable[[Record, Around], str]:
    return lambda record, around: around.people.get(str(record.values.get(name) or ""), "")


def _of_address(name: str, listed: str) -> Callable[[Record, Around], str]:
    def made(record: Record, around: Around) -> str:
        home = record.values.get("address")
        code = home.get(name) if isinstance(home, dict) else None
        return code_list(listed).label(code, around.language) if isinstance(code, str) else ""

    return made


def _basis(record: Record, around: Around) -> str:
    """The bases that have not ended."""
    held = record.values.get("stays")
    stays = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    now = [each for each in stays if str(each.get("until") or "9") >= around.today.isoformat()[:_MONTH]]
    return ", ".join(code_list("stay_bases").label(str(each.get("basis")), around.language) for each in now)


MADE: Mapping[str, Callable[[Record, Around], Cell]] = MappingProxyType(
    {
        "code": lambda record, around: around.code(record.id),
        "age": _age,
        "basis": _basis,
        "voivodeship": _of_address("voivodeship", "voivodeships"),
        "county": _of_address("county", "counties"),
        "entry_month": lambda record, _around: str(record.values.get("entry_date") or "")[:_MONTH],
        "client": _coded("person"),
        "client_name": _named("person"),
        "interpreter_code": _coded("interpreter"),
        "interpreter_name": _named("interpreter"),
    }
)
"""What is worked out, by its key."""
