"""The machine-readable zone of passports and cards (ICAO 9303): TD1, TD2 and TD3.

The fastest and least mistaken intake: a scanner types it, or a person pastes it. A wrong check digit
names its part and does not stop the rest; the person at the desk looks at the document and decides.
"""

import csv
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from cicdesk.base.resources import resource
from cicdesk.domain.pesel import read_pesel
from cicdesk.schema.values import Value, Values, is_blank

DOCUMENT_NUMBER = "document_number"
BIRTH_DATE = "birth_date"
VALID_UNTIL = "valid_until"
PERSONAL_NUMBER = "personal_number"
COMPOSITE = "composite"

_FILLER = "<"
_WEIGHTS = (7, 3, 1)
_SIGNS = re.compile(r"[A-Z0-9<]+")
_SHAPES = {"TD1": (3, 30), "TD2": (2, 36), "TD3": (2, 44)}
_LONGEST_VALIDITY = 50
_SEX = {"M": "M", "F": "K"}


class MrzError(ValueError):
    """The text is no machine-readable zone. `reason`: signs, length or kind."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MrzReading:
    """What a zone says."""

    format: str
    """TD1, TD2 or TD3."""
    values: Values
    """Under the names of a person's fields; only what could be read."""
    wrong: tuple[str, ...] = ()
    """The parts whose check digit does not fit or whose content makes no sense."""


@dataclass(frozen=True, slots=True)
class _Zone:
    """The zone cut into its parts."""

    format: str
    code: str
    issuer: str
    number: str
    number_check: str
    optional: str
    birth: str
    birth_check: str
    sex: str
    until: str
    until_check: str
    nationality: str
    names: str
    checked: tuple[tuple[str, str, str], ...] = field(default=())
    """Further parts with a check digit: name, content, digit."""


def read_mrz(text: str, today: date) -> MrzReading:
    """Read a zone as pasted or scanned, with or without line breaks. MrzError if it is none."""
    zone = _cut(text)
    number, number_holds = _document_number(zone)
    born, until = _born(zone.birth, today), _valid_until(zone.until, today)
    checks = (
        (DOCUMENT_NUMBER, number_holds),
        (
            BIRTH_DATE,
            check_digit(zone.birth) == zone.birth_check and bool(born or not zone.birth.strip(_FILLER)),
        ),
        (
            VALID_UNTIL,
            check_digit(zone.until) == zone.until_check and bool(until or not zone.until.strip(_FILLER)),
        ),
        *((name, _fits(content, digit)) for name, content, digit in zone.checked),
    )
    values = {**_holder(zone, born), "documents": _documents(zone, number, until)}
    kept = {name: value for name, value in values.items() if not is_blank(value)}
    return MrzReading(zone.format, kept, tuple(name for name, holds in checks if not holds))


def check_digit(content: str) -> str:
    """The digit that belongs behind a part: weights 7, 3, 1; A counts 10, the filler nothing."""
    figures = (0 if sign == _FILLER else int(sign, 36) for sign in content)
    return str(sum(figure * _WEIGHTS[i % 3] for i, figure in enumerate(figures)) % 10)


def _fits(content: str, digit: str) -> bool:
    return digit == check_digit(content) or (digit == _FILLER and not content.strip(_FILLER))


def _cut(text: str) -> _Zone:
    lines = [line for part in text.upper().replace("«", "<<").splitlines() if (line := "".join(part.split()))]
    if not all(_SIGNS.fullmatch(line) for line in lines):
        raise MrzError("signs")
    name, cut = _cut_lines(lines)
    if not cut[0][0].isalpha():
        raise MrzError("kind")
    return _td1(cut) if name == "TD1" else _two_lines(name, cut)


def _cut_lines(lines: list[str]) -> tuple[str, list[str]]:
    """The lines of the zone; a scanner that types no line breaks or no closing fillers is forgiven."""
    whole = "".join(lines)
    for name, (count, width) in _SHAPES.items():
        if len(whole) == count * width:
            return name, [whole[i * width : (i + 1) * width] for i in range(count)]
    for name, (count, width) in _SHAPES.items():
        if len(lines) == count and len(lines[1]) == width and all(len(line) <= width for line in lines):
            return name, [line.ljust(width, _FILLER) for line in lines]
    raise MrzError("length")


def _td1(lines: list[str]) -> _Zone:
    first, second, names = lines
    composite = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return _Zone(
        format="TD1", code=first[0:2], issuer=first[2:5],
        number=first[5:14], number_check=first[14], optional=first[15:30],
        birth=second[0:6], birth_check=second[6], sex=second[7], until=second[8:14], until_check=second[14],
        nationality=second[15:18], names=names, checked=((COMPOSITE, composite, second[29]),),
    )  # fmt: skip


def _two_lines(name: str, lines: list[str]) -> _Zone:
    """TD2 and TD3 differ only in their length and in the personal number, which has a digit of its own in TD3."""
    first, second = lines
    checked: list[tuple[str, str, str]] = []
    optional = second[28:35]
    if not first.startswith("V"):
        if name == "TD3":
            optional = second[28:42]
            checked.append((PERSONAL_NUMBER, optional, second[42]))
        checked.append((COMPOSITE, second[0:10] + second[13:20] + second[21:-1], second[-1]))
    return _Zone(
        format=name, code=first[0:2], issuer=first[2:5],
        number=second[0:9], number_check=second[9], optional=optional,
        birth=second[13:19], birth_check=second[19], sex=second[20], until=second[21:27], until_check=second[27],
        nationality=second[10:13], names=first[5:], checked=tuple(checked),
    )  # fmt: skip


def _document_number(zone: _Zone) -> tuple[str, bool]:
    """The number and whether its digit fits; a number over nine signs runs on in the optional part."""
    more = zone.optional.split(_FILLER)[0]
    if zone.number_check == _FILLER and len(more) > 1 and zone.format != "TD3":
        content, digit = zone.number + more[:-1], more[-1]
    else:
        content, digit = zone.number, zone.number_check
    return content.replace(_FILLER, ""), digit == check_digit(content)


def _holder(zone: _Zone, born: str) -> dict[str, Value]:
    family, given = _names(zone.names)
    country = _country(zone.nationality)
    values: dict[str, Value] = {
        "family_name": family,
        "given_names": given,
        "birth_date": born,
        "sex": _SEX.get(zone.sex, ""),
        "citizenships": [country] if country else [],
    }
    if spelling := f"{given} {family}".strip():
        values["other_spellings"] = [{"spelling": spelling, "kind": "MRZ"}]
    if pesel := _pesel(zone.optional, born):
        values["pesel"] = pesel
    return values


def _pesel(optional: str, born: str) -> str:
    """Polish documents may carry the PESEL in the optional part; taken only if it names the same birth date."""
    read = read_pesel(optional.replace(_FILLER, ""))
    return read.digits if read.birth_date and read.birth_date.isoformat() == born else ""


def _names(part: str) -> tuple[str, str]:
    family, _, given = part.strip(_FILLER).partition("<<")
    return _title_case(family), _title_case(given)


def _title_case(part: str) -> str:
    return " ".join(word.capitalize() for word in part.split(_FILLER) if word)


def _documents(zone: _Zone, number: str, until: str) -> list[Value]:
    parts = {"kind": _kind(zone), "number": number, "country": _country(zone.issuer), "valid_until": until}
    return [{name: value for name, value in parts.items() if value}]


_PASSPORTS = {"UKR": "UA_PASSPORT", "BLR": "BY_PASSPORT", "GEO": "GE_PASSPORT"}
_CARDS = {"UKR": "UA_ID_CARD", "GEO": "GE_PASSPORT"}


def _kind(zone: _Zone) -> str:
    """The kind of document, as a code of the list `identity_documents`."""
    letter, issuer, holder = zone.code[0], zone.issuer, zone.nationality
    if letter == "P":
        if holder == "XXB":
            return "GENEVA"
        return "PL_TRAVEL" if issuer == "POL" != holder else _PASSPORTS.get(issuer, "PASSPORT")
    if letter in "IAC":
        if issuer == "POL":
            return "PL_ID_CARD" if holder == "POL" else "RESIDENCE_CARD"
        return _CARDS.get(issuer, "FOREIGN_ID")
    return "OTHER"


def _country(code: str) -> str:
    """The code of the list `countries`; empty for one that is unknown."""
    return _countries().get(code.replace(_FILLER, ""), "")


@cache
def _countries() -> Mapping[str, str]:
    with resource("mrz/states.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["country"] for row in csv.DictReader(lines)}


def _born(part: str, today: date) -> str:
    """A birth date, in part where the document leaves the rest open; empty if it is none."""
    digits = part.rstrip(_FILLER)
    if not digits.isdigit() or len(digits) % 2:
        return ""
    for century in (today.year // 100 * 100, today.year // 100 * 100 - 100):
        value = _date(century, digits)
        if value and value <= today.isoformat()[: len(value)]:
            return value
    return ""


def _valid_until(part: str, today: date) -> str:
    """The last day of validity; empty if it is none or open."""
    if not part.isdigit():
        return ""
    century = today.year // 100 * 100
    far = century + int(part[:2]) - today.year
    if far > _LONGEST_VALIDITY:
        century -= 100
    elif far < -_LONGEST_VALIDITY:
        century += 100
    return _date(century, part)


def _date(century: int, digits: str) -> str:
    numbers = [int(digits[i : i + 2]) for i in range(0, len(digits), 2)]
    year, month, day = century + numbers[0], *numbers[1:], *(1,) * (3 - len(numbers))
    try:
        return dt.date(year, month, day).isoformat()[: len(digits) // 2 * 3 + 1]
    except ValueError:
        return ""
