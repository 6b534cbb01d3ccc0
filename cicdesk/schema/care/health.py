"""The card's health and care: seen by carers only while the child or dependant is with them."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Codes, Flag, Items, Level, Phone, Text

_HEALTH = (
    Items(
        name="allergies", label=N_("Allergies"), section="health", item_label=N_("Allergy"), sensitive=True,
        fields=(
            Code(name="kind", label=N_("Kind"), code_list="allergy_kinds", level=Level.REQUIRED),
            Text(name="to", label=N_("To what"), longest=100, level=Level.REQUIRED),
            Text(name="reaction", label=N_("Reaction"), longest=200),
            Code(name="severity", label=N_("How grave"), code_list="severities"),
            Text(name="action", label=N_("What to do"), longest=300),
        ),
    ),
    Codes(name="diets", label=N_("Diet and intolerance"), section="health", code_list="diets", sensitive=True),
    Codes(
        name="illnesses", label=N_("Chronic illness"), section="health", code_list="chronic_illnesses", sensitive=True,
    ),
    Text(
        name="illness_note", label=N_("What to do about it"), section="health", longest=500, lines=2, sensitive=True,
        any_script=True,
    ),
    Items(
        name="medicines", label=N_("Medicines"), section="health", item_label=N_("Medicine"), sensitive=True,
        help=N_("Staff give no medicines, except an emergency pen with a written instruction."),
        fields=(
            Text(name="name", label=N_("Which medicine"), longest=100, level=Level.REQUIRED),
            Text(name="when", label=N_("When"), longest=200),
            Flag(name="pen", label=N_("Emergency pen")),
            Flag(name="instruction", label=N_("Written instruction seen")),
            Text(name="kept", label=N_("Where it is kept"), longest=100),
        ),
    ),
    Codes(
        name="support_needs", label=N_("Disability and support"), section="health", code_list="support_needs",
        sensitive=True,
    ),
    Code(
        name="special_care", label=N_("Needs special care"), section="health", code_list="yes_no", sensitive=True,
        refusable=True, client_facing=False, help=N_("Lowers how many one carer may have at the same time."),
    ),
    Text(
        name="health_note", label=N_("More about health"), section="health", longest=1000, lines=2, sensitive=True,
        any_script=True,
    ),
)  # fmt: skip

_CARE = (
    Code(name="toilet", label=N_("Nappy or toilet"), section="care", code_list="toilet_states"),
    Text(name="sleep", label=N_("Sleep"), section="care", longest=300),
    Text(name="feeding", label=N_("Feeding"), section="care", longest=300),
    Text(name="forbidden_food", label=N_("Must not eat"), section="care", longest=300),
    Flag(name="pacifier", label=N_("Has a pacifier"), section="care"),
    Text(name="fears", label=N_("Is afraid of"), section="care", longest=300, any_script=True),
    Text(
        name="behaviour", label=N_("What calms and what upsets"), section="care", longest=500, lines=2, sensitive=True,
        any_script=True, client_facing=False, help=N_("Also after what the child has lived through; no story."),
    ),
    Text(
        name="religion", label=N_("Religious wishes"), section="care", longest=300, sensitive=True, any_script=True,
    ),
)  # fmt: skip

_ADULT = (
    Code(name="mobility", label=N_("Mobility"), section="adult", code_list="mobility_levels", sensitive=True),
    Codes(
        name="communication", label=N_("Communication"), section="adult", code_list="communication_needs",
        sensitive=True,
    ),
    Text(
        name="family_medicines", label=N_("Medicines given by the family"), section="adult", longest=300,
        sensitive=True,
    ),
    Text(name="adult_care", label=N_("What help is needed"), section="adult", longest=500, lines=2, sensitive=True),
    Text(
        name="provider", label=N_("Who usually cares"), section="adult", longest=200, client_facing=False,
        help=N_("Care of adults is usually booked with a provider."),
    ),
    Phone(name="provider_phone", label=N_("Telephone"), section="adult", client_facing=False),
)  # fmt: skip

HEALTH = (*_HEALTH, *_CARE, *_ADULT)
