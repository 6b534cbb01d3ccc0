"""Care session: one visit of one child or dependant, with who brought, who collected and what was checked."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import change_reasons, override, signature, when
from cicdesk.schema.fields import (
    Code,
    Codes,
    Flag,
    Items,
    Level,
    Moment,
    Number,
    Phone,
    Reference,
    References,
    Text,
    Time,
)
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Given, OneOf

WITH_REASON = ("REFUSED", "CANCELLED")
"""The states that need a reason."""
INSIDE = ("PRESENT", "STEPPED_OUT", "NOT_COLLECTED", "COLLECTED", "CLOSED")
"""The states of a visit that began."""
LEFT = ("COLLECTED", "CLOSED")
"""The states of a visit that ended with a handover."""

_BEGAN = OneOf("state", INSIDE)
_ENDED = OneOf("state", LEFT)

_VISIT = (
    Reference(name="person", label=N_("Guardian"), section="visit", to="person"),
    Reference(
        name="dependant", label=N_("Child or dependant"), section="visit", to="dependant", level=Level.REQUIRED,
        listed=True, client_facing=False,
    ),
    Reference(name="care_request", label=N_("Care request"), section="visit", to="care_request", client_facing=False),
    Reference(
        name="place", label=N_("Place of care"), section="visit", to="care_place", level=Level.REQUIRED, listed=True,
    ),
    References(name="carers", label=N_("Carers"), section="visit", to="carer", client_facing=False),
    Code(name="service", label=N_("Makes possible"), section="visit", code_list="services", client_facing=False),
    Reference(name="appointment", label=N_("Appointment"), section="visit", to="appointment", client_facing=False),
    Reference(name="trip", label=N_("Trip"), section="visit", to="trip", client_facing=False),
    Reference(name="office", label=N_("Office"), section="visit", to="office", client_facing=False),
    *when("visit", level=Level.OPTIONAL),
    Code(
        name="state", label=N_("State"), section="visit", code_list="care_session_states", default="EXPECTED",
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    *change_reasons("visit", "care_reasons", OneOf("state", WITH_REASON)),
)  # fmt: skip

_SIGN_IN = (
    Time(name="in_time", label=N_("Came at"), section="sign_in"),
    Moment(
        name="in_at", label=N_("Came at, instant"), section="sign_in", wall=("day", "in_time"), read_only=True, in_form=False,
        client_facing=False,
    ),
    Reference(name="signed_in_by", label=N_("Received by"), section="sign_in", to="user", client_facing=False),
    Text(name="brought_by", label=N_("Brought by"), section="sign_in", longest=200, any_script=True),
    Flag(name="identity_checked", label=N_("Guardian's identity checked"), section="sign_in", client_facing=False),
    Phone(name="guardian_phone", label=N_("Guardian's telephone now"), section="sign_in"),
    Text(name="guardian_place", label=N_("Where the guardian is now"), section="sign_in", longest=200),
    Flag(name="on_premises", label=N_("The guardian stays on the premises"), section="sign_in", client_facing=False),
    Code(
        name="healthy", label=N_("Looks healthy"), section="sign_in", code_list="yes_no", client_facing=False,
        help=N_("No fever, no rash."),
    ),
    Text(
        name="health_note", label=N_("About health today"), section="sign_in", longest=300, sensitive=True,
        client_facing=False,
    ),
    Code(
        name="card_unchanged", label=N_("Allergies and health as on the card"), section="sign_in", code_list="yes_no",
    ),
    Number(
        name="children_present", label=N_("Present with this one"), section="sign_in", most=200, client_facing=False,
    ),
    Number(name="carers_present", label=N_("Carers present"), section="sign_in", most=50, client_facing=False),
    *override("sign_in"),
    Text(
        name="override_note", label=N_("About the decision"), section="sign_in", longest=300,
        shown_when=Given("override_by"), client_facing=False,
    ),
    Text(name="belongings", label=N_("Brought along"), section="sign_in", longest=200),
    signature("in_signature", N_("Signature at arrival"), "sign_in"),
)  # fmt: skip

_BREAKS = (
    Items(
        name="breaks", label=N_("Out for a while"), section="breaks", item_label=N_("Absence"), client_facing=False,
        fields=(
            Time(name="from_time", label=N_("From"), level=Level.REQUIRED),
            Time(name="to_time", label=N_("To")),
            Text(name="with", label=N_("With whom"), longest=200, any_script=True),
            Text(name="why", label=N_("Why"), longest=200),
        ),
    ),
    Items(
        name="refusals", label=N_("Not handed over to"), section="breaks", item_label=N_("Refusal"), client_facing=False,
        sensitive=True,
        fields=(
            Time(name="time", label=N_("At"), level=Level.REQUIRED),
            Text(name="who", label=N_("To whom"), longest=200, any_script=True),
            Code(name="reason", label=N_("Reason"), code_list="handover_refusals", level=Level.REQUIRED),
            Text(name="note", label=N_("Remark"), longest=300),
        ),
    ),
    Items(
        name="late_steps", label=N_("Steps because of the late pick-up"), section="breaks", item_label=N_("Step"),
        client_facing=False,
        fields=(
            Code(name="step", label=N_("Step"), code_list="late_steps", level=Level.REQUIRED),
            Time(name="time", label=N_("At"), level=Level.REQUIRED),
            Reference(name="by", label=N_("By"), to="user"),
            Text(name="note", label=N_("Remark"), longest=300),
        ),
    ),
)  # fmt: skip

_SIGN_OUT = (
    Time(name="out_time", label=N_("Left at"), section="sign_out"),
    Moment(
        name="out_at", label=N_("Left at, instant"), section="sign_out", wall=("day", "out_time", "in_time"),
        read_only=True, in_form=False, client_facing=False,
    ),
    Reference(name="signed_out_by", label=N_("Handed over by"), section="sign_out", to="user", client_facing=False),
    Text(name="collected_by", label=N_("Collected by"), section="sign_out", longest=200, any_script=True),
    Code(name="collected_relation", label=N_("Kinship or role"), section="sign_out", code_list="relations"),
    Code(
        name="document_seen", label=N_("Document seen"), section="sign_out", code_list="identity_documents",
        client_facing=False,
    ),
    Codes(
        name="pick_up_checks", label=N_("Checked"), section="sign_out", code_list="pick_up_checks",
        client_facing=False,
    ),
    Number(name="late_minutes", label=N_("Minutes late"), section="sign_out", most=1440, client_facing=False),
    Number(name="minutes", label=N_("Minutes of care"), section="sign_out", most=1440, client_facing=False),
    signature("out_signature", N_("Signature at departure"), "sign_out"),
)  # fmt: skip

_AFTER = (
    Text(
        name="remarks", label=N_("Remarks"), section="after", longest=500, lines=2, any_script=True,
        client_facing=False, help=N_("How the day went; what happened belongs into an incident note."),
    ),
)  # fmt: skip

CARE_SESSION = RecordSpec(
    kind="care_session",
    label=N_("Visit in care"),
    plural=N_("Visits in care"),
    new_label=N_("New visit in care"),
    version=1,
    root_field="person",
    root_optional=True,
    remarks="remarks",
    sections=(
        Section("visit", N_("Visit")),
        Section("sign_in", N_("Arrival"), shown_when=_BEGAN),
        Section("breaks", N_("During the visit"), shown_when=_BEGAN),
        Section("sign_out", N_("Departure"), shown_when=_ENDED),
        Section("after", N_("Remarks")),
    ),
    fields=(*_VISIT, *_SIGN_IN, *_BREAKS, *_SIGN_OUT, *_AFTER),
    title_fields=("day", "from_time"),
)
