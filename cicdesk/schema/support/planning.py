"""What the offices of a region plan together: who is away, what a project asks for, what is to be reached."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Day, Field, Level, Moment, Number, Reference, Search, Text
from cicdesk.schema.records import RecordSpec, Section

LONGEST_PROFILE = 200_000
"""Characters of a published profile."""


def _region(section: str) -> Field:
    return Text(
        name="region", label=N_("Region"), section=section, longest=64, read_only=True, in_form=False,
        client_facing=False,
    )  # fmt: skip


STAFF_ABSENCE = RecordSpec(
    kind="staff_absence",
    label=N_("Absence of staff"),
    plural=N_("Absences of staff"),
    new_label=N_("New absence"),
    version=1,
    regional=True,
    remarks="note",
    sections=(Section("absence", N_("Absence")),),
    fields=(
        Reference(
            name="user", label=N_("Who"), section="absence", to="user", level=Level.REQUIRED, default="me",
            listed=True, client_facing=False,
        ),
        Day(name="from_day", label=N_("From"), section="absence", level=Level.REQUIRED, listed=True, client_facing=False),
        Day(name="until_day", label=N_("Until"), section="absence", level=Level.REQUIRED, listed=True, client_facing=False),
        Code(
            name="kind", label=N_("Reason"), section="absence", code_list="absence_reasons", listed=True,
            client_facing=False,
        ),
        Text(
            name="note", label=N_("Remark"), section="absence", longest=300, client_facing=False,
            help=N_("All offices of the region see it; nothing about health."),
        ),
        _region("absence"),
    ),
    title_fields=("user", "from_day"),
)  # fmt: skip

PROJECT_PROFILE = RecordSpec(
    kind="project_profile",
    label=N_("Published project profile"),
    plural=N_("Published project profiles"),
    new_label=N_("New project profile"),
    version=1,
    regional=True,
    remarks="note",
    sections=(Section("profile", N_("Project profile")),),
    fields=(
        Code(
            name="code", label=N_("Project"), section="profile", code_list="projects", level=Level.REQUIRED,
            listed=True, client_facing=False,
        ),
        Text(
            name="version", label=N_("Version"), section="profile", longest=40, level=Level.REQUIRED, listed=True,
            client_facing=False,
        ),
        Day(
            name="valid_from", label=N_("Valid from"), section="profile", level=Level.REQUIRED, listed=True,
            client_facing=False,
        ),
        Day(name="valid_to", label=N_("Valid until"), section="profile", listed=True, client_facing=False),
        Text(
            name="document", label=N_("Profile"), section="profile", longest=LONGEST_PROFILE, lines=12,
            any_script=True, level=Level.REQUIRED, client_facing=False,
            help=N_("Needed fields, indicators, papers and exports of the project, as TOML."),
        ),
        Reference(
            name="published_by", label=N_("Published by"), section="profile", to="user", default="me",
            read_only=True, client_facing=False,
        ),
        Moment(
            name="published_at", label=N_("Published at"), section="profile", default="now", read_only=True,
            client_facing=False,
        ),
        Text(name="note", label=N_("Remark"), section="profile", longest=1000, lines=2, client_facing=False),
        _region("profile"),
    ),
    title_fields=("code", "version"),
)  # fmt: skip

TARGET = RecordSpec(
    kind="target",
    label=N_("Target"),
    plural=N_("Targets"),
    new_label=N_("New target"),
    version=1,
    regional=True,
    remarks="note",
    sections=(Section("target", N_("Target")),),
    fields=(
        Code(
            name="project", label=N_("Project"), section="target", code_list="projects", level=Level.REQUIRED,
            listed=True, client_facing=False,
        ),
        Text(
            name="indicator", label=N_("Indicator"), section="target", longest=40, level=Level.REQUIRED, listed=True,
            search=Search.WORDS, client_facing=False, help=N_("Its code in the project, such as O.2.3."),
        ),
        Number(
            name="value", label=N_("Value"), section="target", level=Level.REQUIRED, listed=True, client_facing=False,
        ),
        Day(
            name="by_day", label=N_("By"), section="target", level=Level.REQUIRED, listed=True, client_facing=False,
        ),
        Text(name="note", label=N_("Remark"), section="target", longest=300, client_facing=False),
        _region("target"),
    ),
    title_fields=("indicator", "by_day"),
)  # fmt: skip
