"""How the centre writes into reviews: versions of its own, and only where they say something."""

import datetime as dt
from collections.abc import Mapping

from cicdesk.base.ids import new_id
from cicdesk.domain.reviewing import DECIDED
from cicdesk.domain.wall_time import write_moment
from cicdesk.schema.values import Value
from cicdesk.server.services.accept import Batch
from cicdesk.server.storage.records import Held
from cicdesk.wire.messages import ALIVE, CENTRE, Mutation

CHANGES, UNHEARD = "changes", "unheard"


def moment_of(milliseconds: int) -> str:
    """A moment of a laptop's clock as it is stored; empty where that clock names none that there is."""
    try:
        return write_moment(dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC))
    except (ValueError, OverflowError, OSError):
        return ""


class Pen:
    """Writes into the reviews of one file."""

    def __init__(self, batch: Batch, family: Mapping[str, Held], now: int) -> None:
        self._batch = batch
        self._family = family
        self._now = now

    def write(
        self, held: Held, stands: Mapping[str, Value], told: Mapping[str, Value], ledger: Mapping[str, Value]
    ) -> None:
        """Make a review say which decision stands, which did not, and who wrote since it was approved."""
        data, start = held.state.data, f"{CHANGES}/"
        given: dict[str, Value] = {name: stands.get(name) for name in DECIDED}
        given |= {name: None for name in data if name.startswith(start)}
        given |= {start + version: item for version, item in ledger.items()} | dict(told)
        values = {
            name: value
            for name, value in given.items()
            if name in held.state.heads or (data.get(name) != value and (data.get(name) or value))
        }
        if values:
            self._decree(held, values)

    def lay_to_rest(self, held: Held) -> None:
        """Take a second review of one case away: what it said was told in the first."""
        state = held.state
        seen: dict[str, list[str]] = {}
        for name in (each for each in state.data if not each.startswith("_")):
            for version in state.heads_of(name):
                seen.setdefault(version, []).append(name)
        self._decree(held, {ALIVE: False}, seen)

    def _decree(self, held: Held, values: dict[str, Value], seen: dict[str, list[str]] | None = None) -> None:
        state, known = held.state, self._batch.known.records
        known.setdefault(state.rid, held)
        known.setdefault(state.root, self._family[state.root])
        self._batch.decree(
            Mutation(
                id=new_id(), rid=state.rid, root=state.root, kind=state.kind, user=CENTRE, at=self._now, set=values,
                seen=seen or {}, bases={name: list(heads) for name in values if (heads := state.heads_of(name))},
            )
        )  # fmt: skip
