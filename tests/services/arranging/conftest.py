"""An open profile in which things are arranged."""

from collections.abc import Iterator

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from tests.support.desks import Profile


@pytest.fixture
def profile(home: Home) -> Iterator[Profile]:
    made = Profile(home)
    yield made
    made.close()


@pytest.fixture
def desk(profile: Profile) -> Desk:
    return profile.open()
