"""Folding names to what search compares: one form for all the ways in which the same letters arrive.

Pasted names bring three apostrophes, decomposed letters and Latin letters inside Cyrillic words;
people at the desk leave out Polish and Vietnamese marks. All of that is gone in a folded text.
"""

import re
import unicodedata
from collections.abc import Mapping

APOSTROPHES = "'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\uff07"
"""What stands for an apostrophe or a soft sign. U+02BC is a letter to Unicode, so it goes first."""

CYRILLIC = "cyrillic"
LATIN = "latin"
OTHER = "other"

_LETTERS_WITHOUT_MARKS = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a",
}  # fmt: skip
_KEEP_THEIR_MARKS = frozenset("йїўёґ")
_TO_CYRILLIC = str.maketrans("abehikmopctyxj", "авенікморстухј")
_TO_LATIN = str.maketrans("авекмнорстухіјѕ", "abekmhopctyxijs")
_LATIN_LOOKALIKES = frozenset("abehikmopctyxj")
_CYRILLIC_LOOKALIKES = frozenset("авекмнорстухіјѕ")
_WORD = re.compile(r"[^\W_]+(?:[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+[^\W_]*)*")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_LATIN_LETTER = re.compile(r"[a-zß-ʯ\u1e00-\u1eff]")
_ASCII_APOSTROPHES = str.maketrans("", "", "'`")
_FIRST_LATIN_MARKS = range(10, 37)
_FIRST_MARK_ABOVE_OR_BELOW = 200


class _Folding(dict[int, str]):
    """What each character becomes; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = "".join(self._letter(c) for c in chr(code).casefold())
        self[code] = folded
        return folded

    def _letter(self, character: str) -> str:
        if character in APOSTROPHES:
            return ""
        if character in _KEEP_THEIR_MARKS:
            return character
        bare = "".join(c for c in unicodedata.normalize("NFD", character) if not _is_mark(c))
        return "".join(_LETTERS_WITHOUT_MARKS.get(c, c) for c in bare)


def _is_mark(character: str) -> bool:
    """Accents and Arabic vowel points. Indian and Thai vowel signs are letters in their own right."""
    kind = unicodedata.combining(character)
    return kind >= _FIRST_MARK_ABOVE_OR_BELOW or kind in _FIRST_LATIN_MARKS


def _is_no_letter(category: str) -> bool:
    """Vowel signs and characters that Unicode has not given to anybody: the index would cut a word there."""
    return category.startswith("M") or category == "Cn"


class _Loosening(dict[int, str]):
    """What is left of letters in a folded text: without the vowel signs at which the index would cut a word."""

    def __missing__(self, code: int) -> str:
        loose = "" if _is_no_letter(unicodedata.category(chr(code))) else chr(code)
        self[code] = loose
        return loose


_FOLDING: Mapping[int, str] = _Folding()
_LOOSENING: Mapping[int, str] = _Loosening({ord("ё"): "е", ord("ґ"): "г"})


def letters(text: str) -> str:
    """The text in small letters without marks, but with the Cyrillic ё and ґ that transliteration needs."""
    if text.isascii():
        return text.translate(_ASCII_APOSTROPHES).lower()
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_FOLDING))
    if _CYRILLIC_LETTER.search(folded) and _LATIN_LETTER.search(folded):
        return _WORD.sub(lambda word: _one_script(word[0]), folded)
    return folded


def fold(text: str) -> str:
    """The text as search compares it. Cyrillic stays Cyrillic; ё and ґ become е and г.

    Words of a folded text hold letters and digits only, so that the search index keeps them whole.
    """
    plain = letters(text)
    return plain if plain.isascii() else plain.translate(_LOOSENING)


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name, split at spaces, hyphens and other signs."""
    return tuple(_WORD.findall(fold(text)))


def words(text: str) -> tuple[str, ...]:
    """The words of a name as `letters` gives them, for transliteration."""
    return tuple(_WORD.findall(letters(text)))


def script(word: str) -> str:
    """CYRILLIC, LATIN or OTHER: the script of a folded word by its letters."""
    if word.isascii():
        return LATIN
    if _CYRILLIC_LETTER.search(word):
        return CYRILLIC
    return LATIN if _LATIN_LETTER.search(word) else OTHER


def _one_script(word: str) -> str:
    """A word of mixed letters in the script of its majority, if the rest only look alike."""
    if word.isascii() or not _LATIN_LETTER.search(word):
        return word
    cyrillic = _CYRILLIC_LETTER.findall(word)
    latin = _LATIN_LETTER.findall(word)
    if not cyrillic or not latin:
        return word
    latin_is_disguise = _LATIN_LOOKALIKES.issuperset(latin)
    cyrillic_is_disguise = _CYRILLIC_LOOKALIKES.issuperset(cyrillic)
    if latin_is_disguise and (len(cyrillic) >= len(latin) or not cyrillic_is_disguise):
        return word.translate(_TO_CYRILLIC)
    if cyrillic_is_disguise:
        return word.translate(_TO_LATIN)
    return word


def office_key(code: str) -> str:
    """An office where it is named among people of the staff; no sign-in name has a slash."""
    return f"/{code}"
