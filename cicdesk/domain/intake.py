"""What follows from what was typed at an intake, and what does not fit together (domain 2.2, 2.5, 3.1).

Nothing here stops saving: corrected birth dates and wrongly assigned numbers happen, and help given
is written down all the same.
"""

from collections.abc import Iterator
from datetime import date

from cicdesk.domain.arranging_hints import hints
from cicdesk.domain.identity_documents import fits
from cicdesk.domain.names import fold
from cicdesk.domain.original_names import read_name
from cicdesk.domain.pesel import read_pesel
from cicdesk.schema.codelists import code_list
from cicdesk.schema.problems import Problem, Severity
from cicdesk.schema.values import REFUSALS, Value, Values

EU_STATES = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905  readable
)
"""Citizens of these are not third-country nationals, whatever other citizenship they hold."""

OLDEST = 110
_FULL_DATE = len("1988-04-02")
_CLOCK = len("09:30")
_MONTH = len("1988-04")
_YEAR = len("1988")


def derived(kind: str, values: Values, changed: frozenset[str]) -> dict[str, Value]:
    """The fields to fill because of the fields just typed; only those that become different.

    A value that somebody typed is never replaced by one read from a PESEL number: `warnings` says
    that they differ. A refusal stands.
    """
    if kind != "person":
        return {}
    found: dict[str, Value] = {}
    if "pesel" in changed:
        found.update(_from_pesel(values))
    if changed & {"birth_date", "pesel"}:
        found.update(_precision(_day(found, "birth_date") or _day(values, "birth_date")))
    if "original_name" in changed:
        found.update(_from_original(values))
    if "citizenships" in changed:
        found.update(_from_citizenships(values))
    if "address" in changed:
        found.update(_from_address(values))
    return {name: value for name, value in found.items() if values.get(name) != value}


def warnings(kind: str, values: Values, today: date) -> tuple[Problem, ...]:
    """What does not fit together in a record, for people to look at. Single values are `check`'s part."""
    if kind == "trip":
        return tuple(_about_hours(values))
    if kind != "person":
        return tuple(hints(kind, values, today))
    return (
        *_about_birth(values, today),
        *_about_pesel(values, today),
        *_about_citizenship(values),
        *_about_documents(values, today),
        *_about_stays(values, today),
    )


def _text(values: Values, name: str) -> str:
    """A text that was given; a refusal counts as none."""
    value = values.get(name)
    return value if isinstance(value, str) and value not in REFUSALS else ""


def _day(values: Values, name: str) -> str:
    """A date that could be read; what is kept as typed says nothing yet."""
    text = _text(values, name)
    return text if text[:_YEAR].isdigit() else ""


def _items(values: Values, name: str) -> Iterator[tuple[str, Values]]:
    """The items of a set with their paths."""
    listed = values.get(name)
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict):
            yield f"{name}/{item.get('id', '')}", item


def _citizenships(values: Values) -> frozenset[str]:
    listed = values.get("citizenships")
    return frozenset(str(code) for code in listed) if isinstance(listed, list) else frozenset()


def _from_pesel(values: Values) -> Iterator[tuple[str, Value]]:
    read = read_pesel(_text(values, "pesel"))
    if read.problem or read.birth_date is None:
        return
    if not values.get("birth_date"):
        yield "birth_date", read.birth_date.isoformat()
    if not values.get("sex"):
        yield "sex", read.sex
    for flag in ("no_pesel", "pesel_unverified"):
        if values.get(flag):
            yield flag, False


def _from_original(values: Values) -> Iterator[tuple[str, Value]]:
    """A Latin spelling for a name written in another script; the document shown decides in the end."""
    written = _text(values, "original_name")
    if not written or written.isascii():
        return
    read = read_name(written, _text(values, "contact_language"))
    for name, text in (
        ("family_name", read.family), ("given_names", read.given), ("patronymic", read.patronymic),
    ):  # fmt: skip
        if text:
            yield name, text


def _precision(birth_date: str) -> Iterator[tuple[str, Value]]:
    if len(birth_date) == _FULL_DATE:
        yield "birth_date_precision", "FULL"
    elif len(birth_date) == _YEAR:
        yield "birth_date_precision", "YEAR"
    elif len(birth_date) == _MONTH:
        yield "birth_date_precision", "MONTH"


def _from_citizenships(values: Values) -> Iterator[tuple[str, Value]]:
    """Third-country national: no citizenship of the Union, or none at all, or not known (ESF+)."""
    held = _citizenships(values)
    if not held:
        return
    if values.get("third_country_national") not in REFUSALS:
        yield "third_country_national", "NO" if held & EU_STATES else "YES"
    if "PL" not in held and values.get("foreign_background") not in REFUSALS:
        yield "foreign_background", "YES"


def _from_address(values: Values) -> Iterator[tuple[str, Value]]:
    """The degree of urbanisation of a commune that the list knows, unless somebody chose one."""
    address = values.get("address")
    if not isinstance(address, dict) or address.get("degurba"):
        return
    commune, county = fold(str(address.get("commune") or "")).strip(), address.get("county")
    found = {
        entry.more.get("degurba", "")
        for entry in code_list("communes").entries
        if commune == fold(entry.label("pl")) and county in (None, "", entry.parent)
    }
    if len(found) == 1 and (degree := found.pop()):
        yield "address", {**address, "degurba": degree}


def _about_hours(values: Values) -> Iterator[Problem]:
    start, end = _text(values, "from_time"), _text(values, "to_time")
    if len(start) == len(end) == _CLOCK and end < start:
        yield Problem("to_time", "until_before_from", Severity.WARNING, {})


def _about_birth(values: Values, today: date) -> Iterator[Problem]:
    born = _day(values, "birth_date")
    if not born:
        return
    if born > today.isoformat()[: len(born)]:
        yield Problem("birth_date", "day_in_future", Severity.ERROR, {})
    elif today.year - int(born[:_YEAR]) > OLDEST:
        yield Problem("birth_date", "too_old", Severity.WARNING, {"age": today.year - int(born[:_YEAR])})
    if born.endswith("-01-01") and values.get("birth_date_precision") == "FULL":
        yield Problem("birth_date", "first_of_january", Severity.HINT, {})
    for name in ("first_entry", "entry_date"):
        day = _day(values, name)
        if day and day < born[: len(day)]:
            yield Problem(name, "before_birth", Severity.WARNING, {})


def _about_pesel(values: Values, today: date) -> Iterator[Problem]:
    typed = _text(values, "pesel")
    if typed and values.get("no_pesel"):
        yield Problem("no_pesel", "pesel_given", Severity.WARNING, {})
    read = read_pesel(typed)
    if read.birth_date is None:
        return
    if read.birth_date > today:
        yield Problem("pesel", "pesel_in_future", Severity.WARNING, {"date": read.birth_date.isoformat()})
    born, sex = _day(values, "birth_date"), _text(values, "sex")
    differs = bool(born) and not read.birth_date.isoformat().startswith(born)
    if differs:
        facts = {"pesel": read.birth_date.isoformat(), "given": born}
        yield Problem("birth_date", "pesel_birth_date", Severity.WARNING, facts)
    if sex and sex != read.sex:
        yield Problem("sex", "pesel_sex", Severity.WARNING, {"pesel": read.sex, "given": sex})
    years = {child.get("birth_year") for _, child in _items(values, "children")}
    if read.birth_date.year in years and (differs or not born):
        yield Problem("pesel", "pesel_child", Severity.HINT, {"year": read.birth_date.year})


def _about_citizenship(values: Values) -> Iterator[Problem]:
    follows = dict(_from_citizenships({**values, "third_country_national": None, "foreign_background": None}))
    for name, value in follows.items():
        given = _text(values, name)
        if given and given != value:
            yield Problem(name, "against_citizenships", Severity.WARNING, {"expected": value})


def _about_documents(values: Values, today: date) -> Iterator[Problem]:
    for path, document in _items(values, "documents"):
        until, number, kind = (
            _day(document, "valid_until"),
            _text(document, "number"),
            _text(document, "kind"),
        )
        if until and until < today.isoformat()[: len(until)]:
            yield Problem(f"{path}/valid_until", "document_expired", Severity.WARNING, {"date": until})
        if number and kind and not fits(kind, number):
            yield Problem(f"{path}/number", "unusual_number", Severity.WARNING, {"kind": kind})


def _about_stays(values: Values, today: date) -> Iterator[Problem]:
    stays = tuple(_items(values, "stays"))
    for path, stay in stays:
        start, end = _day(stay, "from"), _day(stay, "until")
        if start and end and end[: min(len(start), len(end))] < start[: min(len(start), len(end))]:
            yield Problem(f"{path}/until", "until_before_from", Severity.WARNING, {})
    ends = [_day(stay, "until") for _, stay in stays]
    if ends and all(end and end < today.isoformat()[: len(end)] for end in ends):
        yield Problem("stays", "stay_ended", Severity.WARNING, {"date": max(ends)})
