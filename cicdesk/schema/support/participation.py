"""Participation: a person in a project, with what was so on the day they joined."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Day, Level, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Given, Is
from cicdesk.schema.support.entry import AT_ENTRY

_PART = (
    Reference(
        name="person", label=N_("Client"), section="part", to="person", level=Level.REQUIRED, read_only=True,
    ),
    Code(
        name="project", label=N_("Project"), section="part", code_list="projects", level=Level.REQUIRED, listed=True,
    ),
    Code(
        name="kind", label=N_("Takes part as"), section="part", code_list="participant_kinds", level=Level.REPORTED,
        default="INDIVIDUAL", client_facing=False,
    ),
    Text(
        name="institution", label=N_("Name of the institution"), section="part", longest=300, level=Level.REPORTED,
        shown_when=Is("kind", "INSTITUTIONAL"), search=Search.WORDS,
    ),
    Code(
        name="status", label=N_("Status"), section="part", code_list="participation_statuses", default="RESERVE",
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    Day(
        name="entered_on", label=N_("Start of participation"), section="part", level=Level.REPORTED, read_only=True,
        listed=True, help=N_("The day of the first support in the project."),
    ),
    Text(name="planned_path", label=N_("Planned path"), section="part", longest=2000, lines=3, any_script=True),
    Text(
        name="support_scope", label=N_("Scope of support"), section="part", longest=300, client_facing=False,
        help=N_("A word of the call's own dictionary; empty where the project says it for everybody."),
    ),
    Text(
        name="technical_id", label=N_("Technical identifier"), section="part", longest=60, client_facing=False,
        help=N_("Given by the funder's system in its answer to the first file."),
    ),
)  # fmt: skip

_ELIGIBILITY = (
    Code(
        name="eligible", label=N_("May take part"), section="eligibility", code_list="yes_no", level=Level.REPORTED,
        client_facing=False,
    ),
    Day(name="eligible_decided_on", label=N_("Decided on"), section="eligibility", past=True, client_facing=False),
    Reference(
        name="eligible_decided_by", label=N_("Decided by"), section="eligibility", to="user", client_facing=False,
    ),
    Code(
        name="eligible_document_seen", label=N_("Document shown"), section="eligibility",
        code_list="identity_documents", client_facing=False,
        help=N_("What proved the legal stay; no copy is kept."),
    ),
)  # fmt: skip

_END = (
    Day(name="ended_on", label=N_("End of participation"), section="end", past=True, listed=True),
    Code(
        name="as_planned", label=N_("Ended as planned"), section="end", code_list="yes_no", level=Level.REPORTED,
        shown_when=Given("ended_on"), client_facing=False,
    ),
    Code(
        name="end_situation", label=N_("Situation at the end"), section="end", code_list="end_situations",
        level=Level.REPORTED, shown_when=Given("ended_on"),
        help=N_("As it is at most four weeks after the end."),
    ),
    Code(
        name="break_reason", label=N_("Why it was broken off"), section="end", code_list="break_reasons",
        shown_when=Is("status", "BROKEN_OFF"), client_facing=False,
    ),
    Day(
        name="business_founded", label=N_("Founded a business on"), section="end", past=True,
    ),
)  # fmt: skip

_RESULTS = (
    Code(
        name="helpful", label=N_("It helped in settling in Poland"), section="results", code_list="yes_no",
        refusable=True,
    ),
    Day(name="helpful_asked_on", label=N_("Asked on"), section="results", past=True, client_facing=False),
    Day(
        name="recognition_applied_on", label=N_("Applied for recognition of qualifications on"), section="results",
        past=True,
    ),
    Text(name="recognition_body", label=N_("Applied to"), section="results", longest=300),
    Day(
        name="long_term_applied_on", label=N_("Applied for long-term residence on"), section="results", past=True,
    ),
    Text(
        name="remarks", label=N_("Remarks"), section="results", longest=1000, lines=3, any_script=True,
        client_facing=False, help=N_("Write only what is needed; no names of other people."),
    ),
)  # fmt: skip

PARTICIPATION = RecordSpec(
    kind="participation",
    label=N_("Participation"),
    plural=N_("Participations"),
    new_label=N_("New participation"),
    version=1,
    root_field="person",
    remarks="remarks",
    sections=(
        Section("part", N_("Part in the project")),
        Section("eligibility", N_("Right to take part")),
        Section("entry", N_("As it was on joining"), shown_when=Given("entered_on")),
        Section("end", N_("End of participation")),
        Section("results", N_("What came of it")),
    ),
    fields=(*_PART, *_ELIGIBILITY, *AT_ENTRY, *_END, *_RESULTS),
    title_fields=("project", "entered_on"),
)
