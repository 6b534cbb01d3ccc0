"""What a carer's or an interpreter's laptop is sent: records picked one by one, and of each only what they may see.

No feed holds just these, for they depend on the day and on who was asked; so the page names all of them, and the
laptop lets go of everything else. It is made anew only when something of it changed: its cursor is a fingerprint.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from cicdesk.domain.evacuation import IN_CARE
from cicdesk.domain.narrow import READS, Seen, prepares
from cicdesk.domain.pick_up import pin_mark
from cicdesk.domain.pins import pin_parts
from cicdesk.domain.reading import elements, text
from cicdesk.domain.roles import Role, rights_of
from cicdesk.domain.wall_time import wall
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Value
from cicdesk.server.services.access import Giver, Reach, is_job_of
from cicdesk.server.services.pages import PageOut, StateOut, state_whole, whole_states, with_places
from cicdesk.server.storage import feed, picked
from cicdesk.server.storage.directory import Device
from cicdesk.server.storage.engine import Connection
from cicdesk.server.storage.picked import Found
from cicdesk.wire.messages import PICKED, Head

_FINGERPRINT = 7
"""Bytes; a cursor has eight, and a sign."""
_JOBS_BACK = dt.timedelta(days=31)
"""So long an interpreter sees a job that is over: its time sheet may still be missing."""

Picked = dict[str, tuple[Found, list[Seen]]]
"""The records by their ids, each with what may be seen of it."""


def picked_pages(
    connection: Connection, device: Device, cursors: Mapping[str, int], now: dt.datetime
) -> dict[str, PageOut]:
    """The page of a narrow laptop; none where it holds all that there is, or sees its office."""
    if not device.narrow:
        return {}
    part, found = PICKED + device.id, pick(connection, device, now)
    cursor = _fingerprint(each for each, _seen in found.values())
    if cursors.get(part) == cursor:
        return {}
    total = sum(feed.checksum(each.rid, each.seq) for each, _seen in found.values())
    states = [
        _narrowed(state_whole(stored), found[stored[0]][1]) for stored in whole_states(connection, found)
    ]
    page = PageOut(cursor, rows=with_places(connection, states), digest=[len(found), total], keeps=[*found])
    return {part: page}


def pick(connection: Connection, device: Device, now: dt.datetime) -> Picked:
    """Everything that the people of a narrow laptop need now."""
    found: Picked = {}
    if Role.CARER in device.narrow:
        _add(found, Role.CARER, _care_of_today(connection, device, wall(now).day))
    if Role.INTERPRETER in device.narrow:
        _add(found, Role.INTERPRETER, _own_jobs(connection, device, wall(now).day))
    for role in sorted(device.narrow):
        handed = picked.of_office(
            connection, "handover", device.office, [picked.said("author", each) for each in device.users]
        )
        _add(found, role, {"handover": handed})
    return found


def files_of(connection: Connection, device: Device, now: dt.datetime) -> frozenset[str]:
    """The attachments whose content a narrow laptop may have."""
    if Role.INTERPRETER not in device.narrow:
        return frozenset()
    return frozenset(each.rid for each in _own_jobs(connection, device, wall(now).day)["attachment"])


def giver_of(connection: Connection, device: Device) -> Giver:
    """A laptop that hands something in."""
    if not device.narrow:
        leads = frozenset(user for user, role in device.users.items() if rights_of(role).merges and role)
        return Giver(device.id, device.users.keys(), device.scope, leads=leads)
    jobs = entries_of(connection, device.users.keys()) if Role.INTERPRETER in device.narrow else {}
    reach = Reach(device.narrow, device.office, frozenset(jobs))
    return Giver(device.id, device.users.keys(), device.scope, narrow=reach)


def entries_of(connection: Connection, users: Collection[str]) -> dict[str, Found]:
    """The entries of these people in the register of interpreters."""
    listed = picked.of_kind(connection, "interpreter", [picked.said("user", each) for each in users])
    return {each.rid: each for each in listed if text(each.data, "user") in users}


def _add(found: Picked, role: Role, kinds: Mapping[str, Iterable[Found]]) -> None:
    for kind, records in kinds.items():
        for each in records:
            found.setdefault(each.rid, (each, []))[1].append(READS[role][kind])


def _care_of_today(connection: Connection, device: Device, today: dt.date) -> dict[str, list[Found]]:
    """Today's visits of the office, and those from which somebody is still here; whatever they name."""
    days = [each.isoformat() for each in (today, today - dt.timedelta(days=1))]
    on_days = [picked.said("day", each) for each in days]
    sessions = [
        each for each in picked.of_office(connection, "care_session", device.office, on_days)
        if text(each.data, "day") == days[0] or text(each.data, "state") in IN_CARE
    ]  # fmt: skip
    wishes = picked.of_office(connection, "care_request", device.office, on_days[:1])
    notes = [
        each for each in picked.of_office(connection, "incident", device.office, on_days)
        if text(each.data, "reporter") in device.users
    ]  # fmt: skip
    cards = {text(each.data, "dependant") for each in sessions}
    cards |= {card for each in wishes for card in elements(each.data, "dependants")}
    guardians = {each.root for each in (*sessions, *wishes, *notes)}
    region = [picked.said("region", device.region)]
    return {
        "care_session": sessions,
        "care_request": wishes,
        "incident": notes,
        "dependant": [each for each in picked.of_ids(connection, cards) if each.root in guardians],
        "person": [each for each in picked.of_ids(connection, guardians) if "given_names" in each.data],
        "care_place": picked.of_kind(connection, "care_place", region),
        "carer": picked.of_kind(connection, "carer", region),
    }


def _own_jobs(connection: Connection, device: Device, today: dt.date) -> dict[str, list[Found]]:
    """The jobs that were offered to these people or are theirs, with their sheets, not older than a month."""
    entries = entries_of(connection, device.users.keys())
    first = (today - _JOBS_BACK).isoformat()
    named = [f'"{each}"' for each in entries]
    jobs = [
        each for each in picked.of_kind(connection, "interpreter_request", named)
        if text(each.data, "day") >= first and is_job_of(each.data, entries.keys())
    ]  # fmt: skip
    sheets = [
        each for each in picked.of_kind(connection, "time_sheet", named)
        if text(each.data, "interpreter") in entries and text(each.data, "day") >= first
    ]  # fmt: skip
    roots = {each.root for each in (*jobs, *sheets)} - {each.rid for each in (*jobs, *sheets)}
    prepared = [
        each for each in jobs
        if prepares(text(each.data, "state"), text(each.data, "interpreter"), entries.keys())
    ]  # fmt: skip
    rooms = {text(each.data, "room") for each in jobs} - {""}
    return {
        "interpreter_request": jobs,
        "time_sheet": sheets,
        "interpreter": list(entries.values()),
        "person": picked.of_ids(connection, roots),
        "room": picked.of_ids(connection, rooms),
        "attachment": _materials(connection, prepared),
    }


def _materials(connection: Connection, jobs: Iterable[Found]) -> list[Found]:
    """The files to prepare that these jobs name, each of the client of its job."""
    named = {rid: each.root for each in jobs for rid in elements(each.data, "materials")}
    found = picked.of_ids(connection, named)
    return [each for each in found if each.kind == "attachment" and each.root == named[each.rid]]


def _fingerprint(records: Iterable[Found]) -> int:
    told = " ".join(sorted(f"{each.rid}:{each.seq}" for each in records))
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=_FINGERPRINT).digest()) + 1


def _narrowed(state: StateOut, seen: list[Seen]) -> StateOut:
    """Of a record only what is seen."""
    data: dict[str, Value] = msgspec.json.decode(state.data)
    names = {name for name in data if any(each.allows(name) for each in seen)}
    shown = {name: _shown(state, name, data[name], seen) for name in data if name in names}
    state.data = msgspec.Raw(msgspec.json.encode(shown))
    state.ver = dict(_left(state.ver, names))
    state.bases = {name: bases for name, bases in state.bases.items() if name in names}
    state.heads = {
        name: {version: _head(state, name, head, seen) for version, head in heads.items()}
        for name, heads in state.heads.items()
        if name in names
    }
    return state


def _left(versions: Mapping[str, list[str]], names: set[str]) -> Iterator[tuple[str, list[str]]]:
    for version, written in versions.items():
        kept = [name for name in written if name in names]
        if kept:
            yield version, kept


def _head(state: StateOut, name: str, head: Head, seen: list[Seen]) -> Head:
    return msgspec.structs.replace(head, value=_shown(state, name, head.value, seen))


def _shown(state: StateOut, name: str, value: Value, seen: list[Seen]) -> Value:
    """A value as it is seen; of a PIN only what it can be compared with."""
    allowing = [each.of(name, value) for each in seen if each.allows(name)]
    shown = max(allowing, key=lambda each: len(each) if isinstance(each, dict) else 0, default=value)
    pins = pin_parts(state.kind, name) if SEPARATOR in name else frozenset()
    if not pins or not isinstance(shown, dict):
        return shown
    salt = name.partition(SEPARATOR)[2]
    return {n: pin_mark(each, salt) if n in pins and isinstance(each, str) and each else each
            for n, each in shown.items()}  # fmt: skip
