"""The kinds of field. A new kind is a class here, an editor in gui/editors and its line in `KINDS`."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from cicdesk.schema.rules import Rule
from cicdesk.schema.values import Value

LONGEST_TEXT = 10_000


class Level(enum.StrEnum):
    """How much a field is needed (domain 2.5)."""

    REQUIRED = "R"
    """Needed to save."""
    REPORTED = "P"
    """Needed before the person can be reported; never blocks saving."""
    OPTIONAL = "O"


class Search(enum.StrEnum):
    """How a field's content can be found."""

    NO = "no"
    NAME = "name"
    """In any spelling and script."""
    NUMBER = "number"
    """By its end or its beginning: phones, PESEL, documents, card numbers."""
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a record can hold. The base of all kinds; never used itself."""

    kind: ClassVar[str] = "field"
    is_set: ClassVar[bool] = False

    name: str
    label: str
    section: str = ""
    level: Level = Level.OPTIONAL
    sensitive: bool = False
    """Own permission, refusal value, never on a list."""
    refusable: bool = False
    """May hold a code of REFUSALS instead of its value."""
    help: str = ""
    """Why it is asked or how to fill it in, in words for the person at the desk."""
    shown_when: Rule | None = None
    since: int = 1
    """The version of the record type that brought it."""
    listed: bool = False
    search: Search = Search.NO
    client_facing: bool = True
    """Whether the client's window shows it."""
    derived: bool = False
    """Filled by the program from other fields; a person may overrule it."""
    read_only: bool = False
    """Set by actions, never typed in a form (numbers, stages given by a workflow)."""
    by_server: bool = False
    """Written by the centre alone, because it alone sees every booking. Laptops show it."""
    in_form: bool = True
    """False: kept for lists, searches and the centre; no form shows it."""
    default: Value = None
    """Stands for what nobody said. `now` is the day or moment of saving, `me` whoever saves."""

    @property
    def locked(self) -> bool:
        """Whether forms only show it."""
        return self.read_only or self.by_server


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """A line of text, or several."""

    kind: ClassVar[str] = "text"
    longest: int = LONGEST_TEXT
    lines: int = 1
    any_script: bool = False
    """Written as in the original document; no Latin spelling is proposed."""
    pattern: str = ""
    """A regular expression the whole text must fit, with `pattern_hint` as its words."""
    pattern_hint: str = ""
    names_field: bool = False
    """It holds the name of a field of another record; people see that field's label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A whole number."""

    kind: ClassVar[str] = "number"
    least: int = 0
    most: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Field):
    """An amount in grosze, as a whole number; people write and read zlotys."""

    kind: ClassVar[str] = "money"
    most: int = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A date as `YYYY-MM-DD`; where `partial`, also `YYYY-MM` or `YYYY`."""

    kind: ClassVar[str] = "day"
    partial: bool = False
    past: bool = False
    """A date that cannot lie in the future."""
    example_years: int = 0
    """How many years from now the example in its empty line lies: before it, for a birth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Field):
    """A moment in UTC as `YYYY-MM-DDTHH:MMZ`; shown in local time."""

    kind: ClassVar[str] = "moment"
    wall: tuple[str, ...] = ()
    """It is the instant of what these fields say: a day, a time of that day, and the time before it, which
    tells whether midnight lies between. Worked out at every save; nobody types it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Field):
    """A wall-clock time as `HH:MM`."""

    kind: ClassVar[str] = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Field):
    """One code of a code list."""

    kind: ClassVar[str] = "code"
    code_list: str
    depends_on: str = ""
    """Another code field; only codes whose parent is its value are offered."""
    centre_gives: tuple[str, ...] = ()
    """Codes that the centre alone writes; no form offers them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes(Field):
    """A set of codes of a code list; merges by code."""

    kind: ClassVar[str] = "codes"
    is_set: ClassVar[bool] = True
    code_list: str
    gathers: tuple[str, ...] = ()
    """It holds what a part has in each item of a repeating group, for lists and searches. Nobody types it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Field):
    """Yes or no, as true or false."""

    kind: ClassVar[str] = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Field):
    """A telephone number in E.164 (`+48…`), or the text as typed where it is none."""

    kind: ClassVar[str] = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Email(Field):
    """An e-mail address."""

    kind: ClassVar[str] = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pesel(Field):
    """An 11-digit PESEL number; kept as typed when `unverified_by` says so (domain 3.1)."""

    kind: ClassVar[str] = "pesel"
    unverified_by: str = ""
    """The flag field that lets a number with a wrong check digit stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Field):
    """A few digits that someone says to prove who they are: hidden unless the cursor is in them, on no list."""

    kind: ClassVar[str] = "pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Field):
    """The id of another record, or the name of a person of the staff (`to="user"`)."""

    kind: ClassVar[str] = "reference"
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class References(Field):
    """A set of references; merges by element."""

    kind: ClassVar[str] = "references"
    is_set: ClassVar[bool] = True
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Field):
    """Several fields that make sense only together (an address); merged as one value."""

    kind: ClassVar[str] = "group"
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items(Field):
    """A repeating group; each item has an id of its own and merges as one value."""

    kind: ClassVar[str] = "items"
    is_set: ClassVar[bool] = True
    fields: tuple[Field, ...]
    item_label: str
    """What one of them is called, on the button that adds one."""
    continues: str = ""
    """A part with a code: a new item begins like the last one, with the next code there (the next day's hours)."""


KINDS: tuple[type[Field], ...] = (
    Text, Number, Money, Day, Moment, Time, Code, Codes, Flag, Phone, Email, Pesel, Pin,
    Reference, References, Group, Items,
)  # fmt: skip
