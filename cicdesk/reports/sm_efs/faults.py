"""What can be wrong with one person's row. The words are in presenters/funder_words.py."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.schema.problems import Severity


class Wrong(enum.StrEnum):
    """Codes of faults; they never change their meaning."""

    MISSING = "missing"
    NOT_EXPECTED = "not_expected"
    """Filled in although it may only be filled in of others."""
    NOT_PERMITTED = "not_permitted"
    HYPHEN = "hyphen"
    """Only the dash of the range is wrong."""
    PAIR = "pair"
    """Permitted, but not beside the value it is a detail of."""
    LOWER_CASE = "lower_case"
    PESEL_LENGTH = "pesel_length"
    PESEL_CHECKSUM = "pesel_checksum"
    PESEL_DATE = "pesel_date"
    PESEL_DENIED = "pesel_denied"
    """A PESEL stands where the row says that there is none."""
    SEX = "sex"
    """Not what the PESEL says."""
    AGE = "age"
    """Not that of the day of joining."""
    AGE_RANGE = "age_range"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL_LETTERS = "email_letters"
    EMAIL = "email"
    ENDS_FIRST = "ends_first"
    """The project was left before it was joined."""
    SUPPORT_FIRST = "support_first"
    """A support began before the project was joined."""
    SUPPORT_LATE = "support_late"
    """A support began after the project was left."""
    THIRD_COUNTRY = "third_country"
    """Citizenship and third country say different things."""
    BACKGROUND = "background"
    """A third-country national without a foreign background."""
    TWICE = "twice"
    """Another row has the same person: the same identifier or technical id."""
    OTHER_PROJECT = "other_project"
    """Not the project of the first row."""
    UNSEEN = "unseen"
    """Hidden characters, which are left out of the file."""
    JOINER = "joiner"
    """The sign that separates supports stands inside of one."""
    DAY = "day"
    """Read: not a date."""
    NUMBER = "number"
    """Read: not a whole number."""
    CELLS = "cells"
    """Read: the row has more cells than there are columns, or fewer."""
    JOINED = "joined"
    """Read: the column holds another number of supports than its neighbours."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    reference: str
    """Of the person, as the participant has it; empty for what was read from a file."""
    row: int
    """Of the person among all, from 1."""
    column: str
    """The key of the column in the layout; empty if it is about the whole row."""
    wrong: Wrong
    severity: Severity = Severity.ERROR
    """Errors keep a file from being written; warnings do not."""
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Fill the placeholders of the words. They hold people's data: for the screen, never for a log."""
