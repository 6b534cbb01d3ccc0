"""Names of other scripts in Latin letters: the official rules, and how Poles and Russians write by hand.

Libraries hold the rules (KMU-55, ICAO); they are loaded with the first name that needs them.
"""

from functools import cache
from typing import TYPE_CHECKING

from cicdesk.domain.names import CYRILLIC, LATIN, letters, script, words

if TYPE_CHECKING:
    from iuliia import Schema

_AS_RUSSIAN = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у"})
_AS_UKRAINIAN = str.maketrans({"ы": "и", "э": "е", "ё": "йо", "ъ": "", "ў": "у"})
_AS_BELARUSIAN = str.maketrans({"і": "и", "ў": "у", "г": "h", "ґ": "g", "ё": "io"})
_POLISH = str.maketrans({
    "а": "a", "б": "b", "в": "w", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "je", "ё": "jo", "ж": "z", "з": "z",
    "и": "y", "і": "i", "ї": "ji", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "ju", "я": "ja",
})  # fmt: skip


def ukrainian(word: str) -> str:
    """A Cyrillic word by the Ukrainian rules of 2010 (KMU-55)."""
    from uklatn import KMU_55, encode  # noqa: PLC0415  loaded with the first Cyrillic name

    spelled: str = encode(word.translate(_AS_UKRAINIAN), KMU_55)
    return spelled


def russian(word: str) -> str:
    """A Cyrillic word as in Russian passports (ICAO)."""
    return _by_icao(word.translate(_AS_RUSSIAN))


def polish(word: str) -> str:
    """A Cyrillic word as a Polish clerk hears and writes it, without marks."""
    return word.translate(_POLISH)


def any_script(word: str) -> str:
    """A word of any script in plain letters; nobody's official spelling."""
    from anyascii import anyascii  # noqa: PLC0415  loaded with the first name in another script

    return "".join(c for c in anyascii(word).lower() if c.isalnum())


def _by_icao(word: str) -> str:
    spelled: str = _icao().translate(word)
    return spelled


@cache
def _icao() -> "Schema":
    from iuliia import ICAO_DOC_9303  # noqa: PLC0415  loaded with the first Cyrillic name

    return ICAO_DOC_9303


def latin(name: str, language: str = "uk") -> str:
    """The official Latin spelling to propose for a name, by the rules of a language; Latin words stay."""
    return " ".join("-".join(_latin(part, language) for part in word.split("-")) for word in name.split())


def _latin(part: str, language: str) -> str:
    plain = letters(part)
    if script(plain) == LATIN or not words(part):
        return part
    if script(plain) != CYRILLIC:
        return any_script(plain).capitalize()
    spelled = _official(plain, language)
    if len(plain) > 1 and part.isupper():
        return spelled.upper()
    return spelled.capitalize() if part[:1].isupper() else spelled


def _official(word: str, language: str) -> str:
    if language == "uk":
        return ukrainian(word)
    if language == "ru":
        return russian(word)
    if language == "be":
        return _by_icao(word.translate(_AS_BELARUSIAN))
    return any_script(word)
