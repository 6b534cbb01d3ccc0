"""Incident: what happened to a child or dependant in care, who was told, and what is done about it."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import signature
from cicdesk.schema.fields import Code, Codes, Day, Flag, Level, Moment, Reference, Text, Time
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import Is, OneOf

_WHAT = (
    Reference(name="person", label=N_("Guardian"), section="what", to="person"),
    Reference(
        name="dependant", label=N_("Child or dependant"), section="what", to="dependant", client_facing=False,
    ),
    Reference(name="care_session", label=N_("Visit in care"), section="what", to="care_session", client_facing=False),
    Code(
        name="kind", label=N_("Kind"), section="what", code_list="incident_kinds", level=Level.REQUIRED,
        default="ACCIDENT", listed=True, client_facing=False,
    ),
    Day(name="day", label=N_("Day"), section="what", level=Level.REQUIRED, default="now", listed=True),
    Time(name="time", label=N_("Time"), section="what", listed=True),
    Moment(
        name="happened_at", label=N_("Happened at"), section="what", wall=("day", "time"), read_only=True, in_form=False,
        client_facing=False,
    ),
    Reference(name="place", label=N_("Place of care"), section="what", to="care_place", client_facing=False),
    Text(name="where", label=N_("Where exactly"), section="what", longest=200),
    Text(
        name="what", label=N_("What happened"), section="what", lines=6, any_script=True, level=Level.REQUIRED,
        sensitive=True, help=N_("Only what was seen and heard; quotes word for word."),
    ),
    Text(
        name="witnesses", label=N_("Witnesses"), section="what", longest=300, any_script=True, client_facing=False,
    ),
    Reference(
        name="reporter", label=N_("Written by"), section="what", to="user", default="me", client_facing=False,
    ),
    Reference(name="office", label=N_("Office"), section="what", to="office", client_facing=False),
)  # fmt: skip

_HELP = (
    Text(name="first_aid", label=N_("First aid"), section="help", longest=500, lines=2, sensitive=True),
    Text(name="first_aid_by", label=N_("Given by"), section="help", longest=200),
    Flag(name="ambulance", label=N_("An ambulance was called"), section="help"),
    Flag(name="guardian_informed", label=N_("The guardian was told"), section="help"),
    Time(
        name="informed_time", label=N_("Told at"), section="help", shown_when=Is("guardian_informed", True),
    ),
    signature("guardian_signature", N_("Signature of the guardian"), "help"),
    Reference(name="photo", label=N_("Photograph"), section="help", to="attachment", client_facing=False),
)  # fmt: skip

_AFTER = (
    Codes(
        name="actions", label=N_("Steps taken"), section="after", code_list="intervention_actions", client_facing=False,
        sensitive=True,
    ),
    Text(
        name="follow_up", label=N_("What is still to be done"), section="after", lines=3, any_script=True,
        client_facing=False, sensitive=True,
    ),
    Reference(
        name="responsible", label=N_("Responsible"), section="after", to="user", listed=True, client_facing=False,
    ),
    Code(
        name="state", label=N_("State"), section="after", code_list="incident_states", default="OPEN",
        level=Level.REQUIRED, listed=True, client_facing=False,
    ),
    Day(
        name="closed_on", label=N_("Closed on"), section="after", shown_when=OneOf("state", ("CLOSED", "HANDED_ON")),
        client_facing=False,
    ),
)  # fmt: skip

INCIDENT = RecordSpec(
    kind="incident",
    label=N_("Incident"),
    plural=N_("Incidents"),
    new_label=N_("New incident note"),
    version=1,
    root_field="person",
    root_optional=True,
    remarks="what",
    sections=(
        Section("what", N_("Incident")),
        Section("help", N_("Help and telling the guardian")),
        Section("after", N_("What follows")),
    ),
    fields=(*_WHAT, *_HELP, *_AFTER),
    title_fields=("day", "kind"),
)
