"""What a laptop is told of people who may be one: traces of other offices' people, and pairs for coordinators."""

import base64
from collections.abc import Sequence

from cicdesk.domain.duplicates.choosing import Pair
from cicdesk.domain.duplicates.marks import opaque
from cicdesk.domain.roles import rights_of
from cicdesk.server.storage import duplicates
from cicdesk.server.storage.directory import Device
from cicdesk.server.storage.duplicates import Kept, Told
from cicdesk.server.storage.engine import Connection
from cicdesk.wire.likely import Likelies, Likely, Side, Trace

TRACES = 2000
PAIRS = 500


def likelies(connection: Connection, device: Device, mark: Sequence[int] | None) -> Likelies | None:
    """What is new since that mark; None where there is nothing, or the laptop may know nothing of it."""
    era, newest = device.likely
    if mark is None or not newest or device.narrow:
        return None
    anew = len(mark) != 2 or mark[0] != era or mark[1] > newest  # noqa: PLR2004  a history and a number
    since = 0 if anew else mark[1]
    if since >= newest:
        return None
    merges = any(rights_of(role).merges for role in device.users.values())
    people = duplicates.people_since(connection, device.region, since, TRACES)
    pairs = duplicates.pairs_since(connection, device.region, since, PAIRS) if merges else []
    ends = [people[-1].number] if len(people) >= TRACES else []
    ends += [pairs[-1].number] if len(pairs) >= PAIRS else []
    upto = min(ends, default=0)
    key = duplicates.read_key(connection, device.region)
    if upto:
        people = [each for each in people if each.number <= upto]
        pairs = [each for each in pairs if each.number <= upto]
    return Likelies(
        mark=[
            era,
            upto or max([newest, *(each.number for each in people), *(each.number for each in pairs)]),
        ],
        anew=anew,
        more=bool(upto),
        key=base64.b64encode(key).decode() if anew else "",
        traces=_traces(device, key, people, first=anew),
        pairs=_pairs(connection, device, key, pairs),
    )


def _traces(device: Device, key: bytes, people: Sequence[Told[Kept]], *, first: bool) -> list[Trace]:
    """Of those whose files other offices keep; where a file came within reach its trace goes."""
    found: list[Trace] = []
    for each in people:
        kept = each.what
        if not kept.gone and kept.trace and device.scope.isdisjoint(kept.parts):
            found.append(kept.read_trace())
        elif not first:
            found.append(Trace(opaque(key, kept.rid)))
    return found


def _pairs(connection: Connection, device: Device, key: bytes, pairs: Sequence[Told[Pair]]) -> list[Likely]:
    """Those in which a file within reach stands; of the other one no more than may be shown of it."""
    alive = [each.what for each in pairs if not each.gone]
    people = duplicates.kept(connection, {name for pair in alive for name in (pair.one, pair.other)})
    found: list[Likely] = []
    for each in pairs:
        pair = each.what
        name = opaque(key, f"{pair.one} {pair.other}")
        one, other = (_side(device, people.get(rid)) for rid in (pair.one, pair.other))
        if each.gone or one is None or other is None or not (one.known or other.known):
            found.append(Likely(name))
            continue
        reasons = tuple((str(reason.why), reason.points, reason.detail) for reason in pair.reasons)
        found.append(Likely(name, one, other, pair.score, reasons))
    return found


def _side(device: Device, kept: Kept | None) -> Side | None:
    """One of a pair; None if nothing is kept of them any more."""
    if kept is None or not kept.trace:
        return None
    trace = kept.read_trace()
    if not device.scope.isdisjoint(kept.parts):
        return Side(kept.rid, kept.office, trace.initials, trace.year, trace.last, known=True)
    return Side(trace.id, kept.office, trace.initials, trace.year, trace.last)
