"""One PostgreSQL, one stage, and the seeds of this run."""

import os
from collections.abc import Iterator

import pytest

from tests.simulation.stage import Stage, stage
from tests.support import postgres


@pytest.fixture(scope="session")
def ours() -> Iterator[Stage]:
    """Where the histories of this run are played."""
    with postgres.cluster() as cluster, cluster.fresh() as url, stage(url) as made:
        yield made


@pytest.fixture
def seeds() -> list[int]:
    """The one named by CICDESK_SEED, or none."""
    named = os.environ.get("CICDESK_SEED", "")
    return [int(named)] if named else []
