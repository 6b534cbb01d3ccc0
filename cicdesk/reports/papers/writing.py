"""Writing a paper: from its records to the text of its blocks, through its template."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from cicdesk.base.resources import resource
from cicdesk.reports.papers import care_content, interpreting_content, visit_content
from cicdesk.reports.papers.choosing import profile_for
from cicdesk.reports.papers.declared import Paper
from cicdesk.reports.papers.letterhead import letterhead
from cicdesk.reports.papers.material import Looking, Material
from cicdesk.reports.papers.saying import Speaker
from cicdesk.reports.papers.sheet import Sheet, Written
from cicdesk.reports.papers.words import FIRST, words_in

if TYPE_CHECKING:
    from jinja2 import Environment

Content = Callable[[Looking, Speaker], dict[str, Any]]

CONTENT: Mapping[str, Content] = {
    "interpreter_sheet": interpreting_content.sheet,
    "confidentiality": interpreting_content.confidentiality,
    "child_card": care_content.child_card,
    "pick_up": care_content.pick_up,
    "care_journal": care_content.journal,
    "incident_note": care_content.incident,
    "visit_confirmation": visit_content.visit,
    "booking_confirmation": visit_content.booking,
}
"""By paper, what it shows of its records."""

_LAST = 8
"""Letters of a record's id that make a number where the record has none."""
_NO_LETTERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write(paper: Paper, material: Material, language: str, now: dt.datetime) -> Written:
    """The paper's text in Polish and in that language; in Polish alone where that is Polish."""
    made = sheet(paper, material, language, now)
    template = environment().get_template(f"{paper.code}.xml")
    return Written(
        code=paper.code,
        title=made.title.first,
        number=made.number,
        body=template.render(sheet=made, say=made.say, v=made.values),
        footer=made.footer,
        right_to_left=made.right_to_left,
        landscape=paper.landscape,
    )


def sheet(paper: Paper, material: Material, language: str, now: dt.datetime) -> Sheet:
    """What the paper's template gets."""
    looking = Looking(paper, material)
    say = Speaker(paper.code, words_in(FIRST), words_in(language) if language != FIRST else None)
    profile, office = profile_for(looking)
    values = CONTENT[paper.code](looking, say)
    return Sheet(
        paper=paper,
        say=say,
        head=letterhead(profile, say, looking.office(office)),
        number=number_of(paper, looking),
        printed=f"{now.astimezone():%d.%m.%Y %H:%M}",
        title=values.pop("title", None) or say("title"),
        values=values,
        signers=paper.signers,
    )


def number_of(paper: Paper, looking: Looking) -> str:
    """The number of the paper: the same whenever it is printed from the same record."""
    own = looking.main.number or looking.main.id.replace("-", "")[-_LAST:].upper()
    day = looking.material.day.replace("-", "")
    return "/".join(filter(None, (paper.prefix, own, day)))


@cache
def environment() -> "Environment":
    """The templates. Whatever a record holds is escaped, and a name that is missing is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  only where a paper is made

    return Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _clean(value: object) -> object:
    """Nothing instead of None; no characters that no page can show."""
    if value is None:
        return ""
    return _NO_LETTERS.sub("", value) if type(value) is str else value
