"""The page of reports in the running window: the funder's file by keys, lists with and without names, reports as pages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cicdesk.base.i18n import LANGUAGES
from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.export_funder import FunderPanel
from cicdesk.gui.pages.export_lists import ListsPanel
from cicdesk.gui.pages.export_reports import ReportsPanel
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.pages.reports_page import ReportsPage
from cicdesk.gui.windows.export_copy_dialog import CopyDialog
from cicdesk.services.desk import Desk
from tests.support.exported import add_participant
from tests.support.looks import clipped_texts, nameless
from tests.support.pdfs import read_back
from tests.support.running import Running

LACKING = {"country": "PL", "voivodeship": "12", "county": "1213", "locality": "Zator", "postcode": "32-640"}


def page_of(running: Running, language: str = "en") -> ReportsPage:
    running.profile.session.lock()
    running.desktop.settings.language = language
    running.desktop.setting_changed("language")
    shell = running.unlock()
    shell.run(Command.REPORTS)
    running.settle()
    page = shell.window.page
    assert isinstance(page, ReportsPage)
    page.show_panel(FunderPanel)
    running.settle()
    return page


def funder(page: ReportsPage) -> FunderPanel:
    (panel,) = page.findChildren(FunderPanel)
    return panel


def desk_of(running: Running) -> Desk:
    """The desk behind the window, to look at what was written."""
    return running.shell._desk


def test_enter_in_the_table_of_faults_opens_the_field_to_put_right(running: Running) -> None:
    add_participant(running.profile.open(), "Nowa", email="", services=(("POL", "2026-03-02"),))
    page = page_of(running)
    panel = funder(page)
    panel.file.check.click()
    running.settle()
    assert "has to be put right" in panel.file.summary.text()
    assert not panel.file.write.isVisibleTo(panel)
    assert panel.file.faults.hasFocus() or not running.shell.window.isActiveWindow()
    QTest.keyClick(panel.file.faults, Qt.Key.Key_Return)
    running.settle()
    form = running.shell.window.page
    assert isinstance(form, FormPage)
    assert form.start.spec.kind == "person"


def test_a_clean_file_is_written_where_one_says(running: Running, tmp_path: Path) -> None:
    add_participant(running.profile.open(), "Nowa")
    page = page_of(running)
    panel = funder(page)
    panel.file.check.click()
    running.settle()
    assert panel.file.write.isVisibleTo(panel)
    panel._write(tmp_path / "file.csv")
    running.settle()
    assert (tmp_path / "file.csv").read_bytes().startswith(b"\xef\xbb\xbfNumer projektu;")
    assert "file.csv" in panel.done.text()
    assert [each.values["what"] for each in desk_of(running).records.list("export_log")] == ["FUNDER_FILE"]


def test_the_funders_answer_is_read_and_its_ids_are_kept_by_one_press(
    running: Running, tmp_path: Path
) -> None:
    taken = add_participant(running.profile.open(), "Nowa")
    panel = funder(page_of(running))
    answer = tmp_path / "answer.csv"
    answer.write_text("PESEL;Techniczny identyfikator;Status\nFE 000001;T-7;OK\n", encoding="utf-8")
    panel._presenter.read_answer(answer, panel.file.asked())
    running.settle()
    assert panel.beside.keep.isVisibleTo(panel)
    panel.beside.keep.click()
    running.settle()
    assert desk_of(running).records.get(taken.participation).values["technical_id"] == "T-7"
    assert not panel.beside.keep.isVisibleTo(panel)


def test_names_leave_only_with_a_reason_and_a_password(running: Running, tmp_path: Path) -> None:
    add_participant(running.profile.open(), "Nowa")
    page = page_of(running)
    page.show_panel(ListsPanel)
    running.settle()
    (panel,) = page.findChildren(ListsPanel)
    assert not panel.password.isVisibleTo(panel)
    panel._presenter.write(panel.wanted(), tmp_path / "list.xlsx")
    running.settle()
    assert (tmp_path / "list.xlsx").read_bytes().startswith(b"PK")
    panel.full.setChecked(True)
    assert panel.password.isVisibleTo(panel)
    panel._presenter.write(panel.wanted(), tmp_path / "names.xlsx")
    running.settle()
    assert not (tmp_path / "names.xlsx").exists()
    panel.reason.setText("Kontrola instytucji pośredniczącej, pismo z 3 marca.")
    panel.password.setText("cztery konie jadą")
    panel._presenter.write(panel.wanted(), tmp_path / "names.xlsx")
    running.settle()
    assert not (tmp_path / "names.xlsx").read_bytes().startswith(b"PK"), "the file is locked"
    assert panel.password.text() == "", "the password does not stay on the screen"
    panel.form.setCurrentIndex(1)
    assert not panel.full.isVisibleTo(panel), "a text file cannot be locked"


def test_a_monthly_report_is_looked_at_and_saved(running: Running, tmp_path: Path) -> None:
    add_participant(running.profile.open(), "Nowa")
    page = page_of(running)
    page.show_panel(ReportsPanel)
    running.settle()
    (panel,) = page.findChildren(ReportsPanel)
    panel.look.click()
    running.settle()
    assert panel.pages.count >= 1
    asked = panel.asked()
    assert asked is not None
    panel._presenter.save(asked, tmp_path / "report.pdf")
    running.settle()
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_copy_of_a_persons_data_comes_from_their_file_as_a_pdf_in_two_languages(
    running: Running, tmp_path: Path
) -> None:
    taken = add_participant(running.profile.open(), "Nowa")
    page_of(running)
    shell = running.shell
    shell.open_file(taken.person)
    running.settle()
    shell.run(Command.ACCESS_COPY)
    running.settle()
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, CopyDialog)
    assert not dialog.save.isEnabled(), "first it is said who asked for it"
    dialog.reason.setText("Wniosek z 9 marca")
    assert dialog.save.isEnabled()
    dialog._write(tmp_path / "copy.pdf")
    running.settle()
    told = read_back((tmp_path / "copy.pdf").read_bytes()).text
    assert "Kopiadanychosobowych" in told
    assert "Копіяперсональнихданих" in told
    assert b"cicdesk-access-copy" in (tmp_path / "copy.json").read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == ["copy.json", "copy.pdf"]
    dialog.reject()
    running.settle()


def test_whoever_does_not_coordinate_sees_no_reports(running: Running) -> None:
    from cicdesk.presenters.rooms import rooms_of

    assert rooms_of("coordinator").admits("REPORTS")
    assert rooms_of("").admits("REPORTS"), "who works alone has everything that is there"
    assert not rooms_of("assistant").admits("REPORTS")
    assert not rooms_of("staff").admits("ACCESS_COPY")
    del running


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_and_is_translated(running: Running, language: str) -> None:
    add_participant(running.profile.open(), "Nowa", email="")
    page = page_of(running, language)
    funder(page).file.check.click()
    running.settle()
    for panel in (FunderPanel, ListsPanel, ReportsPanel):
        page.show_panel(panel)
        running.settle()
        assert clipped_texts(page) == []
        assert nameless(page) == []
    theme.apply(running.desktop._application, "light")
