"""Language level: how well a person knew a language on a day, so that progress can be counted."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Day, Level, Reference, Text
from cicdesk.schema.records import RecordSpec, Section


def _skill(name: str, label: str) -> Code:
    return Code(name=name, label=label, section="skills", code_list="cefr")


_WHEN = (
    Reference(
        name="person", label=N_("Client"), section="when", to="person", level=Level.REQUIRED, read_only=True,
    ),
    Reference(
        name="participation", label=N_("Participation"), section="when", to="participation", client_facing=False,
    ),
    Code(
        name="language", label=N_("Language"), section="when", code_list="languages", default="pol",
        level=Level.REQUIRED, listed=True,
    ),
    Day(
        name="assessed_on", label=N_("Assessed on"), section="when", level=Level.REQUIRED, past=True, default="now",
        listed=True,
    ),
    Code(
        name="occasion", label=N_("Occasion"), section="when", code_list="level_occasions", default="ENTRY",
        level=Level.REQUIRED, listed=True,
    ),
    Code(name="proof", label=N_("How it was assessed"), section="when", code_list="level_proofs", default="TEST"),
    Text(name="assessor", label=N_("Assessed by"), section="when", longest=200, client_facing=False),
)  # fmt: skip

_SKILLS = (
    Code(
        name="overall", label=N_("Level"), section="skills", code_list="cefr", level=Level.REQUIRED, listed=True,
        help=N_("Progress is counted from this level."),
    ),
    _skill("listening", N_("Listening")),
    _skill("reading", N_("Reading")),
    _skill("speaking", N_("Speaking")),
    _skill("writing", N_("Writing")),
)  # fmt: skip

LANGUAGE_LEVEL = RecordSpec(
    kind="language_level",
    label=N_("Language level"),
    plural=N_("Language levels"),
    new_label=N_("New language level"),
    version=1,
    root_field="person",
    sections=(Section("when", N_("Assessment")), Section("skills", N_("Levels"))),
    fields=(*_WHEN, *_SKILLS),
    title_fields=("assessed_on", "overall"),
)
