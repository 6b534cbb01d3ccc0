"""What entries of the region's registers share: names, languages, contract, hours, absences, checks, who keeps them."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Email,
    Field,
    Items,
    Level,
    Moment,
    Phone,
    Reference,
    Search,
    Text,
    Time,
)


def names(section: str) -> tuple[Field, ...]:
    """The name of someone in a register, as documents write it."""
    return (
        Text(
            name="family_name", label=N_("Family name"), section=section, longest=200, listed=True, search=Search.NAME,
        ),
        Text(
            name="given_names", label=N_("Given names"), section=section, longest=200, listed=True, search=Search.NAME,
        ),
    )  # fmt: skip


def languages_in_short(section: str) -> Codes:
    """The languages alone, gathered from the rows that say how well, for lists and search."""
    return Codes(
        name="language_list", label=N_("Languages in short"), section=section, code_list="languages", derived=True,
        read_only=True, listed=True, client_facing=False, gathers=("languages", "language"), in_form=False,
    )  # fmt: skip


def contract(section: str, until_help: str = "") -> tuple[Field, ...]:
    """Under which contract someone works, and until when."""
    return (
        Text(name="contract_number", label=N_("Contract"), section=section, longest=100, client_facing=False),
        Day(name="contract_from", label=N_("Contract from"), section=section, client_facing=False),
        Day(
            name="contract_until", label=N_("Contract until"), section=section, listed=True, client_facing=False,
            example_years=1, help=until_help,
        ),
    )  # fmt: skip


def hours(section: str, help_text: str = "") -> Items:
    """The hours of an ordinary week; several rows for one day where there is a break."""
    return Items(
        name="hours", label=N_("Weekly hours"), section=section, item_label=N_("Hours"), help=help_text,
        client_facing=False, continues="weekday",
        fields=(
            Code(name="weekday", label=N_("Day of the week"), code_list="weekdays", level=Level.REQUIRED),
            Time(name="from_time", label=N_("From"), level=Level.REQUIRED),
            Time(name="to_time", label=N_("To"), level=Level.REQUIRED),
            Text(name="note", label=N_("Remark"), longest=100),
        ),
    )  # fmt: skip


def absences(section: str, label: str = N_("Absences"), item_label: str = N_("Absence")) -> Items:
    """Days on which the weekly hours do not hold; with times, a part of them."""
    return Items(
        name="absences", label=label, section=section, item_label=item_label, client_facing=False,
        fields=(
            Day(name="from_day", label=N_("From"), level=Level.REQUIRED),
            Day(name="until_day", label=N_("Until")),
            Time(name="from_time", label=N_("From the hour")),
            Time(name="to_time", label=N_("To the hour")),
            Code(name="reason", label=N_("Reason"), code_list="absence_reasons"),
        ),
    )  # fmt: skip


def checks(section: str, help_text: str) -> Items:
    """Proofs of a person's fitness with the day on which each is due again."""
    return Items(
        name="checks", label=N_("Checks"), section=section, item_label=N_("Check"), sensitive=True, help=help_text,
        client_facing=False,
        fields=(
            Code(name="kind", label=N_("Kind"), code_list="staff_checks", level=Level.REQUIRED),
            Day(name="done_on", label=N_("Done on"), level=Level.REQUIRED, past=True),
            Text(name="number", label=N_("Number of the printout"), longest=60),
            Code(name="result", label=N_("Result"), code_list="check_results", level=Level.REQUIRED, default="CLEAR"),
            Day(name="due_on", label=N_("Next due on"), example_years=1),
            Reference(name="seen_by", label=N_("Seen by"), to="user"),
        ),
    )  # fmt: skip


def reached(section: str) -> tuple[Field, ...]:
    """How someone in a register is reached."""
    return (
        Items(
            name="phones", label=N_("Telephones"), section=section, item_label=N_("Telephone"), search=Search.NUMBER,
            client_facing=False,
            fields=(
                Phone(name="number", label=N_("Number"), level=Level.REQUIRED, search=Search.NUMBER),
                Code(name="channel", label=N_("Channel"), code_list="phone_channels"),
                Text(name="hours", label=N_("Hours"), longest=100),
            ),
        ),
        Email(name="email", label=N_("E-mail"), section=section, search=Search.WORDS, client_facing=False),
    )  # fmt: skip


def of_the_region(section: str) -> tuple[Field, ...]:
    """Who keeps an entry of a register, and which offices see it: all of the region."""
    return (
        Reference(
            name="kept_by", label=N_("Kept by"), section=section, to="office", client_facing=False,
            help=N_("The office that keeps this entry up to date; all offices of the region see it."),
        ),
        Text(
            name="region", label=N_("Region"), section=section, longest=64, read_only=True, in_form=False,
            client_facing=False,
        ),
        Day(
            name="ended_on", label=N_("No longer offered from"), section=section, client_facing=False,
            help=N_("Entries are not deleted, because past bookings name them."),
        ),
        Text(
            name="remarks", label=N_("Remarks"), section=section, lines=3, any_script=True, client_facing=False,
        ),
    )  # fmt: skip


def busy(section: str) -> Items:
    """When an entry is booked, for offices that do not hold the booking; nothing of the client."""
    return Items(
        name="busy", label=N_("Booked"), section=section, item_label=N_("Booking"), by_server=True, in_form=False,
        client_facing=False,
        fields=(
            Moment(name="starts_at", label=N_("Begins at")),
            Moment(name="ends_at", label=N_("Ends at")),
        ),
    )  # fmt: skip
