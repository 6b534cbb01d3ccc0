"""What forms are tested with: a desk whose services keep everything in memory, and filled-in records."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cicdesk.base.ids import RecordId, new_id
from cicdesk.domain.reportable import missing
from cicdesk.presenters.choices import Choice
from cicdesk.presenters.form_desk import FormDesk, Likeness
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Email,
    Field,
    Flag,
    Group,
    Items,
    Moment,
    Money,
    Number,
    Pesel,
    Phone,
    Pin,
    Reference,
    References,
    Time,
)
from cicdesk.schema.records import RecordSpec, registry, spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.store.drafts import Draft

NOW = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)


class FixedClock:
    """Always the same moment, until told otherwise."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> dt.datetime:
        return self.moment


@dataclass
class MemoryDrafts:
    """Drafts without a file."""

    kept: dict[str, Draft] = field(default_factory=dict)
    saves: int = 0
    error: Exception | None = None

    def save(self, draft: Draft) -> None:
        if self.error is not None:
            raise self.error
        self.saves += 1
        self.kept[draft.id] = draft

    def drop(self, draft: str) -> None:
        self.kept.pop(draft, None)


@dataclass
class MemoryRecords:
    """Records as the service gives them, without a file."""

    drafts: MemoryDrafts
    held: dict[str, Snapshot] = field(default_factory=dict)
    calls: list[tuple[str, str, Values, str]] = field(default_factory=list)
    error: Exception | None = None

    def put(self, kind: str, values: Values, record: str = "") -> Snapshot:
        record = record or new_id()
        snapshot = Snapshot(RecordId(record), kind, RecordId(record), dict(values), title="Жук Євген")
        self.held[record] = snapshot
        return snapshot

    def _answer(self, snapshot: Snapshot) -> tuple[Snapshot, Changes]:
        return snapshot, Changes(frozenset({snapshot.id}), frozenset({snapshot.kind}))

    def _note(self, verb: str, what: str, values: Values, draft: str) -> None:
        self.calls.append((verb, what, dict(values), draft))
        if self.error is not None:
            raise self.error
        self.drafts.drop(draft)

    def create(self, kind: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        self._note("create", kind, values, draft)
        return self._answer(self.put(kind, values))

    def edit(self, record: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        self._note("edit", record, values, draft)
        held = self.held[record]
        return self._answer(self.put(held.kind, {**held.values, **values}, record))

    def promote(self, contact: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        self._note("promote", contact, values, draft)
        return self._answer(self.put("person", values))

    def get(self, record: str) -> Snapshot:
        return self.held[record]


@dataclass
class CannedSearch:
    """Finds what it was told to find."""

    hits: Sequence[Likeness] = ()
    asked: list[Values] = field(default_factory=list)

    def similar(self, values: Values, limit: int = 5) -> Sequence[Likeness]:
        self.asked.append(dict(values))
        return self.hits[:limit]


@dataclass
class Office:
    """A desk and all that stands behind it."""

    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    records: MemoryRecords = field(init=False)
    search: CannedSearch = field(default_factory=CannedSearch)
    clock: FixedClock = field(default_factory=FixedClock)
    met: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    """People and offices, where a test has some."""

    def __post_init__(self) -> None:
        self.records = MemoryRecords(self.drafts)

    @property
    def desk(self) -> FormDesk:
        return FormDesk(
            self.records, self.drafts, self.search, InlineRunner(), self.clock, "olha", missing, self.met.get
        )


def full_values(spec: RecordSpec) -> dict[str, Value]:
    """A record in which every field of every kind holds something that can be saved."""
    values: dict[str, Value] = {each.name: example(each) for each in spec.fields}
    return values


_PLAIN: dict[type[Field], Value] = {
    Day: "1888-04-02",
    Moment: "2026-03-10T09:30Z",
    Time: "09:30",
    Flag: False,
    Phone: "+48000123456",
    Email: "jewhen.zuk@example.org",
    Pesel: "88840212340",
    Money: 12_050,
    Pin: "0481",
    Reference: "olha",
    References: ["olha", "taras"],
}
A_RECORD = "0192b6a0-7c00-7000-8000-000000000001"
_TEXTS = {"postcode": "30-001", "occupation_code": "235911", "number": "AB123456"}


def example(each: Field) -> Value:
    """Something a field may hold. Births lie in the 19th century: nobody alive has them."""
    match each:
        case Code():
            return _code(each.code_list, each.depends_on)
        case Codes():
            return [entry.code for entry in code_list(each.code_list).entries[:3]]
        case Number():
            return max(each.least, 3) if each.name != "birth_year" else 1890
        case Group():
            return {part.name: example(part) for part in each.fields}
        case Items():
            return [{"id": f"{n:018x}", **{part.name: example(part) for part in each.fields}} for n in (1, 2)]
    names_a_record = isinstance(each, Reference) and each.to in registry()
    plain = _PLAIN.get(type(each), _TEXTS.get(each.name, "Żuk Євген"))
    return A_RECORD if names_a_record else plain


def _code(name: str, depends_on: str) -> str:
    entries = code_list(name).entries
    if not depends_on:
        return entries[0].code
    parents = {"labour_status": "labour_statuses", "voivodeship": "voivodeships"}
    first = code_list(parents[depends_on.removesuffix("_at_entry")]).entries[0].code
    return next((e.code for e in entries if e.parent == first), entries[0].code)


PERSON = spec_of("person")
