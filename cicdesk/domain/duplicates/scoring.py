"""Two people side by side: what they have in common, how much that counts, and every reason."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.duplicates.naming import NameLikeness, alike
from cicdesk.domain.duplicates.profile import Profile
from cicdesk.domain.duplicates.weights import MOST, Birth, Weights, weights

_WHOLE_DATE = 10
_PERCENT = 100
_NEW_YEAR = "-01-01"
_SHOWN_OF_NUMBER = 4


class Why(enum.StrEnum):
    """What speaks for or against two people being one. Codes never change: decisions are kept with them."""

    PESEL_SAME = "PESEL_SAME"
    PESEL_DIFFERS = "PESEL_DIFFERS"
    DOCUMENT_SAME = "DOCUMENT_SAME"
    PHONE_SAME = "PHONE_SAME"
    BIRTH_SAME = "BIRTH_SAME"
    BIRTH_NEW_YEAR = "BIRTH_NEW_YEAR"
    BIRTH_SWAPPED = "BIRTH_SWAPPED"
    BIRTH_YEAR = "BIRTH_YEAR"
    NAME_SAME = "NAME_SAME"
    NAME_SPELLED = "NAME_SPELLED"
    NAME_PART = "NAME_PART"
    SEX_DIFFERS = "SEX_DIFFERS"
    CITIZENSHIP_SAME = "CITIZENSHIP_SAME"
    RELATIVES = "RELATIVES"
    """A telephone in common and other given names: a household, not one person."""


NUMBERS = frozenset({Why.PESEL_SAME, Why.DOCUMENT_SAME})
"""What is given to one person only."""


KEPT_AS = {
    Why.PESEL_SAME: "PESEL", Why.DOCUMENT_SAME: "DOCUMENT", Why.PHONE_SAME: "PHONE", Why.BIRTH_SAME: "BIRTH",
    Why.BIRTH_NEW_YEAR: "BIRTH", Why.BIRTH_SWAPPED: "BIRTH", Why.BIRTH_YEAR: "BIRTH_YEAR", Why.NAME_SAME: "NAME",
    Why.NAME_SPELLED: "NAME", Why.NAME_PART: "NAME", Why.CITIZENSHIP_SAME: "CITIZENSHIP",
}  # fmt: skip
"""What speaks for it, in the words of the list `likeness_reasons`: a decision is kept with these."""

_SAYS_LITTLE = frozenset({"CITIZENSHIP"})


class Band(enum.StrEnum):
    """How strongly a pair is proposed."""

    STRONG = "STRONG"
    POSSIBLE = "POSSIBLE"
    NONE = "NONE"


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One of the reasons."""

    why: Why
    points: int
    detail: str = ""
    """What is the same, where it can be said in a few signs: the end of a number, a date."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What comes of a comparison."""

    score: int
    """In thousandths; at most MOST, at least 0."""
    band: Band
    reasons: tuple[Reason, ...]
    """The weightiest first."""

    @property
    def evidence(self) -> frozenset[str]:
        """What speaks for it, by the codes of the list `likeness_reasons`, as it is kept with a decision."""
        return evidence_of(self.reasons)


def evidence_of(reasons: Iterable[Reason]) -> frozenset[str]:
    """What of the reasons speaks for it, by the codes of the list `likeness_reasons`."""
    return frozenset(KEPT_AS[each.why] for each in reasons if each.points > 0)


def is_news(evidence: frozenset[str], decided_on: frozenset[str]) -> bool:
    """Whether a pair that was found not to be one person has anything in common that nobody knew then."""
    known = decided_on | _SAYS_LITTLE | ({"BIRTH_YEAR"} if "BIRTH" in decided_on else set())
    return not evidence <= known


def compare(one: Profile, other: Profile, by: Weights | None = None) -> Likeness:
    """How likely two people are one; the same whichever comes first."""
    rules = by or weights()
    name = alike(one, other, rules.name)
    reasons = [
        *_numbers(one, other, rules),
        *_birth(one.birth, other.birth, rules.birth),
        *_name(name, rules),
        *_rest(one, other, rules),
    ]
    numbers_differ = NUMBERS.isdisjoint(each.why for each in reasons)
    relatives = name.given_differ and numbers_differ and not one.phones.isdisjoint(other.phones)
    if relatives:
        reasons = [each for each in reasons if each.why is not Why.PHONE_SAME] + [Reason(Why.RELATIVES, 0)]
    return likeness_of(reasons, rules, relatives=relatives)


def likeness_of(reasons: list[Reason], rules: Weights, *, relatives: bool = False) -> Likeness:
    """The sum of reasons and the band that it falls into. Relatives fall into none."""
    score = max(0, min(MOST, sum(each.points for each in reasons)))
    ordered = tuple(sorted(reasons, key=lambda each: (-abs(each.points), each.why, each.detail)))
    return Likeness(score, Band.NONE if relatives else band_of(score, rules), ordered)


def band_of(score: int, rules: Weights) -> Band:
    """The band of a score."""
    if score >= rules.bands.strong:
        return Band.STRONG
    return Band.POSSIBLE if score >= rules.bands.possible else Band.NONE


def _numbers(one: Profile, other: Profile, rules: Weights) -> list[Reason]:
    found: list[Reason] = []
    points = rules.numbers
    if one.pesel and other.pesel:
        if one.pesel == other.pesel:
            found.append(Reason(Why.PESEL_SAME, points.pesel_same, _end(one.pesel)))
        elif not (one.doubtful or other.doubtful):
            found.append(Reason(Why.PESEL_DIFFERS, points.pesel_differs))
    document = _document_in_common(one, other)
    if document:
        found.append(Reason(Why.DOCUMENT_SAME, points.document_same, _end(document)))
    phones = one.phones & other.phones
    if phones:
        found.append(Reason(Why.PHONE_SAME, points.phone_same, _end(min(phones))))
    return found


def _document_in_common(one: Profile, other: Profile) -> str:
    """A number that both showed, on the same kind of paper or where one of the kinds is not known."""
    same = [
        number
        for kind, number in one.documents
        for kind_there, number_there in other.documents
        if number == number_there and (kind == kind_there or not kind or not kind_there)
    ]
    return min(same, default="")


def _birth(one: str, other: str, points: Birth) -> list[Reason]:
    if not one or not other or one[:4] != other[:4]:
        return []
    whole = len(one) == len(other) == _WHOLE_DATE
    if whole and one == other:
        if one.endswith(_NEW_YEAR):
            return [Reason(Why.BIRTH_NEW_YEAR, points.same * points.new_year_percent // _PERCENT, one)]
        return [Reason(Why.BIRTH_SAME, points.same, one)]
    if whole and (one[5:7], one[8:]) == (other[8:], other[5:7]):
        return [Reason(Why.BIRTH_SWAPPED, points.swapped)]
    return [Reason(Why.BIRTH_YEAR, points.same_year, one[:4])]


def _name(name: NameLikeness, rules: Weights) -> list[Reason]:
    points = rules.name.most * name.part // MOST
    if not points:
        return []
    if name.same_letters:
        return [Reason(Why.NAME_SAME, points)]
    return [Reason(Why.NAME_SPELLED if name.whole else Why.NAME_PART, points)]


def _rest(one: Profile, other: Profile, rules: Weights) -> list[Reason]:
    found: list[Reason] = []
    if one.sex and other.sex and one.sex != other.sex:
        found.append(Reason(Why.SEX_DIFFERS, rules.rest.sex_differs))
    shared = one.citizenships & other.citizenships
    if shared:
        found.append(Reason(Why.CITIZENSHIP_SAME, rules.rest.citizenship_same, min(shared)))
    return found


def _end(number: str) -> str:
    return f"…{number[-_SHOWN_OF_NUMBER:]}"
