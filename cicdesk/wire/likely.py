"""What the centre tells laptops of people who may be one person: traces for warnings, pairs for coordinators."""

import msgspec


class Trace(msgspec.Struct, array_like=True, frozen=True):
    """Somebody whose file another office keeps: marks, and what may be shown. Never a name or a number."""

    id: str
    """A name for the file that says nothing of it."""
    office: str = ""
    """Empty: forget this trace."""
    initials: str = ""
    year: str = ""
    """Of birth."""
    last: str = ""
    """The month of the last contact, as 2026-11."""
    numbers: tuple[int, ...] = ()
    """Marks of the PESEL number, documents, telephones, and the date of birth (domain/duplicates/marks.py)."""
    words: tuple[tuple[int, ...], ...] = ()
    """Marks of each word of the name."""
    given: int = 0
    """So many of the words, the first ones, are given names."""


class Side(msgspec.Struct, array_like=True, frozen=True):
    """One of two people, as far as whoever reads it may know them."""

    id: str
    """The file's id, or the name of its trace where it lies out of reach."""
    office: str
    initials: str = ""
    year: str = ""
    last: str = ""
    known: bool = False
    """Whether the file lies within reach of the laptop that is told."""


class Likely(msgspec.Struct, array_like=True, frozen=True):
    """Two people who may be one."""

    id: str
    one: Side | None = None
    """None: forget this pair."""
    other: Side | None = None
    score: int = 0
    reasons: tuple[tuple[str, int, str], ...] = ()
    """Code, points and detail of each (domain/duplicates/scoring.py)."""


class Likelies(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """What is new of them."""

    mark: list[int]
    """[history, number]: what the laptop says at its next pull."""
    anew: bool = False
    """Everything earlier is to be forgotten first."""
    more: bool = False
    """There is more behind it."""
    key: str = ""
    """The key of the marks, base64, where `anew`."""
    traces: list[Trace] = []
    pairs: list[Likely] = []
