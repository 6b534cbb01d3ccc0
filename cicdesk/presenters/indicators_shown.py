"""What the page of indicators says: a report as cards, tables, charts and sentences."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cicdesk.base.i18n import N_, _, language, ngettext
from cicdesk.domain.indicators.counting import FORGOTTEN, NOT_ELIGIBLE, NOT_STARTED, SEXES, TWICE
from cicdesk.domain.indicators.declared import Indicator, Unit
from cicdesk.domain.indicators.forecasting import WEEKS, Forecast, needed_pace
from cicdesk.domain.indicators.report import Report
from cicdesk.presenters.words import day_words
from cicdesk.schema.codelists import code_list

MARKS = {
    "S": N_("as in the regulation"),
    "G": N_("from general knowledge; check it with the funder"),
    "D": N_("the project's own"),
}
LEFT_OUT = {
    FORGOTTEN: N_("An answer on joining is missing"),
    NOT_ELIGIBLE: N_("May not take part"),
    NOT_STARTED: N_("No support in the project yet"),
    TWICE: N_("The same person a second time"),
}
_SPACE = "\N{NO-BREAK SPACE}"
_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table, and of whom it is."""

    text: str
    number: int
    sex: str | None
    band: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of sexes and ages."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of groups of bars: each group has one number for each series."""

    groups: tuple[str, ...]
    series: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]
    """By group."""
    words: str
    """The same in a sentence, for whoever does not see it."""


@dataclass(frozen=True, slots=True)
class Months:
    """A chart of how many came month by month, what they add up to, and the target."""

    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    target: int | None
    target_words: str
    expected: int | None
    """On the day of the target."""
    words: str


@dataclass(frozen=True, slots=True)
class NumberCard:
    """One indicator."""

    code: str
    name: str
    number: str
    definition: str
    source: str
    counted: bool
    heads: tuple[str, ...] = ()
    table: tuple[Line, ...] = ()
    bars: Bars | None = None
    months: Months | None = None
    aims: tuple[tuple[str, str], ...] = ()
    """Sentences about its targets, each with its tone."""
    share: float | None = None
    """Of the nearest target."""
    share_words: str = ""


@dataclass(frozen=True, slots=True)
class ReportShown:
    """The whole page."""

    cards: tuple[NumberCard, ...]
    beside: tuple[tuple[str, str], ...]
    """Services and contacts, apart from people."""
    services: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str, int], ...]
    """Reason, its words, how many."""
    note: str


def number_words(number: float) -> str:
    """A number with a space between the thousands."""
    return f"{number:,}".replace(",", _SPACE)


def shown(report: Report, today: dt.date) -> ReportShown:
    """A report as the page shows it."""
    return ReportShown(
        cards=tuple(_card(report, each, today) for each in report.asked.library.indicators),
        beside=(
            (_("Services given"), number_words(report.given)),
            (_("Contacts, in no project"), number_words(report.contacts)),
        ),
        services=tuple(
            (code_list("services").label(code, language()), number_words(number))
            for code, number in report.services
        ),
        left_out=tuple(
            (reason, _(LEFT_OUT[reason]), number)
            for reason, number in report.counted.left_out.items()
            if number
        ),
        note=_(
            "Counted on what this laptop holds, at {time}. Numbers stand on the snapshot at entry."
        ).format(time=f"{report.made.astimezone():%d.%m.%Y %H:%M}"),
    )


def band_words(bands: Sequence[int], place: int) -> str:
    """An age band in words."""
    begins = bands[place]
    if place + 1 == len(bands):
        return _("{age} and above").format(age=begins) if begins else _("all ages")
    if not begins:
        return _("below {age}").format(age=bands[place + 1])
    return f"{begins}–{bands[place + 1] - 1}"


def sex_words(sex: str | None) -> str:
    """A sex, or both."""
    return {"K": _("Women"), "M": _("Men")}.get(sex or "", _("Together"))


def source_words(indicator: Indicator) -> str:
    """Where a definition comes from, and how far it can be relied on."""
    return _("{source} ({mark})").format(source=indicator.source, mark=_(MARKS[indicator.mark]))


def _card(report: Report, each: Indicator, today: dt.date) -> NumberCard:
    plain = NumberCard(
        each.code, each.name(language()), "–", each.definition(language()), source_words(each), each.counted
    )
    if not each.counted:
        return plain
    forecasts = report.forecasts.get(each.code, ())
    nearest = forecasts[0] if forecasts else None
    number = number_words(report.number(each.code))
    if each.unit is Unit.INSTITUTIONS:
        return replace(plain, number=number)
    return replace(
        plain,
        number=number,
        heads=_heads(report),
        table=tuple(_lines(report, each.code)),
        bars=_bars(report, each),
        months=_months(report, nearest) if each is report.main else None,
        aims=tuple(pair for told in forecasts for pair in aim_words(told, today)),
        share=min(1.0, nearest.reached / max(1, nearest.target.value)) if nearest else None,
        share_words=_("{reached} of {value} by {day}").format(
            reached=number_words(nearest.reached), value=number_words(nearest.target.value),
            day=day_words(nearest.target.by_day.isoformat()),
        ) if nearest else "",
    )  # fmt: skip


def _heads(report: Report) -> tuple[str, ...]:
    bands = report.asked.library.bands
    return (_("Age on joining"), *(band_words(bands, place) for place in range(len(bands))), _("Together"))


def _lines(report: Report, code: str) -> Iterator[Line]:
    bands = range(len(report.asked.library.bands))
    for sex in (*SEXES, None):
        cells = [
            Cell(number_words(number), number, sex, band)
            for band in (*bands, None)
            for number in [report.number(code, sex, band)]
        ]
        yield Line(sex_words(sex), tuple(cells))


def _bars(report: Report, each: Indicator) -> Bars | None:
    bands = report.asked.library.bands
    groups = tuple(band_words(bands, place) for place in range(len(bands)))
    numbers = tuple(tuple(report.number(each.code, sex, band) for sex in SEXES) for band in range(len(bands)))
    if not any(any(row) for row in numbers):
        return None
    told = "; ".join(
        f"{group}: {', '.join(f'{sex_words(sex)} {number}' for sex, number in zip(SEXES, row, strict=True))}"
        for group, row in zip(groups, numbers, strict=True)
    )
    return Bars(groups, tuple(sex_words(sex) for sex in SEXES), numbers, told)


def _months(report: Report, nearest: Forecast | None) -> Months | None:
    if not report.months:
        return None
    earlier, latest = report.months[:-_MONTHS], report.months[-_MONTHS:]
    labels, numbers = [f"{month[5:]}.{month[2:4]}" for month, _n in latest], [number for _m, number in latest]
    if earlier:
        labels.insert(0, _("earlier"))
        numbers.insert(0, sum(number for _month, number in earlier))
    return Months(
        tuple(labels), tuple(numbers),
        nearest.target.value if nearest else None,
        _("target {value}").format(value=number_words(nearest.target.value)) if nearest else "",
        nearest.expected if nearest else None,
        "; ".join(f"{label}: {number}" for label, number in zip(labels, numbers, strict=True)),
    )  # fmt: skip


def aim_words(told: Forecast, today: dt.date) -> Iterator[tuple[str, str]]:
    """A target, where it stands, and how the forecast to it is worked out."""
    day = day_words(told.target.by_day.isoformat())
    value = number_words(told.target.value)
    if told.met:
        when = day_words(told.reached_on.isoformat()) if told.reached_on else day
        yield (
            _("The target of {value} by {day} was reached on {when}.").format(
                value=value, day=day, when=when
            ),
            "success",
        )
        return
    if told.expected is None:
        yield (
            _("Target: {value} by {day}. Two weeks of work are needed before a pace can be told.").format(
                value=value, day=day
            ),
            "",
        )
        return
    if told.target.by_day < today:
        yield (
            _("The target of {value} by {day} was missed by {short}.").format(
                value=value, day=day, short=number_words(told.target.value - told.reached)
            ),
            "danger",
        )
        return
    yield _outlook(told, number_words(told.expected), value, day)
    yield _pace(told, today), ""


def _outlook(told: Forecast, expected: str, value: str, day: str) -> tuple[str, str]:
    if told.short:
        words = _("At this pace it will be {expected} by {day}: {short} short of {value}.")
        return words.format(
            expected=expected, day=day, short=number_words(told.short), value=value
        ), "warning"
    words = _("At this pace it will be {expected} by {day}, and the target of {value} is reached on {when}.")
    when = day_words(told.reached_on.isoformat()) if told.reached_on else day
    return words.format(expected=expected, day=day, value=value, when=when), "success"


def _pace(told: Forecast, today: dt.date) -> str:
    weeks = round(told.weeks)
    of_time = ngettext("In the last {count} week", "In the last {count} weeks", weeks).format(count=weeks)
    if weeks < WEEKS:
        of_time = ngettext(
            "In the {count} week since the first one joined",
            "In the {count} weeks since the first one joined",
            weeks,
        ).format(count=weeks)
    said = _(
        "{of_time} {lately} came, that is {pace} a week; the forecast carries this pace on to the day."
    ).format(of_time=of_time, lately=number_words(told.lately), pace=_decimal(told.pace))
    needed = needed_pace(told, today)
    if needed is not None:
        said += " " + _("To reach the target, {needed} a week are needed.").format(needed=_decimal(needed))
    return said


def _decimal(number: float) -> str:
    written = f"{number:.1f}"
    return written if language() == "en" else written.replace(".", ",")
