"""The page of indicators in the running window: numbers, what they mean, who is behind them, targets, files."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from cicdesk.base.i18n import LANGUAGES
from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.indicators_page import IndicatorsPanel
from cicdesk.gui.pages.reports_page import ReportsPage
from cicdesk.gui.parts.rows import RowButton
from cicdesk.services.desk import Desk
from tests.support.counted import assess, give, joins
from tests.support.desks import add_contact
from tests.support.looks import clipped_texts, nameless
from tests.support.running import Running


def fill(desk: Desk) -> None:
    """Seven people of FAMI: six learners of Polish, of whom one has both assessments, and a boy."""
    for number, name in enumerate(("Adamenko", "Bondar", "Czeban", "Diduch", "Fedak", "Hajduk")):
        person = joins(desk, name, f"2026-01-{number + 10}", sex_at_entry="M" if number == 5 else "K")
        give(desk, person, "POL", f"2026-01-{number + 11}")
        assess(desk, person, "ENTRY", "A1", "2026-01-20")
        if not number:
            assess(desk, person, "EXIT", "A2", "2026-03-01")
    joins(desk, "Wowk", "2026-02-01", sex_at_entry="M", age_at_entry=17)
    joins(desk, "Zima", "2026-02-01", sex_at_entry="REFUSED")
    add_contact(desk)


def panel_of(running: Running, language: str = "en") -> IndicatorsPanel:
    running.profile.session.lock()
    running.desktop.settings.language = language
    running.desktop.setting_changed("language")
    shell = running.unlock()
    shell.run(Command.REPORTS)
    page = shell.window.page
    assert isinstance(page, ReportsPage)
    (panel,) = page.findChildren(IndicatorsPanel)
    page.show_tab([each.panel for each in page._tabs].index(panel))
    running.settle()
    return panel


def choose(running: Running, panel: IndicatorsPanel, project: str, period: str = "all") -> None:
    panel.project.setCurrentIndex(panel.project.findData(project))
    panel.period.setCurrentIndex(panel.period.findData(period))
    panel.project.activated.emit(panel.project.currentIndex())
    running.settle()


def words(panel: IndicatorsPanel) -> str:
    """Everything that can be read on the panel."""
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisibleTo(panel))


def test_story_ten_the_fami_quarter_with_its_ages_and_the_people_behind_each_number(
    running: Running,
) -> None:
    fill(running.profile.open())
    panel = panel_of(running)
    choose(running, panel, "fami", "quarter")
    names = {code: row.accessibleName() for code, row in panel.rows.items()}
    assert names["O.2.3"].endswith(": 7")
    assert names["O.2.3.1"].endswith(": 6")
    assert names["R.2.8"].endswith(": 1")
    assert names["O.2.1"].endswith(": –")
    panel.rows["O.2.3.1"].click()
    running.settle()
    assert "of which: in a language course" in words(panel)
    cells = {
        each.accessibleName(): each
        for each in panel.side.findChildren(QPushButton)
        if each.isVisibleTo(panel)
    }
    assert cells["Women, 18–60: 5"].isEnabled()
    assert not cells["Men, below 18: 0"].isEnabled()
    cells["Women, 18–60: 5"].click()
    running.settle()
    listed = [each.accessibleName() for each in panel.side.findChildren(RowButton) if each.isVisibleTo(panel)]
    assert [each.split()[0] for each in listed] == ["Adamenko", "Bondar", "Czeban", "Diduch", "Fedak"]
    panel.side.findChildren(RowButton)[0].click()
    running.settle()
    assert isinstance(running.shell.window.page, CasePage)


def test_keys_move_show_the_people_and_go_back(running: Running) -> None:
    fill(running.profile.open())
    panel = panel_of(running)
    choose(running, panel, "fami")
    panel.rows["O.2.1"].setFocus()
    for _step in range(2):
        QTest.keyClick(panel, Qt.Key.Key_J)
    assert panel.rows["O.2.3"].isChecked()
    panel.side.ask_people(None)
    running.settle()
    assert panel.side.shows_people()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.side.shows_people()
    QTest.keyClick(panel, Qt.Key.Key_K)
    assert panel.rows["O.2.2"].isChecked()


def test_who_lacks_an_answer_is_one_step_away(running: Running) -> None:
    fill(running.profile.open())
    panel = panel_of(running)
    choose(running, panel, "fami")
    (row,) = [
        each for each in panel.findChildren(RowButton) if each.accessibleName().startswith("An answer on")
    ]
    row.click()
    running.settle()
    assert "Zima" in "\n".join(each.accessibleName() for each in panel.side.findChildren(RowButton))


def test_a_target_is_set_and_the_way_to_it_told_in_words(running: Running) -> None:
    fill(running.profile.open())
    panel = panel_of(running)
    choose(running, panel, "fami")
    panel.rows["O.2.3"].click()
    panel.side.value.setValue(1200)
    panel.side.by.setDate(QDate(2026, 12, 31))
    panel.side.aim.click()
    running.settle()
    running.until(lambda: "7 of 1\u00a0200 by" in words(panel))
    assert "short of 1\u00a0200" in words(panel)
    assert "a week; the forecast carries this pace on to the day" in words(panel)
    assert panel.side.months.isVisibleTo(panel)


def test_files_hide_small_numbers_and_are_noted(running: Running, tmp_path: Path) -> None:
    fill(running.profile.open())
    panel = panel_of(running)
    choose(running, panel, "fami")
    table, paper = tmp_path / "wskazniki.xlsx", tmp_path / "wskazniki.pdf"
    assert panel._presenter is not None
    panel._presenter.save_table(table)
    running.settle()
    panel._presenter.save_paper(paper)
    running.settle()
    assert table.read_bytes()[:2] == b"PK"
    assert paper.read_bytes()[:5] == b"%PDF-"
    kept = running.shell._desk.records.list("export_log")
    assert [(each.values["what"], each.values["file_name"]) for each in kept] == [
        ("INDICATORS", "wskazniki.xlsx"),
        ("INDICATORS", "wskazniki.pdf"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_read(running: Running, language: str) -> None:
    fill(running.profile.open())
    theme.apply(running.desktop._application, "contrast", 125)
    panel = panel_of(running, language)
    choose(running, panel, "fami")
    panel.rows["O.2.3"].click()
    running.settle()
    assert clipped_texts(panel) == []
    assert nameless(panel) == []
