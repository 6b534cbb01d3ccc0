"""Invented people of a project, as the exports find them in the records."""

from dataclasses import dataclass

from cicdesk.base.ids import RecordId
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk

PROJECT = "esf_fem_6_19"
BASE: dict[str, Value] = {
    "sex": "K", "citizenships": ["UA"], "contact_language": "ukr", "no_pesel": True,
    "phones": [{"number": "+48000111222"}], "education": "ISCED_6",
    "labour_status": "UNEMPLOYED", "labour_detail": "REGISTERED", "foreign_background": "YES",
    "third_country_national": "YES", "disability": "NO", "minority": "NO", "homelessness": "REFUSED",
    "project": PROJECT,
    "address": {
        "country": "PL", "voivodeship": "12", "county": "1213", "commune": "Oświęcim", "locality": "Oświęcim",
        "street": "Polna", "house": "7", "postcode": "32-600", "degurba": "2",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """A person in the project."""

    person: RecordId
    participation: RecordId


def add_participant(
    desk: Desk, family: str, given: str = "Yevheniia", identifier: str = "FE 000001", *,
    services: tuple[tuple[str, str], ...] = (("POL", "2026-03-02"),), **changes: Value,
) -> Taken:  # fmt: skip
    """Somebody with whom nothing is wrong, but for those changes; the first service makes a participant of them."""
    told: dict[str, Value] = {
        **BASE, "family_name": family, "given_names": given, "birth_date": "1990-01-13",
        "email": f"{identifier.rsplit(maxsplit=1)[-1]}@example.org", "other_identifier": identifier, **changes,
    }  # fmt: skip
    made, _changes = desk.records.create("person", told)
    for service, day in services:
        give(desk, made.id, service, day)
    return Taken(made.id, participation_of(desk, made.id))


def give(desk: Desk, person: str, service: str, day: str, minutes: int = 60) -> RecordId:
    """A support of the project."""
    made, _changes = desk.records.create(
        "service",
        {"person": person, "service": service, "happened_on": day, "minutes": minutes, "project": PROJECT},
    )
    return made.id


def participation_of(desk: Desk, person: str) -> RecordId:
    """The participation of somebody."""
    (found,) = desk.records.list("participation", {"person": person})
    return found.id
