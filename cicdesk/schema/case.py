"""Case: what a person needs from the centre, where it stands and who leads it."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Codes, Day, Level, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import OneOf

ENDED = ("CONTACT_CLOSED", "FINISHED", "REJECTED", "WITHDRAWN", "BROKEN_OFF")
"""The stages in which a case is over."""

_FIELDS = (
    Reference(
        name="person", label=N_("Client"), section="case", to="person", level=Level.REQUIRED, read_only=True,
    ),
    Text(
        name="number", label=N_("Case number"), section="case", longest=40, read_only=True, listed=True,
        search=Search.NUMBER,
    ),
    Codes(
        name="topics", label=N_("Needs"), section="case", code_list="topics", listed=True,
        level=Level.REPORTED, help=N_("What the person needs help with."),
    ),
    Text(
        name="summary", label=N_("Summary"), section="case", lines=4, any_script=True,
        search=Search.WORDS, help=N_("What is to be done, in a few words. Notes hold the rest."),
    ),
    Code(
        name="priority", label=N_("Priority"), section="case", code_list="priorities", default="ORDINARY",
        listed=True, client_facing=False,
    ),
    Code(
        name="stage", label=N_("Stage"), section="course", code_list="case_stages", default="CANDIDATE",
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    Day(name="opened_on", label=N_("Opened on"), section="course", listed=True, default="now"),
    Code(
        name="project", label=N_("Project"), section="course", code_list="projects", level=Level.REPORTED,
        client_facing=False, help=N_("The project decides what must be known to report the case."),
    ),
    Reference(name="office", label=N_("Office"), section="course", to="office", client_facing=False),
    Reference(name="owner", label=N_("Led by"), section="course", to="user", listed=True),
    Code(
        name="closing_reason", label=N_("Closing reason"), section="closing", code_list="closing_reasons",
        client_facing=False,
    ),
    Day(name="closed_on", label=N_("Closed on"), section="closing"),
    Text(
        name="closing_note", label=N_("Closing note"), section="closing", lines=3, any_script=True,
        client_facing=False,
    ),
)  # fmt: skip

CASE = RecordSpec(
    kind="case",
    label=N_("Case"),
    plural=N_("Cases"),
    new_label=N_("New case"),
    version=1,
    root_field="person",
    numbered=True,
    remarks="summary",
    sections=(
        Section("case", N_("What is needed")),
        Section("course", N_("Course of the case")),
        Section("closing", N_("Closing the case"), shown_when=OneOf("stage", ENDED)),
    ),
    fields=_FIELDS,
    title_fields=("number", "topics"),
)
