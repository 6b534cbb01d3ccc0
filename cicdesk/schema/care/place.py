"""Care place: a corner, a room or a provider where children or dependants are cared for, with its rules."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.entries import absences, hours, of_the_region
from cicdesk.schema.fields import Code, Flag, Items, Level, Number, Phone, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

_PLACE = (
    Text(
        name="name", label=N_("Name of the place"), section="place", longest=100, level=Level.REQUIRED, listed=True,
        search=Search.WORDS,
    ),
    Code(
        name="kind", label=N_("Kind"), section="place", code_list="care_place_kinds", level=Level.REQUIRED,
        default="CORNER", listed=True,
    ),
    Reference(name="room", label=N_("Room"), section="place", to="room"),
    Text(name="address", label=N_("Address"), section="place", longest=300, listed=True, search=Search.WORDS),
    Code(name="commune", label=N_("Commune"), section="place", code_list="communes"),
    Text(name="floor", label=N_("Floor"), section="place", longest=40),
    Phone(name="phone", label=N_("Telephone"), section="place", search=Search.NUMBER),
    Text(
        name="provider", label=N_("Provider"), section="place", longest=200, search=Search.WORDS,
        help=N_("Where care is bought: who gives it and whom to call there."),
    ),
)  # fmt: skip

_WHO = (
    Number(
        name="youngest_months", label=N_("Youngest, in months"), section="rules", most=1200, default=36,
        client_facing=False,
    ),
    Number(
        name="oldest_years", label=N_("Oldest, in years"), section="rules", most=120, default=7, listed=True,
        client_facing=False,
    ),
    Flag(name="adults", label=N_("Adult dependants as well"), section="rules", client_facing=False),
    Number(
        name="capacity", label=N_("Places"), section="rules", least=1, most=200, level=Level.REQUIRED, listed=True,
        client_facing=False, help=N_("How many may be here at the same time."),
    ),
    Items(
        name="ratios", label=N_("Children for one carer"), section="rules", item_label=N_("Age group"),
        client_facing=False,
        help=N_("Without rows: 8, and 5 as soon as one is under a year or needs special care; 10 from 3 years on."),
        fields=(
            Number(name="from_months", label=N_("From months"), most=1200, level=Level.REQUIRED),
            Number(name="to_months", label=N_("Under months"), most=1200),
            Number(name="per_carer", label=N_("For one carer"), least=1, most=30, level=Level.REQUIRED),
        ),
    ),
    Number(
        name="special_ratio", label=N_("For one carer with special care"), section="rules", least=1, most=30,
        default=5, client_facing=False,
    ),
    Flag(
        name="second_adult", label=N_("A second adult has to be within call"), section="rules", default=True,
        client_facing=False,
    ),
    Number(
        name="longest_minutes", label=N_("Minutes a day at the most"), section="rules", least=15, most=1440,
        default=240, client_facing=False,
    ),
    Flag(name="guardian_stays", label=N_("The guardian stays on the premises"), section="rules", default=True),
    Flag(
        name="same_person_collects", label=N_("Who brought the child collects it"), section="rules", default=False,
    ),
    Number(
        name="minimum_pick_up_age", label=N_("Least age of who collects"), section="rules", least=13, most=21,
        default=18,
    ),
    Number(
        name="late_after_minutes", label=N_("Late after minutes"), section="rules", most=120, default=15,
        client_facing=False,
    ),
    Number(
        name="alarm_after_minutes", label=N_("Alarm after minutes"), section="rules", most=240, default=30,
        client_facing=False,
    ),
)  # fmt: skip

_DAY = (
    Code(name="food", label=N_("Food"), section="day", code_list="food_policies"),
    Text(name="food_note", label=N_("About food"), section="day", longest=300),
    Code(name="nappies", label=N_("Nappies"), section="day", code_list="nappy_policies"),
    Text(name="nappy_note", label=N_("About nappies"), section="day", longest=300),
    Text(
        name="rules_version", label=N_("Version of the house rules"), section="day", longest=40,
    ),
)  # fmt: skip

CARE_PLACE = RecordSpec(
    kind="care_place",
    label=N_("Place of care"),
    plural=N_("Places of care"),
    new_label=N_("New place of care"),
    version=1,
    regional=True,
    remarks="remarks",
    sections=(
        Section("place", N_("Place")),
        Section("rules", N_("Who may be here and how many")),
        Section("day", N_("Food, nappies and house rules")),
        Section("hours", N_("Opening hours")),
        Section("entry", N_("Entry in the register")),
    ),
    fields=(
        *_PLACE,
        *_WHO,
        *_DAY,
        hours("hours", N_("Without any, care is possible at all hours.")),
        absences("hours", N_("Closed"), N_("Closed time")),
        *of_the_region("entry"),
    ),
    title_fields=("name",),
)
