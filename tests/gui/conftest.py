"""What holds for tests of windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cicdesk.base.paths import Home
from cicdesk.desktop import Desktop
from cicdesk.gui import theme
from tests.support.desks import Profile
from tests.support.layouts import items_held
from tests.support.running import Running


@pytest.fixture(autouse=True)
def _closed_windows_are_gone() -> Iterator[None]:
    """Windows closed by the test before are destroyed now; without a running event loop Qt would keep them.

    None is everybody.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _no_items_held() -> Iterator[None]:
    """Fail a test that leaves Python holding items of Qt's layouts, which may end the program (decision 007)."""
    yield
    if held := items_held():
        pytest.fail(f"items of layouts are held: {held[:5]}")


@pytest.fixture
def running(qtbot: QtBot, qapp: QApplication, home: Home) -> Iterator[Running]:
    """The running desktop."""
    profile = Profile(home)
    profile.open()
    profile.session.lock()
    desktop = Desktop(qapp, home, profile.clock)
    desktop.use_session(profile.session)
    desktop.settings.metered = True
    yield Running(desktop, profile, qtbot)
    desktop.close()
    theme.apply(qapp, "light")
