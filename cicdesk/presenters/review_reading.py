"""What the review page asks the file for: its lines, its choices, the case in sight, decisions that did not stand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, language, ngettext
from cicdesk.domain.names import office_key
from cicdesk.domain.reviewing import ReviewState
from cicdesk.presenters.case_file import Missing
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.review_shown import TONES, Around, ItemShown, item_shown, state_words
from cicdesk.presenters.words import moment_words, office_words, title_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.snapshot import Snapshot
from cicdesk.services.reviewing.deciding import unheard_of
from cicdesk.services.reviewing.queue import Queue, QueueLine

_TRIPS = 50


@dataclass(frozen=True, slots=True)
class LineShown:
    """A case in the queue."""

    key: int
    id: str
    title: str
    detail: str
    right: str
    tone: str


class ReviewReader:
    """Reads in the lane of the database."""

    def __init__(self, desk: Desk, clock: Clock, missing: Missing) -> None:
        self._desk = desk
        self._clock = clock
        self._missing = missing

    def item(self, case: str, since: str) -> ItemShown:
        """A case, with what differs since a moment."""
        desk = self._desk
        around = Around(
            desk.staff.names(), self._clock.now(), desk.user, desk.reviewing.may_decide, self._missing
        )
        return item_shown(desk.reviewing.open(case), since, around)

    def lines(self, keys: Sequence[int], queue: Queue | None) -> list[LineShown]:
        """What these lines of a queue say."""
        staff, now = self._desk.staff.names(), self._clock.now()
        places = dict(zip(queue.keys, queue.states, strict=True)) if queue else {}
        found = self._desk.review_queue.lines(keys)
        return [line_shown(each, places.get(each.key, ReviewState.WAITING), staff, now) for each in found]

    def choices(self) -> tuple[Mapping[str, Sequence[tuple[str, str]]], Sequence[str]]:
        """What the queue can be narrowed down to, and the saved filters."""
        desk = self._desk
        staff, lang = desk.staff, language()
        trips = desk.records.recent("trip", _TRIPS)
        projects = code_list("projects")
        return {
            "office": [(code, office_words(code, name)) for code, name in staff.offices().items()],
            "project": [(e.code, e.label(lang)) for e in projects.offered(self._clock.now().date())],
            "worker": list(staff.users().items()),
            "trip": [(each.id, title_words("trip", each.title)) for each in trips],
        }, list(desk.review_queue.filters())

    def unheard(self) -> list[str]:
        """The decisions of the user that did not stand, in words."""
        names = self._desk.staff.names()
        return [
            words
            for review in self._desk.reviewing.unheard()
            for row in unheard_of(review)
            if row.get("user") == self._desk.user
            for words in [self._unheard_words(review, str(row.get("why")), str(row.get("state")), names)]
        ]

    def _unheard_words(self, review: Snapshot, why: str, state: str, names: Mapping[str, str]) -> str:
        case = self._desk.records.get(str(review.values.get("case")))
        by = str(review.values.get("decided_by") or "")
        return _("Case {number}: your decision “{decision}” does not stand, for {why}. It is now: {state} ({who}).").format(
            number=case.number, decision=state_words(state), why=code_list("review_refusals").label(why, language()),
            state=state_words(str(review.values.get("state"))), who=names.get(by, by) or "–",
        )  # fmt: skip


def line_shown(line: QueueLine, state: ReviewState, staff: Mapping[str, str], now: dt.datetime) -> LineShown:
    """A case as a line of the queue."""
    lacking = ngettext("{count} missing", "{count} missing", line.lacking).format(count=line.lacking)
    office = office_words(line.office, staff.get(office_key(line.office), "")) if line.office else ""
    parts = (
        line.number,
        staff.get(line.changed_by, line.changed_by),
        office,
        lacking if line.lacking else "",
        moment_words(line.changed, now),
    )
    return LineShown(
        line.key, line.id, title_words("person", line.title), "  ·  ".join(filter(None, parts)),
        state_words(state), TONES[state],
    )  # fmt: skip
