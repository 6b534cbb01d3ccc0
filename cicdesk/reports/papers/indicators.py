"""The numbers of a project as a paper and as a table: small ones are hidden in both."""

from collections.abc import Iterator
from typing import Any, Final

from cicdesk.base.i18n import N_
from cicdesk.domain.indicators.counting import SEXES
from cicdesk.domain.indicators.declared import Indicator, Unit
from cicdesk.domain.indicators.table import Protected
from cicdesk.reports.papers.declared import Naming, Paper, Second, Signer
from cicdesk.reports.papers.saying import Speaker, shown_day
from cicdesk.reports.tables.table import Cell, Column, Kind, Table
from cicdesk.schema.codelists import code_list

HIDDEN: Final = "<5*"
"""Stands for a number that would tell of fewer than five people, or would give one away."""
_POLISH: Final = "pl"

INDICATORS: Final = Paper(
    code="indicators_report",
    label=N_("Indicators of a project"),
    prefix="WS",
    about="project",
    reads={},
    signers=(Signer.COORDINATOR,),
    second=Second.SHARED,
    naming=Naming.NOBODY,
    client_facing=False,
)


def indicator_values(told: Protected, say: Speaker) -> dict[str, Any]:
    """What the template shows."""
    report = told.report
    first, last = (shown_day(each) for each in (report.asked.first, report.asked.last))
    people = [each for each in report.asked.library.indicators if each.unit is Unit.PEOPLE]
    numbers = {
        "title": say("numbers"), "columns": "14 66 20", "heads": (say("code"), say("indicator"), say("value")),
        "rows": [
            (each.code, each.name(_POLISH), _number(told, each)) for each in report.asked.library.indicators
        ],
    }  # fmt: skip
    return {
        "head": [(say("time"), f"{first} – {last}")],
        "numbers": numbers,
        "breakdowns": [_breakdown(told, each, say) for each in people if report.number(each.code)],
        "services": {
            "title": say("services"), "columns": "80 20", "heads": (say("service"), say("value")),
            "rows": [
                (code_list("services").label(code, _POLISH), str(number)) for code, number in report.services
            ],
        },
        "definitions": [
            (f"{each.code} {each.name(_POLISH)}", f"{each.definition(_POLISH)} [{each.source}; {each.mark}]")
            for each in report.asked.library.indicators
        ],
    }  # fmt: skip


def _breakdown(told: Protected, each: Indicator, say: Speaker) -> dict[str, Any]:
    bands = told.report.asked.library.bands
    share = 72 / (len(bands) + 1)
    heads = [say.plain(""), *(say.plain(_band(bands, place)) for place in range(len(bands))), say("together")]
    return {
        "title": say.plain(f"{each.code}  {each.name(_POLISH)}"),
        "columns": " ".join(["28", *([f"{share:.2f}"] * (len(bands) + 1))]),
        "heads": heads,
        "rows": [
            (words.first, *(_shown(told.number(each.code, sex, band)) for band in (*range(len(bands)), None)))
            for sex, words in (("K", say("women")), ("M", say("men")), (None, say("together")))
        ],
    }


def _band(bands: tuple[int, ...], place: int) -> str:
    if place + 1 == len(bands):
        return f"{bands[place]}+"
    return f"<{bands[1]}" if not place else f"{bands[place]}–{bands[place + 1] - 1}"


def _number(told: Protected, each: Indicator) -> str:
    return _shown(told.number(each.code)) if each.counted else "–"


def _shown(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def indicator_tables(told: Protected, heads: "tuple[str, ...]", language: str) -> list[Table]:
    """Two sheets: a row for each indicator, sex and age band, and the services given. `heads` are the columns' words."""
    code, name, sex, age, number, definition, source, service, numbers, services = heads
    return [
        Table(
            numbers,
            (
                Column(code, width=12), Column(name, width=52), Column(sex, width=12), Column(age, width=12),
                Column(number, Kind.NUMBER, 12), Column(definition, width=80), Column(source, width=48),
            ),
            _rows(told, language),
        ),
        Table(
            services, (Column(service, width=44), Column(number, Kind.NUMBER, 12)),
            ((code_list("services").label(each, language), count) for each, count in told.report.services),
        ),
    ]  # fmt: skip


def _rows(told: Protected, language: str) -> Iterator[tuple[Cell, ...]]:
    bands = told.report.asked.library.bands
    for each in told.report.asked.library.indicators:
        tail = (each.definition(language), f"{each.source} [{each.mark}]")
        if not each.counted:
            yield each.code, each.name(language), None, None, None, *tail
            continue
        places = [(sex, band) for sex in (None, *SEXES) for band in (None, *range(len(bands)))]
        for sex, band in places if each.unit is Unit.PEOPLE else places[:1]:
            number = told.number(each.code, sex, band)
            words = code_list("sex").label(sex, language) if sex else None
            age = _band(bands, band) if band is not None else None
            yield each.code, each.name(language), words, age, HIDDEN if number is None else number, *tail
