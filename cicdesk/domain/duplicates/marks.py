"""Marks: what tells people apart as short keyed hashes, so that they can be compared without being known.

A mark is made with a key that only the centre and the laptops of its region hold. Without it nobody can find out
which telephone a mark stands for by trying them all; with it one can, so traces hold no more than a warning needs.
"""

import hashlib
from collections.abc import Iterator

from cicdesk.domain.duplicates.naming import near, read
from cicdesk.domain.duplicates.profile import Profile

BYTES = 6
KEY_BYTES = 32
_WHOLE_DATE = 10
_NOBODY_KNOWS = "-01-01"
_MARKS_OF_WORD = 4


def mark(key: bytes, kind: str, text: str) -> int:
    """The mark of a text; `kind` keeps a telephone from meeting a document of the same digits."""
    digest = hashlib.blake2b(f"{kind}:{text}".encode(), key=key, digest_size=BYTES).digest()
    return int.from_bytes(digest, "big")


def opaque(key: bytes, rid: str) -> str:
    """A name for a file that says nothing of it, not even when it was made."""
    return hashlib.blake2b(f"file:{rid}".encode(), key=key, digest_size=8).hexdigest()


def number_marks(key: bytes, profile: Profile) -> Iterator[int]:
    """The marks of what is given to one person, and of telephones."""
    if profile.pesel:
        yield mark(key, "pesel", profile.pesel)
    for number in sorted({number for _kind, number in profile.documents}):
        yield mark(key, "document", number)
    for phone in sorted(profile.phones):
        yield mark(key, "phone", phone)


def birth_mark(key: bytes, birth: str) -> int | None:
    """The mark of a whole date of birth."""
    return mark(key, "birth", birth) if len(birth) == _WHOLE_DATE else None


def blocking_marks(key: bytes, profile: Profile) -> list[int]:
    """Two people of whom the rules could ever say anything have one of these in common.

    A date stands under both of its readings at once; 1 January, which says little, under none.
    """
    found = list(number_marks(key, profile))
    birth = profile.birth
    if len(birth) == _WHOLE_DATE and not birth.endswith(_NOBODY_KNOWS):
        month, day = sorted((birth[5:7], birth[8:]))
        found.append(mark(key, "block", f"{birth[:4]} {month} {day}"))
    return found


def word_marks(key: bytes, word: str) -> tuple[int, ...]:
    """The marks under which a word of a name is met: itself, and its skeleton keys."""
    return tuple(mark(key, "name", each) for each in near(word)[:_MARKS_OF_WORD])


def wide_marks(key: bytes, word: str) -> tuple[frozenset[int], frozenset[int]]:
    """The marks of a typed word's spellings, and those of what else it may be called."""
    reading = read(word)
    few = frozenset(mark(key, "name", each) for each in reading.few | {reading.plain})
    return few, frozenset(mark(key, "name", each) for each in reading.full) - few
