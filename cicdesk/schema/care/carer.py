"""Carer: the register of those who care for children and dependants, with their checks. Shared by a region."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.entries import (
    absences,
    checks,
    contract,
    hours,
    languages_in_short,
    names,
    of_the_region,
    reached,
)
from cicdesk.schema.fields import (
    Code,
    Codes,
    Flag,
    Items,
    Level,
    Money,
    Number,
    Reference,
    References,
    Search,
)
from cicdesk.schema.records import RecordSpec, Section

_WHO = (
    *names("who"),
    Code(name="sex", label=N_("Sex"), section="who", code_list="sex", client_facing=False),
    Code(
        name="engagement", label=N_("Engaged as"), section="who", code_list="engagements", listed=True,
        client_facing=False,
    ),
    Reference(name="user", label=N_("Name in this program"), section="who", to="user", client_facing=False),
    *reached("who"),
)  # fmt: skip

_CAN = (
    Items(
        name="languages", label=N_("Languages"), section="can", item_label=N_("Language"), search=Search.WORDS,
        fields=(
            Code(
                name="language", label=N_("Language"), code_list="languages", level=Level.REQUIRED,
                search=Search.WORDS,
            ),
            Code(name="level", label=N_("Level"), code_list="language_levels"),
        ),
    ),
    languages_in_short("can"),
    Codes(
        name="experience", label=N_("Experience"), section="can", code_list="care_experiences", client_facing=False,
    ),
    Flag(name="infants", label=N_("Cares for children under a year"), section="can", client_facing=False),
    Flag(name="adults", label=N_("Cares for adult dependants"), section="can", client_facing=False),
    Flag(
        name="helper", label=N_("Only helps another carer"), section="can", listed=True, client_facing=False,
        help=N_("Is a second adult within call but does not count as a carer."),
    ),
    Number(
        name="most_children", label=N_("Children at the most"), section="can", least=1, most=30, client_facing=False,
        help=N_("Only where it is less than the rules of the place allow."),
    ),
    References(name="places", label=N_("Works at"), section="can", to="care_place", client_facing=False),
)  # fmt: skip

_TERMS = (
    *contract("terms"),
    Money(name="rate", label=N_("Rate for an hour"), section="terms", client_facing=False),
)  # fmt: skip

CARER = RecordSpec(
    kind="carer",
    label=N_("Carer"),
    plural=N_("Carers"),
    new_label=N_("New carer"),
    version=1,
    regional=True,
    remarks="remarks",
    sections=(
        Section("who", N_("Who it is")),
        Section("checks", N_("Checks")),
        Section("can", N_("Languages and experience")),
        Section("time", N_("When")),
        Section("terms", N_("Contract and rates")),
        Section("entry", N_("Entry in the register")),
    ),
    fields=(
        *_WHO,
        checks("checks", N_("A carer without valid checks cannot be assigned.")),
        *_CAN,
        hours("time"),
        absences("time"),
        *_TERMS,
        *of_the_region("entry"),
    ),
    needs_one_of=(("family_name", "given_names"),),
    title_fields=("family_name", "given_names"),
)
