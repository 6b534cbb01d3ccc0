"""What a cancellation of an interpreter means: in time, late, or nothing at all (domain 5.3).

Notice is counted on working days: whoever cancels on Friday for Monday leaves the interpreter no day
on which the hour could be given to somebody else.
"""

import datetime as dt
import enum
from dataclasses import dataclass

from cicdesk.domain.wall_time import Span, instant, minute_of_day, wall
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState
from cicdesk.domain.working_days import added, is_working, previous_working

_DAY_MINUTES = 24 * 60
_HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True)
class LongJob:
    """Jobs from that length on need more notice."""

    minutes: int
    working_days: int


@dataclass(frozen=True, slots=True)
class CancellationTerms:
    """What one contract says about cancelling."""

    hours: int = 24
    """Notice for an ordinary job; the hours of days off do not count."""
    day_before_break_is_late: bool = True
    """Friday for Monday is late even early on Friday; likewise around a holiday."""
    long_jobs: tuple[LongJob, ...] = (LongJob(240, 2), LongJob(480, 3), LongJob(960, 7))
    """Half a day, a whole one, several."""


class Cancelling(enum.StrEnum):
    """Who or what ended it before it began."""

    CLIENT = "client"
    """The client or the centre says that the interpreter is not needed."""
    INTERPRETER = "interpreter"
    CLIENT_ABSENT = "client_absent"
    INTERPRETER_ABSENT = "interpreter_absent"


class Because(enum.StrEnum):
    """The rule that decided; the codes never change."""

    NOBODY_BOUND = "nobody_bound"
    INTERPRETERS_DOING = "interpreters_doing"
    ENOUGH_NOTICE = "enough_notice"
    TOO_FEW_HOURS = "too_few_hours"
    DAY_BEFORE_BREAK = "day_before_break"
    LONG_JOB = "long_job"
    CLIENT_ABSENT = "client_absent"


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What it comes to."""

    state: InterpreterRequestState
    because: Because
    billed: bool
    deadline: dt.datetime | None = None
    """The last instant at which it would have been in time, in UTC; None where time did not matter."""


def cancellation(
    job: Span, at: dt.datetime, who: Cancelling, terms: CancellationTerms, *, bound: bool
) -> Cancellation:
    """What cancelling a job at that instant means. `bound`: an interpreter had kept the time for it."""
    state = InterpreterRequestState
    if who is Cancelling.INTERPRETER_ABSENT:
        return Cancellation(state.INTERPRETER_NO_SHOW, Because.INTERPRETERS_DOING, billed=False)
    if who is Cancelling.INTERPRETER:
        return Cancellation(state.REQUESTED, Because.INTERPRETERS_DOING, billed=False)
    if not bound:
        return Cancellation(state.VOID, Because.NOBODY_BOUND, billed=False)
    if who is Cancelling.CLIENT_ABSENT:
        return Cancellation(state.CLIENT_NO_SHOW, Because.CLIENT_ABSENT, billed=True)
    until, because = deadline(job, terms)
    if at <= until:
        return Cancellation(state.CANCELLED, Because.ENOUGH_NOTICE, billed=False, deadline=until)
    return Cancellation(state.LATE_CANCELLED, because, billed=True, deadline=until)


def deadline(job: Span, terms: CancellationTerms) -> tuple[dt.datetime, Because]:
    """The last instant at which a job can be cancelled in time, and the rule that sets it: the earliest."""
    found = [(_hours_before(job.start, terms.hours), Because.TOO_FEW_HOURS)]
    days = max((each.working_days for each in terms.long_jobs if job.minutes >= each.minutes), default=0)
    if days:
        found.append((_days_before(job.start, days), Because.LONG_JOB))
    if terms.day_before_break_is_late and (before := _end_before_break(job.start)):
        found.append((before, Because.DAY_BEFORE_BREAK))
    return min(found)


def _hours_before(start: dt.datetime, hours: int) -> dt.datetime:
    """So many hours earlier by the clock on the wall, which stands still on days off."""
    shown = wall(start)
    day, minute = shown.day, minute_of_day(shown.time)
    left = hours * _HOUR_MINUTES
    while left > minute:
        left -= minute
        day, minute = previous_working(day), _DAY_MINUTES
    minute -= left
    if minute == _DAY_MINUTES:
        return instant(day + dt.timedelta(days=1), dt.time())
    return instant(day, dt.time(minute // _HOUR_MINUTES, minute % _HOUR_MINUTES))


def _days_before(start: dt.datetime, days: int) -> dt.datetime:
    shown = wall(start)
    return instant(added(shown.day, -days), shown.time)


def _end_before_break(start: dt.datetime) -> dt.datetime | None:
    """Midnight before the last working day ahead of a break that ends with the job's day; None without one."""
    day = wall(start).day
    before = previous_working(day)
    days_off = (day - before).days > 1
    return instant(before, dt.time()) - dt.timedelta(minutes=1) if days_off and is_working(day) else None
