"""Between what a person types and what a field holds: one pair of functions for each kind of field.

What cannot be read is kept as it was typed, so that nothing is lost; the check then says what is wrong.
"""

import datetime as dt
import re
from functools import singledispatch

from cicdesk.domain.days import NotADay, parse_day, show_day
from cicdesk.domain.pesel import read_pesel
from cicdesk.domain.phones import parse_phone
from cicdesk.presenters.words import amount, label_of_field
from cicdesk.schema.fields import (
    Day,
    Email,
    Field,
    Moment,
    Money,
    Number,
    Pesel,
    Phone,
    Pin,
    Text,
    Time,
)
from cicdesk.schema.values import Value

_CLOCK = re.compile(r"(\d{1,2})(?:[:.\s]?(\d{2}))?")
_AMOUNT = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{0,2}))?")
_CURRENCY = re.compile(r"\s*(zł|zl|pln)\.?\s*\Z", re.IGNORECASE)
_LAST_HOUR = 23
_LAST_MINUTE = 59
_PESEL_TAIL = 4


@singledispatch
def read(field: Field, text: str, today: dt.date) -> Value:
    """What the field holds once this was typed; None for nothing."""
    del field, today
    return text.strip() or None


@read.register
def _read_text(field: Text, text: str, today: dt.date) -> Value:
    del today
    kept = text.strip("\n") if field.lines > 1 else text.strip()
    return kept or None


@read.register
def _read_number(field: Number, text: str, today: dt.date) -> Value:
    del field, today
    bare = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    return int(bare) if bare.isascii() and bare.isdigit() else text.strip() or None


@read.register
def _read_money(field: Money, text: str, today: dt.date) -> Value:
    del field, today
    bare = _CURRENCY.sub("", text).replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    found = _AMOUNT.fullmatch(bare)
    if not found:
        return text.strip() or None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


@read.register
def _read_pin(field: Pin, text: str, today: dt.date) -> Value:
    del field, today
    return "".join(text.split()) or None


@read.register
def _read_day(field: Day, text: str, today: dt.date) -> Value:
    if not text.strip():
        return None
    try:
        return parse_day(text, today, partial=field.partial, past=field.past)
    except NotADay:
        return text.strip()


_DAY_FAULTS = {"short_year": "day_short_year", "future": "day_in_future", "not_full": "day_not_whole"}


def day_fault(field: Day, text: str, today: dt.date) -> str:
    """The problem with a date that could not be read."""
    try:
        parse_day(text, today, partial=field.partial, past=field.past)
    except NotADay as error:
        return _DAY_FAULTS.get(error.reason, "not_a_day")
    return "not_a_day"


@read.register
def _read_time(field: Time, text: str, today: dt.date) -> Value:
    del field, today
    return clock_time(text) or text.strip() or None


@read.register
def _read_moment(field: Moment, text: str, today: dt.date) -> Value:
    del field
    day, _gap, time = text.strip().rpartition(" ")
    try:
        day = parse_day(day or today.isoformat(), today, partial=False, past=False)
        local = dt.datetime.fromisoformat(f"{day}T{clock_time(time)}").astimezone()
    except ValueError:
        return text.strip() or None
    return local.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%MZ")


@read.register
def _read_phone(field: Phone, text: str, today: dt.date) -> Value:
    del field, today
    if not text.strip():
        return None
    phone = parse_phone(text)
    return phone.e164 or text.strip()


@read.register
def _read_email(field: Email, text: str, today: dt.date) -> Value:
    del field, today
    return text.strip().replace("\N{ZERO WIDTH SPACE}", "") or None


@read.register
def _read_pesel(field: Pesel, text: str, today: dt.date) -> Value:
    del field, today
    return read_pesel(text).digits or text.strip() or None


@singledispatch
def show(field: Field, value: Value) -> str:
    """The text an editor shows for a value."""
    del field
    return "" if value is None else str(value)


@show.register
def _show_text(field: Text, value: Value) -> str:
    return label_of_field(str(value or "")) if field.names_field else str(value or "")


@show.register
def _show_money(field: Money, value: Value) -> str:
    del field
    return amount(value) if isinstance(value, int) else str(value or "")


@show.register
def _show_day(field: Day, value: Value) -> str:
    del field
    return show_day(value) if isinstance(value, str) else ""


@show.register
def _show_moment(field: Moment, value: Value) -> str:
    del field
    if not isinstance(value, str):
        return ""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment.astimezone().strftime("%d.%m.%Y %H:%M")


@show.register
def _show_phone(field: Phone, value: Value) -> str:
    del field
    return parse_phone(value).shown or value if isinstance(value, str) and value else ""


def masked(pesel: str) -> str:
    """A PESEL for eyes that only need to recognise it: `*******1359`."""
    return "*" * max(0, len(pesel) - _PESEL_TAIL) + pesel[-_PESEL_TAIL:]


def clock_time(text: str) -> str:
    """`9`, `9.30`, `0930` or `9:30` as `HH:MM`; empty if it is no time."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02}:{minute:02}" if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else ""
