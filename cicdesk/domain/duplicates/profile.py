"""What of a person tells people apart, in the form in which it is compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cicdesk.domain.identity_documents import normal_number
from cicdesk.domain.names import words
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Document, Value, Values

TELLING = frozenset(
    [
        "given_names",
        "family_name",
        "original_name",
        "other_spellings",
        "birth_date",
        "sex",
        "citizenships",
        "phones",
        "documents",
        "pesel",
        "other_identifier",
        "other_identifier_kind",
        "no_pesel",
        "merged_into",
    ]
)
"""The fields whose change can make somebody alike to somebody else, or no longer."""

_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")
_PESEL = re.compile(r"[0-9]{11}\Z")
_SEXES = frozenset({"K", "M"})
_MOST_NAMES = 8
_SHORTEST_NUMBER = 4
_COUNTRY = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody, as far as it tells them from others. Everything may be missing."""

    names: tuple[tuple[str, ...], ...] = ()
    """Each way in which the whole name is written, as the words of `names.words`."""
    given: tuple[str, ...] = ()
    """The words of the given names, where they are known to be given names."""
    birth: str = ""
    """A date, or as much of one as is known."""
    sex: str = ""
    citizenships: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    documents: frozenset[tuple[str, str]] = frozenset()
    """Kind and number."""
    pesel: str = ""
    doubtful: bool = False
    """Whether the PESEL number is kept although its check digit is wrong."""

    @property
    def year(self) -> str:
        """The year of birth; empty if it is not known."""
        return self.birth[:4]


def together(one: Profile, other: Profile) -> Profile:
    """One person whose two files were joined: what the first does not know, the second may."""
    return Profile(
        names=tuple(dict.fromkeys((*one.names, *other.names)))[:_MOST_NAMES],
        given=one.given or other.given,
        birth=one.birth or other.birth,
        sex=one.sex or other.sex,
        citizenships=one.citizenships | other.citizenships,
        phones=one.phones | other.phones,
        documents=one.documents | other.documents,
        pesel=one.pesel or other.pesel,
        doubtful=one.doubtful if one.pesel else other.doubtful,
    )


def of_values(values: Values) -> Profile:
    """A person as forms and lists hold one."""
    family, given = words(_text(values, "family_name")), words(_text(values, "given_names"))
    return Profile(
        names=_names(family, given, values),
        given=given,
        birth=_fitting(_DAY, _text(values, "birth_date")),
        sex=_text(values, "sex") if values.get("sex") in _SEXES else "",
        citizenships=frozenset(_codes(values.get("citizenships"))),
        phones=frozenset(n for each in _rows(values.get("phones")) if (n := _number(each))),
        documents=frozenset(_documents(values)),
        pesel=_fitting(_PESEL, _text(values, "pesel")),
        doubtful=values.get("pesel_unverified") is True,
    )


def of_document(document: Document) -> Profile:
    """A person as one rests and travels."""
    values: dict[str, Value] = {}
    sets: dict[str, list[Value]] = {}
    for name, value in document.items():
        field, _, element = name.partition(SEPARATOR)
        if field not in TELLING and field != "pesel_unverified":
            continue
        if not element:
            values[field] = value
        elif value:
            sets.setdefault(field, []).append(value if isinstance(value, dict) else element)
    return of_values({**values, **sets})


def _names(family: tuple[str, ...], given: tuple[str, ...], values: Values) -> tuple[tuple[str, ...], ...]:
    """Every way in which the name is written; a spelling of one word is another family name."""
    found: dict[tuple[str, ...], None] = {}
    for name in (given + family, words(_text(values, "original_name"))):
        found.setdefault(name)
    for row in _rows(values.get("other_spellings")):
        spelled = words(_text(row, "spelling"))
        found.setdefault(given + spelled if len(spelled) == 1 and given and family else spelled)
    return tuple(name for name in found if name)[:_MOST_NAMES]


def _documents(values: Values) -> Iterator[tuple[str, str]]:
    for row in _rows(values.get("documents")):
        kind = _text(row, "kind")
        number = normal_number(kind, _text(row, "number"))
        if len(number) >= _SHORTEST_NUMBER:
            yield kind, number
    other = normal_number("", _text(values, "other_identifier"))
    if len(other) >= _SHORTEST_NUMBER and any(each.isdigit() for each in other):
        yield "", other


def _number(row: Values) -> str:
    number = _text(row, "number")
    digits = "".join(each for each in number if each.isdigit())
    return f"+{digits}" if len(digits) > _SHORTEST_NUMBER else ""


def _codes(value: Value) -> Iterator[str]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, str) and len(each) == _COUNTRY:
            yield each


def _rows(value: Value) -> Iterator[Values]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _fitting(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.match(text) else ""
