"""Skeleton keys: what is left of a Latin word when all that spelling traditions differ in is gone.

Yevhen, Jewhen, Evgenii and Evguenii share one key. The same letters mean different sounds in
different traditions (Polish `ch` is English `kh`), so a word has a key for each way of reading it.
Keys are built so that the key of the beginning of a word is nearly always the beginning of its key;
search while typing depends on it.
"""

import re
from functools import lru_cache

MARKER = "ʘ"
"""Begins every key in the index. A letter that no name has, and that FTS5 takes for a letter."""

SHORTEST = 3
"""A shorter key says too little."""

_LONG = 4
_SINGLE = str.maketrans({"y": "i", "j": "i", "w": "v", "g": "h", "q": "k", "x": "ks"})
_VOWELS = str.maketrans("eu", "ao")
_SOFT = re.compile(r"(?<=[^i])i+(?=[aeou])|^i+(?=e)")
_DOUBLE = re.compile(r"(.)\1+")

_ENGLISH = {
    "tch": "c", "zgh": "zh", "sch": "sc", "ch": "c", "sh": "s", "zh": "z", "kh": "h", "gh": "h", "ph": "f",
    "th": "t", "dh": "d", "ts": "c", "tz": "c", "ck": "k", "oo": "u", "ee": "i",
}  # fmt: skip
_POLISH = {"ch": "h", "sz": "s", "cz": "c", "rz": "z", "dz": "dz", "ts": "c"}
_FRENCH = {
    "tch": "c", "ch": "s", "kh": "h", "ou": "u", "gue": "ge", "gui": "gi", "guy": "gi", "ts": "c", "ph": "f", "j": "z",
}  # fmt: skip
_FRENCH_SIGNS = re.compile(r"ou|tch|gu[eiy]")


def _reader(signs: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(signs, key=len, reverse=True)))


_READ_ENGLISH, _READ_POLISH, _READ_FRENCH = (_reader(signs) for signs in (_ENGLISH, _POLISH, _FRENCH))


@lru_cache(maxsize=50_000)
def keys(word: str) -> tuple[str, ...]:
    """The keys of a folded Latin word, without their marker: English reading, Polish, and French where it shows."""
    sounds = {_english(word): None, _READ_POLISH.sub(lambda sign: _POLISH[sign[0]], word): None}
    if _FRENCH_SIGNS.search(word):
        sounds[_READ_FRENCH.sub(lambda sign: _FRENCH[sign[0]], word)] = None
    found = {_skeleton(each): None for each in sounds}
    return tuple(key for key in found if len(key) >= SHORTEST)


@lru_cache(maxsize=50_000)
def english_key(word: str) -> str:
    """The one key of a spelling that follows an official transliteration; empty if it says too little."""
    key = _skeleton(_english(word))
    return key if len(key) >= SHORTEST else ""


def _english(word: str) -> str:
    return _READ_ENGLISH.sub(lambda sign: _ENGLISH[sign[0]], word)


def _skeleton(sounds: str) -> str:
    """One symbol a sound; vowels in two classes; the endings in which traditions differ cut off."""
    key = _SOFT.sub("", sounds.translate(_SINGLE)).translate(_VOWELS)
    key = _DOUBLE.sub(r"\1", key).rstrip("i")
    while len(key) > _LONG and key[-1] in "aoi":
        key = key[:-1]
    return key
