"""One PostgreSQL and one stage for all."""

from collections.abc import Iterator

import pytest

from tests.simulation.stage import Stage, stage
from tests.support import postgres


@pytest.fixture(scope="session")
def ours() -> Iterator[Stage]:
    """Where the histories of this run are played."""
    with postgres.cluster() as cluster, cluster.fresh() as url, stage(url) as made:
        yield made
