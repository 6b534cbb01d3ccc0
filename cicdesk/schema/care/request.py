"""Care request: for whom, when and where care is needed, and which service it makes possible."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import (
    change_reasons,
    confirmed,
    decision,
    for_whom,
    override,
    request_number,
    when,
    who_asked,
)
from cicdesk.schema.fields import (
    Code,
    Codes,
    Items,
    Level,
    Number,
    Phone,
    Reference,
    References,
    Search,
    Text,
)
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Is, OneOf

WITH_REASON = ("REFUSED", "CANCELLED")
"""The states that need a reason."""

_WHO = (
    request_number("who"),
    *for_whom("who", N_("Guardian")),
    Code(
        name="kind", label=N_("Care of"), section="who", code_list="dependant_kinds", default="CHILD",
        level=Level.REQUIRED, listed=True,
    ),
    References(
        name="dependants", label=N_("Cards"), section="who", to="dependant",
        help=N_("The cards of the children or dependants, where they are filled in already."),
    ),
    Items(
        name="others", label=N_("Without a card yet"), section="who", item_label=N_("Child or dependant"),
        fields=(
            Text(name="given_name", label=N_("Given name"), longest=100, any_script=True),
            Number(name="age_years", label=N_("Age in years"), most=120),
            Number(name="age_months", label=N_("And months"), most=11),
            Code(name="special_care", label=N_("Needs special care"), code_list="yes_no"),
        ),
    ),
    Codes(name="languages", label=N_("Languages"), section="who", code_list="languages"),
    Text(
        name="needs", label=N_("What to be ready for"), section="who", longest=500, lines=2, sensitive=True,
        client_facing=False,
    ),
)  # fmt: skip

_FOR = (
    Code(name="service", label=N_("Makes possible"), section="for", code_list="services", listed=True),
    Reference(name="appointment", label=N_("Appointment"), section="for", to="appointment", client_facing=False),
    Reference(name="case", label=N_("Case"), section="for", to="case", client_facing=False),
    *who_asked("for"),
)  # fmt: skip

_WHERE = (
    Reference(name="place", label=N_("Place of care"), section="where", to="care_place"),
    Text(
        name="guardian_place", label=N_("Where the guardian is then"), section="where", longest=200,
        help=N_("The room or course."),
    ),
    Phone(name="guardian_phone", label=N_("Guardian's telephone"), section="where", search=Search.NUMBER),
    Code(name="flexibility", label=N_("Flexibility"), section="where", code_list="flexibilities", default="FIXED"),
)  # fmt: skip

_COURSE = (
    Code(
        name="state", label=N_("State"), section="course", code_list="care_request_states", default="DRAFT",
        centre_gives=("CONFIRMED", "NEEDS_NEW_TIME"),
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    *change_reasons("course", "care_reasons", OneOf("state", WITH_REASON)),
    Code(
        name="cancelled_by", label=N_("Who called it off"), section="course", code_list="cancelling_parties",
        shown_when=Is("state", "CANCELLED"), client_facing=False,
    ),
    References(
        name="wanted_carers", label=N_("Wanted carers"), section="course", to="carer", client_facing=False,
        help=N_("Stays a wish until the centre has confirmed it."),
    ),
    *override("course"),
    Text(
        name="notes", label=N_("Arrangements"), section="course", longest=500, lines=2, client_facing=False,
    ),
)  # fmt: skip

_DECISION = (
    References(
        name="carers", label=N_("Assigned carers"), section="decision", to="carer", by_server=True, client_facing=False,
    ),
    Number(
        name="waiting_place", label=N_("Place on the waiting list"), section="decision", by_server=True,
        client_facing=False,
    ),
    *confirmed("decision"),
    *decision("decision"),
)  # fmt: skip

CARE_REQUEST = RecordSpec(
    kind="care_request",
    label=N_("Care request"),
    plural=N_("Care requests"),
    new_label=N_("New care request"),
    version=1,
    root_field="person",
    root_optional=True,
    numbered=True,
    needs_one_of=(("group_name", "person"),),
    remarks="notes",
    sections=(
        Section("who", N_("For whom")),
        Section("for", N_("What it makes possible")),
        Section("when", N_("When")),
        Section("where", N_("Where")),
        Section("course", N_("Course of the request")),
        Section("decision", N_("What the centre decided")),
    ),
    fields=(*_WHO, *_FOR, *when("when"), *_WHERE, *_COURSE, *_DECISION),
    title_fields=("number", "day"),
)
