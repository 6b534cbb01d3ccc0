"""Trip: a mobile point's day: where, who, in which languages, from when to when."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Level,
    Number,
    Reference,
    References,
    Search,
    Text,
    Time,
)
from cicdesk.schema.records import RecordSpec, Section

_PLAN = (
    Day(name="day", label=N_("Day"), section="plan", level=Level.REQUIRED, listed=True),
    Text(
        name="place", label=N_("Place"), section="plan", longest=200, level=Level.REQUIRED, listed=True,
        search=Search.WORDS, help=N_("The town or village, as people call it."),
    ),
    Code(name="commune", label=N_("Commune"), section="plan", code_list="communes"),
    Text(
        name="venue", label=N_("Venue"), section="plan", longest=300, search=Search.WORDS,
        help=N_("The building and how to find it."),
    ),
    Time(name="from_time", label=N_("From"), section="plan", listed=True),
    Time(name="to_time", label=N_("To"), section="plan", listed=True),
    Reference(name="office", label=N_("Office"), section="plan", to="office"),
    References(name="team", label=N_("Team"), section="plan", to="user"),
    Codes(
        name="languages", label=N_("Languages present"), section="plan", code_list="languages", listed=True,
        help=N_("Languages in which someone of the team can talk that day."),
    ),
)  # fmt: skip

_DAY = (
    Number(name="rooms", label=N_("Rooms"), section="conditions", most=50, client_facing=False),
    Code(
        name="connectivity", label=N_("Network"), section="conditions", code_list="connectivity",
        client_facing=False,
    ),
    Text(
        name="devices", label=N_("Devices taken"), section="conditions", longest=300, client_facing=False,
        help=N_("Laptops, printer, telephones: what must come back."),
    ),
    Text(name="car", label=N_("Car"), section="conditions", longest=60, client_facing=False),
    Number(
        name="paper_forms", label=N_("Printed forms taken"), section="conditions", most=1000,
        client_facing=False,
    ),
    Number(
        name="visitors", label=N_("Number of visitors"), section="conditions", most=10_000,
        client_facing=False,
    ),
    Text(
        name="incidents", label=N_("Incidents"), section="conditions", lines=4, any_script=True,
        client_facing=False,
    ),
)  # fmt: skip

TRIP = RecordSpec(
    kind="trip",
    label=N_("Trip"),
    plural=N_("Trips"),
    new_label=N_("New trip"),
    version=1,
    sections=(Section("plan", N_("Plan of the day")), Section("conditions", N_("On the spot"))),
    fields=_PLAN + _DAY,
    title_fields=("place", "day"),
)
