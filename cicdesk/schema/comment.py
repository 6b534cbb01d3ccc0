"""Comment: what one member of the staff asks another about a record or one of its fields."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Flag, Level, Moment, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

_FIELDS = (
    Reference(
        name="person", label=N_("File"), section="comment", to="person", level=Level.REQUIRED,
        read_only=True, client_facing=False, help=N_("The file that what is commented on belongs to."),
    ),
    Reference(
        name="about", label=N_("About"), section="comment", to="record", level=Level.REQUIRED,
        read_only=True, client_facing=False,
    ),
    Text(
        name="field", label=N_("Field"), section="comment", longest=200, read_only=True, listed=True,
        names_field=True, client_facing=False, help=N_("The field it is about; empty for the record as a whole."),
    ),
    Text(
        name="text", label=N_("Comment"), section="comment", lines=4, any_script=True,
        level=Level.REQUIRED, listed=True, search=Search.WORDS, client_facing=False,
    ),
    Reference(
        name="answered_to", label=N_("Answer to"), section="comment", to="comment", read_only=True,
        client_facing=False,
    ),
    Reference(
        name="author", label=N_("Author"), section="comment", to="user", read_only=True, listed=True,
        client_facing=False,
    ),
    Moment(
        name="written_at", label=N_("Written at"), section="comment", read_only=True, listed=True, default="now",
        client_facing=False,
    ),
    Flag(name="done", label=N_("Done"), section="comment", listed=True, client_facing=False),
)  # fmt: skip

COMMENT = RecordSpec(
    kind="comment",
    label=N_("Comment"),
    plural=N_("Comments"),
    new_label=N_("New comment"),
    version=1,
    root_field="person",
    remarks="text",
    sections=(Section("comment", N_("Comment")),),
    fields=_FIELDS,
    title_fields=("text",),
)
