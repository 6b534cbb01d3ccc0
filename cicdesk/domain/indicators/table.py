"""A report as numbers that leave the house: which stand together in sums, and which of them are hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cicdesk.domain.indicators.counting import SEXES
from cicdesk.domain.indicators.declared import Indicator, Unit
from cicdesk.domain.indicators.protecting import Key, Sum, hidden
from cicdesk.domain.indicators.report import ALL, Report

_REST = "rest"
"""Begins the name of what is left of a whole without a part; no table shows it, but a reader can work it out."""


@dataclass(frozen=True, slots=True)
class Protected:
    """The numbers of a report with those hidden that would tell of fewer than five people."""

    report: Report
    away: frozenset[Key]

    def number(self, code: str, sex: str | None = ALL, band: int | None = ALL) -> int | None:
        """A number as it may be shown; None where it is hidden."""
        return None if _key(code, sex, band) in self.away else self.report.number(code, sex, band)


def protected(report: Report) -> Protected:
    """The report as it may leave the house."""
    numbers: dict[Key, int] = {}
    sums: list[Sum] = []
    people = [each for each in report.asked.library.indicators if each.unit is Unit.PEOPLE]
    for each in people:
        numbers.update(_numbers(report, each.code))
        sums.extend(_within_table(report, each.code))
    shown = set(numbers)
    by_code = {each.code: each for each in people}
    for each in people:
        if each.within in by_code:
            _split(report, by_code[each.within], each, numbers, sums, shown)
    for whole, *parts in report.asked.library.sums:
        if {whole, *parts} <= by_code.keys():
            sums.extend(_added_up(report, whole, parts))
    return Protected(report, hidden(numbers, sums, shown))


def _key(code: str, sex: str | None, band: int | None) -> Key:
    return code, sex or "", "" if band is None else str(band)


def _places(report: Report) -> Iterator[tuple[str | None, int | None]]:
    for sex in (ALL, *SEXES):
        for band in (ALL, *range(len(report.asked.library.bands))):
            yield sex, band


def _numbers(report: Report, code: str) -> Mapping[Key, int]:
    return {_key(code, sex, band): report.number(code, sex, band) for sex, band in _places(report)}


def _within_table(report: Report, code: str) -> Iterator[Sum]:
    """Age bands add up to their total, and sexes to theirs."""
    bands = range(len(report.asked.library.bands))
    for sex in (ALL, *SEXES):
        yield _key(code, sex, ALL), tuple(_key(code, sex, band) for band in bands)
    for band in (ALL, *bands):
        yield _key(code, ALL, band), tuple(_key(code, sex, band) for sex in SEXES)


def _split(
    report: Report,
    whole: Indicator,
    part: Indicator,
    numbers: dict[Key, int],
    sums: list[Sum],
    shown: set[Key],
) -> None:
    """What a part leaves of its whole can be worked out, so it is a number like the others."""
    pairs = [(sex, band) for sex, band in _places(report)]
    if any(report.number(part.code, *each) > report.number(whole.code, *each) for each in pairs):
        return  # of another time than its whole: their difference is of nobody
    rest = f"{_REST} {part.code}"
    for sex, band in pairs:
        numbers[_key(rest, sex, band)] = report.number(whole.code, sex, band) - report.number(
            part.code, sex, band
        )
        sums.append((_key(whole.code, sex, band), (_key(part.code, sex, band), _key(rest, sex, band))))
        if _follows(report, part, band):
            shown.add(_key(rest, sex, band))
    sums.extend(_within_table(report, rest))


def _follows(report: Report, part: Indicator, band: int | None) -> bool:
    """Whether everybody knows that nobody is left: an indicator of an age alone, in a band of that age."""
    if part.ages is None or part.when or part.unless or part.moment != "entered_on" or band is ALL:
        return False
    bands = report.asked.library.bands
    last = bands[band + 1] - 1 if band + 1 < len(bands) else part.ages[1]
    return part.ages[0] <= bands[band] and last <= part.ages[1]


def _added_up(report: Report, whole: str, parts: list[str]) -> Iterator[Sum]:
    for sex, band in _places(report):
        if report.number(whole, sex, band) == sum(report.number(each, sex, band) for each in parts):
            yield _key(whole, sex, band), tuple(_key(each, sex, band) for each in parts)
