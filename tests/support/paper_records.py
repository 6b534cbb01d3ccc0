"""A profile with what papers are printed from: a client, a booking with its parts, a child, and a day of care."""

from dataclasses import dataclass

from cicdesk.base.ids import RecordId
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk

DAY = "2026-11-27"
HIDDEN = "Sekret-41"
"""Stands in every field that no paper for clients may show."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ids of what was made."""

    person: RecordId
    appointment: RecordId
    request: RecordId
    sheet: RecordId
    child: RecordId
    place: RecordId
    session: RecordId
    incident: RecordId

    def main(self, kind: str) -> RecordId:
        """The record that papers about a kind are printed from."""
        return {
            "appointment": self.appointment,
            "interpreter_request": self.request,
            "dependant": self.child,
            "care_place": self.place,
            "incident": self.incident,
        }[kind]


def record_all(desk: Desk, *, language: str = "ukr") -> Recorded:
    """Invented people and one day of theirs."""

    def make(kind_: str, **values: Value) -> RecordId:
        return desk.records.create(kind_, values)[0].id

    person = make(
        "person", given_names="Yevheniia", family_name="Zhuk-Kovalenko", original_name="Євгенія Жук-Коваленко",
        birth_date="1888-04-02", citizenships=["UA"], contact_language=language, project="esf_fem_6_19",
        specific_needs=["VIOLENCE"], remarks=HIDDEN,
    )  # fmt: skip
    room = make("room", name="pokój 12", address="ul. Przykładowa 1, Kraków", way="Drzwi po lewej.")
    interpreter = make(
        "interpreter", given_names="Layla", family_name="Al-Hassan", remarks=HIDDEN,
        languages=[{"language": "ara", "into": "pol"}],
    )  # fmt: skip
    when: dict[str, Value] = {"day": DAY, "from_time": "10:00", "to_time": "11:30"}
    appointment = make(
        "appointment", person=person, purpose=HIDDEN, adviser="olha", room=room, bring="paszport i pisma z urzędu",
        needs_interpreter=True, needs_care=True, care_count=1, **when,
    )  # fmt: skip
    request = make(
        "interpreter_request", person=person, appointment=appointment, language=language, into="pol",
        service="CONSECUTIVE", mode="ON_SITE", subject="MEDICAL", place="ul. Przykładowa 5, Nowy Sącz",
        wanted_interpreter=interpreter, notes=HIDDEN, **when,
    )  # fmt: skip
    sheet = make(
        "time_sheet", person=person, interpreter_request=request, interpreter=interpreter, day=DAY,
        from_time="10:05", to_time="11:40", waiting_minutes=10, remarks=HIDDEN,
    )  # fmt: skip
    child = make(
        "dependant", person=person, kind="CHILD", given_names="Sofiia", family_name="Zhuk", birth_date="1889-03-14",
        languages=[{"language": "ukr", "understands": True}], relation="PARENT", guardian_phone="+48000123456",
        allergies=[{"kind": "FOOD", "to": "orzechy"}], support_needs=["TRAUMA"], behaviour=HIDDEN,
        court_restriction="YES", restricted=[{"name": HIDDEN}], may_first_aid="YES", may_walk="NO",
        emergency_contacts=[{"name": "Halyna Bondar", "phone": "+48000123458", "of_age": True}],
        pick_up=[{"name": "Halyna Bondar", "relation": "GRANDPARENT", "document": "PASSPORT", "pin": "4821"}],
    )  # fmt: skip
    place = make("care_place", name="Kącik dziecięcy", kind="CORNER", capacity=10, remarks=HIDDEN)
    session = make(
        "care_session", person=person, dependant=child, place=place, day=DAY, from_time="10:00", to_time="11:30",
        in_time="09:55", health_note=HIDDEN,
    )  # fmt: skip
    incident = make(
        "incident", person=person, dependant=child, place=place, kind="ACCIDENT", day=DAY, time="10:25",
        what="Potknęła się o klocek i upadła na kolano.", first_aid="Zimny okład.", follow_up=HIDDEN,
    )  # fmt: skip
    return Recorded(person, appointment, request, sheet, child, place, session, incident)
