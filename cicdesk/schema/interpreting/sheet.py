"""Time sheet: what an interpreter did, in minutes or pages, with the signatures. Nothing of what was said."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import instants, signature
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Level,
    Money,
    Number,
    Reference,
    References,
    Search,
    Text,
    Time,
)
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Is, Not, OneOf

_PAGED = OneOf("unit", ("PAGE_1125", "PAGE_1600", "PAGE_1800"))

_JOB = (
    Reference(name="person", label=N_("Client"), section="job", to="person"),
    Reference(
        name="interpreter_request", label=N_("Interpreter request"), section="job", to="interpreter_request",
        client_facing=False,
    ),
    Reference(
        name="interpreter", label=N_("Interpreter"), section="job", to="interpreter", level=Level.REQUIRED,
        listed=True,
    ),
    Reference(name="requested_by", label=N_("Requested by"), section="job", to="user", default="me"),
    Reference(name="office", label=N_("Office"), section="job", to="office", client_facing=False),
    Day(name="day", label=N_("Day"), section="job", level=Level.REQUIRED, default="now", listed=True),
    Text(name="place", label=N_("Place"), section="job", longest=300, search=Search.WORDS),
)  # fmt: skip

_TIME = (
    Time(name="planned_from", label=N_("Planned from"), section="time"),
    Time(name="planned_to", label=N_("Planned to"), section="time"),
    Time(name="from_time", label=N_("Really from"), section="time", listed=True),
    Time(name="to_time", label=N_("Really to"), section="time", listed=True),
    *instants("time"),
    Number(name="waiting_minutes", label=N_("Minutes of waiting"), section="time", most=1440),
    Number(name="travel_km", label=N_("Kilometres of travel"), section="time", most=2000),
)  # fmt: skip

_PAY = (
    Code(
        name="unit", label=N_("Paid by"), section="pay", code_list="rate_units", default="HOUR", client_facing=False,
    ),
    Number(
        name="round_minutes", label=N_("Rounded up to minutes"), section="pay", least=1, most=120,
        shown_when=Not(_PAGED), client_facing=False,
        help=N_("Only where the interpreter's entry does not say it."),
    ),
    Number(
        name="billed_minutes", label=N_("Minutes paid"), section="pay", most=10_000, listed=True,
        shown_when=Not(_PAGED), client_facing=False,
    ),
    Number(
        name="characters", label=N_("Characters with spaces"), section="pay", most=10_000_000, shown_when=_PAGED,
        client_facing=False,
    ),
    Number(name="pages", label=N_("Pages paid"), section="pay", most=10_000, shown_when=_PAGED, client_facing=False),
    Money(name="rate", label=N_("Rate"), section="pay", client_facing=False),
    Money(name="travel_cost", label=N_("Cost of travel"), section="pay", client_facing=False),
    Money(name="cost", label=N_("Cost"), section="pay", client_facing=False),
    Code(name="project", label=N_("Project"), section="pay", code_list="projects", client_facing=False),
    Text(name="cost_line", label=N_("Budget line"), section="pay", longest=100, client_facing=False),
)  # fmt: skip

_PAPER = (
    signature("client_signature", N_("Signature of the client"), "paper"),
    signature("requester_signature", N_("Signature of who requested it"), "paper"),
    signature("interpreter_signature", N_("Signature of the interpreter"), "paper"),
    References(name="scans", label=N_("Scans"), section="paper", to="attachment", client_facing=False),
    Code(
        name="state", label=N_("State"), section="paper", code_list="time_sheet_states", default="OPEN",
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    Day(
        name="settled_on", label=N_("Settled on"), section="paper", shown_when=Is("state", "SETTLED"),
        client_facing=False,
    ),
    Text(
        name="invoice", label=N_("Bill or invoice"), section="paper", longest=60, search=Search.NUMBER,
        client_facing=False,
    ),
)  # fmt: skip

_FEEDBACK = (
    Codes(
        name="remark_codes", label=N_("What happened"), section="feedback", code_list="time_sheet_remarks",
        client_facing=False,
    ),
    Code(
        name="understood", label=N_("They understood each other well"), section="feedback", code_list="yes_no",
        refusable=True,
    ),
    Code(
        name="again", label=N_("Would use this interpreter again"), section="feedback", code_list="yes_no",
        refusable=True,
    ),
    Code(
        name="exclude", label=N_("Wishes another interpreter in future"), section="feedback", code_list="yes_no",
        refusable=True, client_facing=False,
    ),
    Text(
        name="remarks", label=N_("Remarks"), section="feedback", longest=500, lines=2, client_facing=False,
        help=N_("Nothing of what was said."),
    ),
)  # fmt: skip

TIME_SHEET = RecordSpec(
    kind="time_sheet",
    label=N_("Interpreter's time sheet"),
    plural=N_("Interpreters' time sheets"),
    new_label=N_("New time sheet"),
    version=1,
    root_field="person",
    root_optional=True,
    remarks="remarks",
    sections=(
        Section("job", N_("Job")),
        Section("time", N_("Time and travel")),
        Section("pay", N_("What is paid")),
        Section("paper", N_("Signatures and settlement")),
        Section("feedback", N_("How it went")),
    ),
    fields=(*_JOB, *_TIME, *_PAY, *_PAPER, *_FEEDBACK),
    title_fields=("day", "from_time"),
)
