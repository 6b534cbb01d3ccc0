"""A table of any length asks only for the rows that are in sight."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cicdesk.base.ids import RecordId
from cicdesk.gui.models.record_table import PAGE, RecordTable
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import SyncState
from cicdesk.services.people import Row

PERSON = spec_of("person")


def row(key: int) -> Row:
    cells = tuple(f"{field.name} {key}" if field.name == "family_name" else None for field in PERSON.listed())
    return Row(key, RecordId(str(key)), "person", "", f"P {key}", cells, SyncState.WAITING, 0, "olha", "KR")


class Source:
    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.table = RecordTable(PERSON, self.fetch)

    def fetch(self, keys: Sequence[int]) -> None:
        self.asked.append(list(keys))


def family_name(table: RecordTable, line: int) -> object:
    column = [field.name for field in PERSON.listed()].index("family_name")
    return table.data(table.index(line, column), int(Qt.ItemDataRole.DisplayRole))


def test_a_hundred_thousand_rows_cost_one_page(qtbot: QtBot) -> None:
    source = Source()
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(source.table)
    view.verticalHeader().setDefaultSectionSize(30)
    source.table.show_keys(array("q", range(100_000)))
    with qtbot.waitExposed(view):
        view.resize(600, 300)
        view.show()
    qtbot.waitUntil(lambda: bool(source.asked))
    assert sum(map(len, source.asked)) <= 2 * PAGE
    assert source.asked[0][0] == 0


def test_rows_that_come_are_shown_and_not_asked_for_again(qtbot: QtBot) -> None:
    source = Source()
    source.table.show_keys(array("q", [7, 8, 9]))
    assert family_name(source.table, 1) is None
    qtbot.waitUntil(lambda: bool(source.asked))
    assert source.asked == [[7, 8, 9]]
    with qtbot.waitSignal(source.table.dataChanged):
        source.table.show_rows([row(7), row(8), row(9)])
    assert family_name(source.table, 1) == "family_name 8"
    assert source.table.record_at(2) == ("person", "9")
    assert source.asked == [[7, 8, 9]]


def test_stale_rows_stay_visible_until_fresh_ones_come(qtbot: QtBot) -> None:
    source = Source()
    source.table.show_keys(array("q", [7]))
    source.table.show_rows([row(7)])
    source.table.forget_rows()
    assert family_name(source.table, 0) == "family_name 7"
    qtbot.waitUntil(lambda: source.asked == [[7]])


def test_the_same_keys_again_move_nothing() -> None:
    source = Source()
    resets: list[int] = []
    source.table.modelReset.connect(lambda: resets.append(1))
    source.table.show_keys(array("q", [7, 8]))
    source.table.show_keys(array("q", [7, 8]))
    assert len(resets) == 1


def test_it_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    source = Source()
    source.table.show_keys(array("q", range(10)))
    source.table.show_rows([row(key) for key in range(10)])
    qtmodeltester.check(source.table, force_py=True)  # type: ignore[no-untyped-call]  # the plugin has no types
