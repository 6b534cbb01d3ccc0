"""A calendar as other programs read it (iCalendar): when and where, and nothing about anybody's client."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Event

from cicdesk.base.i18n import _
from cicdesk.domain.booking.wishes import Stage
from cicdesk.domain.wall_time import Comes, comes, wall, zone
from cicdesk.services.arranging.calendar_rows import Entry

_MAKER = "-//cicdesk//calendar//EN"
_REQUEST = "interpreter_request"
_WORD = re.compile(r"\w+")
_AGREED = frozenset({Stage.WISH, Stage.TOOK_PLACE})


def write(
    entries: Iterable[Entry], whose: str, secret: Mapping[str, tuple[str, ...]], now: dt.datetime
) -> bytes:
    """The bookings as one file.

    `secret`: booking -> words that must not leave; a place in which one of them stands is left out.
    """
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for each in entries:
        if each.stage in _AGREED:
            calendar.add_component(_event(each, whose, secret.get(each.record, ()), now))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, whose: str, secret: tuple[str, ...], now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", _uid(entry.record, whose))
    event.add("dtstamp", now)
    event.add("dtstart", _time(entry.span.start))
    event.add("dtend", _time(entry.span.end))
    event.add("summary", _("Interpreter") if entry.kind == _REQUEST else _("Busy"))
    if entry.where and not _tells(entry.where, secret):
        event.add("location", entry.where)
    event.add("status", "CONFIRMED" if entry.sure or entry.stage is Stage.TOOK_PLACE else "TENTATIVE")
    event.add("transp", "OPAQUE")
    event.add("class", "PRIVATE")
    return event


def _uid(record: str, whose: str) -> str:
    """The same for the same booking at every export; nobody can look the record up by it."""
    return hashlib.sha256(f"{record} {whose}".encode()).hexdigest()[:32] + "@cicdesk"


def _time(moment: dt.datetime) -> dt.datetime:
    """By clocks in Poland; an hour that comes twice as the instant it is, which no program can mistake."""
    shown = wall(moment)
    if comes(shown.day, shown.time) is Comes.TWICE:
        return moment.astimezone(dt.UTC)
    return moment.astimezone(zone())


def _tells(where: str, secret: tuple[str, ...]) -> bool:
    return not set(_WORD.findall(where.casefold())).isdisjoint(secret)
