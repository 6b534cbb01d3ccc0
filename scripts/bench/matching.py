"""What it costs to ask the whole register who can come, and what else could be done."""

import datetime as dt
import random
import time
from collections.abc import Callable

from cicdesk.domain.carer_checks import Check
from cicdesk.domain.matching.diary import Booking, Diary
from cicdesk.domain.matching.facts import Interpreter, OtherLanguage, Place, Rate, Speaks, WeeklyHours, Wish
from cicdesk.domain.matching.match import match
from cicdesk.domain.matching.plans import new_times, next_best
from cicdesk.domain.wall_time import instant, span
from scripts.bench.figures import Figure

_INTERPRETERS = 200
_BOOKINGS = 5_000
_TIMES = 20
_FRIDAY = dt.date(2026, 5, 15)
_COMMUNES = [Place(f"12{county:02}011", f"12{county:02}") for county in range(1, 23)]
_LANGUAGES = ("ukr", "rus", "bel", "che", "kat", "eng", "ara", "vie")


def measure() -> list[Figure]:
    """Milliseconds of the processor for one question over 200 interpreters with 5,000 bookings among them."""
    choose = random.Random(1)
    register = [_interpreter(choose, number) for number in range(_INTERPRETERS)]
    bookings = [_booking(choose, number) for number in range(_BOOKINGS)]
    began = time.process_time()
    diary = Diary(bookings)
    indexing = (time.process_time() - began) * 1000
    now, wish = instant(_FRIDAY - dt.timedelta(days=4), dt.time(9)), _wish()
    match(wish, register, diary, now.date())  # loads the holidays
    return [
        Figure("indexing 5,000 bookings", indexing, "ms", 200),
        Figure("ranking 200 interpreters", _each(lambda: match(wish, register, diary, now.date())), "ms", 50),
        Figure("what else could be done", _each(lambda: next_best(wish, register, diary, now)), "ms", 300),
        Figure("three other times", _each(lambda: new_times(wish, register, diary, now)), "ms", 100),
    ]


def _each(work: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(_TIMES):
        work()
    return (time.process_time() - began) / _TIMES * 1000


def _wish() -> Wish:
    return Wish(
        id="q",
        person="p7",
        language="ukr",
        others=(OtherLanguage("rus"), OtherLanguage("bel")),
        span=span(_FRIDAY, dt.time(10), dt.time(11)),
        place=_COMMUNES[0],
        subject="MEDICAL",
        gender="WOMAN",
        children_present=True,
    )


def _interpreter(choose: random.Random, number: int) -> Interpreter:
    return Interpreter(
        id=f"i{number}",
        sex=choose.choice("KM"),
        languages=tuple(
            Speaks(each, sworn=choose.randrange(5) == 0) for each in choose.sample(_LANGUAGES, 3)
        ),
        subjects=frozenset(choose.sample(["MEDICAL", "LEGAL", "SCHOOL", "WORK"], 2)),
        home=choose.choice(_COMMUNES),
        hours=tuple(WeeklyHours(day, dt.time(8), dt.time(18)) for day in range(5)),
        absences=(span(_FRIDAY + dt.timedelta(days=choose.randint(-60, 60)), dt.time(0), dt.time(0)),),
        cap_minutes=choose.choice([0, 4_800]),
        rates=(Rate("", choose.randint(6_000, 18_000)),),
        checks=tuple(Check(kind, dt.date(2026, 1, 10)) for kind in ("RSPTS", "KRK", "COUNTRIES")),
    )


def _booking(choose: random.Random, number: int) -> Booking:
    day = _FRIDAY + dt.timedelta(days=choose.randint(-30, 30))
    start = choose.randint(8, 16)
    return Booking(
        id=f"b{number}",
        interpreter=f"i{choose.randrange(_INTERPRETERS)}",
        span=span(day, dt.time(start), dt.time(start + 1)),
        day=day,
        place=choose.choice(_COMMUNES),
        person=f"p{choose.randrange(500)}",
    )
