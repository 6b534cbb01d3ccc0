"""Making, changing, deleting and reading records of every kind."""

import unicodedata
from builtins import list as list_of
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from cicdesk.base.clock import from_milliseconds
from cicdesk.base.ids import RecordId, new_id
from cicdesk.domain.following import following
from cicdesk.schema.checks import check, not_by_hand
from cicdesk.schema.documents import changes_between
from cicdesk.schema.fields import Field, Moment
from cicdesk.schema.misfits import misfits
from cicdesk.schema.problems import Problem, Severity
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values, is_blank
from cicdesk.services import edits, mending
from cicdesk.services.conditions import condition
from cicdesk.services.context import Context
from cicdesk.services.errors import AlreadyPromoted, InvalidRecord, NeverChanged, NotInConflict, UnknownKind
from cicdesk.services.writes import Write
from cicdesk.store import drafts, joined, numbers, pending, records, search
from cicdesk.store.engine import Connection
from cicdesk.store.projection import Base, Unsent

_LEAD_ON = frozenset({"service", "participation", "person"})
"""Kinds of which a save may write a participation as well (services/entering.py)."""


class RecordService:
    """Records as a person works with them. What is saved is on disk before a method returns."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def create(self, kind: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """A new record; InvalidRecord with every problem if it cannot be saved as it is."""
        with self._store.write() as connection:
            record = self._create(connection, kind, values)
            self._drop_draft(connection, draft, record)
            return self._answer(connection, record)

    def edit(self, record: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Change the fields named in `values` (sets as whole lists); the others stay untouched."""
        with self._store.write() as connection:
            self._edit(connection, record, values)
            self._drop_draft(connection, draft, record)
            return self._answer(connection, record)

    def write_together(self, writes: Sequence[Write], *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Several records that belong together, all or none of them; the first one, and what changed.

        InvalidRecord names the fields as the form that they were typed in does.
        """
        with self._store.write() as connection:
            changes = Changes()
            for each in writes:
                self._write(connection, each)
                changes |= self._answer(connection, each.record)[1]
            self._drop_draft(connection, draft, writes[0].record)
            return records.snapshot(connection, writes[0].record), changes

    def delete(self, record: str, reason: str) -> Changes:
        """Delete a record; edits of others that the user had not seen bring it back with a mark."""
        with self._store.write() as connection:
            base, unsent = self._held(connection, record)
            if not _gone(connection, base):
                user, now = self._context.user, self._context.now()
                edits.keep(connection, edits.deletion(base, unsent, user, now, _tidy(reason)))
                search.index_these(connection, (record,))
            return _changes(base)

    def restore(self, record: str) -> Changes:
        """Take a deletion back."""
        with self._store.write() as connection:
            base, unsent = self._held(connection, record)
            if base.asked or _gone(connection, base):
                edits.keep(connection, edits.revival(base, unsent, self._context.user, self._context.now()))
                search.index_these(connection, (record,))
            return _changes(base)

    def resolve(self, record: str, field: str, value: Value) -> tuple[Snapshot, Changes]:
        """Decide between values that stand beside each other; NotInConflict if there is only one."""
        with self._store.write() as connection:
            base, unsent = self._held(connection, record)
            held = records.snapshot(connection, record)
            if field not in held.conflicts:
                raise NotInConflict
            chosen = _tidy_value(value)
            if field in _spec(base.kind).by_name:
                self._check_values(_spec(base.kind), {**held.values, field: chosen}, only=frozenset({field}))
            written: dict[str, Value] = {field: None if is_blank(chosen) else chosen}
            written |= joined.beside(connection, base, written)
            user, now = self._context.user, self._context.now()
            edits.keep(connection, edits.settlement(base, unsent, written, user, now))
            return self._answer(connection, record)

    def promote(self, contact: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Make a person of a contact: both change together or not at all; AlreadyPromoted if it has one."""
        with self._store.write() as connection:
            if records.snapshot(connection, contact).values.get("person"):
                raise AlreadyPromoted
            person = self._create(connection, "person", values)
            self._edit(connection, contact, {"person": person, "outcome": "PRZYJETO"})
            self._drop_draft(connection, draft, person)
            snapshot, changes = self._answer(connection, person)
            search.index_these(connection, (contact,))
            return snapshot, changes | Changes(frozenset({RecordId(contact)}), frozenset({"contact"}))

    def get(self, record: str) -> Snapshot:
        """A record as it is shown; RecordNotFound if the laptop does not hold it.

        Of a file that became part of another the other one.
        """
        with self._store.read() as connection:
            return records.snapshot(connection, joined.survivor_of(connection, record))

    def list(self, kind: str, where: Values | None = None, limit: int = 100) -> list_of[Snapshot]:
        """Living records of a kind in the order they came; `where` names fields and the values they hold."""
        chosen, arguments = condition(where or {})
        with self._store.read() as connection:
            return records.snapshots(
                connection, f"kind = ? AND deleted = 0{chosen}", (kind, *arguments), limit
            )

    def in_file(self, root: str) -> list_of[Snapshot]:
        """Everything alive in a person's file and in those that became part of it, the oldest first."""
        with self._store.read() as connection:
            files = joined.members(connection, joined.survivor_of(connection, root))
            return records.snapshots(
                connection, f"root IN ({records.marks(len(files))}) AND deleted = 0", files, order="+n"
            )

    def recent(self, kind: str, limit: int = 100) -> list_of[Snapshot]:
        """Living records of a kind, the last changed first."""
        with self._store.read() as connection:
            return records.snapshots(connection, "kind = ? AND deleted = 0", (kind,), limit, "changed DESC")

    def _write(self, connection: Connection, write: Write) -> None:
        try:
            if write.new:
                self._create(connection, write.kind, write.values, write.record)
            else:
                self._edit(connection, write.record, write.values)
        except InvalidRecord as refused:
            raise InvalidRecord(tuple(write.as_typed(each) for each in refused.problems)) from None

    def _create(self, connection: Connection, kind: str, values: Values, record: str = "") -> str:
        spec, record = _spec(kind), record or new_id()
        given = _tidy_values(values)
        filled = {**_defaults(spec, self._context), **given}
        self._check_values(spec, filled, not_by_hand(spec, {}, given))
        filled.update(following(spec, filled, filled.keys()))
        from cicdesk.services.sheets import worked_out  # noqa: PLC0415  no unlocking needs it

        filled.update(worked_out(connection, kind, {}, filled, given))
        if kind in _LEAD_ON:
            from cicdesk.services import entering  # noqa: PLC0415  the same

            pen = entering.Pen(partial(self._create, connection), partial(self._edit, connection))
            filled.update(entering.besides(connection, pen, kind, {}, filled))
        if spec.numbered:
            filled["number"] = numbers.next_number(connection, self._context.place)
        root = self._root(connection, spec, filled, record)
        mutation = edits.creation(spec, record, root, filled, self._context.user, self._context.now())
        edits.keep(connection, mutation)
        return record

    def _edit(self, connection: Connection, record: str, values: Values) -> None:
        base, unsent = self._held(connection, record)
        spec = _spec(base.kind)
        if spec.append_only and not mending.can_be_mended(connection, record):
            raise NeverChanged
        before = records.public_values(base.kind, joined.document(connection, base, unsent))
        tidy = _tidy_values(values)
        if not changes_between(spec, before, tidy):
            return
        from cicdesk.domain.workflows.guard import not_a_step, with_new_time  # noqa: PLC0415  no unlocking needs it
        from cicdesk.services import entering  # noqa: PLC0415  the same
        from cicdesk.services.sheets import worked_out  # noqa: PLC0415  the same

        tidy = with_new_time(spec.kind, before, tidy)
        after = {**before, **tidy}
        wrong = not_by_hand(spec, before, tidy) or not_a_step(spec.kind, before, tidy, self._context.role)
        wrong = wrong or entering.problems(spec.kind, before, tidy)
        self._check_values(spec, after, wrong, only=frozenset(tidy))
        tidy = {**tidy, **following(spec, after, tidy.keys())}
        tidy |= worked_out(connection, spec.kind, before, {**after, **tidy}, tidy)
        pen = entering.Pen(partial(self._create, connection), partial(self._edit, connection))
        tidy |= entering.besides(connection, pen, spec.kind, before, tidy)
        written = changes_between(spec, before, tidy)
        written |= joined.beside(connection, base, written)
        left = mending.mend(connection, record, unsent, written)
        if left:
            edits.keep(connection, edits.change(base, unsent, left, self._context.user, self._context.now()))
        if spec.kind == "person":
            entering.became_known(connection, pen, record, written)

    def _drop_draft(self, connection: Connection, draft: str, record: str) -> None:
        """What a draft of another version of the form holds beside the record stays in it, for its user to decide."""
        held = drafts.load(connection, draft, self._context.user) if draft else None
        spec = registry().get(held.kind) if held else None
        left = misfits(spec, held.values) if held and spec else {}
        if held and left:
            drafts.save(connection, replace(held, record=record, values=left))
        elif held:
            drafts.drop(connection, draft, self._context.user)

    def _held(self, connection: Connection, record: str) -> tuple[Base, Sequence[Unsent]]:
        base = records.base(connection, record)
        return base, pending.unsent_of(connection, (record,)).get(record, [])

    def _answer(self, connection: Connection, record: str) -> tuple[Snapshot, Changes]:
        search.index_these(connection, (record,))
        found = records.snapshot(connection, record)
        if found.kind != "service":
            return found, Changes(frozenset({found.id, found.root}), frozenset({found.kind}))
        part = RecordId(str(found.values.get("participation") or found.id))
        search.index_these(connection, (part, found.root))
        return found, Changes(
            frozenset({found.id, found.root, part}), frozenset({found.kind, "participation"})
        )

    def _root(self, connection: Connection, spec: RecordSpec, filled: dict[str, Value], record: str) -> str:
        """The file in which a new record lies; the record names it."""
        named = filled.get(spec.root_field) if spec.root_field else None
        if not named:
            return record
        root = records.base(connection, str(named)).root
        file = joined.file_for(connection, root, filled)
        if file != root:
            filled[spec.root_field] = file
        return file

    def _check_values(
        self,
        spec: RecordSpec,
        values: Values,
        also: Sequence[Problem] = (),
        *,
        only: frozenset[str] = frozenset(),
    ) -> None:
        """InvalidRecord if something is wrong; with `only`, in these fields: others may have come from elsewhere."""
        found = [
            p
            for p in (*check(spec, values), *also)
            if p.severity is Severity.ERROR and (not only or only & _concerned(p))
        ]
        unknown = (only or values.keys()) - spec.by_name.keys()
        found += [Problem(name, "unknown_field", Severity.ERROR) for name in sorted(unknown)]
        if found:
            raise InvalidRecord(tuple(found))


def _concerned(problem: Problem) -> frozenset[str]:
    """The fields that a problem is about: of a group of which one is needed, all, and those that made it needed."""
    others = [*_names(problem, "one_of"), *_names(problem, "because")]
    return frozenset({problem.field.partition("/")[0], *others})


def _names(problem: Problem, fact: str) -> Sequence[str]:
    held = problem.facts.get(fact)
    return held if isinstance(held, tuple) else ()


def _defaults(spec: RecordSpec, context: Context) -> dict[str, Value]:
    place, user = context.place, context.user
    own = {"office": place.office, "kept_by": place.office, "region": place.region, "owner": user,
           "author": user, "staff": user}  # fmt: skip
    filled: dict[str, Value] = {}
    for field in spec.fields:
        value = field.default if field.default is not None else own.get(field.name)
        if field.default == "me":
            value = user
        if field.default == "now":
            value = _now_for(field, context)
        if value is not None:
            filled[field.name] = value
    return filled


def _now_for(field: Field, context: Context) -> str:
    moment = from_milliseconds(context.now())
    if isinstance(field, Moment):
        return moment.strftime("%Y-%m-%dT%H:%MZ")
    return moment.astimezone().date().isoformat()


def _gone(connection: Connection, base: Base) -> bool:
    return records.snapshot(connection, base.id).deleted


def _spec(kind: str) -> RecordSpec:
    found = registry().get(kind)
    if found is None:
        raise UnknownKind(kind=kind)
    return found


def _changes(base: Base) -> Changes:
    return Changes(frozenset({RecordId(base.id), RecordId(base.root)}), frozenset({base.kind}))


def _tidy_values(values: Values) -> dict[str, Value]:
    return {name: _tidy_value(value) for name, value in values.items()}


def _tidy_value(value: Value) -> Value:
    if isinstance(value, str):
        return _tidy(value)
    if isinstance(value, list):
        return [_tidy_value(each) for each in value]
    if isinstance(value, dict):
        return {name: _tidy_value(each) for name, each in value.items()}
    return value


def _tidy(text: str) -> str:
    """Composed letters and no blanks around: what was meant, in one spelling."""
    return unicodedata.normalize("NFC", text).strip()
