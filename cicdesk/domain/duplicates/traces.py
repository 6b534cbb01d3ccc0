"""Traces: what an office learns of people whose files another office keeps, and how one is compared with somebody."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cicdesk.domain.duplicates.marks import (
    birth_mark,
    mark,
    number_marks,
    opaque,
    wide_marks,
    word_marks,
)
from cicdesk.domain.duplicates.profile import Profile
from cicdesk.domain.duplicates.scoring import Band, Likeness, Reason, Why, likeness_of
from cicdesk.domain.duplicates.weights import MOST, Weights, weights
from cicdesk.domain.transliteration import latin
from cicdesk.wire.likely import Trace

_PERCENT = 100
_MOST_INITIALS = 3
_WHOLE_DATE = 10
_NEW_YEAR = "-01-01"
_SHOWN_OF_NUMBER = 4


def trace_of(key: bytes, rid: str, office: str, profile: Profile, last_change: int) -> Trace:
    """What travels of somebody. `last_change`: milliseconds; only the month of it is told."""
    name = profile.names[0] if profile.names else ()
    born = birth_mark(key, profile.birth)
    return Trace(
        id=opaque(key, rid),
        office=office,
        initials=initials(name),
        year=profile.year,
        last=_month(last_change),
        numbers=(*number_marks(key, profile), *((born,) if born else ())),
        words=tuple(word_marks(key, word) for word in name),
        given=len(profile.given) if name[: len(profile.given)] == profile.given else 0,
    )


def initials(name: tuple[str, ...]) -> str:
    """The first letters of a name's words in Latin letters: `Y. Z.`."""
    letters = [(word if word.isascii() else latin(word))[:1].upper() for word in name[:_MOST_INITIALS]]
    return " ".join(f"{each}." for each in letters if each)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is being typed, ready to be compared with traces."""

    profile: Profile
    numbers: Mapping[int, Reason]
    """What a mark in common says."""
    words: tuple[tuple[tuple[frozenset[int], frozenset[int]], ...], ...]
    """For each way of writing the name: each word's marks, and those of what else it may be called."""
    given: tuple[tuple[frozenset[int], frozenset[int]], ...]

    def compare(self, trace: Trace, by: Weights | None = None) -> Likeness:
        """How likely the trace is of the same person; by the same rules as people are compared."""
        rules = by or weights()
        reasons = self._numbers(trace, rules)
        part, whole, differ = self._name(trace, rules)
        points = rules.name.most * part // MOST
        if points:
            reasons.append(Reason(Why.NAME_SPELLED if whole else Why.NAME_PART, points))
        whys = {each.why for each in reasons}
        relatives = differ and Why.PHONE_SAME in whys and not whys & {Why.PESEL_SAME, Why.DOCUMENT_SAME}
        if relatives:
            reasons = [each for each in reasons if each.why is not Why.PHONE_SAME] + [
                Reason(Why.RELATIVES, 0)
            ]
        return likeness_of(reasons, rules, relatives=relatives)

    def _numbers(self, trace: Trace, rules: Weights) -> list[Reason]:
        """What the marks say, each thing once."""
        found: dict[Why, Reason] = {}
        for each in trace.numbers:
            reason = self.numbers.get(each)
            if reason is not None:
                found.setdefault(reason.why, reason)
        births = {Why.BIRTH_SAME, Why.BIRTH_NEW_YEAR, Why.BIRTH_SWAPPED}
        if not births & found.keys() and trace.year and trace.year == self.profile.year:
            found[Why.BIRTH_YEAR] = Reason(Why.BIRTH_YEAR, rules.birth.same_year, trace.year)
        return list(found.values())

    def _name(self, trace: Trace, rules: Weights) -> tuple[int, bool, bool]:
        """How much of the name is the same, whether all of it is, and whether the given names differ."""
        best, whole = 0, False
        for name in self.words:
            part, all_found = _name_part(name, trace, rules)
            best, whole = max((best, whole), (part, all_found))
        differ = self._given_differ(trace)
        if differ:
            best, whole = min(best, MOST * rules.name.given_differ_percent // _PERCENT), False
        return best, whole, differ

    def _given_differ(self, trace: Trace) -> bool:
        theirs = trace.words[: trace.given]
        if not self.given or not theirs:
            return False
        mine = [word for name in self.words for word in name]
        meets = any(_sure(word, each) for word in self.given for each in trace.words)
        return not meets and not any(_sure(word, each) for word in mine for each in theirs)


def asked(key: bytes, profile: Profile, by: Weights | None = None) -> Asked:
    """Somebody as one is compared with traces."""
    rules = by or weights()
    points = rules.numbers
    says: dict[int, Reason] = {}
    for phone in profile.phones:
        says[mark(key, "phone", phone)] = Reason(Why.PHONE_SAME, points.phone_same, _end(phone))
    for _kind, number in profile.documents:
        says[mark(key, "document", number)] = Reason(Why.DOCUMENT_SAME, points.document_same, _end(number))
    if profile.pesel:
        says[mark(key, "pesel", profile.pesel)] = Reason(
            Why.PESEL_SAME, points.pesel_same, _end(profile.pesel)
        )
    says |= _births(key, profile.birth, rules)
    return Asked(
        profile,
        says,
        tuple(tuple(wide_marks(key, word) for word in name) for name in profile.names),
        tuple(wide_marks(key, word) for word in profile.given),
    )


def is_shown(found: Likeness) -> bool:
    """Whether it is worth a warning."""
    return found.band is not Band.NONE


def _births(key: bytes, birth: str, rules: Weights) -> dict[int, Reason]:
    if len(birth) != _WHOLE_DATE:
        return {}
    points = rules.birth
    if birth.endswith(_NEW_YEAR):
        less = points.same * points.new_year_percent // _PERCENT
        return {mark(key, "birth", birth): Reason(Why.BIRTH_NEW_YEAR, less, birth)}
    swapped = f"{birth[:4]}-{birth[8:]}-{birth[5:7]}"
    return {
        mark(key, "birth", swapped): Reason(Why.BIRTH_SWAPPED, points.swapped),
        mark(key, "birth", birth): Reason(Why.BIRTH_SAME, points.same, birth),
    }


def _name_part(
    name: tuple[tuple[frozenset[int], frozenset[int]], ...], trace: Trace, rules: Weights
) -> tuple[int, bool]:
    """As `naming` compares names, but of the other one there are marks only."""
    shorter, longer = sorted((len(name), len(trace.words)))
    if not shorter:
        return 0, False
    found = sorted(
        (-sure, place, other)
        for place, word in enumerate(name)
        for other, marks in enumerate(trace.words)
        if (sure := _sure(word, marks))
    )
    here: set[int] = set()
    there: set[int] = set()
    got = 0
    for minus, place, other in found:
        if place not in here and other not in there:
            here.add(place)
            there.add(other)
            got += MOST if minus < -1 else MOST * rules.name.synonym_percent // _PERCENT
    part = got // shorter
    if shorter == 1 and longer > 1:
        return part * rules.name.single_percent // _PERCENT, len(here) == shorter
    less = min((longer - shorter) * rules.name.extra_word_percent, rules.name.most_extra_percent)
    return part * (_PERCENT - less) // _PERCENT, len(here) == shorter


def _sure(word: tuple[frozenset[int], frozenset[int]], marks: tuple[int, ...]) -> int:
    few, wide = word
    if not few.isdisjoint(marks):
        return 2
    return int(not wide.isdisjoint(marks))


def _month(moment: int) -> str:
    return f"{dt.datetime.fromtimestamp(moment / 1000, dt.UTC):%Y-%m}" if moment else ""


def _end(number: str) -> str:
    return f"…{number[-_SHOWN_OF_NUMBER:]}"
