"""Carer: the register of those who care for children and dependants, with their checks. Shared by a region."""

from cicdesk.base.i18n import N_
from cicdesk.schema.booking.parts import absences, checks, hours, of_the_region, telephones
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Email,
    Flag,
    Items,
    Level,
    Money,
    Number,
    Reference,
    References,
    Search,
    Text,
)
from cicdesk.schema.records import RecordSpec, Section

_WHO = (
    Text(
        name="family_name", label=N_("Family name"), section="who", longest=200, listed=True, search=Search.NAME,
    ),
    Text(
        name="given_names", label=N_("Given names"), section="who", longest=200, listed=True, search=Search.NAME,
    ),
    Code(name="sex", label=N_("Sex"), section="who", code_list="sex", client_facing=False),
    Code(
        name="engagement", label=N_("Engaged as"), section="who", code_list="engagements", listed=True,
        client_facing=False,
    ),
    Reference(name="user", label=N_("Name in this program"), section="who", to="user", client_facing=False),
    telephones("who"),
    Email(name="email", label=N_("E-mail"), section="who", search=Search.WORDS, client_facing=False),
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
    Codes(
        name="language_list", label=N_("Languages in short"), section="can", code_list="languages", derived=True,
        read_only=True, listed=True, client_facing=False, gathers=("languages", "language"), in_form=False,
    ),
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
    Text(name="contract_number", label=N_("Contract"), section="terms", longest=100, client_facing=False),
    Day(name="contract_from", label=N_("Contract from"), section="terms", client_facing=False),
    Day(name="contract_until", label=N_("Contract until"), section="terms", listed=True, client_facing=False),
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
        hours("hours", N_("Weekly hours"), "time"),
        absences("absences", N_("Absences"), "time"),
        *_TERMS,
        *of_the_region("entry"),
    ),
    needs_one_of=(("family_name", "given_names"),),
    title_fields=("family_name", "given_names"),
)
