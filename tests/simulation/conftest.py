"""One stage for all."""

from collections.abc import Iterator

import pytest

from tests.simulation.stage import Stage, stage
from tests.support.postgres import Cluster


@pytest.fixture(scope="session")
def ours(cluster: Cluster) -> Iterator[Stage]:
    """Where the histories of this run are played."""
    with cluster.fresh() as url, stage(url) as made:
        yield made
