"""The judge: what must hold once the network has healed and everybody has synced."""

import msgspec
import sqlalchemy as sa
import zstandard

from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Value
from cicdesk.server.services.pages import state_whole, whole_states
from cicdesk.server.storage import feed, records, tables
from cicdesk.store import lineage
from cicdesk.store import records as copies
from cicdesk.store.projection import Base
from cicdesk.sync.apply import base_of
from cicdesk.wire.messages import ALIVE, EVERYONE, State
from tests.simulation import mergers
from tests.simulation.bookings import Bookings
from tests.simulation.machine import Machine
from tests.simulation.truth import Version
from tests.simulation.world import World
from tests.support.profiles import shown_rows


class Judge:
    """Looks at everything once, then says what is wrong."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.truth = world.truth
        self.applied = world.centre.applied()
        self.salvaged = world.centre.salvaged()
        with world.centre.centre.database.reading() as connection:
            rids = set(connection.execute(sa.select(tables.record.c.rid)).scalars())
            self.held = {rid: held.state for rid, held in records.load(connection, rids).items()}
            self.states = {
                row[0]: msgspec.json.decode(msgspec.json.encode(state_whole(row)), type=State)
                for row in whole_states(connection, rids)
            }
        own = {rid: _parts(state) for rid, state in self.held.items() if state.root == rid}
        one = mergers.families(self.held)
        self.parts = {rid: set().union(*(own[each] for each in one.get(rid, {rid}))) for rid in own}

    def judge(self) -> None:
        """AssertionError with what does not hold."""
        self.nothing_lost()
        self.heads_are_the_graphs()
        self.deletions_hide_nothing_unseen()
        self.erased_is_gone()
        self.feed_adds_up()
        for machine in self.world.machines.values():
            if not machine.wiped:
                self.is_at_rest(machine)
                self.holds_its_scope(machine)
                self.shows_what_it_holds(machine)
                mergers.shows_what_stands(machine, self.held)
        mergers.decisions_stand(self.held)
        Bookings(self.held, self.world.centre.centre.database).judge()
        assert not self.world.repaired, f"{self.world.repaired} partitions had to be read anew"

    def nothing_lost(self) -> None:
        """Every edit is in the graph, in quarantine, or of an erased file."""
        kept = self.salvaged | self.world.centre.set_aside()
        for version in sorted(self.truth.all_versions() - self.truth.excused):
            mutation, _name = version
            safe = mutation in self.applied or version in kept
            erased = self.truth.root_of(mutation) in self.truth.erased
            assert safe or erased, f"{version} of {self.truth.edits[mutation].machine} is lost"

    def heads_are_the_graphs(self) -> None:
        """The values that stand are exactly those that nobody replaced: none hidden unseen, none applied twice."""
        graph: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
        for mutation, name in self.truth.all_versions() | self.truth.decreed():
            edit = self.truth.mutation(mutation)
            if edit.record in self.held and (mutation in self.applied or (mutation, name) in self.salvaged):
                bases = tuple(edit.bases.get(name, ()))
                graph.setdefault((edit.record, name), {})[mutation] = bases
        for (rid, name), versions in sorted(graph.items()):
            replaced = {base for bases in versions.values() for base in bases}
            stands = self.held[rid].heads_of(name)
            missing = versions.keys() - replaced - stands.keys()
            assert not missing, f"{sorted(missing)} of {name} of {rid} was replaced by nobody who had seen it"
            again = stands.keys() - (versions.keys() - replaced)
            assert not again, f"{sorted(again)} of {name} of {rid} stands again although it was replaced"
            self._values_are_right(rid, name)
        written = {(rid, name) for rid, state in self.held.items() for name in state.data}
        assert written == graph.keys(), f"fields from nowhere, or gone: {written ^ graph.keys()}"

    def _values_are_right(self, rid: str, name: str) -> None:
        state = self.held[rid]
        for version, head in state.heads_of(name).items():
            assert head.value == self.truth.value(version, name), f"{version} of {name} has another value"
        current: Value = state.data[name]
        assert current == self.truth.value(state.version(name), name), f"{name} of {rid} shows another value"

    def deletions_hide_nothing_unseen(self) -> None:
        """A record counts as deleted only if the deleter had seen all that is in it."""
        for rid, state in self.held.items():
            said = self.truth.mutation(state.version(ALIVE)) if ALIVE in state.data else None
            covered = said is not None and said.set[ALIVE] is False
            for name in state.data:
                if said is not None and not name.startswith("_"):
                    covered &= all(name in said.seen.get(v, ()) for v in state.heads_of(name))
            shown = self.states[rid].deleted
            assert shown <= covered, f"{rid} is deleted, unseen things in it"
            known = said is None or said.id in self.applied or not self._giver_knew_less(rid)
            assert covered <= shown or not known, f"{rid} is not deleted although all was seen"

    def _giver_knew_less(self, rid: str) -> bool:
        """Whether a laptop that gives back a deletion cannot say all that its author had seen: it hides nothing then.

        Several stood, or an older value stands again, because what came between it and the newest one is lost.
        """
        everything = self.truth.all_versions() | self.truth.decreed()
        said = {m for m, name in everything if name == ALIVE and self.truth.mutation(m).record == rid}
        state = self.held[rid]
        return len(said) > 1 or any(name in state.early for name in state.heads)

    def erased_is_gone(self) -> None:
        """No trace of an erased file anywhere."""
        roots = self.truth.erased
        left = {rid for rid, state in self.held.items() if state.root in roots}
        assert not left, f"erased {left} is back at the centre"
        with self.world.centre.centre.database.reading() as connection:
            aside = connection.execute(sa.select(tables.quarantine.c.root)).scalars()
            assert not roots & set(aside), "an erased file is in quarantine"
            parcels = connection.execute(sa.select(tables.parcel.c.body)).scalars()
            history = b"".join(zstandard.ZstdDecompressor().decompress(bytes(body)) for body in parcels)
        for edit in self.truth.edits.values():
            if edit.mutation.file in roots:
                words = [v for v in edit.mutation.set.values() if isinstance(v, str) and v.startswith("Word")]
                assert not [word for word in words if word.encode() in history], (
                    f"{words} is still in the history"
                )
        for machine in self.world.living():
            with machine.store.read() as connection:
                for table in ("record", "outbox", "salvage", "holder"):
                    held = connection.exec_driver_sql(f"SELECT root FROM {table}").scalars()
                    assert not roots & set(held), f"an erased file lives on in {table} of {machine.name}"

    def feed_adds_up(self) -> None:
        """Each partition's feed names exactly its records, at their numbers, and the digest says so."""
        with self.world.centre.centre.database.reading() as connection:
            lines = connection.execute(sa.select(tables.feed).where(tables.feed.c.kind == feed.REC)).all()
            said = connection.execute(sa.select(tables.partition)).all()
        found = {(line.part, line.key, line.seq) for line in lines}
        wanted = {
            (part, rid, state.seq)
            for rid, state in self.held.items()
            for part in self.parts.get(state.root, ())
        }
        assert found == wanted, f"the feed is wrong about {sorted(found ^ wanted)}"
        for row in said:
            numbers = [feed.checksum(key, seq) for part, key, seq in found if part == row.part]
            digest = [row._mapping["count"], row._mapping["sum"]]
            assert digest == [len(numbers), sum(numbers)], f"the digest of {row.part} is wrong"

    def is_at_rest(self, machine: Machine) -> None:
        """Nothing unsent, nothing to give back."""
        unsent = [m.id for state, m in machine.outbox() if state == "pending"]
        unsent += [version.id for state, version in machine.salvage() if state == "pending"]
        assert not unsent, f"{machine.name} still has {unsent}"
        assert machine.progress().stage == 0, f"{machine.name} is still recovering"

    def holds_its_scope(self, machine: Machine) -> None:
        """What it holds is what it may see, equal to the centre to the last head."""
        scope = self.world.centre.device(machine.device).scope
        wanted = {rid for rid, s in self.held.items() if scope & self.parts.get(s.root, set())}
        waiting = {m.file for state, m in machine.outbox() if state == "parked"}
        held = machine.bases()
        assert not wanted - held.keys(), f"{machine.name} lacks {sorted(wanted - held.keys())}"
        extra = {rid for rid in held.keys() - wanted if held[rid].root not in waiting}
        assert not extra, f"{machine.name} must not have {sorted(extra)}"
        for rid in wanted:
            ours, theirs = _plain(held[rid]), _plain(base_of(self.states[rid], 0))
            other = {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}
            assert not other, f"{machine.name}: of {rid} ours and the centre's are {other}"
        self._knows_what_was_replaced(machine, wanted)
        holders = {root: parts - {EVERYONE} for root, parts in machine.holders().items()}
        through = {root: parts & scope for root, parts in self.parts.items() if parts & scope}
        assert {r: p for r, p in holders.items() if p} == through, f"{machine.name} holds them through others"

    def _knows_what_was_replaced(self, machine: Machine, held: set[str]) -> None:
        with machine.store.read() as connection:
            known = {rid: lineage.of(connection, rid) for rid in held}
            left = set(connection.exec_driver_sql("SELECT record FROM lineage").scalars())
        for rid in held:
            said = {n: [v or rid for v in bases] for n, bases in self.states[rid].bases.items()}
            assert known[rid] == said, f"{machine.name}: {rid} replaced {known[rid]}, not {said}"
        assert left <= machine.bases().keys(), (
            f"{machine.name} knows of the past of files that it does not hold"
        )

    def shows_what_it_holds(self, machine: Machine) -> None:
        """What screens read is what the copies and the outbox give when it is made anew."""
        before = shown_rows(machine.store)
        with machine.store.write() as connection:
            copies.rebuild(connection)
        wrong = set(before) ^ set(shown_rows(machine.store))
        assert not wrong, (
            f"{machine.name} shows something else than what a rebuild makes: {sorted(wrong, key=repr)}"
        )


def _parts(state: RecordState) -> set[str]:
    """The partitions that a file's own fields name."""
    found = {f"c:{state.data['office']}"} if state.data.get("office") else set()
    found |= {f"r:{state.data['region']}"} if state.data.get("region") else set()
    for name, value in state.data.items():
        field, _, element = name.partition("/")
        letter = {"also_offices": "c", "assignees": "u"}.get(field)
        if letter and element and value:
            found.add(f"{letter}:{element}")
    return found


def _plain(base: Base) -> dict[str, object]:
    """A copy in a form that compares: what history it is of does not matter."""
    named = {name: version for name, version in base.ver.items() if version != base.id}
    heads = {  # from which laptop a value came is said of it on its way out
        name: {version: msgspec.structs.replace(head, place="") for version, head in held.items()}
        for name, held in base.heads.items()
    }
    return {
        "root": base.root, "kind": base.kind, "seq": base.seq, "data": base.data, "ver": named,
        "heads": heads, "gone": base.gone, "asked": base.asked, "by": base.by, "at": base.at,
    }  # fmt: skip


__all__ = ["Judge", "Version"]
