"""A case as the review page shows it: what changed, field by field, who wrote it, when and where."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.i18n import N_, _, language
from cicdesk.base.ids import RecordId
from cicdesk.domain.names import office_key
from cicdesk.domain.reviewing import Content, Difference, ReviewState, differences
from cicdesk.presenters.case_file import Missing, Remark, about_words, name_of
from cicdesk.presenters.timeline import happened_at
from cicdesk.presenters.words import moment_words, office_words, title_words, value_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value
from cicdesk.services.reviewing.reading import Author, Reviewed

TONES: Mapping[str, str] = {
    ReviewState.WAITING: "",
    ReviewState.APPROVED: "success",
    ReviewState.RETURNED: "warning",
    ReviewState.PASSED_ON: "accent",
    ReviewState.CHANGED: "accent",
}
SINCE = (
    ("seen", N_("Since I looked last")),
    ("approved", N_("Since the last approval")),
    ("all", N_("Everything")),
)
_ORDER = ("case", "person", "participation", "service", "language_level")


@dataclass(frozen=True, slots=True)
class RowShown:
    """A field."""

    label: str
    before: str
    """Empty where nothing was there, or where everything is shown as it is."""
    after: str
    who: str
    """Who wrote it, when and where."""
    about: str
    """What a comment about it is about: the record and the field."""
    changed: bool


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A record with its fields."""

    title: str
    rows: Sequence[RowShown]


@dataclass(frozen=True, slots=True)
class ItemShown:
    """A case on the desk."""

    id: RecordId
    root: RecordId
    name: str
    original: str
    number: str
    state: ReviewState
    state_words: str
    who: str
    when: str
    where: str
    told: str
    """Who decided last, and what they said."""
    since: str
    """Since when the differences are told: a code of SINCE."""
    choices: Sequence[tuple[str, str]]
    groups: Sequence[GroupShown]
    missing: Sequence[str]
    remarks: Sequence[Remark]
    blocked: str
    """Why it cannot be approved here; empty if it can."""
    fields: Sequence[tuple[str, str]]
    """What can be commented on."""
    may_decide: bool
    mark: str
    """Of what it holds: another one as soon as that differs."""


@dataclass(frozen=True, slots=True)
class Around:
    """What words need besides the case."""

    staff: Mapping[str, str]
    now: dt.datetime
    user: str
    may_decide: bool
    missing: Missing


def state_words(state: str) -> str:
    """Where a case stands, in words."""
    return code_list("review_states").label(state, language())


def item_shown(reviewed: Reviewed, since: str, around: Around) -> ItemShown:
    """The case, with what differs since a moment; `since` empty for the best one there is."""
    case, person = reviewed.case, reviewed.person
    choices = _choices(reviewed)
    chosen = since if since in dict(choices) else choices[0][0]
    spec = spec_of(person.kind)
    office = str(case.values.get("office") or "")
    return ItemShown(
        id=case.id,
        root=case.root,
        name=name_of(person) or person.title,
        original=str(person.values.get("original_name") or ""),
        number=case.number,
        state=reviewed.state,
        state_words=state_words(reviewed.state),
        who=around.staff.get(case.changed_by, case.changed_by),
        when=moment_words(case.changed_at, around.now),
        where=office_words(office, around.staff.get(office_key(office), "")) if office else "",
        told=_told(reviewed, around),
        since=chosen,
        choices=choices,
        groups=list(_groups(reviewed, chosen, around)),
        missing=[
            _(spec.by_name[n].label) for n in around.missing(person.kind, person.values) if n in spec.by_name
        ],
        remarks=remarks_of(reviewed.records, around),
        blocked=_blocked(reviewed, around),
        fields=_fields(reviewed),
        may_decide=around.may_decide,
        mark=reviewed.mark,
    )


def _choices(reviewed: Reviewed) -> list[tuple[str, str]]:
    there = {"seen": reviewed.seen is not None, "approved": bool(reviewed.approved), "all": True}
    return [(code, _(words)) for code, words in SINCE if there[code]]


def _told(reviewed: Reviewed, around: Around) -> str:
    """The last decision, as long as it is somebody's word."""
    values = reviewed.review.values if reviewed.review else {}
    by = str(values.get("decided_by") or "")
    if not by or reviewed.state is ReviewState.WAITING:
        return ""
    spec = spec_of("review").by_name
    words = _("{state} by {who}, {when}").format(
        state=state_words(str(values.get("state"))),
        who=around.staff.get(by, by),
        when=value_words(spec["decided_at"], values.get("decided_at")),
    )
    to = str(values.get("passed_to") or "")
    if to:
        words = f"{words} → {around.staff.get(to, to)}"
    reason = str(values.get("reason") or "")
    return f"{words}: {reason}" if reason else words


def _blocked(reviewed: Reviewed, around: Around) -> str:
    if not around.may_decide:
        return _("A coordinator decides about cases.")
    if around.user in reviewed.writers:
        return _("You wrote some of it yourself: somebody else approves it.")
    if reviewed.disputed:
        return _("Two values stand beside each other: first choose which stands.")
    return ""


def _groups(reviewed: Reviewed, since: str, around: Around) -> Iterator[GroupShown]:
    before: Content = {}
    if since != "all":
        before = (reviewed.seen or {}) if since == "seen" else reviewed.approved
    by_record: dict[str, list[Difference]] = {}
    for each in differences(before, reviewed.content):
        by_record.setdefault(each.record, []).append(each)
    kinds = {record: rows[0].kind for record, rows in by_record.items()}
    for record in sorted(by_record, key=lambda r: (_ORDER.index(kinds[r]), r)):
        rows = [_row(each, reviewed, around, changed=since != "all") for each in by_record[record]]
        shown = [row for row in rows if row.before or row.after]
        if shown:
            yield GroupShown(_title(record, kinds[record], reviewed), shown)


def _title(record: str, kind: str, reviewed: Reviewed) -> str:
    held = next((each for each in reviewed.records if each.id == record), None)
    label = _(spec_of(kind).label)
    if held is None:
        return _("{kind}: removed").format(kind=label)
    if kind == "person":
        return label
    name = title_words(kind, held.title) if kind != "case" else held.number
    return _("{kind}: {name}").format(kind=label, name=name) if name else label


def _row(difference: Difference, reviewed: Reviewed, around: Around, *, changed: bool) -> RowShown:
    field = spec_of(difference.kind).by_name.get(difference.field)
    own = difference.record == reviewed.case.id

    def words(value: Value) -> str:
        return value_words(field, value, around.staff) if field else str(value or "")

    return RowShown(
        label=_(field.label) if field else difference.field,
        before=words(difference.before) if changed else "",
        after=words(difference.after),
        who=author_words(reviewed.author_of(difference), around) if changed else "",
        about=difference.field if own else f"{difference.record}.{difference.field}",
        changed=changed,
    )


def author_words(author: Author, around: Around) -> str:
    """Who, when, where; what is not known is left out."""
    who = around.staff.get(author.user, author.user)
    when = moment_words(author.at, around.now) if author.at else ""
    return "  ·  ".join(filter(None, (who, when, author.place)))


def _fields(reviewed: Reviewed) -> list[tuple[str, str]]:
    case = [(f.name, _(f.label)) for f in spec_of("case").fields if not f.read_only]
    person = reviewed.person
    shown = spec_of("person").shown(person.values)
    return case + [(f"{person.id}.{f.name}", _(f.label)) for f in shown if not f.locked and f.in_form]


def remarks_of(records: Sequence[Snapshot], around: Around) -> list[Remark]:
    """The comments of a file with their answers, the newest first."""
    comments = [r for r in records if r.kind == "comment"]
    by_id = {r.id: r for r in records}
    answers: dict[str, list[Snapshot]] = {}
    for each in comments:
        answers.setdefault(str(each.values.get("answered_to") or ""), []).append(each)

    def remark(comment: Snapshot) -> Remark:
        author = str(comment.values.get("author") or comment.changed_by)
        return Remark(
            comment.id, about_words(comment, by_id), str(comment.values.get("text") or ""),
            around.staff.get(author, author), moment_words(happened_at(comment), around.now),
            bool(comment.values.get("done")), author == around.user, comment.state,
            [remark(answer) for answer in answers.get(comment.id, ())],
        )  # fmt: skip

    return [remark(each) for each in reversed(answers.get("", []))]
