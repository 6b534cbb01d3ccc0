"""Numbers of identity documents: one form for comparing, and soft checks of their patterns (domain 3.4)."""

import re

from cicdesk.schema.codelists import code_list

_SPACING = re.compile(r"[\s./-]+")
_POLISH_ID = re.compile(r"[A-Z]{3}[0-9]{6}")
_POLISH_ID_WEIGHTS = (7, 3, 1, 9, 7, 3, 1, 7, 3)
_LETTERS_ON_CARDS = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")
BOOKLET = "UA_BOOKLET"
POLISH_ID = "PL_ID_CARD"


def normal_number(kind: str, number: str) -> str:
    """A document's number for storing and comparing: capitals, no spaces, Latin letters but on booklets."""
    plain = _SPACING.sub("", number).upper()
    return plain if kind == BOOKLET else plain.translate(_LETTERS_ON_CARDS)


def fits(kind: str, number: str) -> bool:
    """Whether the number looks like one of that kind. Only ever a warning: patterns change."""
    entry = code_list("identity_documents").by_code.get(kind)
    pattern = entry.more.get("pattern") if entry else ""
    plain = normal_number(kind, number)
    if pattern and not re.fullmatch(pattern, plain):
        return False
    return kind != POLISH_ID or polish_id_holds(plain)


def polish_id_holds(number: str) -> bool:
    """Whether the check digit of a Polish identity card's number is right."""
    if not _POLISH_ID.fullmatch(number):
        return False
    figures = (int(sign, 36) for sign in number)
    return sum(weight * figure for weight, figure in zip(_POLISH_ID_WEIGHTS, figures, strict=True)) % 10 == 0
