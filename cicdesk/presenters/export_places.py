"""Where a column of the funder's file is put right: in which record, at which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cicdesk.reports.sm_efs.participant import SUPPORT

PERSON, PARTICIPATION = "person", "participation"
_PLACES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "given_names": (PERSON, "given_names"),
        "family_name": (PERSON, "family_name"),
        "identifier": (PERSON, "pesel"),
        "no_pesel": (PERSON, "no_pesel"),
        "street": (PERSON, "address"),
        "house_number": (PERSON, "address"),
        "flat_number": (PERSON, "address"),
        "phone": (PERSON, "phones"),
        "email": (PERSON, "email"),
        "citizenship": (PARTICIPATION, "citizenship_class_at_entry"),
        "kind": (PARTICIPATION, "kind"),
        "institution": (PARTICIPATION, "institution"),
        "technical_id": (PARTICIPATION, "technical_id"),
        "started": (PARTICIPATION, "entered_on"),
        "ended": (PARTICIPATION, "ended_on"),
        "education_end": (PARTICIPATION, "education_end"),
        "end_situation": (PARTICIPATION, "end_situation"),
        "as_planned": (PARTICIPATION, "as_planned"),
        "business_founded": (PARTICIPATION, "business_founded"),
        "remarks": (PARTICIPATION, "remarks"),
        "project_number": (PARTICIPATION, "project"),
        f"{SUPPORT}scope": (PARTICIPATION, "support_scope"),
        **{
            column: (PARTICIPATION, f"{column}_at_entry")
            for column in (
                "sex", "age", "education", "country", "voivodeship", "county", "commune", "locality", "postcode",
                "degurba", "labour_status", "labour_detail", "foreign_background", "third_country", "minority",
                "homelessness", "disability",
            )
        },
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a record; without a field the person's file, where services stand."""

    kind: str
    record: str
    field: str


def place_of(column: str, participation: str, person: str) -> Place:
    """Where the column of that participation is put right."""
    kind, field = _PLACES.get(column, (PERSON, ""))
    return Place(kind, participation if kind == PARTICIPATION else person, field)
