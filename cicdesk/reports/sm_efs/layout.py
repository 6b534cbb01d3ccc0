"""The layout of the funder's file: its columns and dictionaries, read from a file that a coordinator can replace.

The shipped one, `resources/funder_files/sm_efs.toml`, says of every column where what it says comes from.
"""

import enum
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from cicdesk.base.resources import resource
from cicdesk.reports.sm_efs.errors import LayoutUnreadable
from cicdesk.reports.sm_efs.participant import DAYS, KEYS, NUMBERS, SUPPORT


class Form(enum.StrEnum):
    """How the value of a column is written."""

    TEXT = "text"
    WORD = "word"
    """One of a dictionary."""
    NUMBER = "number"
    DAY = "day"
    IDENTIFIER = "identifier"
    POSTCODE = "postcode"
    PHONE = "phone"
    """Digits only."""
    EMAIL = "email"
    SYSTEM = "system"
    """Filled by the funder's system: empty in what is sent, kept apart in what is read."""


class Needed(enum.StrEnum):
    """When a column has to be filled in."""

    NO = "no"
    ALWAYS = "always"
    INSTITUTION = "institution"
    """Somebody who takes part for an institution; of nobody else it may be filled in."""
    IN_POLAND = "in_poland"
    """People who live in Poland."""
    ENDED = "ended"
    """Once participation has ended; before that it may not be filled in."""
    LEARNING = "learning"
    """People in education, by their detail of the labour-market status; of nobody else it may be filled in."""


class Source(enum.StrEnum):
    """How well it is known."""

    SEEN = "seen"
    """Read in public working code that exchanges files with the system; not an official specification."""
    UNSURE = "unsure"
    """General knowledge or another form of the same programme: to be checked against a real file."""
    OURS = "ours"
    """A decision of this program."""


@dataclass(frozen=True, slots=True)
class Word:
    """One permitted value."""

    text: str
    codes: tuple[str, ...] = ()
    """What it stands for in the code lists of the records."""
    under: tuple[str, ...] = ()
    """Where the value depends on another column's: the values it is permitted with; of all, if empty."""
    reads: tuple[str, ...] = ()
    """Other ways in which exports write it."""
    source: Source = Source.SEEN


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file."""

    key: str
    header: str
    """To the letter, spaces at its end included."""
    form: Form
    needed: Needed = Needed.NO
    words: tuple[Word, ...] = ()
    detail_of: str = ""
    """The key of the column whose values decide which are permitted here."""
    open: bool = False
    """Other values than those named are permitted: every call of proposals has its own."""
    lower_case: bool = False
    once: bool = False
    """Among supports: written once where it is the same for all of them."""
    reads: tuple[str, ...] = ()
    """Other headers under which exports carry it."""
    meaning: str = ""
    source: Source = Source.SEEN

    of_support: bool = field(init=False)
    """Whether the values of all supports stand in it, joined."""
    held_in: str = field(init=False)
    """The field of a participant or of a support that holds its value."""
    known: frozenset[str] = field(init=False)
    """The texts of its words."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "of_support", self.key.startswith(SUPPORT))
        object.__setattr__(self, "held_in", self.key.removeprefix(SUPPORT))
        object.__setattr__(self, "known", frozenset(each.text for each in self.words))

    def word(self, code: str) -> str:
        """The file's word for a code of the records; empty if there is none."""
        return next((each.text for each in self.words if code in each.codes), "")

    def has(self, text: str) -> bool:
        """Whether the dictionary has that word."""
        return text in self.known

    def permitted(self, under: str = "") -> tuple[str, ...]:
        """The permitted values beside that one of the column it depends on."""
        return tuple(each.text for each in self.words if not each.under or under in each.under)


@dataclass(frozen=True, slots=True)
class AnswerLayout:
    """Under which headers the answer of the system says what. Nobody has seen its form described: [G]."""

    line: tuple[str, ...] = ()
    identifier: tuple[str, ...] = ()
    technical_id: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """Results that mean that the row was not taken."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole layout."""

    name: str
    version: str
    separator: str
    joiner: str
    columns: tuple[Column, ...]
    by_key: Mapping[str, Column]
    answer: AnswerLayout
    services: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """By code of the list `services`, kind and detail of the support, where they have been seen."""
    scopes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By code of the list `projects`, the scope of support that its call says for everybody."""

    needing: tuple[Column, ...] = field(init=False)
    """Columns that have to be filled in of somebody; these and the following are asked of every row."""
    worded: tuple[Column, ...] = field(init=False)
    details: tuple[Column, ...] = field(init=False)
    lowered: tuple[Column, ...] = field(init=False)
    supports: tuple[Column, ...] = field(init=False)
    by_form: Mapping[Form, tuple[Column, ...]] = field(init=False)

    def __post_init__(self) -> None:
        for name, belongs in _GROUPS.items():
            object.__setattr__(self, name, tuple(each for each in self.columns if belongs(each)))
        forms = {form: tuple(each for each in self.columns if each.form is form) for form in Form}
        object.__setattr__(self, "by_form", MappingProxyType(forms))


_GROUPS: Mapping[str, Callable[[Column], object]] = MappingProxyType(
    {
        "needing": lambda each: each.needed is not Needed.NO,
        "worded": lambda each: each.words,
        "details": lambda each: each.detail_of,
        "lowered": lambda each: each.lower_case,
        "supports": lambda each: each.of_support,
    }
)


@cache
def shipped_layout() -> Layout:
    """The layout that comes with the program."""
    return read_layout(resource("funder_files/sm_efs.toml").read_text(encoding="utf-8"))


def read_layout(text: str) -> Layout:
    """A layout from the text of its file; LayoutUnreadable says where it cannot be used."""
    try:
        held = tomllib.loads(text)
        columns = tuple(_column(each) for each in held["columns"])
        layout = Layout(
            name=held["name"],
            version=held["version"],
            separator=held["separator"],
            joiner=held["joiner"],
            columns=columns,
            by_key=MappingProxyType({each.key: each for each in columns}),
            answer=AnswerLayout(**{name: tuple(each) for name, each in held.get("answer", {}).items()}),
            services=MappingProxyType(
                {code: (pair[0], pair[1]) for code, pair in held.get("services", {}).items()}
            ),
            scopes=MappingProxyType(dict(held.get("scopes", {}))),
        )
    except tomllib.TOMLDecodeError as error:
        raise LayoutUnreadable(place=str(error)) from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise LayoutUnreadable(place=str(error).strip("'\"")) from error
    _check(layout)
    return layout


def _column(held: dict[str, Any]) -> Column:
    told = dict(held)
    return Column(
        form=Form(told.pop("form")),
        needed=Needed(told.pop("needed", "no")),
        source=Source(told.pop("source", "seen")),
        words=tuple(_word(each) for each in told.pop("words", ())),
        reads=tuple(told.pop("reads", ())),
        **told,
    )


def _word(held: dict[str, Any] | str) -> Word:
    if isinstance(held, str):
        return Word(held)
    lists = {name: tuple(held.get(name, ())) for name in ("codes", "under", "reads")}
    unknown = held.keys() - lists.keys() - {"text", "source"}
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    return Word(held["text"], source=Source(held.get("source", "seen")), **lists)


def _check(layout: Layout) -> None:
    """LayoutUnreadable if the file would say something else than was meant."""
    if len(layout.by_key) != len(layout.columns):
        raise LayoutUnreadable(place="key")
    if len(layout.separator) != 1 or len(layout.joiner) != 1 or layout.separator == layout.joiner:
        raise LayoutUnreadable(place="separator")
    for column in layout.columns:
        if not _fits(column, layout):
            raise LayoutUnreadable(place=column.key)
    if (
        missing := {"identifier", "no_pesel", "technical_id", "given_names", "family_name"}
        - layout.by_key.keys()
    ):
        raise LayoutUnreadable(place=", ".join(sorted(missing)))


def _fits(column: Column, layout: Layout) -> bool:
    if column.form is Form.SYSTEM:
        return column.key not in KEYS
    return (
        column.key in KEYS
        and (column.form is Form.DAY) == (column.key in DAYS)
        and (column.form is Form.NUMBER) == (column.key in NUMBERS)
        and (column.form is Form.WORD) == bool(column.words)
        and _details_fit(column, layout.by_key.get(column.detail_of))
        and (column.of_support or not column.once)
    )


def _details_fit(column: Column, above: Column | None) -> bool:
    """Whether every value that a word is permitted beside is one of the column whose detail it is."""
    if not column.detail_of:
        return not any(word.under for word in column.words)
    return (
        above is not None
        and above.of_support == column.of_support
        and all(above.has(each) for word in column.words for each in word.under)
    )
