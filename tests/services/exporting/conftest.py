"""A profile whose person makes exports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from tests.support.desks import Profile


@pytest.fixture
def profile(home: Home) -> Iterator[Profile]:
    set_language("pl")
    made = Profile(home)
    made.open()
    yield made
    made.close()


@pytest.fixture
def desk(profile: Profile) -> Desk:
    assert profile.session.desk is not None
    return profile.session.desk


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder to export into."""
    made = tmp_path / "out"
    made.mkdir()
    return made
