"""A person's file: who it is, what is missing, what happened when, and what colleagues ask."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId, made_at
from cicdesk.presenters.arranging import KINDS, Arrangement, arrangements, with_parts
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.merging import JoinedFile, joined_files, may_part
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.support import KINDS as SUPPORT
from cicdesk.presenters.support import SupportShown, support_of
from cicdesk.presenters.timeline import Event, happened_at, timeline
from cicdesk.presenters.words import each_in_words, kind_icon, moment_words, value_words
from cicdesk.schema.case import ENDED
from cicdesk.schema.fields import Items
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot, SyncState
from cicdesk.schema.values import Values, is_blank

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move

FACTS = (
    "birth_date",
    "citizenships",
    "contact_language",
    "phones",
    "pesel",
    "stays",
    "polish_level",
    "office",
    "assignees",
)
_MASKED = 4
_OF_A_FILE = (
    frozenset({"case", "note", "comment", "contact", "attachment", "staff", "merge"}) | KINDS | SUPPORT
)
"""Kinds of which a new record may belong to the file in sight; whether it does shows when it is read."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the person worth seeing at once."""

    name: str
    label: str
    text: str
    hidden: str = ""
    """The text while nobody has asked for it; empty where there is nothing to hide."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with its answers."""

    id: RecordId
    about: str
    """What it is about, in words."""
    text: str
    who: str
    when: str
    done: bool
    mine: bool
    state: SyncState
    answers: Sequence["Remark"] = ()


@dataclass(frozen=True, slots=True)
class FileShown:
    """The page at one moment."""

    person: Snapshot
    title: str
    original: str
    number: str
    facts: Sequence[Fact]
    missing: Sequence[str]
    """Labels of what is still needed to report the person."""
    cases: Sequence[Event]
    timeline: Sequence[Event]
    remarks: Sequence[Remark]
    support: SupportShown
    """What was given to the person, and in which projects."""
    conflicts: int = 0
    arranged: Sequence[Arrangement] = ()
    """Appointments, requests and the cards of children, those to come first."""
    open_case: Snapshot | None = None
    """The case that goes on; None where there is none, or where it could be one of several."""
    fields: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """Names and labels of the fields that can be commented on."""
    held: Sequence[RecordId] = ()
    """Every record of the file."""
    joined: Sequence[JoinedFile] = ()
    """The files that became part of this one."""
    may_part: bool = False
    """Whether whoever looks may let them be files of their own again."""


class CaseFileView(Protocol):
    """The page."""

    def show_file(self, shown: FileShown) -> None:
        """Show the file."""
        ...

    def clear_comment(self) -> None:
        """The comment was kept; the box is free for another."""
        ...


Missing = Callable[[str, Values], tuple[str, ...]]


class CaseFilePresenter:
    """Opens one file, keeps it fresh, writes comments. `published` hears what was written."""

    def __init__(
        self,
        view: CaseFileView,
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
        self.root = RecordId("")
        self._held: frozenset[RecordId] = frozenset()

    def open(self, root: RecordId) -> None:
        """Show the file of that person."""
        self.root = root
        self.load()

    def load(self) -> None:
        """Ask for the file again."""
        root = self.root
        if root:
            self._runner.start(self._view, lambda: self._look(root), self._show)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.records & self._held or changes.kinds & _OF_A_FILE:
            self.load()

    def comment(self, text: str, about: str = "", name: str = "", answered_to: str = "") -> None:
        """Write a comment about a record of the file, or about one of its fields."""
        if not text.strip():
            return
        values: Values = {
            "person": self.root,
            "about": about or self.root,
            "field": name or None,
            "text": text.strip(),
            "answered_to": answered_to or None,
            "author": self._desk.user,
            "written_at": f"{self._clock.now():%Y-%m-%dT%H:%MZ}",
        }
        given = {key: value for key, value in values.items() if value is not None}
        self._runner.start(self._view, lambda: self._desk.records.create("comment", given), self._commented)

    def settle(self, comment: str, *, done: bool = True) -> None:
        """Mark a comment as done, or open it again."""
        self._runner.start(
            self._view,
            lambda: self._desk.records.edit(comment, {"done": done}),
            lambda kept: self._published(kept[1]),
        )

    def part(self, merge: str) -> None:
        """Let a file that became part of this one be one of its own again."""
        self._runner.start(self._view, lambda: self._desk.merging.undo(merge), self._published)

    def move(self, appointment: str, move: "Move") -> None:
        """Give all parts of an appointment another time."""
        from cicdesk.presenters.together_desk import move_all  # noqa: PLC0415  rules that no start needs

        self._runner.start(
            self._view, lambda: move_all(self._desk, appointment, move.possibility), self._published
        )

    def join_participations(self) -> None:
        """Make one of the participations in one project that two laptops wrote down."""
        root = self.root
        self._runner.start(self._view, lambda: self._desk.support.join(root), self._published)

    def _commented(self, kept: tuple[Snapshot, Changes]) -> None:
        self._view.clear_comment()
        self._published(kept[1])

    def _show(self, shown: FileShown) -> None:
        if self.root in {shown.person.root, *(each.person for each in shown.joined)}:
            self.root = shown.person.root  # whoever asked for a file that became part of it gets this one
            self._held = frozenset({self.root, *shown.held})
            self._view.show_file(shown)

    def _look(self, root: RecordId) -> FileShown:
        records = self._desk.records.in_file(root)
        person = next((r for r in records if r.id == root), None) or self._desk.records.get(root)
        root = person.root
        staff, now = self._desk.staff.names(), self._clock.now()
        spec = spec_of(person.kind)
        joined = joined_files(self._desk, root, staff, now)
        people = (root, *(each.person for each in joined))
        contacts = [c for each in people for c in self._desk.records.list("contact", {"person": each})]
        original = str(person.values.get("original_name") or "")
        return FileShown(
            person=person,
            joined=joined,
            may_part=may_part(self._desk),
            title=name_of(person) or person.title or original,
            original=original,
            number=person.number,
            facts=_facts(person, staff),
            missing=[
                _(spec.by_name[n].label)
                for n in self._missing(person.kind, person.values)
                if n in spec.by_name
            ],
            cases=[_case(r, staff, now) for r in sorted(records, key=_urgency) if r.kind == "case"],
            timeline=timeline([*records, *contacts], staff, now, self._desk.outbox.merges(root)),
            remarks=self._remarks(records, staff, now),
            support=support_of(records, staff, now.astimezone().date()),
            arranged=with_parts(arrangements(records, staff), staff, self._desk),
            open_case=_the_open_one(records),
            conflicts=sum(len(r.conflicts) for r in records),
            held=[*(r.id for r in (*records, *contacts)), *(each.person for each in joined)],
            fields=[(f.name, _(f.label)) for f in spec.shown(person.values) if not f.locked and f.in_form],
        )

    def _remarks(
        self, records: Sequence[Snapshot], names: Mapping[str, str], now: dt.datetime
    ) -> list[Remark]:
        comments = [r for r in records if r.kind == "comment"]
        by_id = {r.id: r for r in records}
        answers: dict[str, list[Snapshot]] = {}
        for each in comments:
            if each.values.get("answered_to"):
                answers.setdefault(str(each.values["answered_to"]), []).append(each)

        def remark(comment: Snapshot) -> Remark:
            author = str(comment.values.get("author") or comment.changed_by)
            return Remark(
                id=comment.id,
                about=about_words(comment, by_id),
                text=str(comment.values.get("text") or ""),
                who=names.get(author, author),
                when=moment_words(happened_at(comment), now),
                done=bool(comment.values.get("done")),
                mine=author == self._desk.user,
                state=comment.state,
                answers=[remark(answer) for answer in answers.get(comment.id, ())],
            )

        return [remark(c) for c in reversed(comments) if not c.values.get("answered_to")]


def name_of(person: Snapshot) -> str:
    """The person's name in Latin letters, family name last."""
    parts = (person.values.get(name) for name in ("given_names", "family_name"))
    return " ".join(str(part) for part in parts if part)


def about_words(comment: Snapshot, records: "dict[RecordId, Snapshot]") -> str:
    """What a comment is about: a field, a case, or nothing in particular."""
    about = records.get(RecordId(str(comment.values.get("about") or "")))
    if about is None:
        return ""
    spec = spec_of(about.kind)
    named = spec.by_name.get(str(comment.values.get("field") or ""))
    if named is not None:
        return _(named.label)
    return (
        "" if about.kind == "person" else _("{kind} {number}").format(kind=_(spec.label), number=about.number)
    )


def _facts(person: Snapshot, names: Mapping[str, str]) -> list[Fact]:
    spec = spec_of(person.kind)
    facts: list[Fact] = []
    for name in FACTS:
        declared = spec.by_name.get(name)
        value = person.values.get(name)
        if declared is None or is_blank(value):
            continue
        text = (
            "\n".join(each_in_words(declared, value, names))
            if isinstance(declared, Items) and isinstance(value, list)
            else value_words(declared, value, names)
        )
        masked = ""
        if name == "pesel" and len(text) > _MASKED:
            masked = "•" * (len(text) - _MASKED) + text[-_MASKED:]
        facts.append(Fact(name, _(declared.label), text, masked))
    return facts


def _the_open_one(records: Sequence[Snapshot]) -> Snapshot | None:
    found = [r for r in records if r.kind == "case" and r.values.get("stage") not in ENDED]
    return found[0] if len(found) == 1 else None


def _urgency(case: Snapshot) -> tuple[bool, int]:
    """Cases that go on before those that are over, the newest first."""
    return case.values.get("stage") in ENDED, -made_at(case.id)


def _case(case: Snapshot, names: Mapping[str, str], now: dt.datetime) -> Event:
    spec = spec_of(case.kind)
    told = (value_words(spec.by_name[n], case.values.get(n)) for n in ("stage", "topics", "summary"))
    return Event(
        id=case.id,
        kind=case.kind,
        icon=kind_icon(case.kind),
        title=_("{kind} {number}").format(kind=_(spec.label), number=case.number),
        text="  ·  ".join(filter(None, told)),
        who=names.get(case.changed_by, case.changed_by),
        when=moment_words(case.changed_at, now),
        state=case.state,
    )
