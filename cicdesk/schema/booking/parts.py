"""What bookings and registers share: when, weekly hours, absences, checks, and what the centre decided."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Day, Field, Items, Level, Moment, Phone, Reference, Search, Text, Time
from cicdesk.schema.rules import Rule


def when(section: str, *, level: Level = Level.REQUIRED) -> tuple[Field, ...]:
    """Day and hours as people say them in Poland, and the two instants that they are."""
    return (
        Day(name="day", label=N_("Day"), section=section, level=level, listed=True),
        Time(name="from_time", label=N_("From"), section=section, level=level, listed=True),
        Time(name="to_time", label=N_("To"), section=section, listed=True),
        Moment(
            name="starts_at", label=N_("Begins at"), section=section, wall=("day", "from_time"), read_only=True, in_form=False,
            client_facing=False,
        ),
        Moment(
            name="ends_at", label=N_("Ends at"), section=section, wall=("day", "to_time", "from_time"), read_only=True, in_form=False,
            client_facing=False,
        ),
    )  # fmt: skip


def hours(name: str, label: str, section: str, help_text: str = "") -> Items:
    """The hours of an ordinary week; several rows for one day where there is a break."""
    return Items(
        name=name, label=label, section=section, item_label=N_("Hours"), help=help_text, client_facing=False,
        continues="weekday",
        fields=(
            Code(name="weekday", label=N_("Day of the week"), code_list="weekdays", level=Level.REQUIRED),
            Time(name="from_time", label=N_("From"), level=Level.REQUIRED),
            Time(name="to_time", label=N_("To"), level=Level.REQUIRED),
            Text(name="note", label=N_("Remark"), longest=100),
        ),
    )  # fmt: skip


def absences(name: str, label: str, section: str, help_text: str = "") -> Items:
    """Days on which the weekly hours do not hold; with times, a part of them."""
    return Items(
        name=name, label=label, section=section, item_label=N_("Absence"), help=help_text, client_facing=False,
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
            Day(name="due_on", label=N_("Next due on")),
            Reference(name="seen_by", label=N_("Seen by"), to="user"),
        ),
    )  # fmt: skip


def telephones(section: str) -> Items:
    """The telephones of someone in a register."""
    return Items(
        name="phones", label=N_("Telephones"), section=section, item_label=N_("Telephone"), search=Search.NUMBER,
        client_facing=False,
        fields=(
            Phone(name="number", label=N_("Number"), level=Level.REQUIRED, search=Search.NUMBER),
            Code(name="channel", label=N_("Channel"), code_list="phone_channels"),
            Text(name="hours", label=N_("Hours"), longest=100),
        ),
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


def decision(section: str) -> tuple[Field, ...]:
    """What the centre decided about a booking, and what it offers instead."""
    return (
        Moment(
            name="decided_at", label=N_("Decided at"), section=section, by_server=True, client_facing=False,
        ),
        Code(
            name="decision_reason", label=N_("Why not as wished"), section=section, code_list="decision_reasons",
            by_server=True, client_facing=False,
        ),
        Moment(
            name="also_wanted_at", label=N_("Somebody else wanted this time at"), section=section, by_server=True,
            client_facing=False,
        ),
        Items(
            name="alternatives", label=N_("Other possibilities"), section=section, item_label=N_("Possibility"),
            by_server=True, client_facing=False,
            fields=(
                Day(name="day", label=N_("Day")),
                Time(name="from_time", label=N_("From")),
                Time(name="to_time", label=N_("To")),
                Reference(name="interpreter", label=N_("Interpreter"), to="interpreter"),
                Code(name="mode", label=N_("How"), code_list="interpreting_modes"),
                Code(name="language", label=N_("Language"), code_list="languages"),
                Reference(name="place", label=N_("Place of care"), to="care_place"),
                Reference(name="room", label=N_("Room"), to="room"),
                Code(name="why", label=N_("What it gives up"), code_list="alternative_kinds"),
            ),
        ),
    )  # fmt: skip


def signature(name: str, label: str, section: str) -> Code:
    """Where the signature of one person stands on paper."""
    return Code(
        name=name, label=label, section=section, code_list="signature_states", default="TO_SIGN", client_facing=False,
    )  # fmt: skip


def change_reasons(section: str, code_list: str, holds: Rule) -> tuple[Field, ...]:
    """Why it ended or changed otherwise than planned; needed while the rule holds."""
    return (
        Code(
            name="reason", label=N_("Reason"), section=section, code_list=code_list, level=Level.REQUIRED,
            shown_when=holds, client_facing=False,
        ),
        Text(
            name="reason_note", label=N_("About the reason"), section=section, longest=300, shown_when=holds,
            client_facing=False,
        ),
    )  # fmt: skip
