"""Handover: work that the centre would not take from its author, with its content, for the coordinator to settle."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import LONGEST_TEXT, Flag, Moment, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

LONGEST_CONTENT = LONGEST_TEXT
"""Characters of content that travel; what is longer is shortened text by text and stays whole on the laptop."""

_FIELDS = (
    Text(
        name="title", label=N_("About whom"), section="handover", longest=300, read_only=True, listed=True,
        client_facing=False,
    ),
    Text(
        name="about", label=N_("Record"), section="handover", longest=64, read_only=True, client_facing=False,
        help=N_("The id of the record that the work belongs to; it may lie in another office's file."),
    ),
    Text(name="about_kind", label=N_("Kind"), section="handover", longest=64, read_only=True, client_facing=False),
    Text(
        name="why", label=N_("Reason"), section="handover", longest=64, read_only=True, client_facing=False,
        help=N_("Why the centre did not take it."),
    ),
    Text(
        name="content", label=N_("Content"), section="handover", longest=LONGEST_CONTENT, lines=4, any_script=True,
        read_only=True, client_facing=False, help=N_("The fields and what was written into them, as JSON."),
    ),
    Text(
        name="text", label=N_("Words for the coordinator"), section="handover", longest=2000, lines=4,
        any_script=True, search=Search.WORDS, client_facing=False,
    ),
    Text(
        name="answer", label=N_("The coordinator's answer"), section="handover", longest=2000, lines=4,
        any_script=True, client_facing=False,
    ),
    Flag(name="done", label=N_("Settled"), section="handover", listed=True, client_facing=False),
    Reference(
        name="author", label=N_("Author"), section="handover", to="user", read_only=True, listed=True,
        client_facing=False,
    ),
    Moment(
        name="written_at", label=N_("Written at"), section="handover", read_only=True, listed=True, default="now",
        client_facing=False,
    ),
    Reference(
        name="office", label=N_("Office"), section="handover", to="office", read_only=True, client_facing=False,
        help=N_("The office of the laptop; its coordinator settles it."),
    ),
)  # fmt: skip

HANDOVER = RecordSpec(
    kind="handover",
    label=N_("Handover"),
    plural=N_("Handovers"),
    new_label=N_("New handover"),
    version=1,
    sections=(Section("handover", N_("Handover")),),
    fields=_FIELDS,
    title_fields=("title",),
)
