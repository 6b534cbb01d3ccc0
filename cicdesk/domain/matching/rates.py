"""What interpreters are paid: of the rates that were agreed, the one in force. Matching and settling both ask here."""

import datetime as dt
from collections.abc import Iterable

from cicdesk.domain.matching.facts import Rate
from cicdesk.domain.reading import day_of, number, text
from cicdesk.schema.values import Document


def rate_of(row: Document) -> Rate:
    """A rate of an entry of the register."""
    return Rate(text(row, "service"), number(row, "amount"), day_of(row, "from_day"))


def rate_for(rates: Iterable[Rate], service: str, day: dt.date) -> Rate | None:
    """The newest rate for a service in force on a day, else the newest general one; None without any.

    Where two begin on the same day the lower one counts.
    """
    usable = [
        each
        for each in rates
        if each.service in {"", service} and (each.from_day is None or each.from_day <= day)
    ]
    return max(
        usable,
        key=lambda each: (
            each.service != "",
            each.from_day.toordinal() if each.from_day else 0,
            -each.amount,
        ),
        default=None,
    )
