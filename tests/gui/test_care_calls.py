"""Whom to call about a child: every number is seen whole, however the window came to its size."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cicdesk.gui import theme
from cicdesk.gui.windows.care_parts import CallRow
from cicdesk.gui.windows.care_refusal import RefusalPanel
from cicdesk.presenters.care_handover import RefusedShown
from cicdesk.presenters.care_lines import CallLine
from tests.support.looks import clipped_texts

CALLS = (
    CallLine("Yevhen Zhuk", "+48 000 000 001", "guardian"),
    CallLine("Iryna Bondar", "+48 000 000 002", "grandparent  ·  Ukrainian"),
    CallLine("Petro Konstantynopolitańczykowianko", "+48 000 000 003", ""),
)
SHOWN = RefusedShown(
    name="Danylo Z.", who="Petro Zhuk", reasons=("A court forbids it.",), steps=("Stay calm.",) * 5, calls=CALLS, discreet=True,
)  # fmt: skip


@pytest.mark.parametrize("percent", [100, 200])
def test_nobody_to_call_covers_another_when_a_child_stays(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    theme.apply(qapp, "light", percent)
    panel = RefusalPanel(lambda: None, lambda: None, lambda: None)
    qtbot.addWidget(panel)
    panel.resize(600, 500)
    panel.show_refused(SHOWN)
    panel.show()
    panel.resize(1366, 700)
    qtbot.waitUntil(lambda: clipped_texts(panel) == [], timeout=2000)
    rows = [each.geometry() for each in panel.findChildren(CallRow)]
    assert all(above.bottom() < below.top() for above, below in pairwise(rows))
    assert len(rows) == len(CALLS)
    theme.apply(qapp, "light")
