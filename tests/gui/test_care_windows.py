"""Windows about a child: every number and every word is seen whole, however large the letters are."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui import theme
from cicdesk.gui.windows.care_arrival_dialog import ArrivalDialog
from cicdesk.gui.windows.care_parts import CallRow
from cicdesk.gui.windows.care_refusal import RefusalPanel
from cicdesk.presenters.care_handover import RefusedShown
from cicdesk.presenters.care_lines import CallLine
from tests.support.looks import clipped_texts, too_wide

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_looked_at_when_a_child_comes_is_as_wide_as_its_window(
    qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    set_language(language)
    theme.apply(qapp, "light", 200)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ArrivalDialog(parent, lambda card: card)
    dialog.show()
    qtbot.waitUntil(lambda: too_wide(dialog) == [], timeout=2000)
    assert clipped_texts(dialog) == []
    theme.apply(qapp, "light")
