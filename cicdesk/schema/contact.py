"""Contact: one question answered, often without a name. Seven questions in the queue, the rest by default."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Codes, Flag, Level, Moment, Number, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

QUICK = "quick"
"""The section of the seven questions, asked in this order while the queue waits."""

_SEVEN = (
    Code(
        name="language", label=N_("Language"), section=QUICK, code_list="languages", listed=True,
        help=N_("The language the conversation was held in."),
    ),
    Codes(
        name="topics", label=N_("Topics"), section=QUICK, code_list="topics", listed=True,
        help=N_("What the person came to ask; several may be chosen."),
    ),
    Code(
        name="age_band", label=N_("Age"), section=QUICK, code_list="age_bands",
        level=Level.REPORTED, refusable=True,
        help=N_("An estimate is enough. The funders count people by age."),
    ),
    Code(
        name="sex", label=N_("Sex"), section=QUICK, code_list="sex", level=Level.REPORTED, refusable=True,
        help=N_("The funders count women and men separately."),
    ),
    Code(
        name="nationality", label=N_("Nationality"), section=QUICK, code_list="countries", listed=True,
        refusable=True, help=N_("Optional. It shows which languages the point needs."),
    ),
    Code(
        name="outcome", label=N_("Outcome"), section=QUICK, code_list="outcomes", listed=True,
        default="INFO", client_facing=False,
    ),
    Number(
        name="minutes", label=N_("Minutes"), section=QUICK, least=0, most=1440, default=5,
        client_facing=False, help=N_("Minutes add up to the time sheet and the trip report."),
    ),
)  # fmt: skip

_REST = (
    Code(
        name="channel", label=N_("Channel"), section="more", code_list="channels", default="PUNKT",
        client_facing=False, listed=True,
    ),
    Code(
        name="who", label=N_("Who is asking"), section="more", code_list="callers", default="KLIENT",
        client_facing=False,
    ),
    Moment(name="at", label=N_("Date and time"), section="more", listed=True, default="now", client_facing=False),
    Number(
        name="people_count", label=N_("Number of people"), section="more", least=1, most=99, default=1,
        client_facing=False,
    ),
    Flag(name="child_present", label=N_("A child is with them"), section="more", client_facing=False),
    Text(
        name="note", label=N_("Note"), section="more", lines=4, any_script=True, search=Search.WORDS,
        client_facing=False, help=N_("Write only what is needed; no names of other people."),
    ),
    Text(
        name="paper_number", label=N_("Paper form number"), section="more", longest=40, search=Search.NUMBER,
        client_facing=False, help=N_("Only when the contact was first written on paper."),
    ),
    Reference(name="office", label=N_("Office"), section="more", to="office", client_facing=False),
    Reference(name="trip", label=N_("Trip"), section="more", to="trip", client_facing=False),
    Reference(name="staff", label=N_("Served by"), section="more", to="user", client_facing=False),
    Reference(
        name="person", label=N_("Client"), section="more", to="person", read_only=True,
        client_facing=False, help=N_("Filled in when the contact becomes a client."),
    ),
)  # fmt: skip

CONTACT = RecordSpec(
    kind="contact",
    label=N_("Contact"),
    plural=N_("Contacts"),
    new_label=N_("New contact"),
    version=1,
    remarks="note",
    sections=(Section(QUICK, N_("Quick contact")), Section("more", N_("More about the contact"))),
    fields=_SEVEN + _REST,
    needs_one_of=(("language", "topics", "nationality", "note"),),
    title_fields=("topics", "language"),
)
