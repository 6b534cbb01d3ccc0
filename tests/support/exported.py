"""Invented people of a project, as the exports find them in the records."""

from dataclasses import dataclass

from cicdesk.base.ids import RecordId
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from cicdesk.services.writes import Write
from cicdesk.store import meta
from cicdesk.store.meta import Place

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


PERSON, CASE, TRIP, NOTE, LEGAL = (f"01950000-0000-7000-8000-00000000000{number}" for number in range(1, 6))
CONTACT, SERVICE, INTERPRETER, SHEET, OTHER, CHILD, CARE_PLACE, SESSION, TAKING = (
    f"01950000-0000-7000-8000-0000000000{number}" for number in range(11, 20)
)
SECRET = "Tajemnica-77"
"""Stands in what leaves the house in no copy."""


def record_week(desk: Desk) -> None:
    """A week with a little of everything; ids, codes and numbers are the same whenever it is recorded."""
    place = Place(office="KR", name="L01", device="d", region="12", roles={"olha": "coordinator"})
    desk.placed(place, "olha")
    with desk.context.store.write() as connection:
        meta.put(connection, "export_key", "07" * 32)

    def make(kind_: str, record: str, **values: Value) -> None:
        desk.records.write_together([Write(kind_, record, values)])

    make("trip", TRIP, day="2026-03-05", place="Miechów", venue="GOPS, parter", from_time="09:00", to_time="14:30",
         team=["olha"], languages=["ukr", "pol"], visitors=14, incidents="Brak prądu od 10:00 do 10:40.")  # fmt: skip
    first: dict[str, Value] = {
        **BASE, "family_name": "Zhuk", "given_names": "Yevheniia", "original_name": "Євгенія Жук",
        "birth_date": "1990-01-13", "email": "y.zuk@example.org", "other_identifier": "0012345", "trip": TRIP,
        "phones": [{"id": "p1", "number": "+48000111222"}], "remarks": "=1+1",
        "stays": [{"id": "s1", "basis": "UKR", "from": "2022-03-01"}],
        "documents": [{"id": "d1", "kind": "UA_PASSPORT", "number": "FE012345"}],
    }  # fmt: skip
    second: dict[str, Value] = {
        **BASE, "family_name": "O’Brien", "given_names": "Levan", "birth_date": "1962", "sex": "M",
        "citizenships": ["GE", "IE"], "other_identifier": "7", "phones": [{"id": "p1", "number": "+48000111333"}],
        "labour_status": "INACTIVE", "labour_detail": "NOT_LEARNING",
    }  # fmt: skip
    make("person", PERSON, **first)
    make("person", OTHER, **second)
    make("case", CASE, person=PERSON, topics=["WORK"], summary="Szuka pracy.", opened_on="2026-03-05")
    make(
        "note",
        NOTE,
        person=PERSON,
        case=CASE,
        level="GENERAL",
        text="Umówiono kurs.",
        written_at="2026-03-05T09:00Z",
    )
    make(
        "note", LEGAL, person=PERSON, level="LAWYER", text=SECRET, written_at="2026-03-05T09:30Z", minutes=30
    )
    make("contact", CONTACT, language="ukr", topics=["WORK", "HOUSING"], minutes=12, at="2026-03-05T09:15Z", sex="K",
         age_band="30-54", nationality="UA", channel="MOBIL", trip=TRIP, note="-Pyta o mieszkanie", person=PERSON)  # fmt: skip
    make("participation", TAKING, person=PERSON, project=PROJECT)
    make("service", SERVICE, person=PERSON, case=CASE, service="LEG", happened_on="2026-03-05", minutes=45, trip=TRIP,
         project=PROJECT, channel="MOBIL", language="ukr", place="Miechów", note="+48 pismo")  # fmt: skip
    make("interpreter", INTERPRETER, given_names="Layla", family_name="Al-Hassan",
         languages=[{"id": "l1", "language": "ara", "into": "pol"}])  # fmt: skip
    make("time_sheet", SHEET, interpreter=INTERPRETER, person=PERSON, day="2026-03-05", from_time="10:05",
         to_time="11:40", project=PROJECT, place="Miechów")  # fmt: skip
    make("dependant", CHILD, person=PERSON, kind="CHILD", given_names="Sofiia", family_name="Zhuk", birth_date="2021-06-01",
         second_guardian={"name": SECRET})  # fmt: skip
    make("care_place", CARE_PLACE, name="Kącik w GOPS", address="Miechów", capacity=8)
    make("care_session", SESSION, person=PERSON, dependant=CHILD, place=CARE_PLACE, day="2026-03-05", from_time="09:30",
         to_time="11:30", in_time="09:35", out_time="11:20", state="COLLECTED", service="LEG", trip=TRIP)  # fmt: skip
