"""What each person still lacks to be reported in their project, judged piece by piece and kept in the file."""

import hashlib
from array import array
from collections.abc import Mapping, Sequence

import msgspec

from cicdesk.domain.entering import SOURCES
from cicdesk.domain.reportable import missing, missing_for, profile_of
from cicdesk.domain.roles import Area
from cicdesk.schema.profiles import profiles
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.values import Value, Values, is_blank
from cicdesk.services.context import Context
from cicdesk.store import lacking, records
from cicdesk.store.lacking import Due, Judged, Line, Where

_PIECE = 100
_decode = msgspec.json.Decoder(dict[str, Value]).decode
_names = msgspec.json.Decoder(list[str]).decode
OF_PART = "participation/"
"""Begins the names of what a participation lacks; its id and the field follow."""


class CompletenessService:
    """Who lacks what. `judge` is called until nobody waits; lists read what is kept."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def judge(self, most: int = _PIECE) -> tuple[int, int]:
        """Judge the next people of those whose file changed: how many were, and how many are left."""
        self._context.enter(Area.OFFICE)
        rules = _rules()
        with self._store.read() as connection:
            if lacking.rules_of(connection) == rules and not lacking.waiting(connection):
                return 0, 0
        with self._store.write() as connection:
            lacking.judge_by(connection, rules)
            found = lacking.due(connection, most)
            parts: dict[str, list[tuple[str, Values]]] = {}
            for root, record, document in lacking.participations(connection, [each.root for each in found]):
                values = records.public_values("participation", _decode(document))
                parts.setdefault(root, []).append((record, values))
            judged = [_judged(each, parts.get(each.root, ())) for each in found]
            lacking.write(connection, judged, lambda names: msgspec.json.encode(names).decode())
            return len(judged), lacking.waiting(connection)

    def keys(self, where: Where) -> "array[int]":
        """The row keys of those who lack something, those nearest to being complete first."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return lacking.keys(connection, where)

    def count(self, where: Where) -> int:
        """How many lack something."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return lacking.count(connection, where)

    def lines(self, keys: Sequence[int]) -> list[Line]:
        """The lines of these keys; who lacks nothing any more is left out."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return lacking.lines(connection, keys, _names)

    def choices(self) -> Mapping[str, Sequence[str]]:
        """What the list can be narrowed down to: `project`, `office`, `who`."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return {name: lacking.choices(connection, name) for name in ("project", "office", "who")}


def _rules() -> str:
    """The fingerprint of everything that a judgement depends on beside the person's file."""
    asked = [(each.code, each.needed, sorted(each.not_needed)) for each in profiles()]
    return hashlib.sha256(msgspec.json.encode([SCHEMA, asked])).hexdigest()[:16]


def _judged(person: Due, parts: Sequence[tuple[str, Values]]) -> Judged:
    values = records.public_values("person", _decode(person.document))
    going = [each for each in parts if is_blank(each[1].get("ended_on"))] or list(parts)[-1:]
    projects = [str(each[1].get("project") or "") for each in going] or [str(values.get("project") or "")]
    of_person = [
        name for project in projects for name in missing_for("person", {**values, "project": project})
    ]
    of_parts = [
        f"{OF_PART}{record}/{name}" for record, part in parts for name in _of_part(part, values, of_person)
    ]
    asked = values.get("assignees")
    who = [str(each) for each in asked] if isinstance(asked, list) and asked else [person.changed_by]
    return Judged(
        n=person.n,
        project=projects[0],
        office=str(values.get("office") or ""),
        sort=person.sort,
        fields=tuple(dict.fromkeys([*of_person, *of_parts])),
        who=[each for each in who if each],
    )


def _of_part(part: Values, person: Values, of_person: Sequence[str]) -> list[str]:
    """What a participation lacks beside what its person does: asked of the person, it is filled in here as well."""
    profile = profile_of(part.get("project"))
    spared = profile.not_needed if profile else frozenset()
    return [
        name
        for name in missing("participation", part)
        if (source := SOURCES.get(name, "")) not in spared and (not source or source not in of_person)
        and not (source and is_blank(person.get(source)))
    ]  # fmt: skip
