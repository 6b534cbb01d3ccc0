"""Interpreter: the register of who can interpret what, when, how and on what terms. Shared by a region."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.entries import (
    absences,
    busy,
    checks,
    contract,
    hours,
    languages_in_short,
    names,
    of_the_region,
    reached,
)
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Flag,
    Items,
    Level,
    Money,
    Number,
    Reference,
    Search,
    Text,
)
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Is

_WHO = (
    *names("who"),
    Text(
        name="original_name", label=N_("Name in the original script"), section="who", longest=300, any_script=True,
        search=Search.NAME,
    ),
    Code(
        name="sex", label=N_("Sex"), section="who", code_list="sex", client_facing=False,
        help=N_("Some clients speak of some matters only with a woman, or only with a man."),
    ),
    Code(
        name="engagement", label=N_("Engaged as"), section="who", code_list="engagements", listed=True,
        client_facing=False,
    ),
    Text(
        name="agency", label=N_("Agency"), section="who", longest=200, search=Search.WORDS, client_facing=False,
        shown_when=Is("engagement", "AGENCY"),
    ),
    Reference(
        name="user", label=N_("Name in this program"), section="who", to="user", client_facing=False,
        help=N_("Only for interpreters who work with this program themselves."),
    ),
    *reached("who"),
    Codes(
        name="asked_by", label=N_("Asked by"), section="who", code_list="phone_channels", client_facing=False,
        help=N_("How the interpreter wants to be asked."),
    ),
)  # fmt: skip

_CAN = (
    Items(
        name="languages", label=N_("Languages"), section="can", item_label=N_("Language"), search=Search.WORDS,
        client_facing=False,
        help=N_("One row for each language pair: direction, level and whether the interpreter is sworn in it."),
        fields=(
            Code(
                name="language", label=N_("Language"), code_list="languages", level=Level.REQUIRED,
                search=Search.WORDS,
            ),
            Code(name="into", label=N_("Second language"), code_list="languages", default="pol"),
            Code(name="direction", label=N_("Direction"), code_list="interpreting_directions", default="BOTH"),
            Text(name="dialect", label=N_("Dialect"), longest=100, search=Search.WORDS),
            Code(name="script", label=N_("Script"), code_list="scripts"),
            Code(name="level", label=N_("Level"), code_list="language_levels"),
            Flag(name="sworn", label=N_("Sworn")),
            Text(name="sworn_number", label=N_("Number of the entry"), longest=60),
            Text(name="certificate", label=N_("Certificate"), longest=100),
        ),
    ),
    languages_in_short("can"),
    Codes(
        name="services", label=N_("Kinds of interpreting"), section="can", code_list="interpreting_services",
        client_facing=False,
    ),
    Codes(
        name="modes", label=N_("On site, by telephone, by video"), section="can", code_list="interpreting_modes",
        listed=True, client_facing=False,
    ),
    Codes(
        name="subjects", label=N_("Subjects with experience"), section="can", code_list="interpreting_subjects",
        client_facing=False,
    ),
    Text(
        name="home", label=N_("Lives in"), section="can", longest=100, search=Search.WORDS, client_facing=False,
        help=N_("The town, to reckon the way; no address is needed."),
    ),
    Code(name="home_commune", label=N_("Commune"), section="can", code_list="communes", client_facing=False),
    Codes(
        name="areas", label=N_("Travels to"), section="can", code_list="counties", client_facing=False,
        help=N_("Counties in which the interpreter works on site; none means everywhere."),
    ),
    Number(
        name="travels_km", label=N_("Kilometres at the most"), section="can", most=1000, client_facing=False,
    ),
    Flag(name="has_car", label=N_("Comes by car"), section="can", client_facing=False),
    Flag(
        name="with_children", label=N_("Works where children are present"), section="can", client_facing=False,
        help=N_("Only with valid checks; the program compares them."),
    ),
)  # fmt: skip

_TIME = (
    hours("time", N_("When the interpreter can be asked; without any, at all hours.")),
    absences("time"),
    Number(
        name="buffer_minutes", label=N_("Minutes between two jobs"), section="time", most=600, default=30,
        client_facing=False, help=N_("The time for the way is added to it for jobs on site."),
    ),
    Number(
        name="lead_days", label=N_("Working days of notice"), section="time", most=60, client_facing=False,
    ),
    Number(
        name="monthly_cap_hours", label=N_("Hours a month at the most"), section="time", most=400,
        client_facing=False,
    ),
)  # fmt: skip

_TERMS = (
    *contract("terms", N_("Without a contract in force on the day nobody can be booked.")),
    Items(
        name="rates", label=N_("Rates"), section="terms", item_label=N_("Rate"), client_facing=False,
        fields=(
            Code(name="service", label=N_("Kind"), code_list="interpreting_services"),
            Code(name="unit", label=N_("For"), code_list="rate_units", level=Level.REQUIRED, default="HOUR"),
            Money(name="amount", label=N_("Amount"), level=Level.REQUIRED),
            Day(name="from_day", label=N_("From")),
        ),
    ),
    Number(
        name="minimum_minutes", label=N_("Minutes paid at the least"), section="terms", most=1440, default=60,
        client_facing=False,
    ),
    Number(
        name="round_minutes", label=N_("Rounded up to minutes"), section="terms", least=1, most=120, default=15,
        client_facing=False,
    ),
    Number(
        name="late_cancel_days", label=N_("Late cancelling, working days"), section="terms", most=30,
        client_facing=False, help=N_("Cancelled later than so many working days before, the job is paid."),
    ),
)  # fmt: skip

_LIMITS = (
    Items(
        name="do_not_send", label=N_("Do not send to"), section="limits", item_label=N_("Exclusion"), sensitive=True,
        client_facing=False, help=N_("Clients, places or communities; nobody need say more than the kind of reason."),
        fields=(
            Code(name="kind", label=N_("Kind"), code_list="exclusion_kinds", level=Level.REQUIRED, default="CLIENT"),
            Reference(name="person", label=N_("Client"), to="person"),
            Code(name="institution", label=N_("Institution"), code_list="target_institutions"),
            Text(name="what", label=N_("Which"), longest=200),
            Code(name="reason", label=N_("Reason"), code_list="exclusion_reasons"),
            Day(name="until", label=N_("Until")),
        ),
    ),
)  # fmt: skip

INTERPRETER = RecordSpec(
    kind="interpreter",
    label=N_("Interpreter"),
    plural=N_("Interpreters"),
    new_label=N_("New interpreter"),
    version=1,
    regional=True,
    remarks="remarks",
    sections=(
        Section("who", N_("Who it is")),
        Section("can", N_("Languages and experience")),
        Section("time", N_("When")),
        Section("terms", N_("Contract and rates")),
        Section("checks", N_("Checks")),
        Section("limits", N_("Exclusions")),
        Section("entry", N_("Entry in the register")),
    ),
    fields=(
        *_WHO,
        *_CAN,
        *_TIME,
        *_TERMS,
        checks(
            "checks", N_("Whoever works with children has to have valid ones of the kinds the law asks for.")
        ),
        *_LIMITS,
        *of_the_region("entry"),
        busy("entry"),
    ),
    needs_one_of=(("family_name", "given_names", "agency"),),
    title_fields=("family_name", "given_names"),
)
