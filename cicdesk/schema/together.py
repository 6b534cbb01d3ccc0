"""One window for a booking of several parts: adviser, room, interpreter and care, with day and hours typed once.

It is no record: what is typed becomes an appointment and the requests that name it. Each field is the one of the
record that it goes into, so that a rule or a code list is declared once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.appointment import APPOINTMENT
from cicdesk.schema.care.request import CARE_REQUEST
from cicdesk.schema.fields import Field, Reference
from cicdesk.schema.interpreting.request import INTERPRETER_REQUEST
from cicdesk.schema.records import RecordSpec, Section, spec_of
from cicdesk.schema.rules import Given, Is, Not

KIND = "booking"
PARTS = ("appointment", "interpreter_request", "care_request")
"""The records that a booking is written into."""
_OF_APPOINTMENT = (
    ("who", ("person", "group_name", "people_count", "service", "purpose", "adviser", "case")),
    ("when", ("day", "from_time", "to_time", "room", "place", "office", "trip")),
    ("needs", ("needs_interpreter", "needs_care")),
)
_OF_INTERPRETER = (
    "language", "dialect", "dialect_needed", "unwanted_languages", "fallback_languages", "mode", "other_modes", "phone",
    "gender", "subject", "wanted_interpreter", "project",
)  # fmt: skip
_OF_CARE = ("dependants", "others", "place", "wanted_carers", "guardian_phone")
_RENAMED: Mapping[str, str] = MappingProxyType({"place": "care_place"})
"""Fields of care whose name the appointment has as well."""
_KEPT = frozenset({"case", "office", "trip", "project", "dialect_needed"})
"""What is known of the client or the case and goes along without being asked for."""


def _fields() -> Iterator[Field]:
    for section, names in _OF_APPOINTMENT:
        yield from (_placed(APPOINTMENT, name, section) for name in names)
    yield from (_placed(INTERPRETER_REQUEST, name, "interpreter") for name in _OF_INTERPRETER)
    yield from (_placed(CARE_REQUEST, name, "care") for name in _OF_CARE)
    for spec in (APPOINTMENT, INTERPRETER_REQUEST, CARE_REQUEST):
        yield Reference(
            name=spec.kind, label=spec.label, section="who", to=spec.kind, in_form=False, client_facing=False
        )


def _placed(spec: RecordSpec, name: str, section: str) -> Field:
    """The field of a record, in a section of this window; the client's window shows none of it."""
    declared = spec.by_name[name]
    called = _RENAMED.get(name, name) if spec is CARE_REQUEST else name
    return replace(
        declared,
        name=called,
        section=section,
        in_form=called not in _KEPT,
        client_facing=False,
        listed=False,
        shown_when=Not(Given("person")) if name == "people_count" else declared.shown_when,
    )


BOOKING = replace(
    APPOINTMENT,
    kind=KIND,
    label=N_("Booking"),
    plural=N_("Bookings"),
    new_label=N_("Book together"),
    sections=(
        Section("who", N_("Who and what for")),
        Section("when", N_("When and where")),
        Section("needs", N_("What it needs")),
        Section("interpreter", N_("Interpreter"), shown_when=Is("needs_interpreter", True)),
        Section("care", N_("Care"), shown_when=Is("needs_care", True)),
    ),
    fields=tuple(_fields()),
)


def form_of(kind: str) -> RecordSpec:
    """What a form of that kind asks for: a record's declaration, or this window's."""
    return BOOKING if kind == KIND else spec_of(kind)


_SHARED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "appointment": (),
    "interpreter_request": (
        "person", "group_name", "people_count", "case", "day", "from_time", "to_time", "room", "place", "office", "trip",
    ),
    "care_request": (
        "person", "group_name", "service", "case", "day", "from_time", "to_time", "office", "trip",
    ),
})  # fmt: skip
"""What a request takes over from the appointment."""


def fields_of(kind: str) -> dict[str, str]:
    """The fields of one part: what they are called in the window -> what they are called in the record."""
    own: dict[str, tuple[str, ...]] = {
        "appointment": (*(name for _section, names in _OF_APPOINTMENT for name in names), "language"),
        "interpreter_request": _OF_INTERPRETER,
        "care_request": _OF_CARE,
    }
    renamed = _RENAMED if kind == "care_request" else {}
    return {
        **{name: name for name in _SHARED[kind]},
        **{renamed.get(name, name): name for name in own[kind]},
    }
