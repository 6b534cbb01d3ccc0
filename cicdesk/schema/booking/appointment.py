"""Appointment: a client or a group with an adviser, in a room, from when to when, and what else it needs."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import change_reasons, decision, for_whom, when
from cicdesk.schema.fields import Code, Flag, Level, Moment, Number, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Given, Is, OneOf

CANCELLED = ("CANCELLED_CLIENT", "CANCELLED_CENTRE", "ABSENT", "MOVED")
"""The statuses that need a reason."""

_WHO = (
    *for_whom("who", N_("Client"), listed=True),
    Reference(name="case", label=N_("Case"), section="who", to="case", client_facing=False),
    Code(name="service", label=N_("Service"), section="who", code_list="services", listed=True),
    Text(
        name="purpose", label=N_("Purpose"), section="who", longest=300, search=Search.WORDS,
        help=N_("In a few words the client may read; no details of the case."),
    ),
    Reference(
        name="adviser", label=N_("Adviser"), section="who", to="user", level=Level.REQUIRED, default="me", listed=True,
    ),
    Number(name="people_count", label=N_("Number of people"), section="who", least=1, most=500, default=1),
    Code(name="language", label=N_("Language"), section="who", code_list="languages"),
)  # fmt: skip

_WHERE = (
    Reference(name="room", label=N_("Room"), section="where", to="room"),
    Text(
        name="place", label=N_("Place"), section="where", longest=300, search=Search.WORDS,
        help=N_("Where it is not in one of our rooms."),
    ),
    Reference(name="office", label=N_("Office"), section="where", to="office", client_facing=False),
    Reference(name="trip", label=N_("Trip"), section="where", to="trip", client_facing=False),
    Text(
        name="bring", label=N_("What to bring"), section="where", longest=500, lines=2,
        help=N_("Stands on the confirmation that the client takes home."),
    ),
)  # fmt: skip

_NEEDS = (
    Flag(name="needs_interpreter", label=N_("Needs an interpreter"), section="needs"),
    Flag(
        name="needs_care", label=N_("Needs care of children or a dependant"), section="needs",
        help=N_("Ask it with every booking: many come only if someone minds the children."),
    ),
    Number(
        name="care_count", label=N_("How many to care for"), section="needs", least=1, most=50,
        shown_when=Is("needs_care", True),
    ),
    Text(
        name="care_ages", label=N_("Their ages"), section="needs", longest=100, shown_when=Is("needs_care", True),
    ),
)  # fmt: skip

_COURSE = (
    Code(
        name="status", label=N_("Status"), section="course", code_list="visit_statuses", default="PLANNED",
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    *change_reasons("course", "visit_reasons", OneOf("status", CANCELLED)),
    Reference(
        name="moved_to", label=N_("Moved to"), section="course", to="appointment", shown_when=Is("status", "MOVED"),
        client_facing=False,
    ),
)  # fmt: skip

_DECISION = (
    Code(
        name="adviser_state", label=N_("Adviser's time"), section="decision", code_list="part_states", by_server=True,
        client_facing=False,
    ),
    Code(
        name="room_state", label=N_("Room reserved"), section="decision", code_list="part_states", by_server=True,
        client_facing=False, shown_when=Given("room"),
    ),
    Moment(name="reserved_from", label=N_("Reserved from"), section="decision", by_server=True, client_facing=False),
    Moment(name="reserved_to", label=N_("Reserved to"), section="decision", by_server=True, client_facing=False),
    *decision("decision"),
)  # fmt: skip

APPOINTMENT = RecordSpec(
    kind="appointment",
    label=N_("Appointment"),
    plural=N_("Appointments"),
    new_label=N_("New appointment"),
    version=1,
    root_field="person",
    root_optional=True,
    needs_one_of=(("group_name", "person"),),
    remarks="purpose",
    sections=(
        Section("who", N_("Who and what for")),
        Section("when", N_("When")),
        Section("where", N_("Where")),
        Section("needs", N_("What it needs")),
        Section("course", N_("Course of the appointment")),
        Section("decision", N_("What the centre decided")),
    ),
    fields=(*_WHO, *when("when"), *_WHERE, *_NEEDS, *_COURSE, *_DECISION),
    title_fields=("day", "from_time", "group_name"),
)
