"""Fixtures of an open profile, for the folders whose tests need one: their conftest takes them from here."""

from collections.abc import Iterator

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from tests.support.desks import Profile

__all__ = ["desk", "profile"]


@pytest.fixture
def profile(home: Home) -> Iterator[Profile]:
    """A profile of its own."""
    made = Profile(home)
    yield made
    made.close()


@pytest.fixture
def desk(profile: Profile) -> Desk:
    """It is open."""
    return profile.open()
