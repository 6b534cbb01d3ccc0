"""Review: where a case stands between its worker and the coordinator, and what exactly was approved."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Items, Level, Moment, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section
from cicdesk.schema.rules import OneOf

LONGEST_APPROVED = 400_000
"""Characters of what was approved, packed: a person's file with all its services."""

_FIELDS = (
    Reference(
        name="person", label=N_("Client"), section="review", to="person", level=Level.REQUIRED, read_only=True,
        client_facing=False,
    ),
    Reference(
        name="case", label=N_("Case"), section="review", to="case", level=Level.REQUIRED, read_only=True, listed=True,
        client_facing=False,
    ),
    Code(
        name="state", label=N_("State"), section="review", code_list="review_states", default="WAITING",
        level=Level.REQUIRED, read_only=True, listed=True, client_facing=False, centre_gives=("CHANGED",),
    ),
    Reference(
        name="decided_by", label=N_("Decided by"), section="review", to="user", read_only=True, listed=True,
        client_facing=False,
    ),
    Moment(
        name="decided_at", label=N_("Decided at"), section="review", read_only=True, listed=True, client_facing=False,
    ),
    Reference(
        name="passed_to", label=N_("Passed on to"), section="review", to="user", read_only=True,
        shown_when=OneOf("state", ("PASSED_ON",)), client_facing=False,
    ),
    Text(
        name="reason", label=N_("Reason"), section="review", longest=2000, lines=3, any_script=True, read_only=True,
        search=Search.WORDS, client_facing=False,
    ),
    Text(
        name="approved_values", label=N_("What was approved"), section="review", longest=LONGEST_APPROVED,
        any_script=True, sensitive=True, read_only=True, in_form=False, client_facing=False,
    ),
    Items(
        name="changes", label=N_("Written since then"), section="review", item_label=N_("Edit"), by_server=True,
        in_form=False, client_facing=False, help=N_("Who wrote, when and where, since it was approved last."),
        fields=(
            Reference(name="user", label=N_("Author"), to="user"),
            Moment(name="at", label=N_("Written at")),
            Text(name="place", label=N_("Laptop"), longest=100),
        ),
    ),
    Items(
        name="unheard", label=N_("Decisions that did not stand"), section="review", item_label=N_("Decision"),
        read_only=True, in_form=False, client_facing=False,
        fields=(
            Reference(name="user", label=N_("Decided by"), to="user"),
            Moment(name="at", label=N_("Decided at")),
            Code(name="state", label=N_("State"), code_list="review_states"),
            Text(name="reason", label=N_("Reason"), longest=2000, lines=3, any_script=True),
            Code(name="why", label=N_("Why it did not stand"), code_list="review_refusals"),
        ),
    ),
)  # fmt: skip

REVIEW = RecordSpec(
    kind="review",
    label=N_("Review"),
    plural=N_("Reviews"),
    new_label=N_("New review"),
    version=1,
    root_field="person",
    sections=(Section("review", N_("Review")),),
    fields=_FIELDS,
    title_fields=("state", "decided_at"),
)
