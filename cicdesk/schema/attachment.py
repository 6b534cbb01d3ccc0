"""Attachment: a file in a person's file, such as a scan or a signature. The record travels first, its content later."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Level, Moment, Number, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

LARGEST = 25 << 20
"""Bytes of one file at the most, unless an administrator sets another limit."""
FARTHEST = 100 << 20
"""The limit that may be set at the most."""

_FIELDS = (
    Reference(
        name="person", label=N_("Client"), section="attachment", to="person", level=Level.REQUIRED,
        read_only=True, client_facing=False,
    ),
    Reference(name="case", label=N_("Case"), section="attachment", to="case", client_facing=False),
    Code(
        name="kind", label=N_("What it is"), section="attachment", code_list="attachment_kinds",
        level=Level.REQUIRED, default="SCAN", listed=True, client_facing=False,
    ),
    Text(
        name="title", label=N_("Title"), section="attachment", longest=200, any_script=True,
        level=Level.REQUIRED, listed=True, search=Search.WORDS, client_facing=False,
        help=N_("In a few words, so that it can be found again: “residence card, both sides”."),
    ),
    Moment(
        name="taken_at", label=N_("Added at"), section="content", read_only=True, listed=True, default="now",
        client_facing=False,
    ),
    Text(
        name="taken_on", label=N_("Added on laptop"), section="content", longest=64, read_only=True, listed=True,
        client_facing=False,
    ),
    Reference(
        name="author", label=N_("Author"), section="content", to="user", read_only=True, client_facing=False,
    ),
    Text(
        name="media_type", label=N_("File type"), section="content", longest=100, read_only=True,
        level=Level.REQUIRED, client_facing=False,
    ),
    Number(
        name="size", label=N_("Size in bytes"), section="content", most=FARTHEST, read_only=True,
        level=Level.REQUIRED, client_facing=False,
    ),
    Text(
        name="sha256", label=N_("Fingerprint of the content"), section="content", longest=64, read_only=True,
        level=Level.REQUIRED, client_facing=False,
    ),
)  # fmt: skip

ATTACHMENT = RecordSpec(
    kind="attachment",
    label=N_("Attached file"),
    plural=N_("Attached files"),
    new_label=N_("Add a file"),
    version=1,
    root_field="person",
    sections=(Section("attachment", N_("Attached file")), Section("content", N_("What is in it"))),
    fields=_FIELDS,
    title_fields=("title",),
)
