"""Room: where appointments, courses and care take place."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.entries import absences, busy, hours, of_the_region
from cicdesk.schema.fields import Code, Codes, Flag, Level, Number, Search, Text
from cicdesk.schema.records import RecordSpec, Section

_ROOM = (
    Text(
        name="name", label=N_("Name of the room"), section="room", longest=100, level=Level.REQUIRED, listed=True,
        search=Search.WORDS, help=N_("As on the door."),
    ),
    Text(
        name="address", label=N_("Address"), section="room", longest=300, level=Level.REQUIRED, listed=True,
        search=Search.WORDS,
    ),
    Code(name="commune", label=N_("Commune"), section="room", code_list="communes"),
    Text(name="floor", label=N_("Floor"), section="room", longest=40, listed=True),
    Text(
        name="way", label=N_("How to find it"), section="room", longest=500, lines=2, any_script=True,
        help=N_("Stands on the confirmation that the client takes home."),
    ),
    Number(name="seats", label=N_("Seats"), section="room", least=1, most=500, listed=True),
    Flag(name="step_free", label=N_("Reached without steps"), section="room", listed=True),
    Flag(name="private", label=N_("Nobody outside can hear"), section="room", client_facing=False),
    Codes(name="equipment", label=N_("Equipment"), section="room", code_list="room_equipment", client_facing=False),
)  # fmt: skip

ROOM = RecordSpec(
    kind="room",
    label=N_("Room"),
    plural=N_("Rooms"),
    new_label=N_("New room"),
    version=1,
    regional=True,
    remarks="remarks",
    sections=(
        Section("room", N_("Room")),
        Section("hours", N_("When it can be used")),
        Section("entry", N_("Entry in the register")),
    ),
    fields=(
        *_ROOM,
        hours("hours", N_("Without any, the room can be booked at all hours.")),
        absences("hours", N_("Closed"), N_("Closed time")),
        *of_the_region("entry"),
        busy("entry"),
    ),
    title_fields=("name",),
)
