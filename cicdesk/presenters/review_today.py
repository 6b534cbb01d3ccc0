"""What came back from the coordinator, as lines of the start page."""

import datetime as dt
from collections.abc import Mapping

from cicdesk.base.i18n import _
from cicdesk.domain.reviewing import ReviewState
from cicdesk.presenters.case_file import name_of
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.today_lines import RETURNED, Line
from cicdesk.presenters.words import moment_words
from cicdesk.schema.snapshot import Changes
from cicdesk.services.reviewing.deciding import Decision
from cicdesk.services.reviewing.reading import Reviewed


def returned_lines(desk: Desk, staff: Mapping[str, str], now: dt.datetime) -> list[Line]:
    """The cases that are to be put right, with what the coordinator says."""
    return [_line(each, staff, now) for each in desk.reviewing.returned()]


def _line(reviewed: Reviewed, staff: Mapping[str, str], now: dt.datetime) -> Line:
    person, review = reviewed.person, reviewed.review
    values = review.values if review else {}
    by = str(values.get("decided_by") or "")
    said = _("Returned: {reason}").format(reason=values.get("reason") or "")
    return Line(
        "undo",
        name_of(person) or person.title,
        "  ·  ".join(filter(None, (said, staff.get(by, by), reviewed.case.number))),
        moment_words(review.changed_at, now) if review else "",
        "warning",
        reviewed.case.id,
        RETURNED,
        person.id,
    )


def hand_in(desk: Desk, case: str) -> Changes:
    """The case is put right: the coordinator looks at it again."""
    return desk.reviewing.decide(case, Decision(ReviewState.WAITING))
