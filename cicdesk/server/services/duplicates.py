"""Who may be the same person, across all offices of a region: looked for whenever somebody changed, or among all.

It is no part of taking edits in: a push notes who changed, and whoever looks afterwards holds up nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cicdesk.domain.duplicates.choosing import Pair, pair_of
from cicdesk.domain.duplicates.marks import blocking_marks
from cicdesk.domain.duplicates.profile import TELLING, Profile
from cicdesk.domain.duplicates.scoring import Band, compare
from cicdesk.domain.duplicates.traces import trace_of
from cicdesk.schema.support.merge import MERGE
from cicdesk.server.services.accept import Batch
from cicdesk.server.services.duplicates_scan import CROWD, Scan, Scanned
from cicdesk.server.storage import duplicates
from cicdesk.server.storage.duplicates import Kept, Person
from cicdesk.server.storage.engine import Connection, Database
from cicdesk.server.storage.records import Held
from cicdesk.wire.messages import ALIVE

AT_ONCE = 100
"""People looked at in one transaction."""
_MOST_FOUND = 20_000


def note_changed(connection: Connection, batch: Batch) -> None:
    """Remember which persons of a transaction have to be looked at."""
    rids = [held.state.rid for held in batch.touched.values() if _tells(held, batch)]
    for held in batch.touched.values():
        if held.state.kind == MERGE.kind:
            both = (held.state.data.get(name) for name in ("survivor", "absorbed"))
            rids += [each for each in both if isinstance(each, str)]
    duplicates.note_due(connection, rids)


def _tells(held: Held, batch: Batch) -> bool:
    """Whether something changed that can make somebody alike to somebody else."""
    state = held.state
    if state.kind != "person" or state.rid != state.root:
        return False
    if not held.was or state.rid in batch.moved:
        return True
    names = (name.partition("/")[0] for name, at in held.fseq.items() if at > batch.began)
    return any(name in TELLING or name == ALIVE for name in names)


class DuplicatesService:
    """Looks at people and keeps what it finds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self) -> int:
        """Look at the persons who changed, a few; how many they were."""
        with self._database.writing() as connection:
            if not duplicates.due(connection, 1):
                return 0
            duplicates.take_turn(connection)
            waiting = duplicates.due(connection, AT_ONCE)
            if waiting:
                self._look_at(connection, sorted(set(waiting.values())))
                duplicates.done(connection, waiting)
            return len(waiting)

    def catch_up(self) -> int:
        """Look at all who changed; how many they were."""
        total = 0
        while found := self.look():
            total += found
        return total

    def scan(self) -> Scanned:
        """Compare everybody with everybody, whatever was found before."""
        with self._database.writing() as connection:
            duplicates.take_turn(connection)
            duplicates.without_limits(connection)
            waiting = duplicates.due(connection, _EVERYBODY)
            scan = Scan(connection)
            scan.read(kept_of)
            found = scan.pairs()
            scan.keep(found)
            duplicates.done(connection, waiting)
            return Scanned(scan.persons, len(found))

    def _look_at(self, connection: Connection, waiting: Sequence[str]) -> None:
        joined = duplicates.joined_into(connection)
        rids = sorted({*waiting, *(joined[each] for each in waiting if each in joined)})
        there = {each.rid: each for each in duplicates.persons(connection, rids, joined)}
        before = duplicates.kept(connection, rids)
        fresh = _fresh(connection, there.values())
        _keep_people(connection, before, fresh, rids)
        for code in sorted({each.region for each in (*fresh.values(), *before.values())}):
            mine = {rid: each for rid, each in fresh.items() if each.region == code}
            profiles = {rid: there[rid].profile for rid in mine}
            found = _pairs_of(connection, code, mine, profiles)
            old = duplicates.pairs_with(connection, [r for r in rids if r in mine or r in before])
            _keep_pairs(connection, code, old, found)
            duplicates.number_told(connection, [code])


_EVERYBODY = 1 << 30


def kept_of(key: bytes, person: Person) -> Kept:
    """What is kept of somebody."""
    trace = trace_of(key, person.rid, person.office, person.profile, person.last)
    return Kept(
        rid=person.rid,
        region=person.region,
        office=person.office,
        parts=person.parts,
        marks=tuple(blocking_marks(key, person.profile)),
        profile=msgspec.json.encode(person.profile).decode(),
        trace=msgspec.json.encode(trace).decode(),
    )


def _fresh(connection: Connection, people: Iterable[Person]) -> dict[str, Kept]:
    keys: dict[str, bytes] = {}
    found: dict[str, Kept] = {}
    for each in people:
        if each.region not in keys:
            keys[each.region] = duplicates.key_of(connection, each.region)
        found[each.rid] = kept_of(keys[each.region], each)
    return found


def _keep_people(
    connection: Connection, before: Mapping[str, Kept], fresh: Mapping[str, Kept], rids: Iterable[str]
) -> None:
    """Write what is not as it was; of those who are not there any more only that."""
    changed = [each for rid, each in fresh.items() if before.get(rid) != each]
    for rid in rids:
        old = before.get(rid)
        if old is not None and rid not in fresh and not old.gone:
            changed.append(Kept(rid, old.region, gone=True))
    duplicates.keep(connection, changed)


def _pairs_of(
    connection: Connection, code: str, mine: Mapping[str, Kept], profiles: Mapping[str, Profile]
) -> dict[tuple[str, str], Pair]:
    """The pairs in which these people stand."""
    marks = {mark for each in mine.values() for mark in each.marks}
    sharing: dict[int, list[Kept]] = defaultdict(list)
    for each in duplicates.who_share(connection, code, marks, _MOST_FOUND):
        for mark in each.marks:
            sharing[mark].append(each)
    known = dict(profiles)
    found: dict[tuple[str, str], Pair] = {}
    for rid, own in mine.items():
        met = {
            other.rid: other for mark in own.marks if len(sharing[mark]) <= CROWD for other in sharing[mark]
        }
        for other in sorted(met.keys() - {rid}):
            if other not in known:
                known[other] = met[other].read_profile()
            likeness = compare(known[rid], known[other])
            if likeness.band is not Band.NONE:
                pair = pair_of(rid, other, likeness)
                found[pair.one, pair.other] = pair
    return found


def _keep_pairs(
    connection: Connection,
    code: str,
    old: Mapping[tuple[str, str], Pair],
    found: Mapping[tuple[str, str], Pair],
) -> None:
    duplicates.keep_pairs(connection, code, [each for names, each in found.items() if old.get(names) != each])
    duplicates.lose_pairs(connection, sorted(old.keys() - found.keys()))
