"""What indicators are counted from: a participation as it was at entry, and assessments of a language.

There are hundreds of thousands of each, so they are of the kind that is made fastest.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

import msgspec

UNANSWERED = frozenset({"", "REFUSED", "NOT_ASKED", "NOT_KNOWN", "NOT_APPLICABLE"})
"""Codes that say nothing: whoever is counted has said something else."""
LEVELS = ("A0", "A1", "A2", "B1", "B2", "C1", "C2")
POLISH = "pol"
INSTITUTIONAL = "INSTITUTIONAL"
_PLACES = {level: number for number, level in enumerate(LEVELS)}


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One participation: the snapshot at entry, and what came of it. Days are written YYYY-MM-DD."""

    person: str | None = None
    kind: str | None = None
    institution: str | None = None
    eligible: str | None = None
    entered_on: str | None = None
    ended_on: str | None = None
    age: int | None = None
    sex: str | None = None
    education: str | None = None
    labour_status: str | None = None
    labour_detail: str | None = None
    degurba: str | None = None
    foreign_background: str | None = None
    third_country: str | None = None
    minority: str | None = None
    homelessness: str | None = None
    disability: str | None = None
    end_situation: str | None = None
    helpful: str | None = None
    helpful_asked_on: str | None = None
    recognition_applied_on: str | None = None
    long_term_applied_on: str | None = None


class Assessed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One assessment of how well somebody knew a language."""

    person: str | None = None
    participation: str | None = None
    language: str | None = None
    occasion: str | None = None
    overall: str | None = None
    assessed_on: str | None = None


def improved(
    levels: Iterable[Assessed], participations: Collection[str], merged: Mapping[str, str]
) -> dict[str, str]:
    """Person -> the day on which it was found that their Polish was at least one level better than on joining.

    Both are needed: a level on joining and one on leaving, the later one on leaving against the earlier one on
    joining. An assessment that names a participation counts in that project only; `participations` are the ids of
    those of the project, `merged` whose file became part of another.
    """
    first: dict[str, tuple[str, int]] = {}
    last: dict[str, tuple[str, int]] = {}
    for each in levels:
        place = _PLACES.get(each.overall or "")
        if each.language != POLISH or place is None or not each.person or not each.assessed_on:
            continue
        if each.participation and each.participation not in participations:
            continue
        found, person = (each.assessed_on, place), merged.get(each.person, each.person)
        if each.occasion == "ENTRY" and (person not in first or found < first[person]):
            first[person] = found
        elif each.occasion == "EXIT" and (person not in last or found > last[person]):
            last[person] = found
    return {
        person: day
        for person, (day, place) in last.items()
        if person in first and day >= first[person][0] and place > first[person][1]
    }


SERVICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "language_on": ("POL", "POL-TECH", "POL-KID"),
        "orientation_on": ("ADAPT",),
        "guidance_on": ("DIAG", "PLAN", "LEG-STAY", "LEG", "TAX", "BIZ", "CAREER"),
    }
)
"""Days that services tell: the first one of any of these (domain 1.2)."""


def earliest(days: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Person -> the first day in any of these."""
    found: dict[str, str] = {}
    for each in days:
        if not found:
            found = dict(each)
            continue
        for person, day in each.items():
            held = found.get(person)
            if held is None or day < held:
                found[person] = day
    return found


def in_course(improved_on: Mapping[str, str], language_on: Mapping[str, str]) -> dict[str, str]:
    """Of those whose level rose, whoever had been in a language course by then."""
    return {
        person: day
        for person, day in improved_on.items()
        if (began := language_on.get(person)) is not None and began <= day
    }


def one_person(days: Mapping[str, str], merged: Mapping[str, str]) -> dict[str, str]:
    """Days of files that became part of another count for the person whose file that is."""
    if not merged or not days.keys() & merged.keys():
        return dict(days)
    found = {person: day for person, day in days.items() if person not in merged}
    for person in days.keys() & merged.keys():
        survivor = merged[person]
        found[survivor] = min(days[person], found.get(survivor, days[person]))
    return found


def survivors(merged: Mapping[str, str]) -> dict[str, str]:
    """Absorbed -> the last survivor, where one file became part of another that became part of a third."""
    found: dict[str, str] = {}
    for person in merged:
        last, seen = person, {person}
        while last in merged and merged[last] not in seen:
            last = merged[last]
            seen.add(last)
        found[person] = last
    return found
