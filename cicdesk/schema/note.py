"""Note: what was said or done, with the circle of people who may read it."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Level, Moment, Number, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

_FIELDS = (
    Reference(
        name="person", label=N_("Client"), section="note", to="person", level=Level.REQUIRED,
        read_only=True, client_facing=False,
    ),
    Reference(name="case", label=N_("Case"), section="note", to="case", client_facing=False),
    Code(
        name="level", label=N_("Who may read it"), section="note", code_list="note_levels",
        level=Level.REQUIRED, default="GENERAL", listed=True, client_facing=False,
        help=N_("Says whom the note is meant for. Everybody who holds this file can still open it."),
    ),
    Text(
        name="text", label=N_("Text"), section="note", lines=10, any_script=True, level=Level.REQUIRED,
        sensitive=True, search=Search.WORDS, client_facing=False,
        help=N_("Write only what is needed; no names of other people."),
    ),
    Moment(name="written_at", label=N_("Written at"), section="note", listed=True, default="now", client_facing=False),
    Reference(
        name="author", label=N_("Author"), section="note", to="user", read_only=True, listed=True,
        client_facing=False,
    ),
    Number(
        name="minutes", label=N_("Minutes"), section="note", most=1440, listed=True, client_facing=False,
        help=N_("Minutes add up to the time sheet and the trip report."),
    ),
)  # fmt: skip

NOTE = RecordSpec(
    kind="note",
    label=N_("Note"),
    plural=N_("Notes"),
    new_label=N_("New note"),
    version=1,
    root_field="person",
    remarks="text",
    sections=(Section("note", N_("Note")),),
    fields=_FIELDS,
    title_fields=("level", "written_at"),
)
