"""People of other offices who may be the one being typed, from the traces that the centre told."""

from collections.abc import Sequence
from dataclasses import dataclass

from cicdesk.domain.duplicates.profile import of_values
from cicdesk.domain.duplicates.scoring import Band, Reason
from cicdesk.domain.duplicates.traces import asked
from cicdesk.schema.values import Values
from cicdesk.store import likely
from cicdesk.store.engine import Connection
from cicdesk.wire.likely import Trace


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody of another office who may be the person being typed, as far as it may be shown."""

    trace: Trace
    band: Band
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """How much speaks for it."""
        return sum(each.points for each in self.reasons)


def elsewhere(connection: Connection, values: Values, limit: int) -> Sequence[Elsewhere]:
    """The likeliest first; nobody where the centre told nothing yet."""
    key = likely.key(connection)
    if not key:
        return ()
    question = asked(key, of_values(values))
    found = [
        Elsewhere(trace, likeness.band, likeness.reasons)
        for trace in likely.traces_with(connection, list(question.numbers))
        if (likeness := question.compare(trace)).band is not Band.NONE
    ]
    return sorted(found, key=lambda each: (-each.points, each.trace.id))[:limit]
