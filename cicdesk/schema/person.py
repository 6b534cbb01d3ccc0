"""Person: the client's file. Sections and fields in screen order (domain 2.5)."""

from cicdesk.base.i18n import N_
from cicdesk.schema.person_identity import IDENTITY
from cicdesk.schema.person_life import LIFE
from cicdesk.schema.person_support import SUPPORT
from cicdesk.schema.records import RecordSpec, Section

PERSON = RecordSpec(
    kind="person",
    label=N_("Client"),
    plural=N_("People"),
    new_label=N_("New client"),
    version=2,
    numbered=True,
    remarks="remarks",
    sections=(
        Section("name", N_("Name")),
        Section("birth", N_("Birth and citizenship")),
        Section("identity", N_("Identity")),
        Section("stay", N_("Stay in Poland")),
        Section("languages", N_("Languages")),
        Section("contact", N_("How to reach the person")),
        Section("address", N_("Address")),
        Section("education", N_("Education and work")),
        Section("family", N_("Family")),
        Section("situation", N_("Situation for reports")),
        Section("needs", N_("Needs")),
        Section("papers", N_("Notices and consents")),
        Section("project", N_("Project and team")),
    ),
    fields=IDENTITY + LIFE + SUPPORT,
    needs_one_of=(("given_names", "family_name", "original_name"),),
    title_fields=("family_name", "given_names", "original_name"),
)
