"""A participant as the funder's file knows one: every text in the very words of the file."""

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Final

YES: Final = "Tak"
NO: Final = "Nie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One support given to the person."""

    scope: str = ""
    kind: str = ""
    detail: str = ""
    started: dt.date | None = None
    ended: dt.date | None = None
    """Not in today's layout; the one before had it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One row. Names of fields are the keys of columns in the layout."""

    reference: str = field(default="", compare=False)
    """Leads back to the person, for instance the id of the record; it is in no file."""
    birth_date: dt.date | None = field(default=None, compare=False)
    """Where it is known to the day, to check the age; it is in no file."""

    project_number: str = ""
    citizenship: str = ""
    kind: str = ""
    institution: str = ""
    given_names: str = ""
    family_name: str = ""
    identifier: str = ""
    no_pesel: str = ""
    technical_id: str = ""
    sex: str = ""
    age: int | None = None
    education: str = ""
    country: str = ""
    voivodeship: str = ""
    county: str = ""
    commune: str = ""
    locality: str = ""
    street: str = ""
    house_number: str = ""
    flat_number: str = ""
    """Street and numbers are not in today's layout; the one before had them."""
    postcode: str = ""
    degurba: str = ""
    phone: str = ""
    email: str = ""
    started: dt.date | None = None
    ended: dt.date | None = None
    labour_status: str = ""
    labour_detail: str = ""
    education_end: dt.date | None = None
    end_situation: str = ""
    as_planned: str = ""
    supports: tuple[Support, ...] = ()
    business_founded: dt.date | None = None
    foreign_background: str = ""
    third_country: str = ""
    minority: str = ""
    homelessness: str = ""
    disability: str = ""
    remarks: str = ""


SUPPORT: Final = "support."
"""Begins the keys of columns in which the supports of a person stand joined."""
NOT_IN_FILES: Final = frozenset({"reference", "birth_date", "supports"})
KEYS: Final = frozenset(each.name for each in fields(Participant)) - NOT_IN_FILES | {
    SUPPORT + each.name for each in fields(Support)
}
"""Every key that a column of a layout may have, beside those of columns the system fills itself."""
DAYS: Final = frozenset(
    {"started", "ended", "education_end", "business_founded", "support.started", "support.ended"}
)
NUMBERS: Final = frozenset({"age"})
