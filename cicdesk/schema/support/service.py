"""Service: one support that a person was given, as it is counted and reported."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Codes, Day, Level, Number, Reference, Search, Text, Time
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import OneOf

LONGEST_DAY = 1440
"""Minutes."""
COURSES_OF_POLISH = ("POL", "POL-TECH", "POL-KID")

_WHAT = (
    Reference(
        name="person", label=N_("Client"), section="what", to="person", level=Level.REQUIRED, read_only=True,
    ),
    Code(
        name="service", label=N_("Service"), section="what", code_list="services", level=Level.REQUIRED, listed=True,
    ),
    Codes(name="topics", label=N_("Topics"), section="what", code_list="topics"),
    Code(
        name="course_level", label=N_("Level of the course"), section="what", code_list="cefr",
        shown_when=OneOf("service", COURSES_OF_POLISH),
    ),
    Day(
        name="happened_on", label=N_("Day"), section="what", level=Level.REQUIRED, past=True, default="now",
        listed=True,
    ),
    Time(name="began", label=N_("Began at"), section="what"),
    Number(
        name="minutes", label=N_("Minutes"), section="what", most=LONGEST_DAY, level=Level.REPORTED, listed=True,
        help=N_("Minutes add up to the time sheet and the trip report."),
    ),
    Number(
        name="units", label=N_("Units"), section="what", most=10_000,
        help=N_("Hours of a course or pages of a translation, where the service is counted so."),
    ),
    Code(name="outcome", label=N_("Outcome"), section="what", code_list="service_outcomes"),
    Text(
        name="note", label=N_("Note"), section="what", longest=500, lines=2, any_script=True, search=Search.WORDS,
        client_facing=False, help=N_("A few words for colleagues. What is confidential belongs in a note."),
    ),
    Day(
        name="follow_up_on", label=N_("Follow up on"), section="what", client_facing=False,
        help=N_("On this day it stands among today's tasks of whoever gave the support."),
    ),
)  # fmt: skip

_WHERE = (
    Code(name="channel", label=N_("Channel"), section="where", code_list="channels", client_facing=False),
    Code(name="language", label=N_("Language"), section="where", code_list="languages"),
    Text(name="place", label=N_("Place"), section="where", longest=300, search=Search.WORDS),
    Reference(name="office", label=N_("Office"), section="where", to="office", client_facing=False),
    Reference(name="trip", label=N_("Trip"), section="where", to="trip", client_facing=False),
    Reference(
        name="staff", label=N_("Given by"), section="where", to="user", level=Level.REQUIRED, default="me",
        listed=True,
    ),
)  # fmt: skip

_PROOF = (
    Reference(name="case", label=N_("Case"), section="proof", to="case", client_facing=False),
    Code(
        name="project", label=N_("Project"), section="proof", code_list="projects", client_facing=False,
        help=N_("Empty where the support belongs to no project."),
    ),
    Reference(
        name="participation", label=N_("Participation"), section="proof", to="participation", client_facing=False,
    ),
    Reference(name="appointment", label=N_("Appointment"), section="proof", to="appointment", client_facing=False),
    Code(
        name="signature_state", label=N_("Client's signature"), section="proof", code_list="signature_states",
        default="TO_SIGN", listed=True, client_facing=False,
    ),
)  # fmt: skip

SERVICE = RecordSpec(
    kind="service",
    label=N_("Service given"),
    plural=N_("Services given"),
    new_label=N_("New service"),
    version=1,
    root_field="person",
    remarks="note",
    sections=(
        Section("what", N_("What was done")),
        Section("where", N_("Where and by whom")),
        Section("proof", N_("What it counts for")),
    ),
    fields=(*_WHAT, *_WHERE, *_PROOF),
    title_fields=("happened_on", "service"),
)
