"""Transfer: one office asks another to take a case over."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Level, Moment, Reference, Text
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import OneOf

_FIELDS = (
    Reference(
        name="person", label=N_("Client"), section="asked", to="person", level=Level.REQUIRED, read_only=True,
        client_facing=False,
    ),
    Reference(
        name="case", label=N_("Case"), section="asked", to="case", level=Level.REQUIRED, read_only=True,
        client_facing=False,
    ),
    Reference(
        name="from_office", label=N_("From the office"), section="asked", to="office", level=Level.REQUIRED,
        read_only=True, listed=True, client_facing=False,
    ),
    Reference(
        name="to_office", label=N_("To the office"), section="asked", to="office", level=Level.REQUIRED, listed=True,
        client_facing=False,
    ),
    Text(
        name="reason", label=N_("Reason"), section="asked", longest=1000, lines=2, any_script=True,
        level=Level.REQUIRED, client_facing=False,
    ),
    Reference(
        name="asked_by", label=N_("Asked by"), section="asked", to="user", default="me", read_only=True,
        client_facing=False,
    ),
    Moment(
        name="asked_at", label=N_("Asked at"), section="asked", default="now", read_only=True, listed=True,
        client_facing=False,
    ),
    Code(
        name="state", label=N_("State"), section="answered", code_list="transfer_states", default="ASKED",
        level=Level.REQUIRED, read_only=True, listed=True, client_facing=False,
    ),
    Reference(
        name="answered_by", label=N_("Answered by"), section="answered", to="user", read_only=True,
        shown_when=OneOf("state", ("ACCEPTED", "REFUSED")), client_facing=False,
    ),
    Moment(
        name="answered_at", label=N_("Answered at"), section="answered", read_only=True,
        shown_when=OneOf("state", ("ACCEPTED", "REFUSED")), client_facing=False,
    ),
    Text(
        name="answer", label=N_("Answer"), section="answered", longest=1000, lines=2, any_script=True,
        shown_when=OneOf("state", ("ACCEPTED", "REFUSED")), client_facing=False,
    ),
)  # fmt: skip

TRANSFER = RecordSpec(
    kind="transfer",
    label=N_("Transfer to another office"),
    plural=N_("Transfers to other offices"),
    new_label=N_("New transfer"),
    version=1,
    root_field="person",
    sections=(Section("asked", N_("What is asked")), Section("answered", N_("What was answered"))),
    fields=_FIELDS,
    title_fields=("to_office", "state"),
)
