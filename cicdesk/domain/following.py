"""What follows from what a record says: instants of wall times, and sets gathered from repeating groups.

Worked out at every save, so that lists, searches and the centre need not read a day and two times.
"""

import datetime as dt
from collections.abc import Set as AbstractSet
from functools import cache

from cicdesk.domain.wall_time import instant, span, write_moment
from cicdesk.schema.fields import Codes, Field, Moment
from cicdesk.schema.records import RecordSpec, spec_of
from cicdesk.schema.values import Value, Values


def following(spec: RecordSpec, values: Values, changed: AbstractSet[str]) -> dict[str, Value]:
    """The fields that follow from those that changed, with what they are now."""
    return {
        field.name: _gathered(field, values) if isinstance(field, Codes) else _instant(field, values)
        for field in _worked_out(spec.kind)
        if not changed.isdisjoint(sources(field))
    }


@cache
def _worked_out(kind: str) -> tuple[Field, ...]:
    return tuple(field for field in spec_of(kind).fields if sources(field))


def sources(field: Field) -> tuple[str, ...]:
    """The fields that it follows from; none for what somebody types."""
    if isinstance(field, Moment):
        return field.wall
    return field.gathers[:1] if isinstance(field, Codes) else ()


def _instant(field: Field, values: Values) -> Value:
    """The instant that clocks in Poland mean; nothing where the day or the time is not known."""
    day, *times = (values.get(name) for name in sources(field))
    try:
        on = dt.date.fromisoformat(str(day))
        time, *before = (dt.time.fromisoformat(str(each)) for each in times if each)
    except ValueError:
        return None
    if not times[0]:
        return None
    return write_moment(span(on, before[0], time).end if before else instant(on, time))


def _gathered(field: Codes, values: Values) -> Value:
    group, part = field.gathers
    items = values.get(group)
    codes = [item.get(part) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [*sorted({code for code in codes if isinstance(code, str) and code})] or None
