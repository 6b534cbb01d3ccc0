"""Merge: two files that were found to be one person's, or not to be, with what it takes to undo it."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Codes, Level, Moment, Reference, Text
from cicdesk.schema.records import RecordSpec, Section

LONGEST_BEFORE = 400_000
"""Characters of what was there before: two files' worth of fields."""

_FIELDS = (
    Reference(
        name="survivor", label=N_("Stays"), section="merge", to="person", level=Level.REQUIRED, read_only=True,
        listed=True, client_facing=False,
    ),
    Reference(
        name="absorbed", label=N_("Became part of it"), section="merge", to="person", level=Level.REQUIRED,
        read_only=True, listed=True, client_facing=False,
    ),
    Code(
        name="state", label=N_("State"), section="merge", code_list="merge_states", level=Level.REQUIRED,
        read_only=True, listed=True, client_facing=False,
    ),
    Codes(
        name="reasons", label=N_("What they have in common"), section="merge", code_list="likeness_reasons",
        read_only=True, client_facing=False,
    ),
    Reference(
        name="decided_by", label=N_("Decided by"), section="merge", to="user", read_only=True, listed=True,
        client_facing=False,
    ),
    Moment(
        name="decided_at", label=N_("Decided at"), section="merge", read_only=True, listed=True, client_facing=False,
    ),
    Text(
        name="note", label=N_("Words of who decided"), section="merge", longest=1000, lines=2, any_script=True,
        client_facing=False,
    ),
    Text(
        name="taken", label=N_("What was taken over"), section="merge", longest=LONGEST_BEFORE, read_only=True,
        in_form=False, client_facing=False, help=N_("The fields and whose value stays, as JSON."),
    ),
    Text(
        name="before", label=N_("What was there before"), section="merge", longest=LONGEST_BEFORE, any_script=True,
        sensitive=True, read_only=True, in_form=False, client_facing=False,
    ),
)  # fmt: skip

MERGE = RecordSpec(
    kind="merge",
    label=N_("Merged files"),
    plural=N_("Merged files"),
    new_label=N_("Merge two files"),
    version=1,
    root_field="survivor",
    sections=(Section("merge", N_("Merged files")),),
    fields=_FIELDS,
    title_fields=("state", "decided_at"),
)
