"""The figures of a trip or a month: what was done, counted; nobody is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cicdesk.reports.papers.saying import NOTHING, Said, Speaker

Counts = Mapping[str, int]
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Given:
    """One service of the catalogue."""

    service: str
    times: int
    people: int
    """Different ones."""
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted. By code: how often."""

    contacts: int = 0
    asking: int = 0
    """People who came with a question, as contacts tell."""
    contact_minutes: int = 0
    topics: Counts = field(default_factory=dict)
    languages: Counts = field(default_factory=dict)
    channels: Counts = field(default_factory=dict)
    outcomes: Counts = field(default_factory=dict)
    ages: Counts = field(default_factory=dict)
    sexes: Counts = field(default_factory=dict)
    new_people: int | None = None
    """None where it is not counted."""
    new_cases: int | None = None
    services: Sequence[Given] = ()
    served: int = 0
    """Different people who were given a service."""
    joined: int = 0
    left: int | None = None
    interpreted: int = 0
    interpreter_minutes: int = 0
    care_visits: int = 0
    children: int = 0
    care_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the report."""

    title: Said
    heads: Sequence[Said]
    rows: Sequence[Sequence[str]]
    columns: str
    """Their widths in percent."""


_LISTS: Final = (
    ("topics", "topics"), ("languages", "languages"), ("channels", "channels"), ("outcomes", "outcomes"),
    ("ages", "age_bands"), ("sexes", "sex"),
)  # fmt: skip
"""Names of counts, and the code lists of their codes."""


def report_values(
    figures: Figures, head: Sequence[tuple[Said, str]], say: Speaker, remarks: str = ""
) -> dict[str, Any]:
    """What the template of a report shows. `head`: labels and values of the first lines."""
    return {
        "head": [each for each in head if each[1]],
        "sums": _sums(figures, say),
        "services": _services(figures, say),
        "counts": [
            _counted(getattr(figures, name), listed, say(f"by_{name}"), say)
            for name, listed in _LISTS
            if getattr(figures, name)
        ],
        "remarks": remarks,
    }


def _sums(figures: Figures, say: Speaker) -> list[tuple[Said, str]]:
    sums = [
        (say("contacts"), str(figures.contacts)),
        (say("asking"), str(figures.asking)),
        (say("contact_time"), hours(figures.contact_minutes)),
        (say("new_people"), _number(figures.new_people)),
        (say("new_cases"), _number(figures.new_cases)),
        (say("served"), str(figures.served)),
        (say("joined"), str(figures.joined)),
        (say("left"), _number(figures.left)),
        (say("interpreted"), f"{figures.interpreted} · {hours(figures.interpreter_minutes)}"),
        (say("care"), f"{figures.care_visits} · {hours(figures.care_minutes)}"),
        (say("children"), str(figures.children)),
    ]
    return [each for each in sums if each[1]]


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _services(figures: Figures, say: Speaker) -> Grid | None:
    if not figures.services:
        return None
    rows = [
        (say.code("services", each.service).first, str(each.times), str(each.people), hours(each.minutes))
        for each in figures.services
    ]
    total = (
        say("together").first, str(sum(each.times for each in figures.services)), str(figures.served),
        hours(sum(each.minutes for each in figures.services)),
    )  # fmt: skip
    heads = [say("service"), say("times"), say("people"), say("time")]
    return Grid(say("services"), heads, [*rows, total], "52 16 16 16")


def _counted(counts: Counts, listed: str, title: Said, say: Speaker) -> Grid:
    """The most frequent first; what was not asked or not told last."""
    ordered = sorted(counts.items(), key=lambda each: (not each[0], -each[1], each[0]))
    rows = [(say.code(listed, code).first or say("not_known").first, str(count)) for code, count in ordered]
    return Grid(title, (NOTHING, say("how_many")), rows, "80 20")


def hours(minutes: int) -> str:
    """A length of time as reports write it: 1 h 05 min."""
    return f"{minutes // _HOUR} h {minutes % _HOUR:02} min"
