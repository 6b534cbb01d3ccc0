"""Parts that pages are made of."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cicdesk.base.ids import RecordId
from cicdesk.gui import theme
from cicdesk.gui.form_similar import SimilarRow, SimilarRows
from cicdesk.gui.pages.comments import RemarkList, Thread
from cicdesk.gui.parts.boxes import fit_screen, inside
from cicdesk.gui.parts.lead import Clear
from cicdesk.gui.parts.texts import clearable
from cicdesk.gui.windows.notices import Notices
from cicdesk.gui.windows.search_popup import FoundDelegate
from cicdesk.presenters.case_file import Remark
from cicdesk.presenters.search import Found
from cicdesk.schema.snapshot import SyncState
from cicdesk.store.search import Hit
from tests.support.layouts import items_held

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


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("state", ["sent", "waiting", "attention", "conflict"])
def test_the_badge_shows_that_the_cursor_is_on_it(
    qtbot: QtBot, qapp: QApplication, name: str, state: str
) -> None:
    theme.apply(qapp, name)
    host = QWidget()
    qtbot.addWidget(host)
    other, badge = QPushButton("other", host), QPushButton("Sent", host)
    badge.setProperty("role", "badge")
    badge.setProperty("state", state)
    badge.setGeometry(0, 40, 200, 32)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    other.setFocus()
    without = badge.grab().toImage()
    badge.setFocus()
    assert badge.hasFocus()
    assert badge.grab().toImage() != without
    theme.apply(qapp, "light")


@pytest.mark.parametrize("name", theme.NAMES)
def test_a_warning_stands_out_from_what_it_lies_on(name: theme.Name) -> None:
    colours = theme.PALETTES[name]
    for ground, edge in (
        (colours.warning_soft, colours.warning_edge),
        (colours.danger_soft, colours.danger_edge),
    ):
        assert {ground, edge} - {colours.surface}


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_what_was_found_begins_with_its_icon_wherever_one_begins_to_read(
    qtbot: QtBot, qapp: QApplication, direction: Qt.LayoutDirection
) -> None:
    theme.apply(qapp, "light")
    found = QListWidget()
    qtbot.addWidget(found)
    found.setLayoutDirection(direction)
    found.setItemDelegate(FoundDelegate(found))
    item = QListWidgetItem(found)
    item.setData(int(Qt.ItemDataRole.UserRole), Found("", "", "contact", "1", "1", "person"))
    found.resize(400, 80)
    found.show()
    picture = found.viewport().grab().toImage()
    ground = picture.pixel(picture.width() // 2, 20)
    inked = {x for x in range(picture.width()) for y in range(10, 44) if picture.pixel(x, y) != ground}
    assert inked
    at_the_left = direction is Qt.LayoutDirection.LeftToRight
    assert all((x < picture.width() // 2) is at_the_left for x in inked)


def test_no_window_is_larger_than_its_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(20_000, 300)
    fit_screen(window)
    assert window.width() < window.screen().availableSize().width()
    assert window.height() == 300


def test_the_widgets_of_a_layout_come_in_their_order(qtbot: QtBot) -> None:
    host, layout = QWidget(), QVBoxLayout()
    qtbot.addWidget(host)
    host.setLayout(layout)
    first, second, deep = QLabel(), QPushButton(), QLineEdit()
    layout.addWidget(second)
    layout.insertWidget(0, first)
    row = QHBoxLayout()
    row.addWidget(deep)
    layout.addLayout(row)
    QLabel(host)  # beside the layout
    assert inside(layout) == [first, second]
    layout.removeWidget(first)
    assert inside(layout) == [second]
    assert inside(QVBoxLayout()) == []


def test_a_filled_layout_in_another_one_leaves_nothing_behind(qtbot: QtBot) -> None:
    host, outer, inner, deep = QWidget(), QVBoxLayout(), QHBoxLayout(), QGridLayout()
    qtbot.addWidget(host)
    host.setLayout(outer)
    deep.addWidget(QLabel("deep"), 0, 0)
    inner.addWidget(QLabel("there"))
    inner.addStretch()
    inner.addLayout(deep)
    outer.addLayout(inner, 1)
    below = QHBoxLayout()
    below.addWidget(QLabel("below"))
    outer.insertLayout(0, below)
    assert items_held() == []
    assert [each.text() for each in host.findChildren(QLabel)] == ["there", "deep", "below"]


def test_long_buttons_of_a_notice_stand_below_its_words(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    notice = Notices(column).add("info", "This connection costs money.", "12 changes to send. " * 3)
    column.addStretch(1)
    notice.offer("Synchronise everything there is, all the same", lambda: None)
    host.resize(400, 300)
    host.show()
    button = next(each for each in notice.findChildren(QPushButton) if each.text())
    words = [each for each in notice.findChildren(QLabel) if each.text()]
    assert button.y() >= max(each.geometry().bottom() for each in words)
    host.resize(1400, 200)
    qtbot.waitUntil(lambda: button.y() < words[0].geometry().bottom())


def test_long_details_of_a_notice_stand_below_its_first_words(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    short = Notices(column).add("info", "Saved.", "It is here.")
    long = Notices(column).add("info", "The clock is wrong.", "Set date and time in the settings. " * 6)
    column.addStretch(1)
    host.resize(900, 400)
    host.show()
    qtbot.waitExposed(host)
    beside, below = (each.findChildren(QLabel)[-1] for each in (short, long))
    first = long.findChild(QLabel, "first")
    assert isinstance(first, QLabel)
    qtbot.waitUntil(lambda: below.x() == first.x() and below.y() >= first.geometry().bottom())
    assert beside.x() > first.x()
    assert long.height() < 4 * short.height()
