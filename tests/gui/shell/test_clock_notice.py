"""That the clock is wrong is said as long as it is true."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cicdesk.gui.clock_notice import ClockNotice
from cicdesk.gui.windows.notices import Notice, Notices
from tests.support.profiles import FakeClock

HOUR = 3600 * 1000


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def lines(host: QWidget) -> int:
    """How many lines are in sight."""
    return sum(not each.isHidden() for each in host.findChildren(Notice))


def test_the_line_goes_as_soon_as_the_clock_agrees(host: QWidget) -> None:
    layout = host.layout()
    assert isinstance(layout, QVBoxLayout)
    clock, passed, asked = FakeClock(), [0.0], list[None]()
    notice = ClockNotice(Notices(layout), clock, host, lambda: passed[0])
    notice.set_right.connect(lambda: asked.append(None))
    notice.show_clock(2 * HOUR)
    assert lines(host) == 1

    clock.forward(seconds=600)
    passed[0] += 600
    notice.look()
    assert (lines(host), asked) == (1, [])

    clock.forward(hours=1)
    notice.look()
    assert (lines(host), asked) == (1, [])

    clock.forward(hours=1)
    notice.look()
    assert (lines(host), asked) == (0, [None])
    notice.show_clock(2 * HOUR)
    assert lines(host) == 0
    notice.show_clock(3 * HOUR)
    assert lines(host) == 1
