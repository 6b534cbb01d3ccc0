"""Reports: papers that are written from figures instead of a record, with the same head, foot and strip of signs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cicdesk.base.i18n import N_
from cicdesk.domain.wall_time import wall
from cicdesk.reports.papers.declared import Naming, Paper, Second, Signer
from cicdesk.reports.papers.letterhead import letterhead
from cicdesk.reports.papers.saying import Speaker
from cicdesk.reports.papers.sheet import Sheet, Written
from cicdesk.reports.papers.words import FIRST, words_in
from cicdesk.reports.papers.writing import environment
from cicdesk.schema.profiles import Profile

TRIP_REPORT: Final = Paper(
    code="trip_report",
    label=N_("Trip report"),
    prefix="RW",
    about="trip",
    reads={},
    signers=(Signer.STAFF, Signer.COORDINATOR),
    second=Second.SHARED,
    naming=Naming.NOBODY,
    client_facing=False,
)
MONTH_REPORT: Final = Paper(
    code="month_report",
    label=N_("Monthly report"),
    prefix="RM",
    about="office",
    reads={},
    signers=(Signer.COORDINATOR,),
    second=Second.SHARED,
    naming=Naming.NOBODY,
    client_facing=False,
)
ACCESS_COPY: Final = Paper(
    code="access_copy",
    label=N_("Copy of a person's data"),
    prefix="OD",
    about="person",
    reads={},
    signers=(Signer.STAFF,),
    second=Second.CLIENT,
)
REPORTS: Final = (TRIP_REPORT, MONTH_REPORT, ACCESS_COPY)
IN_POLISH_ALONE: Final = frozenset({TRIP_REPORT.code, MONTH_REPORT.code})
"""Those that no client reads."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a report."""

    profile: Profile | None
    office: str
    """By its name."""
    number: str
    now: dt.datetime
    language: str = FIRST
    """Beside the Polish; Polish itself: none."""


def speaker(paper: Paper, frame: Frame) -> Speaker:
    """The words of a report in its languages."""
    second = words_in(frame.language) if frame.language != FIRST else None
    return Speaker(paper.code, words_in(FIRST), second)


def write_report(paper: Paper, values: Mapping[str, Any], frame: Frame) -> Written:
    """The report's text."""
    say = speaker(paper, frame)
    sheet = Sheet(
        paper=paper,
        say=say,
        head=letterhead(frame.profile, say, frame.office),
        number=f"{paper.prefix}/{frame.number}",
        printed=_moment(frame.now),
        title=say("title"),
        values=values,
        signers=paper.signers,
    )
    return Written(
        code=paper.code,
        title=sheet.title.first,
        number=sheet.number,
        body=environment().get_template(f"{paper.code}.xml").render(sheet=sheet, say=say, v=values),
        footer=sheet.footer,
        right_to_left=sheet.right_to_left,
        landscape=paper.landscape,
    )


def _moment(now: dt.datetime) -> str:
    """As clocks in Poland show it, wherever the laptop is."""
    shown = wall(now)
    return f"{shown.day:%d.%m.%Y} {shown.time:%H:%M}"
