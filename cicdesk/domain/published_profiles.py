"""Published profiles: which one is in force on a day, and what is wrong with one that cannot be."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cicdesk.domain.indicators.declared import BadIndicator
from cicdesk.domain.indicators.facts import Entry
from cicdesk.domain.indicators.reporting import library_of
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Level
from cicdesk.schema.profiles import BadProfile, Profile, read_profile
from cicdesk.schema.records import spec_of


@dataclass(frozen=True, slots=True)
class Published:
    """One published profile as it came."""

    record: str
    code: str
    version: str
    valid_from: str
    valid_to: str
    """Empty where nobody said until when."""
    text: str
    published_at: str = ""
    published_by: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A published profile that cannot be used."""

    published: Published
    fault: str
    """The line at fault, as in the text."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds on a day."""

    profiles: tuple[Profile, ...]
    """At most one a project: the newest that is valid and sound."""
    records: tuple[Published, ...]
    """What these were published as, in the same order."""
    refused: tuple[Refused, ...]


def in_force(published: Iterable[Published], day: dt.date) -> InForce:
    """Of each project the newest profile that is valid on that day and sound; a broken one leaves the one before."""
    today = day.isoformat()
    chosen: dict[str, tuple[Profile, Published]] = {}
    refused: list[Refused] = []
    for each in sorted(published, key=_newest_last, reverse=True):
        if each.valid_from > today or (each.valid_to and each.valid_to < today) or each.code in chosen:
            continue
        try:
            chosen[each.code] = (checked(each.code, each.text, each.version), each)
        except BadProfile as fault:
            refused.append(Refused(each, str(fault)))
    found = [chosen[code] for code in sorted(chosen)]
    return InForce(
        tuple(profile for profile, _each in found), tuple(each for _profile, each in found), tuple(refused)
    )


def _newest_last(each: Published) -> tuple[str, str, str]:
    return each.valid_from, each.published_at, each.record


def checked(code: str, text: str, version: str = "") -> Profile:
    """The profile of a text whose every name exists; BadProfile with the line at fault."""
    profile = read_profile(code, text, version)
    fault = next(_faults(profile), "")
    if fault:
        raise BadProfile(fault)
    return profile


def _faults(profile: Profile) -> Iterator[str]:
    """What a profile names that does not exist."""
    if profile.code not in code_list("projects").by_code:
        yield f"code: {profile.code}"
    person = spec_of("person").by_name
    yield from (f"needed: {each}" for each in profile.needed if each not in person)
    for each in sorted(profile.not_needed):
        if each not in person or person[each].level is not Level.REPORTED or each in profile.needed:
            yield f"not_needed: {each}"
    stays = code_list("stay_bases").by_code
    yield from (f"stays.eligible: {each}" for each in sorted(profile.stays) if each not in stays)
    for each in sorted(profile.stays_by_decision):
        if each not in stays or each in profile.stays:
            yield f"stays.by_decision: {each}"
    yield from (
        f"indicators.counted_when: {each}" for each in profile.indicators.counted_when if each not in _KNOWN
    )
    for name, codes in profile.offered.items():
        yield from (f"code_lists.{name}: {each}" for each in _unknown(name, codes))
    try:
        library_of(profile.indicators)
    except BadIndicator as bad:
        yield f"indicators: {bad}"


_KNOWN = frozenset(Entry.__struct_fields__)


def _unknown(name: str, codes: Iterable[str]) -> list[str]:
    try:
        known = code_list(name).by_code
    except FileNotFoundError:
        return ["–"]
    return [each for each in codes if each not in known]
