"""Parts that pages are made of."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from cicdesk.base.ids import RecordId
from cicdesk.gui import theme
from cicdesk.gui.form_similar import SimilarRow, SimilarRows
from cicdesk.gui.pages.comments import RemarkList, Thread
from cicdesk.gui.parts.lead import Clear
from cicdesk.gui.parts.texts import clearable
from cicdesk.presenters.case_file import Remark
from cicdesk.schema.snapshot import SyncState
from cicdesk.store.search import Hit

WIDTH = 240


def remark(comment: str, text: str, *answers: Remark) -> Remark:
    return Remark(
        RecordId(comment),
        "",
        text,
        "Marta",
        "10:00",
        done=False,
        mine=False,
        state=SyncState.SENT,
        answers=answers,
    )


def test_the_cursor_stays_with_the_thread_that_was_answered(qtbot: QtBot) -> None:
    shown = RemarkList(lambda _id, _done: None, lambda _id, _text: None)
    qtbot.addWidget(shown)
    shown.show_remarks([remark("two", "Drugi"), remark("one", "Pierwszy")])
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.go_to("one")
    shown.show_remarks([remark("two", "Drugi"), remark("one", "Pierwszy", remark("answer", "Tak"))])
    place = QApplication.focusWidget()
    thread = place.parentWidget() if place else None
    assert isinstance(thread, Thread)
    assert thread.holds("answer")


@pytest.mark.parametrize("percent", [100, 200])
def test_the_button_that_empties_a_line_grows_with_the_letters(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    theme.apply(qapp, "light", percent)
    line, heard = QLineEdit("Żuk"), list[str]()
    qtbot.addWidget(line)
    line.resize(400, 60)
    line.textEdited.connect(heard.append)
    clearable(line, "search")
    line.show()
    (button,) = line.findChildren(Clear)
    assert button.iconSize().width() == button.width() == 18 * percent // 100
    button.click()
    assert (line.text(), heard, button.isHidden()) == ("", [""], True)
    theme.apply(qapp, "light")


def test_why_somebody_may_be_known_is_shown_whole(qtbot: QtBot) -> None:
    rows = SimilarRows("Perhaps already known")
    qtbot.addWidget(rows)
    rows.resize(WIDTH, 400)
    person = RecordId("1")
    rows.show_hits(
        [
            Hit(
                person,
                person,
                "person",
                "Євген Олександрович Жук-Шевченко",
                "KR-L07-000001",
                "phone",
                "+48 000 000 001, " * 4,
            )
        ]
    )
    rows.show()
    (row,) = rows.findChildren(SimilarRow)
    words = row.findChildren(QLabel)
    qtbot.waitUntil(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in words))
    assert row.width() <= WIDTH
    assert [each.font().bold() for each in row.findChildren(QLabel)].count(True) <= 1


@pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)"
)  # the platform without a screen
@pytest.mark.parametrize("percent", [100, 125])
def test_a_list_to_choose_from_shows_all_its_rows(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    theme.apply(qapp, "light", percent)
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["As the system", "Light", "Dark", "High contrast"])
    box.show()
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    assert view.verticalScrollBar().maximum() == 0
    assert view.visualRect(view.model().index(3, 0)).bottom() <= view.viewport().height()
    box.hidePopup()
    theme.apply(qapp, "light")
