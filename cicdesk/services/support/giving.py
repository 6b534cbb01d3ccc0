"""Support given to people: what is known before anybody types, and the few acts that concern a participation."""

from collections.abc import Sequence
from dataclasses import dataclass

from cicdesk.base.clock import from_milliseconds
from cicdesk.domain.entering import REASON, doubles, the_one
from cicdesk.domain.roles import Area
from cicdesk.domain.services_given import AGAIN
from cicdesk.schema.case import ENDED
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values, is_blank
from cicdesk.services.context import Context
from cicdesk.services.records import RecordService
from cicdesk.services.writes import Write
from cicdesk.store import followed, records
from cicdesk.store.engine import Connection

_LOOKED_AT = 50
_AT_THE_POINT, _ON_THE_ROAD = "PUNKT", "MOBIL"


@dataclass(frozen=True, slots=True)
class Known:
    """What a new support of a person begins with."""

    person: Snapshot
    values: Values
    again: Values
    """What the last support had; empty where there is none yet."""


class SupportService:
    """Logging support. What follows from it for the participation is written with every save (entering.py)."""

    def __init__(self, context: Context, desk_records: RecordService) -> None:
        self._context = context
        self._records = desk_records

    def known(self, person: str) -> Known:
        """What is known of a new support: today, whose, in which language, where, for which case and project."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            file = records.snapshots(connection, "root = ? AND deleted = 0", (person,), order="+n")
            owner = next((each for each in file if each.id == person), None)
            owner = owner or records.snapshot(connection, person)
            given: dict[str, Value] = {
                "person": person,
                "happened_on": self._today(),
                "staff": self._context.user,
                "office": self._context.place.office,
                "language": owner.values.get("contact_language"),
                **self._where(connection),
                **_counts_for(file, owner),
            }
            again = _again(self._last(connection, file))
        return Known(owner, {name: value for name, value in given.items() if not is_blank(value)}, again)

    def mend(self, participation: str, values: Values, reason: str) -> tuple[Snapshot, Changes]:
        """Put right what was written down on joining; InvalidRecord without a reason of its own."""
        return self._records.edit(participation, {**values, REASON: reason})

    def reserve(self, person: str, project: str, **values: Value) -> tuple[Snapshot, Changes]:
        """A place in a project for somebody who has had no support of it yet; theirs, if they have one already."""
        with self._context.store.read() as connection:
            held = records.snapshots(connection, "root = ? AND deleted = 0", (person,), order="+n")
        parts = ((each.id, each.values) for each in held if each.kind == "participation")
        found = the_one(parts, project)
        if found is not None:
            return self._records.edit(found[0], values)
        return self._records.create("participation", {"person": person, "project": project, **values})

    def join(self, person: str) -> Changes:
        """Make one of the participations that two laptops wrote down in one project: the earliest stands.

        What named the other names this one afterwards. Broken off midway it is simply done again.
        """
        file = self._records.in_file(person)
        parts = {str(each.id): each for each in file if each.kind == "participation"}
        changes = Changes()
        for double, counts in doubles((each.id, each.values) for each in parts.values()).items():
            writes = [
                Write(each.kind, each.id, {"participation": counts}, new=False)
                for each in file
                if each.values.get("participation") == double
            ]
            known = {
                name: value
                for name, value in parts[double].values.items()
                if is_blank(parts[counts].values.get(name)) and not is_blank(value)
            }
            writes.append(Write("participation", counts, known, new=False))
            changes |= self._records.write_together(writes)[1]
            changes |= self._records.delete(double, "")
        return changes

    def to_follow_up(self) -> Sequence[Snapshot]:
        """Support of whoever is here that was to be followed up by today, and was not yet."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            return followed.due(connection, self._context.user, self._today())

    def to_ask_after(self) -> Sequence[Snapshot]:
        """Participations that ended without anybody having asked how things stand, while it may still be asked."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            return followed.ended(connection, self._today())

    def _today(self) -> str:
        return from_milliseconds(self._context.now()).astimezone().date().isoformat()

    def _where(self, connection: Connection) -> dict[str, Value]:
        """The trip of the day and its place, if whoever is here is out with it; else the point."""
        for trip in records.snapshots(connection, "kind = 'trip' AND deleted = 0", (), 20, "changed DESC"):
            team = trip.values.get("team")
            mine = not isinstance(team, list) or not team or self._context.user in team
            if trip.values.get("day") == self._today() and mine:
                return {"trip": trip.id, "place": trip.values.get("place"), "channel": _ON_THE_ROAD}
        return {"channel": _AT_THE_POINT}

    def _last(self, connection: Connection, file: Sequence[Snapshot]) -> Values:
        """The last support of this person, or else the last that whoever is here gave to anybody."""
        own = [each for each in file if each.kind == "service"]
        if own:
            return max(own, key=lambda each: (str(each.values.get("happened_on") or ""), each.id)).values
        for each in records.snapshots(
            connection, "kind = 'service' AND deleted = 0", (), _LOOKED_AT, "changed DESC"
        ):
            if each.values.get("staff") == self._context.user:
                return each.values
        return {}


def _again(last: Values) -> dict[str, Value]:
    return {name: last[name] for name in AGAIN if not is_blank(last.get(name))}


def _counts_for(file: Sequence[Snapshot], owner: Snapshot) -> dict[str, Value]:
    """The case that goes on and the project that the person is in, where there is one of each."""
    cases = [each for each in file if each.kind == "case" and each.values.get("stage") not in ENDED]
    open_case = cases[0] if len(cases) == 1 else None
    found: dict[str, Value] = {"project": owner.values.get("project")}
    parts = [each for each in file if each.kind == "participation"]
    going = [each for each in parts if is_blank(each.values.get("ended_on"))] or parts
    if open_case is not None:
        found |= {"case": open_case.id, "topics": open_case.values.get("topics")}
        found["project"] = open_case.values.get("project") or found["project"]
    if len(going) == 1:
        found |= {"project": going[0].values.get("project"), "participation": going[0].id}
    return found
