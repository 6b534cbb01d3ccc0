"""The person's file, third part: situation for the reports, needs, notices, project and team."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Flag,
    Items,
    Level,
    Moment,
    Reference,
    References,
    Text,
)
from cicdesk.schema.rules import OneOf

_SITUATION = (
    Code(
        name="foreign_background", label=N_("Foreign background"), section="situation",
        code_list="yes_no", level=Level.REPORTED, derived=True, refusable=True,
        help=N_("No Polish citizenship, or a parent born outside Poland."),
    ),
    Code(
        name="third_country_national", label=N_("Third-country national"), section="situation",
        code_list="yes_no", level=Level.REPORTED, derived=True, refusable=True,
        help=N_("A citizen of a country outside the EU, or stateless. Filled in from the citizenships."),
    ),
    Code(
        name="disability", label=N_("Disability"), section="situation", code_list="yes_no",
        level=Level.REPORTED, sensitive=True, refusable=True,
        help=N_("For statistics and to adapt the help. The person may refuse to answer."),
    ),
    Code(
        name="minority", label=N_("National or ethnic minority"), section="situation",
        code_list="yes_no", level=Level.REPORTED, sensitive=True, refusable=True,
        help=N_("Minorities of Polish citizens; a refugee from Ukraine is not one by that alone."),
    ),
    Code(
        name="homelessness", label=N_("Homeless or without secure housing"), section="situation",
        code_list="yes_no", level=Level.REPORTED, sensitive=True, refusable=True,
        help=N_("Also someone living in a shelter or threatened with eviction. May refuse to answer."),
    ),
)  # fmt: skip

_NEEDS = (
    Codes(
        name="access_needs", label=N_("Access needs"), section="needs", code_list="access_needs",
        sensitive=True, help=N_("What must be arranged so that the person can use the help."),
    ),
    Text(
        name="access_note", label=N_("Other access needs"), section="needs", longest=1000, lines=2,
        sensitive=True, any_script=True, shown_when=OneOf("access_needs", ("OTHER", "ASSISTANT")),
    ),
    Codes(
        name="specific_needs", label=N_("Specific needs and risks"), section="needs",
        code_list="specific_needs", sensitive=True, client_facing=False,
        help=N_("Only what is needed to help. The client's window never shows it."),
    ),
    Code(
        name="referral_source", label=N_("How the person heard of us"), section="needs",
        code_list="referral_sources", refusable=True,
    ),
)  # fmt: skip

_PAPERS = (
    Items(
        name="receipts", label=N_("Notices and consents"), section="papers",
        item_label=N_("Notice or consent"), level=Level.REPORTED,
        help=N_("Which text, in which language and when; consents are free and can be withdrawn."),
        fields=(
            Code(name="kind", label=N_("Kind"), code_list="notices", level=Level.REQUIRED),
            Text(name="version", label=N_("Version"), longest=40),
            Code(name="language", label=N_("Language"), code_list="languages"),
            Moment(name="at", label=N_("Given at")),
            Code(name="channel", label=N_("Channel"), code_list="notice_channels"),
            Flag(name="on_paper", label=N_("Signed on paper")),
            Text(name="folder", label=N_("Folder number"), longest=60),
            Text(name="witness", label=N_("Witness or interpreter"), longest=200),
            Text(name="recipient", label=N_("Recipient and purpose"), longest=300),
            Day(name="withdrawn_on", label=N_("Withdrawn on")),
            Text(name="withdrawal_effect", label=N_("Effect of the withdrawal"), longest=300),
        ),
    ),
)  # fmt: skip

_PROJECT = (
    Day(
        name="entry_date", label=N_("Start of participation"), section="project", level=Level.REPORTED,
        help=N_("The day of the first support in the project."),
    ),
    Code(
        name="project", label=N_("Project"), section="project", code_list="projects",
        level=Level.REPORTED, client_facing=False,
        help=N_("The project decides what must be known to report the person."),
    ),
    Reference(
        name="office", label=N_("Office"), section="project", to="office", level=Level.REPORTED,
        client_facing=False,
    ),
    References(
        name="also_offices", label=N_("Also served by"), section="project", to="office",
        client_facing=False, help=N_("Offices that hold the file as well."),
    ),
    References(
        name="assignees", label=N_("Assigned to"), section="project", to="user", client_facing=False,
        help=N_("The staff who help this person and hold the file on their laptops."),
    ),
    Reference(name="trip", label=N_("Trip"), section="project", to="trip", client_facing=False),
    Text(
        name="remarks", label=N_("Remarks"), section="project", lines=4, any_script=True,
        client_facing=False, help=N_("Write only what is needed; no names of other people."),
    ),
    Reference(
        name="merged_into", label=N_("Became part of the file of"), section="project", to="person", since=2,
        by_server=True, in_form=False, client_facing=False,
    ),
)  # fmt: skip

SUPPORT = _SITUATION + _NEEDS + _PAPERS + _PROJECT
