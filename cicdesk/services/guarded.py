"""Records as the role of whoever is at the keyboard may see and write them; the door of windows and scripts.

Whoever sees the office passes. Carers and interpreters get the few records that are theirs, without what is not for
them (domain/narrow.py); the centre sends their own laptops no more than that, and a laptop that they share with
the office holds it all the same, so it is asked here as well.
"""

from builtins import list as list_of
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from cicdesk.domain.care_window import health_is_shown, name_on_screen
from cicdesk.domain.door import comes_in, is_in
from cicdesk.domain.evacuation import IN_CARE
from cicdesk.domain.narrow import READS, Seen, may_write, prepares
from cicdesk.domain.reading import elements, text
from cicdesk.domain.roles import Area, Role
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.problems import Problem
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.services.context import Context
from cicdesk.services.errors import InvalidRecord, NotAllowed
from cicdesk.services.records import RecordService
from cicdesk.services.writes import Write
from cicdesk.store import booked

_HEALTH_TODAY = "health_note"
_JOB = "interpreter_request"
_MOST = 1_000
_FOR_THE_NAME = frozenset({"dependant", "person"})
"""Of these there is only a name here; what carers may know of a child, the board tells, which knows the hours."""


class GuardedRecords(RecordService):
    """Asks before every reading and writing. NotAllowed where the role does not go there."""

    def create(self, kind: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """A new record of a kind that the role writes."""
        self._writing(kind, values)
        _not_at_the_door(kind, None, values)
        return super().create(kind, values, draft=draft)

    def edit(self, record: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Change fields that the role writes, of a record that it sees."""
        self._editing(record, values)
        return super().edit(record, values, draft=draft)

    def take_in(self, visit: str, values: Values) -> Changes:
        """Write that somebody came into care: for the door alone, which has asked the rules."""
        if self._context.rights.narrow:
            self._writing(self.get(visit).kind, values)
        return super().edit(visit, values)[1]

    def write_together(self, writes: Sequence[Write], *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Several records that belong together, each of a kind that the role writes."""
        for each in writes:
            if each.new:
                self._writing(each.kind, each.values)
                _not_at_the_door(each.kind, None, each.values)
            else:
                self._editing(each.record, each.values)
        return super().write_together(writes, draft=draft)

    def delete(self, record: str, reason: str) -> Changes:
        """Delete a record of the office."""
        self._context.enter(Area.OFFICE)
        return super().delete(record, reason)

    def restore(self, record: str) -> Changes:
        """Take a deletion back."""
        self._context.enter(Area.OFFICE)
        return super().restore(record)

    def resolve(self, record: str, field: str, value: Value) -> tuple[Snapshot, Changes]:
        """Decide between values that stand beside each other."""
        self._context.enter(Area.OFFICE)
        return super().resolve(record, field, value)

    def promote(self, contact: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Make a person of a contact."""
        self._context.enter(Area.OFFICE)
        return super().promote(contact, values, draft=draft)

    def get(self, record: str) -> Snapshot:
        """A record with what the role sees of it."""
        found = super().get(record)
        return self._seen(found) if self._context.rights.narrow else found

    def list(self, kind: str, where: Values | None = None, limit: int = 100) -> list_of[Snapshot]:
        """Records of a kind that the role sees, and of those only the ones that are theirs."""
        if not self._context.rights.narrow:
            return super().list(kind, where, limit)
        seen = _what(self._context.role, kind)
        if any(not seen.allows(name) for name in where or {}):
            raise NotAllowed
        found = super().list(kind, where, limit)
        return [self._shown(each, seen) for each in found if self._is_theirs(each)]

    def in_file(self, root: str) -> list_of[Snapshot]:
        """Everything in a person's file, for those who see files."""
        self._context.enter(Area.OFFICE)
        return super().in_file(root)

    def recent(self, kind: str, limit: int = 100) -> list_of[Snapshot]:
        """Records of a kind, the last changed first, for those who see the office."""
        self._context.enter(Area.OFFICE)
        return super().recent(kind, limit)

    def _writing(self, kind: str, values: Values) -> None:
        context = self._context
        if context.rights.narrow and may_write((context.role,), kind, values) is not None:
            raise NotAllowed

    def _editing(self, record: str, values: Values) -> None:
        if self._context.rights.narrow:
            self._writing(self.get(record).kind, values)
        if is_in(values.get("state")):
            held = super().get(record)
            _not_at_the_door(held.kind, held.values.get("state"), values)

    def _seen(self, found: Snapshot) -> Snapshot:
        if found.kind in _FOR_THE_NAME:
            return self._named(found)
        seen = _what(self._context.role, found.kind)
        if not self._is_theirs(found):
            raise NotAllowed
        return self._shown(found, seen)

    def _named(self, found: Snapshot) -> Snapshot:
        """Of whom one has to do with today nothing but how they are called."""
        if self._context.role == Role.INTERPRETER:
            known = found.kind == "person" and any(
                each.root == found.id for each in self.list(_JOB, limit=_MOST)
            )
            title = str(found.values.get("given_names") or "")
        else:
            known = found.id in _of_today(self._context)
            words = (str(found.values.get(name) or "") for name in ("given_names", "family_name", "called"))
            title = name_on_screen(*words)
        if not known:
            raise NotAllowed
        return replace(found, values=MappingProxyType({}), conflicts={}, number="", title=title)

    def _shown(self, found: Snapshot, seen: Seen) -> Snapshot:
        allowed = {name for name in found.values if seen.allows(name)} - _hidden(
            found, self._context.clock.now()
        )
        values = {name: _parts(seen, name, found.values[name]) for name in allowed}
        conflicts = {name: rivals for name, rivals in found.conflicts.items() if name in allowed}
        return replace(found, values=MappingProxyType(values), conflicts=conflicts)

    def _is_theirs(self, found: Snapshot) -> bool:
        """Whether it concerns today's children, or is a job of the interpreter's."""
        values, user = found.values, self._context.user
        today = wall(self._context.clock.now()).day
        days = {each.isoformat() for each in (today, today - timedelta(days=1))}
        own = {"incident": "reporter", "handover": "author", "interpreter": "user"}.get(found.kind)
        if own is not None:
            return values.get(own) == user and (own != "reporter" or values.get("day") in days)
        if found.kind in {"interpreter_request", "time_sheet"}:
            return self._is_own_job(values)
        if found.kind == "attachment":
            return self._is_to_prepare(found.id)
        if found.kind in {"care_session", "care_request"}:
            return values.get("day") == today.isoformat() or values.get("state") in IN_CARE
        return True

    def _is_to_prepare(self, file: str) -> bool:
        mine = _entries(self._context)
        return any(
            prepares(each.values.get("state"), each.values.get("interpreter"), mine)
            for each in super().list(_JOB, {"materials": file}, _MOST)
        )

    def _is_own_job(self, values: Values) -> bool:
        mine = _entries(self._context)
        rows = values.get("offers")
        asked = (
            {row.get("interpreter") for row in rows if isinstance(row, dict)}
            if isinstance(rows, list)
            else set()
        )
        return bool(mine & {values.get("interpreter"), values.get("wanted_interpreter"), *asked})


def _of_today(context: Context) -> set[str]:
    """Today's children, and their guardians."""
    today = wall(context.clock.now()).day.isoformat()
    found: set[str] = set()
    with context.store.read() as connection:
        for _kind, _rid, each in booked.between(connection, ("care_session", "care_request"), today, today):
            found.update((text(each, "person"), text(each, "dependant"), *elements(each, "dependants")))
    return found - {""}


def _entries(context: Context) -> set[str]:
    """One's own entries in the register of interpreters."""
    with context.store.read() as connection:
        entries = booked.of_kind(connection, "interpreter")
        return {rid for rid, entry in entries if entry.get("user") == context.user}


def _what(role: str, kind: str) -> Seen:
    """What a role sees of such records; NotAllowed where that is nothing."""
    seen = READS[Role(role)].get(kind)
    if seen is None or kind in _FOR_THE_NAME or kind == "carer":
        raise NotAllowed
    return seen


def _hidden(found: Snapshot, now: datetime) -> frozenset[str]:
    """What was said about health at the door is as little shown after the visit as the card's is."""
    if found.kind != "care_session":
        return frozenset()
    state = found.values.get("state")
    known = CareSessionState(str(state)) if state in set(CareSessionState) else CareSessionState.CLOSED
    return frozenset() if health_is_shown(known, None, now) else frozenset({_HEALTH_TODAY})


def _not_at_the_door(kind: str, before: Value, values: Values) -> None:
    """InvalidRecord where somebody would be in care whom no rule was asked about."""
    if comes_in(kind, before, values.get("state")):
        raise InvalidRecord((Problem("state", "at_the_door"),))


def _parts(seen: Seen, name: str, value: Value) -> Value:
    """Of a repeating group only the parts that are seen."""
    parts: Mapping[str, frozenset[str]] = seen.parts
    if name not in parts or not isinstance(value, list):
        return value
    kept = parts[name] | {"id"}
    return [{n: v for n, v in row.items() if n in kept} if isinstance(row, dict) else row for row in value]
