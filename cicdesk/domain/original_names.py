"""A whole name in its original script, taken apart and spelled in Latin letters: a proposal for the form."""

import re
from dataclasses import dataclass

from cicdesk.domain.spellings import is_given_name, latin

_PATRONYMIC = re.compile(r".+(?:ович|евич|йович|івна|ївна|овна|евна|оўна|еўна|евіч|овіч)", re.IGNORECASE)
_MARKS = (("uk", "ґєї"), ("be", "ў"), ("ru", "ыэъё"))
"""Letters that give the language away, in the order in which they are looked for."""
_RULES = {"ukr": "uk", "uk": "uk", "rus": "ru", "ru": "ru", "bel": "be", "be": "be"}
_WITH_PATRONYMIC = 3


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts in Latin letters; empty where there is none."""

    family: str = ""
    given: str = ""
    patronymic: str = ""


def read_name(written: str, language: str = "") -> NameParts:
    """Who is family name, given names, patronymic. A known given name tells the order; else the family name leads."""
    words, rules = written.split(), _rules(written, language)
    patronymic = next((w for w in words[1:] if _PATRONYMIC.fullmatch(w)), "")
    if len(words) < _WITH_PATRONYMIC:
        patronymic = ""
    rest = [word for word in words if word != patronymic]
    if not rest:
        return NameParts()
    if len(rest) == 1:
        return NameParts(given=latin(rest[0], rules), patronymic=latin(patronymic, rules))
    spelled = [latin(word, rules) for word in rest]
    given_leads = patronymic == words[1] or (is_given_name(spelled[0]) and not is_given_name(spelled[-1]))
    family, given = (spelled[-1], spelled[:-1]) if given_leads else (spelled[0], spelled[1:])
    return NameParts(family, " ".join(given), latin(patronymic, rules))


def _rules(written: str, language: str) -> str:
    text = written.casefold()
    telling = next((rules for rules, marks in _MARKS if any(mark in text for mark in marks)), "")
    return telling or _RULES.get(language, "uk")
