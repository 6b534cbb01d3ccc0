"""Telephone numbers as people type them, in the one form that is stored and searched."""

import re
from dataclasses import dataclass

_NOT_A_NUMBER = re.compile(r"[^\W\d_]{3,}")
_FOREIGN_WITHOUT_PLUS = re.compile(r"(?:48|380|375|373|374|99\d|7|84|90|91|63|977)\d{8,10}")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as read."""

    e164: str
    """`+48123456789`; empty if the text is no number at all."""
    valid: bool
    """Whether such a number can have been assigned. One that cannot is kept all the same."""
    shown: str
    """With spaces, for people; the text as typed if it is no number."""


def parse_phone(text: str, region: str = "PL") -> Phone:
    """The number in a text. Never fails: what cannot be read comes back as it was typed."""
    typed = text.strip()
    if len(typed) > _LONGEST or _NOT_A_NUMBER.search(typed):
        return Phone("", valid=False, shown=typed)
    read = _read(typed, region)
    if not read.valid and _FOREIGN_WITHOUT_PLUS.fullmatch(digits := re.sub(r"\D", "", typed)):
        abroad = _read("+" + digits, region)
        return abroad if abroad.valid else read
    return read


def _read(typed: str, region: str) -> Phone:
    import phonenumbers as rules  # noqa: PLC0415  heavy, and not needed to unlock

    try:
        number = rules.parse(typed, region)
    except rules.NumberParseException:
        return Phone("", valid=False, shown=typed)
    valid = rules.is_valid_number(number)
    shown = rules.format_number(number, rules.PhoneNumberFormat.INTERNATIONAL)
    return Phone(
        rules.format_number(number, rules.PhoneNumberFormat.E164),
        valid=valid,
        shown=shown if valid else _in_threes(shown),
    )


def _in_threes(shown: str) -> str:
    """A number that no rule can part, so that people can still read it out: `+48 000 000 001`."""
    code, gap, rest = shown.partition(" ")
    if not gap or not rest.isdigit():
        return shown
    return " ".join([code, *(rest[at : at + 3] for at in range(0, len(rest), 3))])
