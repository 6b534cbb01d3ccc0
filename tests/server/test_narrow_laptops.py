"""What the centre sends to a carer's and to an interpreter's laptop, and what it takes from them."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from cicdesk.base.ids import new_id
from cicdesk.domain.narrow import READS, WRITES
from cicdesk.domain.pick_up import is_pin
from cicdesk.domain.roles import Role
from cicdesk.domain.wall_time import wall
from cicdesk.schema.records import registry
from cicdesk.server.services.aside import AsideService
from cicdesk.server.services.refusals import Refused
from cicdesk.wire.blobs import BlobsAsk, BlobsReply
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import Hello, Mutation, Pull
from tests.support.arranging import AT_THE_DOOR
from tests.support.devices import NOW, Laptop, RefusedByServer, edit, new_person, wire_of
from tests.support.files import HttpBlobs, blobs_of, content, hand_in, new_attachment

if TYPE_CHECKING:
    from tests.server.conftest import World

pytestmark = pytest.mark.server
Anything = Any  # values of any field
SECRET = "Tajemnica"
"""Stands in everything that neither a carer nor an interpreter may be sent."""
PIN = "407193"


def today() -> dt.date:
    return wall(dt.datetime.now(dt.UTC)).day  # the real server's clock is the system's


def day(ago: int = 0) -> str:
    return (today() - dt.timedelta(days=ago)).isoformat()


@dataclass(slots=True)
class Office:
    """An office with a desk's laptop and a carer's."""

    world: "World"
    code: str
    desk: Laptop
    carer: Laptop

    def record(self, of: str, root: str = "", **values: Anything) -> Mutation:
        own = {} if root else {"office": self.code}
        person = {"person": root} if root else {}
        return Mutation(
            id=new_id(), root=root, kind=of, user=self.desk.user, at=NOW, set={**person, **own, **values}
        )

    def family(self, name: str = "Danylo", **session: Anything) -> tuple[Mutation, Mutation, Mutation]:
        """A guardian with everything that a file can hold, the card of a child, and a visit of today unless said."""
        guardian = new_person(
            self.desk.user, self.code, given_names="Olena", family_name="Koval", pesel=SECRET, notes=SECRET,
        )  # fmt: skip
        card = self.record(
            "dependant", guardian.id, given_names=name, family_name="Koval", kind="CHILD", remarks=SECRET,
            court_restriction="YES", parental_authority="NO",
            **{
                "allergies/1": {"kind": "FOOD", "to": "orzechy"},
                "pick_up/1": {"name": "Halyna Koval", "pin": PIN, "document": "PASSPORT"},
                "restricted/1": {"name": "Petro Koval", "order_number": SECRET, "remark": SECRET},
                "emergency_contacts/1": {"name": "Iryna", "phone": "+48000000003"},
            },
        )  # fmt: skip
        visit = self.record(
            "care_session", guardian.id,
            **{"dependant": card.id, "day": day(), "from_time": "09:00", "state": "EXPECTED", **session},
        )  # fmt: skip
        note = self.record("note", guardian.id, text=SECRET)
        case = self.record("case", guardian.id, summary=SECRET)
        self.desk.push(guardian, card, visit, note, case)
        return guardian, card, visit


@pytest.fixture
def office(world: "World") -> Office:
    code = world.office()
    carer = world.laptop(code, world.user(code, role="carer"))
    return Office(world, code, world.laptop(code), carer)


def test_a_carers_laptop_gets_the_children_of_today_and_nobody_else(office: Office) -> None:
    guardian, card, visit = office.family()
    _other, old_card, old_visit = office.family("Dawny", day=day(1), state="COLLECTED")
    stranger = new_person(office.desk.user, office.code, family_name=SECRET)
    office.desk.push(stranger)
    reply = office.carer.pull()
    assert set(office.carer.records) == {guardian.id, card.id, visit.id}
    assert {old_card.id, old_visit.id}.isdisjoint(office.carer.records)
    assert SECRET.encode() not in msgspec.json.encode(reply)


def test_of_the_guardian_only_the_name_and_of_whom_a_court_forbids_only_the_name(office: Office) -> None:
    guardian, card, _visit = office.family()
    office.carer.pull()
    assert office.carer.records[guardian.id].data == {"given_names": "Olena", "family_name": "Koval"}
    held = office.carer.records[card.id].data
    assert held["restricted/1"] == {"name": "Petro Koval"}
    assert held["allergies/1"] == {"kind": "FOOD", "to": "orzechy"}
    assert held["emergency_contacts/1"] == {"name": "Iryna", "phone": "+48000000003"}
    assert {"court_restriction", "parental_authority", "remarks"}.isdisjoint(held)


def test_the_pin_is_compared_on_a_carers_laptop_and_not_told_to_it(office: Office) -> None:
    _guardian, card, _visit = office.family()
    office.carer.pull()
    held = office.carer.records[card.id].data["pick_up/1"]
    assert PIN not in str(held)
    assert is_pin(held["pin"], PIN)
    assert not is_pin(held["pin"], "407194")


def test_somebody_who_is_still_here_from_yesterday_is_seen(office: Office) -> None:
    _guardian, _card, visit = office.family(day=day(1), state="PRESENT", **AT_THE_DOOR)
    office.carer.pull()
    assert visit.id in office.carer.records


def test_a_visit_that_is_put_on_another_day_leaves_the_laptop_with_its_card(office: Office) -> None:
    _guardian, card, visit = office.family()
    office.carer.pull()
    office.desk.push(edit(visit, office.desk.user, {"day": day(-3)}))
    office.carer.pull()
    assert {visit.id, card.id}.isdisjoint(office.carer.records)


def test_a_second_visit_brings_the_card_that_was_written_long_before(office: Office) -> None:
    guardian, card, visit = office.family(day=day(40), state="CLOSED")
    office.carer.pull()
    assert card.id not in office.carer.records
    again = office.record("care_session", guardian.id, dependant=card.id, day=day(), state="EXPECTED")
    office.desk.push(again)
    office.carer.pull()
    assert {card.id, again.id} <= set(office.carer.records)
    assert visit.id not in office.carer.records


def test_nothing_new_is_an_empty_answer(office: Office) -> None:
    office.family()
    office.carer.pull()
    assert not office.carer.pull().parts


def test_a_carer_signs_a_child_in_and_the_desk_sees_it(office: Office) -> None:
    _guardian, _card, visit = office.family()
    office.carer.pull()
    came = {"state": "PRESENT", **AT_THE_DOOR, "in_time": "09:02"}
    signed = edit(visit, office.carer.user, came, have=office.carer.records[visit.id].seq)
    assert not office.carer.push(signed).outcomes
    office.desk.pull()
    assert office.desk.records[visit.id].data["state"] == "PRESENT"
    office.carer.pull()
    assert office.carer.records[visit.id].data["in_time"] == "09:02"


def test_a_carers_own_incident_note_stays_with_the_carer_and_a_colleagues_does_not_come(
    office: Office,
) -> None:
    guardian, card, _visit = office.family()
    office.carer.pull()
    held = {"dependant": card.id, "day": day(), "what": "Kolano", "state": "OPEN"}
    mine = office.record("incident", guardian.id, reporter=office.carer.user, **held)
    mine.user = office.carer.user
    theirs = office.record("incident", guardian.id, reporter=office.desk.user, **{**held, "what": SECRET})
    office.desk.push(theirs)
    assert not office.carer.push(mine).outcomes
    office.carer.pull()
    assert mine.id in office.carer.records
    assert theirs.id not in office.carer.records


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("person", {"family_name": "Inna"}, "family_name"),
        ("dependant", {"court_restriction": "NO"}, "court_restriction"),
        ("dependant", {"pick_up/2": {"name": "Obcy"}}, "pick_up/2"),
        ("care_session", {"override_by": "user0"}, "override_by"),
        ("care_session", {"_alive": False}, "_alive"),
    ],
)
def test_what_a_carer_may_not_write_is_set_aside_whatever_the_program_sends(
    office: Office, kind: str, values: dict[str, Anything], field: str
) -> None:
    made = {each.kind: each for each in office.family()}
    office.carer.pull()
    outcome = office.carer.push(edit(made[kind], office.carer.user, values)).outcomes[0]
    assert (outcome.r, outcome.why, outcome.field) == ("quarantined", Why.NOT_ALLOWED, field)


def test_a_carer_makes_no_cases_notes_or_people(office: Office) -> None:
    guardian, _card, _visit = office.family()
    wanted: list[tuple[str, str, dict[str, Anything]]] = [
        ("person", "", {"family_name": "Nowa", "office": office.code}),
        ("case", guardian.id, {"person": guardian.id}),
        ("note", guardian.id, {"person": guardian.id, "text": "x"}),
    ]
    made = [
        Mutation(id=new_id(), root=root, kind=kind, user=office.carer.user, at=NOW, set=values)
        for kind, root, values in wanted
    ]
    outcomes = office.carer.push(*made).outcomes
    assert {each.why for each in outcomes.values()} == {Why.NOT_ALLOWED}
    assert len(outcomes) == 3


def test_a_child_of_a_family_that_is_served_in_two_towns_is_seen_in_both(office: Office) -> None:
    elsewhere = Office(office.world, code := office.world.office(), office.world.laptop(code), office.carer)
    guardian, card, visit = elsewhere.family()
    elsewhere.desk.push(edit(guardian, elsewhere.desk.user, {f"also_offices/{office.code}": True}))
    office.carer.pull()
    assert {card.id, visit.id} <= set(office.carer.records)
    came = edit(visit, office.carer.user, {"state": "PRESENT", **AT_THE_DOOR})
    assert not office.carer.push(came).outcomes


def test_another_office_is_out_of_reach(office: Office) -> None:
    elsewhere = Office(office.world, code := office.world.office(), office.world.laptop(code), office.carer)
    _guardian, _card, visit = elsewhere.family()
    office.carer.pull()
    assert visit.id not in office.carer.records
    outcome = office.carer.push(edit(visit, office.carer.user, {"state": "PRESENT"})).outcomes[0]
    assert outcome.why == Why.OUT_OF_SCOPE


def test_asking_for_other_partitions_or_records_by_name_gives_nothing_more(office: Office) -> None:
    guardian, _card, _visit = office.family()
    note = next(each.rid for each in _pulled(office.desk) if each.kind == "note")
    cursors = {f"c:{office.code}": 0, f"r:{office.world.region}": 0, "*": 0}
    reply = office.carer.api.pull(
        Pull(schema=1, cursors=cursors, want=[note, guardian.id], newest=50, tell_size=False)
    )
    assert SECRET.encode() not in msgspec.json.encode(reply)
    assert reply.scope == [f"v:{office.carer.device}"]
    hello = office.carer.api.hello(Hello(schema=1, clock=0))
    assert hello.scope == reply.scope
    assert hello.users == {office.carer.user: "carer"}


def _pulled(laptop: Laptop) -> list[Anything]:
    fresh = Laptop(laptop.api, laptop.device, laptop.user, laptop.office)
    fresh.pull(whole=True)
    return fresh.rows


def test_scans_of_a_file_are_out_of_reach(http_world: "World") -> None:
    code = http_world.office()
    office = Office(
        http_world,
        code,
        http_world.laptop(code),
        http_world.laptop(code, http_world.user(code, role="carer")),
    )
    guardian, _card, _visit = office.family()
    scan = content(5, 900)
    record = new_attachment(office.desk.user, guardian.id, scan)
    office.desk.push(record)
    hand_in(HttpBlobs(wire_of(office.desk)), record, scan)
    answer = HttpBlobs(wire_of(office.carer)).ask(BlobsAsk(records=[record.id]))
    assert (answer.ready, answer.missing) == ([], [])


def test_a_laptop_that_a_colleague_of_the_desk_uses_as_well_holds_the_office(world: "World") -> None:
    """People who share a laptop share its file; this is why a carer's laptop is a carer's alone."""
    code = world.office()
    shared = world.laptop(code, world.user(code))
    wide = shared.api.hello(Hello(schema=1, clock=0)).scope
    assert f"c:{code}" in wide


@dataclass(slots=True)
class Job:
    """A request for an interpreter in a client's file, and the laptops of those concerned."""

    desk: Laptop
    interpreter: Laptop
    other: Laptop
    person: Mutation
    request: Mutation
    entry: Mutation


@pytest.fixture
def job(world: "World") -> Job:
    code = world.office()
    desk = world.laptop(code)
    laptops = [world.laptop(code, world.user(code, role="interpreter")) for _ in range(2)]
    entries = [
        Mutation(id=new_id(), kind="interpreter", user=desk.user, at=NOW, set={
            "family_name": "Demo", "user": each.user, "region": world.region, "remarks": SECRET,
            "do_not_send/1": {"kind": "CLIENT", "what": SECRET},
        })
        for each in laptops
    ]  # fmt: skip
    person = new_person(desk.user, code, given_names="Zulai", family_name=SECRET, email=SECRET)
    request = Mutation(id=new_id(), root=person.id, kind="interpreter_request", user=desk.user, at=NOW, set={
        "person": person.id, "day": day(-2), "from_time": "10:00", "to_time": "11:00", "mode": "PHONE", "language": "che",
        "state": "OFFERED", "wanted_interpreter": entries[0].id, "sensitivity": SECRET, "cost_line": SECRET,
        "planned_cost": 12345, "notes": "Proszę zadzwonić kwadrans wcześniej.",
        "exclusions/1": {"who": SECRET, "interpreter": entries[1].id},
        "offers/1": {"interpreter": entries[0].id, "answer": "WAITING"},
    })  # fmt: skip
    desk.push(*entries, person, request)
    return Job(desk, laptops[0], laptops[1], person, request, entries[0])


def test_an_interpreter_gets_the_jobs_that_were_offered_and_of_the_client_the_first_name(job: Job) -> None:
    reply = job.interpreter.pull()
    held = job.interpreter.records
    assert set(held) == {job.request.id, job.person.id, job.entry.id}
    assert held[job.person.id].data == {"given_names": "Zulai"}
    assert held[job.request.id].data["notes"] == "Proszę zadzwonić kwadrans wcześniej."
    assert {"sensitivity", "cost_line", "planned_cost", "exclusions/1"}.isdisjoint(held[job.request.id].data)
    assert SECRET.encode() not in msgspec.json.encode(reply)


def test_whoever_is_excluded_or_was_never_asked_sees_nothing_of_it(job: Job) -> None:
    job.other.pull()
    assert {job.request.id, job.person.id}.isdisjoint(job.other.records)


def test_an_interpreter_accepts_a_job_of_their_own_and_nobody_elses(job: Job) -> None:
    job.interpreter.pull()
    answer = {"offers/1": {"interpreter": job.entry.id, "answer": "ACCEPTED"}}
    assert not job.interpreter.push(edit(job.request, job.interpreter.user, answer)).outcomes
    refused = job.other.push(edit(job.request, job.other.user, answer)).outcomes[0]
    assert refused.why == Why.OUT_OF_SCOPE
    foreign = edit(job.request, job.interpreter.user, {"day": day(-9)})
    assert job.interpreter.push(foreign).outcomes[0].why == Why.NOT_ALLOWED


def test_whose_job_it_is_writes_the_sheet(job: Job) -> None:
    job.interpreter.pull()
    sheet = Mutation(
        id=new_id(), root=job.person.id, kind="time_sheet", user=job.interpreter.user, at=NOW,
        set={"person": job.person.id, "interpreter": job.entry.id, "day": day(), "from_time": "10:05"},
    )  # fmt: skip
    assert not job.interpreter.push(sheet).outcomes
    job.desk.pull()
    assert job.desk.records[sheet.id].data["from_time"] == "10:05"


def test_every_field_that_is_named_is_a_field_and_no_narrow_role_writes_what_it_does_not_see() -> None:
    for role in (Role.CARER, Role.INTERPRETER):
        for kind, seen in READS[role].items():
            assert seen.fields <= registry()[kind].by_name.keys() | {"id"}, (role, kind)
        for kind, written in WRITES[role].items():
            assert written <= READS[role][kind].fields, (role, kind)


def test_what_was_set_aside_is_read_without_the_pin(own_world: "World") -> None:
    laptop = own_world.laptop(own_world.office())
    card = Mutation(
        id=new_id(), root=new_id(), kind="dependant", user=laptop.user, at=NOW,
        set={"given_names": "Danylo", "pick_up/1": {"name": "Halyna", "pin": PIN}},
    )  # fmt: skip
    assert laptop.push(card).outcomes[0].why == Why.UNKNOWN_FILE
    told = AsideService(own_world.centre.database).content(card.id)
    assert told == {"given_names": "Danylo", "pick_up/1": {"name": "Halyna"}}


def write(job: Job, **values: Anything) -> None:
    """The desk edits the request as it knows it by then."""
    job.desk.pull()
    made = edit(job.request, job.desk.user, values, have=job.desk.records[job.request.id].seq)
    made.bases = {name: bases for name in values if (bases := job.desk.versions(job.request.id, name))}
    assert not job.desk.push(made).outcomes


def with_file(job: Job, world: "World", state: str) -> Mutation:
    """A file of the client's that the job names as one to prepare; the job has come as far as that."""
    data = content(1, 900)
    file = new_attachment(job.desk.user, job.person.id, data)
    job.desk.push(file)
    hand_in(blobs_of(job.desk, world.centre), file, data)
    write(job, **{f"materials/{file.id}": True})
    if state != "OFFERED":
        write(job, **{"offers/1": {"interpreter": job.entry.id, "answer": "ACCEPTED"}})
    if state not in {"OFFERED", "CONFIRMED"}:
        write(job, state=state)
    job.desk.pull()
    assert job.desk.records[job.request.id].data["state"] == state
    return file


@pytest.mark.parametrize("state", ["CONFIRMED", "UNDER_WAY"])
def test_files_to_prepare_go_to_whose_job_it_is_and_to_nobody_else(
    world: "World", job: Job, state: str
) -> None:
    file = with_file(job, world, state)
    other = new_attachment(job.desk.user, job.person.id, content(2, 900))
    job.desk.push(other)
    for each in (job.interpreter, job.other):
        each.pull()
    assert job.interpreter.records[file.id].data.keys() <= READS[Role.INTERPRETER]["attachment"].fields
    assert other.id not in job.interpreter.records
    assert file.id not in job.other.records
    mine, theirs = (blobs_of(each, world.centre) for each in (job.interpreter, job.other))
    name = str(file.set["sha256"])
    assert mine.ask(BlobsAsk(records=[file.id, other.id])).ready == [file.id]
    assert mine.get(name, 0, 9) == content(1, 900)[:10]
    assert theirs.ask(BlobsAsk(records=[file.id])) == BlobsReply()
    with pytest.raises((RefusedByServer, Refused)):
        theirs.get(name, 0, 9)


@pytest.mark.parametrize("state", ["OFFERED", "COMPLETED", "LATE_CANCELLED"])
def test_who_is_only_asked_or_has_done_the_job_gets_no_file(world: "World", job: Job, state: str) -> None:
    file = with_file(job, world, state)
    job.interpreter.pull()
    assert job.request.id in job.interpreter.records
    assert file.id not in job.interpreter.records
    assert blobs_of(job.interpreter, world.centre).ask(BlobsAsk(records=[file.id])) == BlobsReply()


def test_a_file_of_somebody_else_is_not_to_be_had_by_naming_it_in_a_job(world: "World", job: Job) -> None:
    elsewhere = new_person(job.desk.user, job.desk.office)
    file = new_attachment(job.desk.user, elsewhere.id, content(3, 900))
    job.desk.push(elsewhere, file)
    write(
        job, **{f"materials/{file.id}": True, "offers/1": {"interpreter": job.entry.id, "answer": "ACCEPTED"}}
    )
    job.interpreter.pull()
    assert job.interpreter.records[job.request.id].data["state"] == "CONFIRMED"
    assert file.id not in job.interpreter.records
