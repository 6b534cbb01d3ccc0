"""The person's file, second part: languages, contacts, address, education, work, family."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import (
    Code,
    Day,
    Email,
    Flag,
    Group,
    Items,
    Level,
    Number,
    Phone,
    Search,
    Text,
)
from cicdesk.schema.rules import Given, Is, OneOf

_LANGUAGES = (
    Code(
        name="contact_language", label=N_("Contact language"), section="languages",
        code_list="languages", level=Level.REQUIRED, default="und", listed=True,
        help=N_("The language to call and write in. Do not guess it from the citizenship."),
    ),
    Items(
        name="languages", label=N_("Languages"), section="languages", item_label=N_("Language"),
        help=N_("So that the right interpreter is found, and papers can be read."),
        fields=(
            Code(name="language", label=N_("Language"), code_list="languages", level=Level.REQUIRED),
            Text(name="dialect", label=N_("Dialect"), longest=100),
            Flag(name="speaks", label=N_("Speaks")),
            Flag(name="reads", label=N_("Reads")),
            Flag(name="writes", label=N_("Writes")),
            Code(name="level", label=N_("Level"), code_list="language_levels"),
            Code(name="script", label=N_("Script"), code_list="scripts"),
        ),
    ),
    Code(
        name="polish_level", label=N_("Polish"), section="languages", code_list="cefr", refusable=True,
        help=N_("Progress in Polish is counted from the level at the beginning."),
    ),
    Day(
        name="polish_level_on", label=N_("Polish assessed on"), section="languages", past=True,
        shown_when=Given("polish_level"),
    ),
    Code(
        name="polish_level_by", label=N_("Polish assessed by"), section="languages",
        code_list="level_proofs", shown_when=Given("polish_level"),
    ),
)  # fmt: skip

_CONTACT = (
    Items(
        name="phones", label=N_("Telephones"), section="contact", item_label=N_("Telephone"),
        level=Level.REPORTED, search=Search.NUMBER,
        help=N_("Ask whether it is safe to call: someone else may pick up."),
        fields=(
            Phone(name="number", label=N_("Number"), level=Level.REQUIRED, search=Search.NUMBER),
            Code(name="channel", label=N_("Channel"), code_list="phone_channels"),
            Flag(name="safe_to_call", label=N_("Safe to call")),
            Flag(name="safe_to_leave_message", label=N_("Safe to leave a message")),
            Text(name="hours", label=N_("Hours"), longest=100),
        ),
    ),
    Email(name="email", label=N_("E-mail"), section="contact", search=Search.WORDS),
    Items(
        name="messengers", label=N_("Messengers"), section="contact", item_label=N_("Messenger"),
        fields=(
            Code(name="kind", label=N_("Kind"), code_list="messenger_kinds", level=Level.REQUIRED),
            Text(name="account", label=N_("Account"), longest=200),
        ),
    ),
    Group(
        name="contact_person", label=N_("Contact person"), section="contact",
        help=N_("Whom to call when the person cannot be reached."),
        fields=(
            Text(name="name", label=N_("Name"), longest=200, any_script=True),
            Code(name="relation", label=N_("Relation"), code_list="relations"),
            Phone(name="phone", label=N_("Telephone")),
            Code(name="language", label=N_("Language"), code_list="languages"),
        ),
    ),
)  # fmt: skip

_ADDRESS = (
    Group(
        name="address", label=N_("Address"), section="address", level=Level.REPORTED,
        help=N_("Where the person lives now; the reports need the commune."),
        fields=(
            Code(name="country", label=N_("Country"), code_list="countries", default="PL"),
            Code(name="voivodeship", label=N_("Voivodeship"), code_list="voivodeships"),
            Code(
                name="county", label=N_("County"), code_list="counties", depends_on="voivodeship",
            ),
            Text(
                name="commune", label=N_("Commune"), longest=100,
                help=N_("The commune, which may be named otherwise than the village."),
            ),
            Text(name="locality", label=N_("Locality"), longest=100),
            Text(name="street", label=N_("Street"), longest=200),
            Text(name="house", label=N_("House"), longest=20),
            Text(name="flat", label=N_("Flat"), longest=20),
            Text(
                name="postcode", label=N_("Postcode"), longest=12,
                pattern=r"[0-9A-Za-z][0-9A-Za-z -]{1,10}", pattern_hint=N_("as 30-001"),
            ),
            Code(
                name="degurba", label=N_("Degree of urbanisation"), code_list="degurba", derived=True,
                client_facing=False,
            ),
        ),
    ),
)  # fmt: skip

_EDUCATION = (
    Code(
        name="education", label=N_("Education"), section="education", code_list="education",
        level=Level.REPORTED, refusable=True, help=N_("The highest level completed, in any country."),
    ),
    Code(
        name="education_field", label=N_("Field of education"), section="education",
        code_list="education_fields",
    ),
    Code(
        name="education_country", label=N_("Country of education"), section="education",
        code_list="countries",
    ),
    Text(name="occupation_learned", label=N_("Occupation learned"), section="education", longest=200),
    Text(name="occupation", label=N_("Occupation practised"), section="education", longest=200),
    Text(
        name="occupation_code", label=N_("Occupation code"), section="education", longest=6,
        pattern=r"[0-9]{1,6}", pattern_hint=N_("up to six digits"), client_facing=False,
    ),
    Number(
        name="experience_years", label=N_("Years of experience"), section="education", most=80,
    ),
    Code(
        name="labour_status", label=N_("Labour market status"), section="education",
        code_list="labour_statuses", level=Level.REPORTED, refusable=True,
        help=N_("As it is on the day of joining the project."),
    ),
    Code(
        name="labour_detail", label=N_("Details of the status"), section="education",
        code_list="labour_details", depends_on="labour_status", level=Level.REPORTED, refusable=True,
        shown_when=OneOf("labour_status", ("UNEMPLOYED", "INACTIVE", "EMPLOYED")),
    ),
    Text(
        name="employer", label=N_("Employer"), section="education", longest=300,
        shown_when=Is("labour_status", "EMPLOYED"),
    ),
    Day(
        name="education_ends_on", label=N_("Planned end of education"), section="education",
        partial=True, example_years=2, shown_when=Is("labour_detail", "LEARNING"),
    ),
)  # fmt: skip

_FAMILY = (
    Code(
        name="household", label=N_("Household"), section="family", code_list="household_kinds",
        refusable=True,
    ),
    Number(name="household_size", label=N_("People in the household"), section="family", least=1, most=50),
    Items(
        name="children", label=N_("Children"), section="family", item_label=N_("Child"),
        help=N_("The year of birth is enough: for school, benefits and childcare."),
        fields=(
            Number(name="birth_year", label=N_("Year of birth"), least=1800, most=2200),
            Text(name="given_name", label=N_("Given name"), longest=100, any_script=True),
            Code(name="lives_with", label=N_("Lives with the person"), code_list="yes_no"),
            Code(name="school", label=N_("Goes to school or nursery"), code_list="yes_no"),
        ),
    ),
    Code(
        name="dependant", label=N_("Cares for a dependent person"), section="family", code_list="yes_no",
        refusable=True, help=N_("Care can be arranged while the person is at a course."),
    ),
)  # fmt: skip

LIFE = _LANGUAGES + _CONTACT + _ADDRESS + _EDUCATION + _FAMILY
