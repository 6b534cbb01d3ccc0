"""The person's file, first part: who the person is and on what basis they stay."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Codes, Day, Flag, Items, Level, Pesel, Search, Text
from cicdesk.schema.rules import Given, Is, Not

_NAME = (
    Text(
        name="number", label=N_("Client number"), section="name", longest=40, read_only=True, listed=True,
        search=Search.NUMBER,
    ),
    Text(
        name="family_name", label=N_("Family name"), section="name", longest=200, level=Level.REQUIRED,
        listed=True, search=Search.NAME, help=N_("In Latin letters, as in the document shown."),
    ),
    Text(
        name="given_names", label=N_("Given names"), section="name", longest=200, level=Level.REQUIRED,
        listed=True, search=Search.NAME, help=N_("In Latin letters. A single name is enough."),
    ),
    Text(
        name="original_name", label=N_("Name in the original script"), section="name", longest=300,
        any_script=True, search=Search.NAME, help=N_("The whole name as the person writes it."),
    ),
    Items(
        name="other_spellings", label=N_("Other spellings and former names"), section="name",
        item_label=N_("Spelling"), search=Search.NAME,
        help=N_("So that the person is found again whatever paper they bring."),
        fields=(
            Text(
                name="spelling", label=N_("Spelling"), longest=300, any_script=True, level=Level.REQUIRED,
                search=Search.NAME,
            ),
            Code(name="kind", label=N_("Kind"), code_list="name_kinds"),
            Code(name="source", label=N_("Source"), code_list="name_sources"),
            Day(name="from", label=N_("From"), partial=True, example_years=-20),
            Day(name="to", label=N_("To"), partial=True, example_years=-5),
        ),
    ),
    Text(
        name="patronymic", label=N_("Patronymic"), section="name", longest=200, any_script=True,
        search=Search.NAME,
    ),
    Text(
        name="address_as", label=N_("How to address the person"), section="name", longest=200,
        any_script=True, help=N_("The name and form of address the person likes to hear."),
    ),
)  # fmt: skip

_BIRTH = (
    Day(
        name="birth_date", label=N_("Date of birth"), section="birth", partial=True, past=True, example_years=-38,
        level=Level.REPORTED, refusable=True, listed=True,
        help=N_("The funders count people by age. The year alone is enough to begin with."),
    ),
    Code(
        name="birth_date_precision", label=N_("Precision of the date"), section="birth",
        code_list="date_precision", derived=True, shown_when=Given("birth_date"), client_facing=False,
    ),
    Code(
        name="sex", label=N_("Sex for reports"), section="birth", code_list="sex", level=Level.REPORTED,
        refusable=True, help=N_("The funders count women and men separately."),
    ),
    Codes(
        name="citizenships", label=N_("Citizenships"), section="birth", code_list="countries",
        level=Level.REPORTED, listed=True,
        help=N_("All of them: some projects exclude people who are also citizens of the EU."),
    ),
    Code(
        name="birth_country", label=N_("Country of birth"), section="birth", code_list="countries",
        refusable=True,
    ),
)  # fmt: skip

_IDENTITY = (
    Pesel(
        name="pesel", label=N_("PESEL number"), section="identity", level=Level.REPORTED,
        search=Search.NUMBER, unverified_by="pesel_unverified", shown_when=Not(Is("no_pesel", True)),
        refusable=True, help=N_("Date of birth and sex are filled in from it. Never ask for it by telephone."),
    ),
    Flag(
        name="pesel_unverified", label=N_("Keep this PESEL number as not verified"), section="identity",
        shown_when=Given("pesel"), client_facing=False,
        help=N_("When the check digit is wrong but the paper says so."),
    ),
    Flag(name="no_pesel", label=N_("No PESEL number"), section="identity"),
    Text(
        name="other_identifier", label=N_("Other identifier"), section="identity", longest=60,
        level=Level.REPORTED, search=Search.NUMBER, shown_when=Is("no_pesel", True), refusable=True,
        help=N_("Stands in the reports where there is no PESEL number."),
    ),
    Code(
        name="other_identifier_kind", label=N_("Kind of the identifier"), section="identity",
        code_list="other_identifier_kinds", shown_when=Is("no_pesel", True),
    ),
    Items(
        name="documents", label=N_("Identity documents"), section="identity",
        item_label=N_("Document"), level=Level.REPORTED, search=Search.NUMBER,
        help=N_("Note what was shown; no copy is kept. Kind and validity are needed for the reports."),
        fields=(
            Code(name="kind", label=N_("Kind"), code_list="identity_documents"),
            Text(name="number", label=N_("Series and number"), longest=60, search=Search.NUMBER),
            Code(name="country", label=N_("Issued by"), code_list="countries"),
            Day(name="valid_until", label=N_("Valid until"), example_years=3),
            Day(name="seen_on", label=N_("Shown on"), past=True),
        ),
    ),
)  # fmt: skip

_STAY = (
    Items(
        name="stays", label=N_("Basis of stay"), section="stay", item_label=N_("Basis of stay"),
        level=Level.REPORTED,
        help=N_("The projects are open to people who stay legally. Old rows are kept with their end date."),
        fields=(
            Code(name="basis", label=N_("Basis"), code_list="stay_bases", level=Level.REQUIRED),
            Day(name="from", label=N_("From"), partial=True, example_years=-2),
            Day(name="until", label=N_("Until"), partial=True, example_years=1),
            Code(name="stage", label=N_("Stage"), code_list="stay_stages"),
        ),
    ),
    Day(
        name="first_entry", label=N_("First entry to Poland"), section="stay", partial=True, past=True,
        example_years=-3, refusable=True, help=N_("Some deadlines run from it. The year alone is enough."),
    ),
)  # fmt: skip

IDENTITY = _NAME + _BIRTH + _IDENTITY + _STAY
