"""What devices give back after the server lost a part of its history."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cicdesk.server.services.accept import Batch
from cicdesk.server.services.access import Verdict, readable, wrong_contents
from cicdesk.server.services.bookings.deciding import decide
from cicdesk.server.services.picking import giver_of
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.reviews import settle
from cicdesk.server.services.sync_out import PushOut
from cicdesk.server.services.writing import gather, settle_files, store, store_decrees
from cicdesk.server.storage import commits, directory, mutations
from cicdesk.server.storage.directory import Device
from cicdesk.server.storage.engine import Connection
from cicdesk.wire.errors import Why, WireError
from cicdesk.wire.messages import CENTRE, Mutation, Outcome, Version


def give_back(
    connection: Connection, clock: commits.Clock, device: Device, versions: Sequence[Version], now: int
) -> PushOut:
    """Apply versions as if their authors had just sent them, each marked with its giver.

    What comes when the recovery is over is set aside: a laptop that was in a drawer has done its part.
    """
    muts = _as_mutations(versions)
    if not readable(muts):
        raise Refused(WireError.BAD_MESSAGE, "versions")
    leads = directory.leading(connection) | {CENTRE}
    giver = replace(giver_of(connection, device), salvage=True, leads=leads)
    batch = Batch(clock.seq, gather(connection, muts, recovering=True))
    outcomes: dict[str, Outcome] = {}
    wrong, _whole = wrong_contents(muts)
    if clock.recovery_until <= now:
        wrong = [bad or Verdict(Why.RECOVERY_OVER) for bad in wrong]
    for m, bad in zip(muts, wrong, strict=True):
        verdict = batch.give_back(m, giver, bad)
        if verdict is not None:
            outcomes[m.id] = Outcome(r=mutations.QUARANTINED, why=verdict.why, field=verdict.field)
    settle_files(connection, batch, now)
    decide(connection, batch, now, given_back=True)
    settle(connection, batch, now, device.id, given_back=True)
    known = [clock.seq, clock.token]
    if batch.seq > clock.seq:
        store(connection, batch)
        store_decrees(connection, batch, now)
        mutations.keep_salvaged(connection, batch.salvaged, now)
        known = [batch.seq, commits.commit(connection, batch.seq)]
    refused = {place: outcomes[v.id] for place, v in enumerate(versions) if v.id in outcomes}
    return PushOut(outcomes=refused, known=known, durable=clock.durable)


def _as_mutations(versions: Iterable[Version]) -> list[Mutation]:
    """The versions of one mutation together, roots before what belongs to them."""
    found: dict[tuple[str, str], Mutation] = {}
    for v in versions:
        m = found.get((v.id, v.rid))
        if m is None:
            m = Mutation(
                id=v.id, rid="" if v.rid == v.id else v.rid, root="" if v.root == v.rid else v.root,
                kind=v.kind, user=v.user, at=v.at, set={}, bases={}, seen=v.seen,
            )  # fmt: skip
            found[v.id, v.rid] = m
        m.set[v.f] = v.value
        if v.bases:
            m.bases[v.f] = v.bases
    return sorted(found.values(), key=lambda m: (m.record != m.file, "office" not in m.set, m.id))
