"""The running desktop."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cicdesk.base.paths import Home
from cicdesk.desktop import Desktop
from cicdesk.gui import theme
from tests.support.desks import Profile
from tests.support.running import Running


@pytest.fixture
def running(qtbot: QtBot, qapp: QApplication, home: Home) -> Iterator[Running]:
    profile = Profile(home)
    profile.open()
    profile.session.lock()
    desktop = Desktop(qapp, home, profile.clock)
    desktop.use_session(profile.session)
    desktop.settings.metered = True
    yield Running(desktop, profile, qtbot)
    desktop.close()
    theme.apply(qapp, "light")
