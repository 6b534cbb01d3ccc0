"""What was so when a person joined a project: the program writes it once, and later changes of the person alter nothing."""

from cicdesk.base.i18n import N_
from cicdesk.schema.fields import Code, Day, Field, Level, Number, Text


def _code(name: str, label: str, code_list: str, *, depends_on: str = "") -> Code:
    return Code(
        name=name, label=label, section="entry", code_list=code_list, depends_on=depends_on, level=Level.REPORTED,
        read_only=True, refusable=True, client_facing=False,
    )  # fmt: skip


def _answer(name: str, label: str, *, sensitive: bool = False) -> Code:
    return Code(
        name=name, label=label, section="entry", code_list="yes_no", level=Level.REPORTED, read_only=True,
        refusable=True, sensitive=sensitive, client_facing=False,
    )  # fmt: skip


def _text(name: str, label: str) -> Text:
    return Text(
        name=name, label=label, section="entry", longest=200, level=Level.REPORTED, read_only=True,
        client_facing=False,
    )  # fmt: skip


SNAPSHOT: tuple[Field, ...] = (
    Number(
        name="age_at_entry", label=N_("Age on joining"), section="entry", most=200, level=Level.REPORTED,
        read_only=True, client_facing=False,
    ),
    _code("sex_at_entry", N_("Sex for reports"), "sex"),
    _code("citizenship_class_at_entry", N_("Class of citizenship"), "citizenship_classes"),
    Code(
        name="stay_at_entry", label=N_("Basis of stay"), section="entry", code_list="stay_bases", read_only=True,
        client_facing=False,
    ),
    _code("education_at_entry", N_("Education"), "education"),
    Day(
        name="education_end", label=N_("Planned end of education"), section="entry", partial=True, read_only=True,
        client_facing=False,
    ),
    _code("labour_status_at_entry", N_("Labour market status"), "labour_statuses"),
    _code(
        "labour_detail_at_entry", N_("Details of the status"), "labour_details", depends_on="labour_status_at_entry",
    ),
    Code(
        name="country_at_entry", label=N_("Country"), section="entry", code_list="countries", read_only=True,
        client_facing=False,
    ),
    _code("voivodeship_at_entry", N_("Voivodeship"), "voivodeships"),
    _code("county_at_entry", N_("County"), "counties", depends_on="voivodeship_at_entry"),
    _text("commune_at_entry", N_("Commune")),
    _text("locality_at_entry", N_("Locality")),
    _text("postcode_at_entry", N_("Postcode")),
    _code("degurba_at_entry", N_("Degree of urbanisation"), "degurba"),
    _answer("foreign_background_at_entry", N_("Foreign background")),
    _answer("third_country_at_entry", N_("Third-country national")),
    _answer("minority_at_entry", N_("National or ethnic minority"), sensitive=True),
    _answer("homelessness_at_entry", N_("Homeless or without secure housing"), sensitive=True),
    _answer("disability_at_entry", N_("Disability"), sensitive=True),
)  # fmt: skip
"""In the order of the form."""

AT_ENTRY: tuple[Field, ...] = (
    *SNAPSHOT,
    Text(
        name="mending_reason", label=N_("Why it was put right"), section="entry", longest=500, read_only=True,
        any_script=True, client_facing=False,
        help=N_("What was written down wrongly on joining may be put right, with a reason."),
    ),
)  # fmt: skip
