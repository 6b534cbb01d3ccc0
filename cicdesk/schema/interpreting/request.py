"""Interpreter request: in which language, for what, when and where, with which wishes, and how it went."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import (
    change_reasons,
    confirmed,
    decision,
    for_whom,
    request_number,
    when,
    who_asked,
)
from cicdesk.schema.fields import (
    Code,
    Codes,
    Flag,
    Items,
    Level,
    Moment,
    Money,
    Number,
    Phone,
    Reference,
    References,
    Search,
    Text,
)
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import AnyOf, Given, Is, Not, OneOf

WRITTEN = ("WRITTEN", "WRITTEN_SWORN")
"""The kinds that are paid by the page."""
WITH_REASON = (
    "UNFILLED", "CANCELLED", "LATE_CANCELLED", "VOID", "INCOMPLETE",
)  # fmt: skip
"""The states that need a reason."""
CALLED_OFF = ("CANCELLED", "LATE_CANCELLED", "VOID")
"""The states of a request that somebody took back."""

_ON_SITE = Is("mode", "ON_SITE")
_WRITTEN = OneOf("service", WRITTEN)

_WHO = (
    request_number("who"),
    *for_whom("who", N_("Client")),
)  # fmt: skip

_LANGUAGE = (
    Code(
        name="language", label=N_("Language"), section="language", code_list="languages", level=Level.REQUIRED,
        listed=True, help=N_("The language the client speaks. Do not guess it from the citizenship."),
    ),
    Code(name="into", label=N_("Second language"), section="language", code_list="languages", default="pol"),
    Code(
        name="direction", label=N_("Direction"), section="language", code_list="interpreting_directions",
        default="BOTH", client_facing=False,
    ),
    Text(
        name="dialect", label=N_("Dialect or variety"), section="language", longest=100,
        help=N_("Ask where the client learned the language."),
    ),
    Flag(
        name="dialect_needed", label=N_("Only this dialect will do"), section="language", shown_when=Given("dialect"),
    ),
    Code(name="script", label=N_("Script"), section="language", code_list="scripts", shown_when=_WRITTEN),
    Items(
        name="fallback_languages", label=N_("Other languages the client accepts"), section="language",
        item_label=N_("Language"), help=N_("In the order of preference, if nobody is found for the first."),
        fields=(
            Number(name="order", label=N_("Order"), least=1, most=20),
            Code(name="language", label=N_("Language"), code_list="languages", level=Level.REQUIRED),
            Text(name="dialect", label=N_("Dialect"), longest=100),
        ),
    ),
    Codes(
        name="unwanted_languages", label=N_("Languages the client does not want"), section="language",
        code_list="languages", help=N_("They are never offered, whoever is free."),
    ),
)  # fmt: skip

_WHAT = (
    Code(
        name="service", label=N_("Kind"), section="what", code_list="interpreting_services", level=Level.REQUIRED,
        default="CONSECUTIVE", client_facing=False,
    ),
    Code(
        name="mode", label=N_("How"), section="what", code_list="interpreting_modes", level=Level.REQUIRED,
        default="ON_SITE", shown_when=Not(_WRITTEN),
    ),
    Codes(
        name="other_modes", label=N_("Also acceptable"), section="what", code_list="interpreting_modes",
        shown_when=Not(_WRITTEN), help=N_("What may be proposed if nobody can come."),
    ),
    Code(name="subject", label=N_("Subject"), section="what", code_list="interpreting_subjects"),
    Code(name="institution", label=N_("Institution"), section="what", code_list="target_institutions"),
    Text(
        name="institution_name", label=N_("Name of the institution"), section="what", longest=200,
        search=Search.WORDS, shown_when=Given("institution"),
    ),
    Code(
        name="sensitivity", label=N_("Sensitivity"), section="what", code_list="request_sensitivities",
        default="ORDINARY", client_facing=False,
        help=N_("Special: violence, psychiatry, trafficking, sexual orientation, a child. No details here."),
    ),
    Number(
        name="people_count", label=N_("Number of people"), section="what", least=1, most=500, default=1,
        shown_when=Not(_WRITTEN),
    ),
    Number(
        name="characters", label=N_("Characters with spaces"), section="what", most=10_000_000, shown_when=_WRITTEN,
        client_facing=False,
    ),
    Number(name="pages", label=N_("Pages"), section="what", most=10_000, shown_when=_WRITTEN, client_facing=False),
)  # fmt: skip

_WHEN = (
    *when("when"),
    Number(
        name="duration_minutes", label=N_("Minutes"), section="when", least=5, most=1440, client_facing=False,
        help=N_("Where it is not known when it ends."),
    ),
    Number(
        name="minimum_minutes", label=N_("Minutes paid at the least"), section="when", most=1440,
        client_facing=False,
    ),
    Code(name="flexibility", label=N_("Flexibility"), section="when", code_list="flexibilities", default="FIXED"),
    Code(
        name="urgency", label=N_("Urgency"), section="when", code_list="urgencies", default="PLANNED", listed=True,
        client_facing=False,
    ),
)  # fmt: skip

_WHERE = (
    Reference(name="room", label=N_("Room"), section="where", to="room", shown_when=_ON_SITE),
    Text(
        name="place", label=N_("Place"), section="where", longest=300, search=Search.WORDS, shown_when=_ON_SITE,
        help=N_("Address, building, floor and door."),
    ),
    Code(name="commune", label=N_("Commune"), section="where", code_list="communes", shown_when=_ON_SITE),
    Text(
        name="meeting_point", label=N_("Meeting point"), section="where", longest=200, shown_when=_ON_SITE,
    ),
    Text(name="parking", label=N_("Parking"), section="where", longest=200, shown_when=_ON_SITE, client_facing=False),
    Phone(
        name="phone", label=N_("Number to call"), section="where",
        shown_when=AnyOf((Is("mode", "PHONE"), Is("mode", "VIDEO"), Is("other_modes", "PHONE"))),
    ),
    Text(
        name="link", label=N_("Link"), section="where", longest=500,
        shown_when=AnyOf((Is("mode", "VIDEO"), Is("other_modes", "VIDEO"))),
    ),
    Text(
        name="contact_on_site", label=N_("Contact on the spot"), section="where", longest=200, client_facing=False,
    ),
    Phone(
        name="contact_on_site_phone", label=N_("Telephone on the spot"), section="where", client_facing=False,
    ),
)  # fmt: skip

_WISHES = (
    Code(
        name="gender", label=N_("Woman or man"), section="wishes", code_list="gender_wishes", default="ANY",
        help=N_("Ask the client; required means that nobody else is offered."),
    ),
    Codes(
        name="requirements", label=N_("Requirements"), section="wishes", code_list="interpreter_requirements",
        client_facing=False,
    ),
    Flag(
        name="children_present", label=N_("Children are present"), section="wishes", client_facing=False,
        help=N_("Then only interpreters with valid checks are offered."),
    ),
    Reference(
        name="preferred_interpreter", label=N_("Preferred interpreter"), section="wishes", to="interpreter",
        client_facing=False,
    ),
    Items(
        name="exclusions", label=N_("Not these interpreters"), section="wishes", item_label=N_("Exclusion"),
        sensitive=True, client_facing=False,
        help=N_("Whom the client refuses, and whoever belongs to the family, the case or the same circle."),
        fields=(
            Reference(name="interpreter", label=N_("Interpreter"), to="interpreter"),
            Text(name="who", label=N_("Who else"), longest=200, any_script=True),
            Code(name="reason", label=N_("Reason"), code_list="exclusion_reasons"),
        ),
    ),
    Code(
        name="client_consent", label=N_("The client agrees to an interpreter"), section="wishes", code_list="yes_no",
        refusable=True,
    ),
    Text(
        name="preparation", label=N_("Material to prepare"), section="wishes", longest=500, lines=2,
        client_facing=False, help=N_("What the interpreter should read before; the files are in the client's file."),
    ),
    References(
        name="materials", label=N_("Files to prepare"), section="wishes", to="attachment", client_facing=False,
    ),
    Text(
        name="notes", label=N_("Arrangements"), section="wishes", longest=500, lines=3, client_facing=False,
        help=N_("Only how it is arranged, no details of the case: interpreters read this."),
    ),
)  # fmt: skip

_FILING = (
    Reference(name="case", label=N_("Case"), section="filing", to="case", client_facing=False),
    Reference(
        name="appointment", label=N_("Appointment"), section="filing", to="appointment", client_facing=False,
    ),
    *who_asked("filing"),
)  # fmt: skip

_COST = (
    Code(
        name="project", label=N_("Project"), section="cost", code_list="projects", client_facing=False,
    ),
    Text(name="cost_line", label=N_("Budget line"), section="cost", longest=100, client_facing=False),
    Code(
        name="rate_unit", label=N_("Paid by"), section="cost", code_list="rate_units", default="HOUR",
        client_facing=False,
    ),
    Money(name="rate", label=N_("Rate"), section="cost", client_facing=False),
    Number(name="travel_km", label=N_("Kilometres of travel"), section="cost", most=2000, client_facing=False),
    Money(name="planned_cost", label=N_("Planned cost"), section="cost", client_facing=False),
)  # fmt: skip

_COURSE = (
    Code(
        name="state", label=N_("State"), section="course", code_list="interpreter_request_states", default="DRAFT",
        centre_gives=("CONFIRMED", "NEEDS_NEW_TIME"),
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    *change_reasons("course", "request_reasons", OneOf("state", WITH_REASON)),
    Code(
        name="cancelled_by", label=N_("Who called it off"), section="course", code_list="cancelling_parties",
        shown_when=OneOf("state", CALLED_OFF), level=Level.REQUIRED, client_facing=False,
    ),
    Moment(
        name="cancelled_at", label=N_("Called off at"), section="course", shown_when=OneOf("state", CALLED_OFF),
        client_facing=False,
    ),
    Code(
        name="assignment", label=N_("How it is offered"), section="course", code_list="assignment_modes",
        default="DIRECT", client_facing=False,
    ),
    Reference(
        name="wanted_interpreter", label=N_("Wanted interpreter"), section="course", to="interpreter",
        client_facing=False, help=N_("Stays a wish until the centre has confirmed it."),
    ),
    Items(
        name="offers", label=N_("Offers"), section="course", item_label=N_("Offer"), client_facing=False,
        fields=(
            Reference(name="interpreter", label=N_("Interpreter"), to="interpreter", level=Level.REQUIRED),
            Moment(name="sent_at", label=N_("Sent at")),
            Moment(name="answer_by", label=N_("Answer until")),
            Code(name="answer", label=N_("Answer"), code_list="offer_answers", default="WAITING"),
            Moment(name="answered_at", label=N_("Answered at")),
            Code(name="reason", label=N_("Reason"), code_list="unassign_reasons"),
        ),
    ),
    Moment(name="arrived_at", label=N_("Arrived at"), section="course", client_facing=False),
)  # fmt: skip

_DECISION = (
    Reference(
        name="interpreter", label=N_("Confirmed interpreter"), section="decision", to="interpreter", by_server=True,
    ),
    *confirmed("decision"),
    *decision("decision"),
)  # fmt: skip

INTERPRETER_REQUEST = RecordSpec(
    kind="interpreter_request",
    label=N_("Interpreter request"),
    plural=N_("Interpreter requests"),
    new_label=N_("New interpreter request"),
    version=1,
    root_field="person",
    root_optional=True,
    numbered=True,
    needs_one_of=(("group_name", "person"),),
    remarks="notes",
    sections=(
        Section("who", N_("For whom")),
        Section("language", N_("Languages")),
        Section("what", N_("What is to be interpreted")),
        Section("when", N_("When")),
        Section("where", N_("Where"), shown_when=Not(_WRITTEN)),
        Section("wishes", N_("Wishes and requirements")),
        Section("filing", N_("Where it belongs")),
        Section("cost", N_("Cost")),
        Section("course", N_("Course of the request")),
        Section("decision", N_("What the centre decided")),
    ),
    fields=(*_WHO, *_LANGUAGE, *_WHAT, *_WHEN, *_WHERE, *_WISHES, *_FILING, *_COST, *_COURSE, *_DECISION),
    title_fields=("number", "language", "day"),
)
