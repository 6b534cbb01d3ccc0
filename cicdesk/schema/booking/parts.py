"""What bookings share: for whom, when, who asked, what ended them otherwise, and what the centre decided."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Day, Field, Items, Level, Moment, Reference, Search, Text, Time
from cicdesk.schema.rules import Given, Not, Rule


def request_number(section: str) -> Text:
    """The number by which people name a request."""
    return Text(
        name="number", label=N_("Request number"), section=section, longest=40, read_only=True, listed=True,
        search=Search.NUMBER,
    )  # fmt: skip


def for_whom(section: str, label: str, *, listed: bool = False) -> tuple[Field, ...]:
    """One client, under that label, or a group; `listed` shows the group in lists."""
    return (
        Reference(name="person", label=label, section=section, to="person"),
        Text(
            name="group_name", label=N_("Group or meeting"), section=section, longest=200, listed=listed,
            search=Search.WORDS, shown_when=Not(Given("person")), help=N_("Where it is not about one client."),
        ),
    )  # fmt: skip


def who_asked(section: str) -> tuple[Field, ...]:
    """Who requested it, for which office, and for which trip if it is for one."""
    return (
        Reference(
            name="requested_by", label=N_("Requested by"), section=section, to="user", default="me",
            client_facing=False,
        ),
        Reference(name="office", label=N_("Office"), section=section, to="office", client_facing=False),
        Reference(name="trip", label=N_("Trip"), section=section, to="trip", client_facing=False),
    )  # fmt: skip


def when(section: str, *, level: Level = Level.REQUIRED) -> tuple[Field, ...]:
    """Day and hours as people say them in Poland, and the two instants that they are."""
    return (
        Day(name="day", label=N_("Day"), section=section, level=level, listed=True),
        Time(name="from_time", label=N_("From"), section=section, level=level, listed=True),
        Time(name="to_time", label=N_("To"), section=section, listed=True),
        *instants(section),
    )  # fmt: skip


def instants(section: str) -> tuple[Field, ...]:
    """When `day`, `from_time` and `to_time` of the same record are; an end before the beginning is past midnight."""
    return (
        Moment(
            name="starts_at", label=N_("Begins at"), section=section, wall=("day", "from_time"), read_only=True,
            in_form=False, client_facing=False,
        ),
        Moment(
            name="ends_at", label=N_("Ends at"), section=section, wall=("day", "to_time", "from_time"), read_only=True,
            in_form=False, client_facing=False,
        ),
    )  # fmt: skip


def override(section: str) -> tuple[Field, ...]:
    """Who decided to let in more than the rules of a place allow, and why."""
    return (
        Reference(
            name="override_by", label=N_("More than allowed, decided by"), section=section, to="user",
            client_facing=False, help=N_("Only a coordinator decides it, and says why."),
        ),
        Code(
            name="override_reason", label=N_("Why more than allowed"), section=section, code_list="override_reasons",
            level=Level.REQUIRED, shown_when=Given("override_by"), client_facing=False,
        ),
    )  # fmt: skip


def confirmed(section: str) -> tuple[Field, ...]:
    """Which time of a request the centre confirmed."""
    return (
        Moment(
            name="confirmed_from", label=N_("Confirmed from"), section=section, by_server=True, client_facing=False,
        ),
        Moment(name="confirmed_to", label=N_("Confirmed to"), section=section, by_server=True, client_facing=False),
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
