"""What today asks of whoever is here because of support given: follow-ups, people who left, answers for the reports."""

from collections.abc import Mapping

from cicdesk.base.i18n import _, ngettext
from cicdesk.presenters.completeness import project_words
from cicdesk.presenters.desk import Desk, Where
from cicdesk.presenters.naming import named
from cicdesk.presenters.support import words_of
from cicdesk.presenters.today_lines import Line
from cicdesk.presenters.words import day_words
from cicdesk.schema.snapshot import Snapshot

LIST = "completeness"
"""The kind of a line that opens the list of what is missing."""
CHANGED_BY = frozenset({"service", "participation"})


def to_do(desk: Desk, staff: Mapping[str, str]) -> list[Line]:
    """The lines, the most urgent first."""
    return [
        *(_follow_up(desk, each, staff) for each in desk.support.to_follow_up()),
        *(_left(desk, each) for each in desk.support.to_ask_after() if _may_ask(desk, each)),
        *_missing(desk),
    ]


def _follow_up(desk: Desk, service: Snapshot, staff: Mapping[str, str]) -> Line:
    day = day_words(str(service.values.get("follow_up_on") or ""))
    return Line(
        "clock",
        named(desk, service.root),
        _("Follow up: {service}").format(service=words_of(service, "service", staff)),
        day,
        "warning",
        service.root,
        "person",
        service.root,
    )


def _left(desk: Desk, part: Snapshot) -> Line:
    """The funders want to know the situation within four weeks of the end."""
    day = day_words(str(part.values.get("ended_on") or ""))
    return Line(
        "check",
        named(desk, part.root),
        _("Ask how things stand after {project}").format(
            project=project_words(str(part.values.get("project")))
        ),
        _("ended {day}").format(day=day),
        "",
        part.id,
        "participation",
        part.id,
    )


def _may_ask(desk: Desk, part: Snapshot) -> bool:
    """Those who are assigned to the person; where nobody is, whoever wrote the end down."""
    assigned = desk.records.get(part.root).values.get("assignees")
    return desk.user in assigned if isinstance(assigned, list) and assigned else part.changed_by == desk.user


def _missing(desk: Desk) -> list[Line]:
    count = desk.completeness.count(Where(who=desk.user))
    if not count:
        return []
    words = ngettext(
        "{count} person lacks answers for the reports", "{count} people lack answers for the reports", count
    )
    return [Line("check", words.format(count=count), _("You can ask them."), kind=LIST)]
