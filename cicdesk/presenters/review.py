"""The coordinator's queue: cases that colleagues changed, the newest first; what they hold, who, when, where."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId
from cicdesk.domain.names import office_key
from cicdesk.presenters.case_file import Missing, name_of
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import moment_words, office_words, value_words
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot, SyncState
from cicdesk.schema.values import Values

LOOKED_AT = 200
_SHOWN = ("topics", "stage", "priority", "summary", "opened_on", "project", "owner", "office")
_OF_PERSON = ("birth_date", "citizenships", "contact_language", "phones", "trip")


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A case in the queue."""

    id: RecordId
    root: RecordId
    name: str
    original: str
    number: str
    stage: str
    who: str
    when: str
    where: str
    state: SyncState
    lines: Sequence[tuple[str, str]]
    """Labels and contents of the case."""
    person: Sequence[tuple[str, str]]
    """Labels and contents of the person."""
    missing: Sequence[str]
    remarks: Sequence[tuple[str, str]]
    """Who wrote, and what, oldest first."""
    changed_at: int
    held: Values = field(default_factory=dict)
    """What the case and the person hold, to tell later what has changed."""
    changed: Sequence[str] = ()
    """Labels of the fields changed since it was last looked at here."""


class ReviewView(Protocol):
    """The page."""

    def show_queue(self, items: Sequence[ReviewItem]) -> None:
        """Show the queue; the case that was chosen stays chosen."""
        ...

    def clear_comment(self) -> None:
        """The comment was kept."""
        ...


class ReviewPresenter:
    """Keeps the queue, takes cases off it for this sitting, writes comments."""

    def __init__(
        self,
        view: ReviewView,
        desk: Desk,
        runner: Runner,
        clock: Clock,
        missing: Missing,
        published: Callable[[Changes], None],
    ) -> None:  # fmt: skip
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._missing = missing
        self._published = published
        self._done: dict[RecordId, ReviewItem] = {}

    def load(self) -> None:
        """Ask for the queue again."""
        self._runner.start(self._view, self._look, self._show)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & {"case", "person", "comment", "staff"}:
            self.load()

    def looked_at(self, item: ReviewItem) -> None:
        """Take it off the queue until somebody changes it again."""
        self._done[item.id] = item
        self.load()

    def comment(self, item: ReviewItem, text: str, field: str = "") -> None:
        """Write a comment about the case."""
        if not text.strip():
            return
        values = {
            "person": item.root,
            "about": item.id,
            "text": text.strip(),
            "author": self._desk.user,
            "written_at": f"{self._clock.now():%Y-%m-%dT%H:%MZ}",
            **({"field": field} if field else {}),
        }
        self._runner.start(
            self._view,
            lambda: self._desk.records.create("comment", values),
            lambda kept: self._commented(kept[1]),
        )

    def _commented(self, changes: Changes) -> None:
        self._view.clear_comment()
        self._published(changes)

    def _show(self, items: Sequence[ReviewItem]) -> None:
        self._view.show_queue([self._compared(i) for i in items if self._is_news(i)])

    def _is_news(self, item: ReviewItem) -> bool:
        before = self._done.get(item.id)
        return before is None or before.changed_at < item.changed_at

    def _compared(self, item: ReviewItem) -> ReviewItem:
        before = self._done.get(item.id)
        return replace(item, changed=_differences(before.held, item.held)) if before else item

    def _look(self) -> list[ReviewItem]:
        staff, now = self._desk.staff.names(), self._clock.now()
        cases = [c for c in self._desk.records.recent("case", LOOKED_AT) if c.changed_by != self._desk.user]
        return [self._item(case, staff, now) for case in cases]

    def _item(self, case: Snapshot, staff: Mapping[str, str], now: dt.datetime) -> ReviewItem:
        records = self._desk.records.in_file(case.root)
        person = next((r for r in records if r.id == case.root), case)
        spec = spec_of(person.kind)
        return ReviewItem(
            id=case.id,
            root=case.root,
            name=name_of(person) or person.title,
            original=str(person.values.get("original_name") or ""),
            number=case.number,
            stage=field_text(case, "stage", staff),
            who=staff.get(case.changed_by, case.changed_by),
            when=moment_words(case.changed_at, now),
            where=_office(case, staff),
            state=case.state,
            lines=labelled(case, _SHOWN, staff),
            person=labelled(person, _OF_PERSON, staff),
            missing=[
                _(spec.by_name[n].label)
                for n in self._missing(person.kind, person.values)
                if n in spec.by_name
            ],
            remarks=[
                (_writer(r, staff), str(r.values.get("text") or "")) for r in records if r.kind == "comment"
            ],
            changed_at=case.changed_at,
            held={"case": dict(case.values), "person": dict(person.values)},
        )


def _office(case: Snapshot, staff: Mapping[str, str]) -> str:
    code = str(case.values.get("office") or "")
    return office_words(code, staff.get(office_key(code), "")) if code else ""


def _writer(comment: Snapshot, staff: Mapping[str, str]) -> str:
    author = str(comment.values.get("author") or comment.changed_by)
    return staff.get(author, author)


def _differences(before: Values, after: Values) -> list[str]:
    """Labels of the fields of the case, then of the person, that hold something else now."""
    found: list[str] = []
    for kind in ("case", "person"):
        old, new = before.get(kind), after.get(kind)
        if isinstance(old, dict) and isinstance(new, dict):
            fields = spec_of(kind).fields
            found += [_(f.label) for f in fields if old.get(f.name) != new.get(f.name)]
    return found


def field_text(record: Snapshot, name: str, staff: Mapping[str, str]) -> str:
    """What a field holds, in words."""
    field = spec_of(record.kind).by_name.get(name)
    return value_words(field, record.values.get(name), staff) if field else ""


def labelled(record: Snapshot, names: Sequence[str], staff: Mapping[str, str]) -> list[tuple[str, str]]:
    """Labels and contents of those fields that hold something."""
    spec = spec_of(record.kind)
    pairs = ((n, field_text(record, n, staff)) for n in names if n in spec.by_name)
    return [(_(spec.by_name[name].label), text) for name, text in pairs if text]
