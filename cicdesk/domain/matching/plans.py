"""What else could be done: telephone instead of coming, another language the client accepts, another time."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cicdesk.domain.alternatives import MOST, times_near
from cicdesk.domain.matching.diary import Diary
from cicdesk.domain.matching.facts import MODES, ON_SITE, PHONE, SIGNED, VIDEO, Interpreter, Wish
from cicdesk.domain.matching.filters import TIMELY, Question, broken
from cicdesk.domain.matching.match import Candidate, match
from cicdesk.domain.wall_time import Span, wall

OTHER_TIME, OTHER_DAY = "OTHER_TIME", "OTHER_DAY"
OTHER_MODE, OTHER_LANGUAGE, OTHER_PERSON = "OTHER_MODE", "OTHER_LANGUAGE", "OTHER_PERSON"
FLEXIBLE = {"HALF_HOUR": 30, "SAME_DAY": 24 * 60}
"""Minutes by which a time may differ, as the client said."""
_ORDER = (PHONE, VIDEO, ON_SITE)


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to help all the same."""

    gives_up: tuple[str, ...]
    """Codes of `alternative_kinds`: what is not as it was wished."""
    span: Span
    mode: str
    language: str
    agreed: bool
    """Whether the client has said already that this would do; otherwise ask first."""
    candidates: tuple[Candidate, ...]
    """The best first; never empty."""


@dataclass(frozen=True, slots=True)
class NewTime:
    """One other time, with who could come then."""

    span: Span
    interpreter: str
    gives_up: tuple[str, ...]
    mode: str
    language: str


def next_best(
    wish: Wish, interpreters: Sequence[Interpreter], diary: Diary, now: dt.datetime
) -> tuple[Plan, ...]:
    """What could be done instead, the least change first; only plans for which there is somebody.

    A language that the client does not want is in none of them, and a hard filter is given up by none.
    """
    plans = []
    for variant, agreed in _variants(wish):
        found = match(variant, interpreters, diary, wall(now).day).listed
        if found:
            gives_up = _given_up(wish, variant)
            plans.append(Plan(gives_up, wish.span, variant.mode, variant.language, agreed, found))
    plans += _later(wish, interpreters, diary, now)
    return tuple(plans)


def _variants(wish: Wish) -> Iterator[tuple[Wish, bool]]:
    """The wish with another mode, with another language, then with both."""
    modes = [] if wish.written else list(_other_modes(wish))
    languages = [each for each in wish.others if each.language not in wish.unwanted | {wish.language}]
    for mode in modes:
        yield dataclasses.replace(wish, mode=mode), mode in wish.other_modes
    spoken = [
        dataclasses.replace(wish, language=each.language, dialect=each.dialect, dialect_needed=False)
        for each in languages
    ]
    for variant in spoken:
        yield variant, True
    for variant in spoken:
        for mode in modes:
            yield dataclasses.replace(variant, mode=mode), mode in wish.other_modes


def _other_modes(wish: Wish) -> Iterator[str]:
    """Those that the client agreed to come first."""
    for mode in sorted(MODES, key=lambda each: (each not in wish.other_modes, _ORDER.index(each))):
        impossible = wish.service in SIGNED and mode == PHONE
        if mode != wish.mode and not impossible:
            yield mode


def _given_up(wish: Wish, variant: Wish) -> tuple[str, ...]:
    mode = (OTHER_MODE,) if variant.mode != wish.mode else ()
    language = (OTHER_LANGUAGE,) if variant.language != wish.language else ()
    return mode + language


def _later(wish: Wish, interpreters: Sequence[Interpreter], diary: Diary, now: dt.datetime) -> list[Plan]:
    """The nearest other times as they were wished otherwise."""
    plans = []
    for each in new_times(wish, interpreters, diary, now):
        moved = dataclasses.replace(wish, span=each.span)
        found = match(moved, interpreters, diary, wall(now).day).listed
        kinds = tuple(kind for kind in each.gives_up if kind != OTHER_PERSON)
        plans.append(Plan(kinds, each.span, wish.mode, wish.language, _flexible(wish, each.span), found))
    return plans


def _flexible(wish: Wish, span: Span) -> bool:
    """Whether the client said that such another time would do."""
    if wish.flexibility == "ANY":
        return True
    if wall(span.start).day != wish.day:
        return False
    minutes = abs((span.start - wish.span.start).total_seconds()) // 60
    return minutes <= FLEXIBLE.get(wish.flexibility, 0)


def new_times(
    wish: Wish, interpreters: Sequence[Interpreter], diary: Diary, now: dt.datetime
) -> tuple[NewTime, ...]:
    """The three nearest times at which somebody could come: for a request that lost its own.

    Whoever was preferred is named where they are free then, otherwise whoever would be ranked first.
    """
    able = _able(wish, interpreters, diary)
    found: list[NewTime] = []
    for span in times_near(wish.span, now) if able else ():
        listed = match(dataclasses.replace(wish, span=span), able, diary).listed
        if listed:
            found.append(_new_time(wish, span, _chosen(wish, listed)))
            if len(found) == MOST:
                break
    return tuple(found)


def _able(wish: Wish, interpreters: Sequence[Interpreter], diary: Diary) -> list[Interpreter]:
    """Those for whom only the time may be wrong."""
    question = Question(wish, diary)
    return [each for each in interpreters if all(found.filter in TIMELY for found in broken(each, question))]


def _chosen(wish: Wish, listed: tuple[Candidate, ...]) -> str:
    names = [each.interpreter for each in listed]
    return wish.preferred if wish.preferred in names else names[0]


def _new_time(wish: Wish, span: Span, interpreter: str) -> NewTime:
    kinds = [OTHER_DAY if wall(span.start).day != wish.day else OTHER_TIME]
    if wish.preferred and interpreter != wish.preferred:
        kinds.append(OTHER_PERSON)
    return NewTime(span, interpreter, tuple(kinds), wish.mode, wish.language)
