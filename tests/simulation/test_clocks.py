"""Laptops' clocks wrong by years change nothing but the times that are shown."""

import msgspec
import pytest
import sqlalchemy as sa

from cicdesk.schema.records import registry
from cicdesk.server.storage import tables
from tests.simulation.course import play
from tests.simulation.stage import STEPS, Stage
from tests.support.levels import level

pytestmark = [pytest.mark.slow, pytest.mark.server]

HISTORIES = level(change=50, release=1_000)


def _came_of(ours: Stage, seed: int, *, jump: bool) -> list[tuple[str, str, str]]:
    """The centre's records with their versions, without times."""
    with ours.world(seed) as world:
        world.clocks_jump = jump
        play(world, STEPS)
        held = tables.record.c
        with world.centre.centre.database.reading() as connection:
            rows = connection.execute(
                sa.select(held.rid, held.kind, held.data, held.ver).order_by(held.rid)
            ).all()
    return [(row.rid, _without_times(row.kind, row.data), row.ver) for row in rows]


def _without_times(kind: str, data: str) -> str:
    """The fields that are not filled in from the clock."""
    timed = {each.name for each in registry()[kind].fields if each.default == "now"}
    return repr({name: value for name, value in msgspec.json.decode(data).items() if name not in timed})


def test_the_same_comes_of_it_as_with_right_clocks(ours: Stage) -> None:
    for seed in range(HISTORIES):
        assert _came_of(ours, seed, jump=True) == _came_of(ours, seed, jump=False), f"seed {seed}"
