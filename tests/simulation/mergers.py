"""Coordinators of a history who join files and part them, and what has to be true of joined files in the end."""

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from cicdesk.domain.merging.decisions import MERGED
from cicdesk.domain.versions import RecordState
from cicdesk.services.errors import NotAllowed
from cicdesk.services.merging.errors import AlreadyJoined, NothingToUndo, NotTwoPeople
from cicdesk.services.merging.service import MergingService
from cicdesk.services.records import RecordService
from cicdesk.store import joined
from tests.simulation.machine import Machine

_TAKEN = ("family_name", "patronymic", "address_as")
_PEOPLE = 2


@dataclass(slots=True)
class Mergers:
    """Those who decide, with dice of their own: histories without them stay as they are."""

    rng: random.Random

    def act(self, service: RecordService) -> None:
        """Join two files of this laptop, or part two."""
        merging = MergingService(service._context)
        people = [each.id for each in service.list("person")]
        decided = [each.id for each in service.list("merge", {"state": MERGED})]
        with suppress(NotAllowed, AlreadyJoined, NothingToUndo, NotTwoPeople):
            if decided and self.rng.random() < 0.4:
                merging.undo(self.rng.choice(decided))
            elif len(people) >= _PEOPLE:
                one, other = self.rng.sample(people, _PEOPLE)
                merging.merge(one, other, [name for name in _TAKEN if self.rng.random() < 0.5])


def families(held: Mapping[str, RecordState]) -> dict[str, set[str]]:
    """The people whose files are one, by each of them: worked out from what the centre wrote into them alone."""
    found = {rid: {rid} for rid, state in held.items() if state.kind == "person"}
    for rid, state in held.items():
        into = state.data.get("merged_into")
        if state.kind == "person" and isinstance(into, str) and into in found:
            both = found[rid] | found[into]
            found.update(dict.fromkeys(both, both))
    return found


def decisions_stand(held: Mapping[str, RecordState]) -> None:
    """Whoever became part of a file did so by a decision that stands, and no decision is left that could stand."""
    decided = {
        (state.data.get("survivor"), state.data.get("absorbed"))
        for state in held.values()
        if state.kind == "merge" and not state.deleted and state.data.get("state") == MERGED
    }
    there = {rid for rid, state in held.items() if state.kind == "person"}
    alive = {rid for rid in there if not held[rid].deleted}
    for rid in there:
        into = held[rid].data.get("merged_into")
        assert "merged_into" not in held[rid].heads, f"nobody decided of which file {rid} is part"
        assert into is None or (into, rid) in decided, f"{rid} is part of {into}, and nobody decided so"
        assert into is None or into in alive, f"{rid} is part of {into}, which is not there"
    for survivor, absorbed in decided:
        if survivor in alive and absorbed in there:
            into = held[str(absorbed)].data.get("merged_into")
            assert into == survivor, f"{absorbed} should be part of {survivor} and is part of {into}"


def shows_what_stands(machine: Machine, held: Mapping[str, RecordState]) -> None:
    """A laptop shows one file where the centre has decided so, and nowhere else."""
    copies = machine.bases()
    parked = {m.record for state, m in machine.outbox() if state == "parked"}
    with machine.store.read() as connection:
        for rid, base in copies.items():
            if base.kind != "person" or rid not in held or parked:
                continue
            into = held[rid].data.get("merged_into")
            survivor = joined.survivor_of(connection, rid)
            assert (survivor != rid) == (into is not None), (
                f"{machine.name} shows {rid} in {survivor}, not {into}"
            )
