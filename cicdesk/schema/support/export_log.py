"""Export log: who took which data out of the program, when and why."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Day, Level, Moment, Number, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

_FIELDS = (
    Code(
        name="what", label=N_("What"), section="export", code_list="export_kinds", level=Level.REQUIRED, listed=True,
        client_facing=False,
    ),
    Text(
        name="reason", label=N_("What it is for"), section="export", longest=500, any_script=True,
        level=Level.REQUIRED, search=Search.WORDS, listed=True, client_facing=False,
    ),
    Code(name="project", label=N_("Project"), section="export", code_list="projects", client_facing=False),
    Day(name="from_day", label=N_("From"), section="export", client_facing=False),
    Day(name="until_day", label=N_("Until"), section="export", client_facing=False),
    Number(
        name="how_many", label=N_("How many rows"), section="export", most=10_000_000, listed=True,
        client_facing=False,
    ),
    Text(name="file_name", label=N_("Name of the file"), section="export", longest=200, client_facing=False),
    Text(
        name="sha256", label=N_("Fingerprint of the content"), section="export", longest=64, client_facing=False,
    ),
    Reference(
        name="made_by", label=N_("Made by"), section="export", to="user", default="me", listed=True,
        client_facing=False,
    ),
    Moment(name="made_at", label=N_("Made at"), section="export", default="now", listed=True, client_facing=False),
    Reference(name="office", label=N_("Office"), section="export", to="office", client_facing=False),
)  # fmt: skip

EXPORT_LOG = RecordSpec(
    kind="export_log",
    label=N_("Export"),
    plural=N_("Exports"),
    new_label=N_("New export"),
    version=1,
    append_only=True,
    sections=(Section("export", N_("Export")),),
    fields=_FIELDS,
    title_fields=("what", "made_at"),
)
