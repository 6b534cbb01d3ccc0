"""The PESEL number: whether it can be one, and what it says of its holder (domain 3.1)."""

import re
from dataclasses import dataclass
from datetime import date

_SPACING = re.compile(r"[\s.-]+")
_DIGITS = re.compile(r"[0-9]{11}")


@dataclass(frozen=True, slots=True)
class PeselReading:
    """What a typed PESEL number says. Date and sex only where nothing is wrong with it."""

    digits: str
    """Without spaces and hyphens."""
    problem: str
    """Empty, or the first thing that is wrong: length, checksum or date."""
    birth_date: date | None = None
    sex: str = ""
    """K, M or empty."""


def read_pesel(text: str) -> PeselReading:
    """Read a PESEL number as typed. Anything but eleven digits is a problem of length."""
    digits = _SPACING.sub("", text)
    if not _DIGITS.fullmatch(digits):
        return PeselReading(digits, "length")
    from stdnum.exceptions import InvalidComponent  # noqa: PLC0415  not needed to unlock
    from stdnum.pl import pesel  # noqa: PLC0415  not needed to unlock

    if digits[-1] != pesel.calc_check_digit(digits[:-1]):
        return PeselReading(digits, "checksum")
    try:
        birth_date = pesel.get_birth_date(digits)
    except InvalidComponent:
        return PeselReading(digits, "date")
    return PeselReading(digits, "", birth_date, "K" if pesel.get_gender(digits) == "F" else "M")


def masked(digits: str) -> str:
    """The number as a screen shows it until someone asks for it: only the last four digits."""
    return "*" * (len(digits) - 4) + digits[-4:]
