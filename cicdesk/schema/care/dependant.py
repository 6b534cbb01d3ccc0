"""Dependant: the card of a child, or of an adult who needs care, in the guardian's file."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import signature
from cicdesk.schema.care.health import HEALTH
from cicdesk.schema.fields import (
    Code,
    Day,
    Field,
    Flag,
    Group,
    Items,
    Level,
    Number,
    Phone,
    Pin,
    Reference,
    Search,
    Text,
)
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Given, Is

_CHILD = Is("kind", "CHILD")
_ADULT = Is("kind", "ADULT")

_WHO = (
    Reference(name="person", label=N_("Guardian"), section="who", to="person", level=Level.REQUIRED, read_only=True),
    Code(
        name="kind", label=N_("Child or adult"), section="who", code_list="dependant_kinds", level=Level.REQUIRED,
        default="CHILD", listed=True,
    ),
    Text(
        name="given_names", label=N_("Given names"), section="who", longest=200, level=Level.REQUIRED, listed=True,
        search=Search.NAME, any_script=True,
    ),
    Text(
        name="family_name", label=N_("Family name"), section="who", longest=200, listed=True, search=Search.NAME,
        any_script=True,
    ),
    Text(
        name="called", label=N_("Likes to be called"), section="who", longest=100, any_script=True, search=Search.NAME,
    ),
    Day(
        name="birth_date", label=N_("Date of birth"), section="who", level=Level.REPORTED, partial=True, past=True,
        example_years=-5, listed=True, help=N_("The age decides how many carers are needed. No PESEL number is asked for."),
    ),
    Code(name="sex", label=N_("Sex"), section="who", code_list="sex_of_dependants", refusable=True),
    Items(
        name="languages", label=N_("Languages"), section="who", item_label=N_("Language"),
        fields=(
            Code(name="language", label=N_("Language"), code_list="languages", level=Level.REQUIRED),
            Flag(name="speaks", label=N_("Speaks")),
            Flag(name="understands", label=N_("Understands")),
        ),
    ),
    Items(
        name="comfort_words", label=N_("Words that comfort"), section="who", item_label=N_("Word"),
        help=N_("In the language of home, with how it sounds: “mama comes soon”, “toilet”, “it hurts”."),
        fields=(
            Text(name="word", label=N_("Word"), longest=100, any_script=True, level=Level.REQUIRED),
            Text(name="sounds", label=N_("Sounds like"), longest=100),
            Text(name="means", label=N_("Means"), longest=100),
        ),
    ),
    Reference(
        name="photo", label=N_("Photograph"), section="who", to="attachment", client_facing=False,
        shown_when=Is("may_photo", "YES"),
    ),
)  # fmt: skip

_GUARDIANS = (
    Code(name="relation", label=N_("The guardian is"), section="guardians", code_list="relations"),
    Code(
        name="parental_authority", label=N_("Has parental authority"), section="guardians", code_list="yes_no",
        shown_when=_CHILD, refusable=True, client_facing=False,
    ),
    Phone(
        name="guardian_phone", label=N_("Guardian's telephone"), section="guardians", search=Search.NUMBER,
        help=N_("The number at which the guardian picks up while the child is here."),
    ),
    Code(name="guardian_language", label=N_("Guardian's language"), section="guardians", code_list="languages"),
    Text(
        name="guardian_place", label=N_("Where the guardian usually is"), section="guardians", longest=200,
        help=N_("The room or course; asked again at every visit."),
    ),
    Group(
        name="second_guardian", label=N_("Second guardian"), section="guardians",
        fields=(
            Text(name="name", label=N_("Name"), longest=200, any_script=True),
            Code(name="relation", label=N_("Kinship or role"), code_list="relations"),
            Phone(name="phone", label=N_("Telephone")),
            Code(name="language", label=N_("Language"), code_list="languages"),
        ),
    ),
    Code(
        name="court_restriction", label=N_("A court limits contact"), section="guardians", code_list="yes_no",
        sensitive=True, refusable=True, client_facing=False, shown_when=_CHILD,
    ),
    Items(
        name="restricted", label=N_("Never handed over to"), section="guardians", item_label=N_("Person"),
        sensitive=True, client_facing=False,
        fields=(
            Text(name="name", label=N_("Name"), longest=200, any_script=True, level=Level.REQUIRED),
            Code(name="relation", label=N_("Kinship or role"), code_list="relations"),
            Text(name="order_number", label=N_("Number of the court order"), longest=100),
            Day(name="order_seen_on", label=N_("Copy of the order seen on"), past=True),
            Text(name="remark", label=N_("Remark"), longest=300),
        ),
    ),
    Items(
        name="emergency_contacts", label=N_("Whom to call in an emergency"), section="guardians",
        item_label=N_("Person"), level=Level.REPORTED, search=Search.NUMBER,
        help=N_("At least one, not the guardian, of age, in the order in which they are called."),
        fields=(
            Number(name="order", label=N_("Order"), least=1, most=20),
            Text(name="name", label=N_("Name"), longest=200, any_script=True, level=Level.REQUIRED),
            Code(name="relation", label=N_("Kinship or role"), code_list="relations"),
            Phone(name="phone", label=N_("Telephone"), level=Level.REQUIRED, search=Search.NUMBER),
            Code(name="language", label=N_("Language"), code_list="languages"),
            Flag(name="of_age", label=N_("Of age")),
        ),
    ),
    Items(
        name="pick_up", label=N_("Who may collect"), section="guardians", item_label=N_("Person"), level=Level.REPORTED,
        help=N_("Nobody else is given the child. The PIN is told to the guardian only."),
        fields=(
            Text(name="name", label=N_("Name"), longest=200, any_script=True, level=Level.REQUIRED),
            Code(name="relation", label=N_("Kinship or role"), code_list="relations"),
            Code(name="document", label=N_("Document to be shown"), code_list="identity_documents"),
            Phone(name="phone", label=N_("Telephone")),
            Day(name="valid_from", label=N_("From")),
            Day(name="valid_until", label=N_("Until")),
            Pin(name="pin", label=N_("PIN")),
            Number(name="minimum_age", label=N_("Least age"), least=13, most=21, default=18),
        ),
    ),
)  # fmt: skip


def _permission(name: str, label: str) -> Field:
    return Code(
        name=name, label=label, section="permissions", code_list="yes_no", refusable=True,
        level=Level.REPORTED if name in {"may_first_aid", "may_ambulance"} else Level.OPTIONAL,
    )  # fmt: skip


_PERMISSIONS = (
    _permission("may_first_aid", N_("First aid")),
    _permission("may_ambulance", N_("Calling an ambulance")),
    _permission("may_walk", N_("Short walks outside")),
    _permission("may_eat", N_("Food and drink")),
    _permission("may_photo", N_("Photographs")),
    _permission("may_sun_cream", N_("Sun cream")),
    Flag(name="data_true", label=N_("The guardian says that all this is true"), section="permissions"),
    Text(name="rules_version", label=N_("House rules read, version"), section="permissions", longest=40),
    Code(
        name="rules_language", label=N_("In language"), section="permissions", code_list="languages",
        shown_when=Given("rules_version"),
    ),
    Flag(name="stays_on_premises", label=N_("The guardian stays on the premises"), section="permissions"),
    signature("signature", N_("Signature"), "permissions"),
    Day(name="signed_on", label=N_("Signed on"), section="permissions", past=True),
    Text(
        name="remarks", label=N_("Remarks"), section="permissions", lines=3, any_script=True, client_facing=False,
    ),
)  # fmt: skip

DEPENDANT = RecordSpec(
    kind="dependant",
    label=N_("Child or dependant"),
    plural=N_("Children and dependants"),
    new_label=N_("New card of a child or dependant"),
    version=1,
    root_field="person",
    remarks="remarks",
    sections=(
        Section("who", N_("Who it is")),
        Section("guardians", N_("Guardians and who may collect")),
        Section("health", N_("Health")),
        Section("care", N_("Care of the child"), shown_when=_CHILD),
        Section("adult", N_("Care of the adult"), shown_when=_ADULT),
        Section("permissions", N_("Permissions and statements")),
    ),
    fields=(*_WHO, *_GUARDIANS, *HEALTH, *_PERMISSIONS),
    title_fields=("given_names", "family_name"),
)
