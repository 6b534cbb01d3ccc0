"""What a list is: declared once, read by whoever gathers its records and by whoever offers it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Col:
    """One column: a field of the record, or something that `making.MADE` works out."""

    key: str
    label: str = ""
    """Of what is worked out; a field has its own."""
    full: bool = False
    """Says who somebody is, or holds free text that may: only in lists with names."""
    width: int = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExport:
    """One list. What is not among its columns leaves the house in no list."""

    code: str
    """What is written into the log: a code of `export_kinds`."""
    kind: str
    """The kind of record whose rows these are."""
    label: str
    day: str = ""
    """The field whose day is asked about; empty where the list is of everybody, whenever they came."""
    columns: tuple[Col, ...]
