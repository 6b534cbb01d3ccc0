"""Papers on the screen: from a record or a day to pages, into the tray, and what is noted and kept of them."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QMessageBox, QPushButton

from cicdesk.base.i18n import set_language
from cicdesk.gui.actions import Command
from cicdesk.gui.printing import preview_dialog
from cicdesk.gui.printing.papers_dialog import PapersDialog
from cicdesk.gui.printing.preview_dialog import PreviewDialog
from cicdesk.gui.shell import Shell
from cicdesk.services.desk import Desk
from cicdesk.services.papers import Wanted
from tests.support.looks import clipped_texts, too_wide
from tests.support.paper_records import DAY, Recorded, record_all
from tests.support.pdfs import read_back, squeezed
from tests.support.profiles import every_byte
from tests.support.running import Running


@pytest.fixture(autouse=True)
def _in_english(running: Running) -> None:
    """Words are looked for as they are written here."""
    running.desktop.settings.language = "en"
    set_language("en")


@pytest.fixture
def recorded(running: Running) -> Recorded:
    """A day with its papers, and it is that day."""
    running.profile.clock.moment = dt.datetime.fromisoformat(f"{DAY}T08:00:00+00:00")
    made = record_all(running.profile.open())
    running.profile.session.lock()
    return made


def desk_of(running: Running) -> Desk:
    """The desk of the profile that is open."""
    desk = running.profile.session.desk
    assert desk is not None
    return desk


def preview(running: Running, shell: Shell, record: str) -> PreviewDialog:
    """The pages of the only paper about a record."""
    shell.dialogs.papers(desk_of(running).records.get(record))
    running.settle()
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, PreviewDialog)
    return dialog


def listed(running: Running, shell: Shell) -> PapersDialog:
    shell.run(Command.PAPERS)
    running.settle()
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, PapersDialog)
    return dialog


def test_the_papers_of_a_day_are_shown_together_and_wait_in_the_tray_where_there_is_no_printer(
    running: Running, recorded: Recorded
) -> None:
    shell = running.unlock()
    dialog = listed(running, shell)
    assert dialog.of_day.count() == 5
    dialog.of_day.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.print_day.click()
    running.settle()
    pages = shell.dialogs.open_one
    assert isinstance(pages, PreviewDialog)
    assert pages.pages.count == 5, "four papers, one of two pages"
    assert not pages.print.isVisible()
    pages.aside.click()
    running.settle()
    pages.reject()
    running.settle()
    again = shell.dialogs.open_one
    assert isinstance(again, PapersDialog), "the list comes back"
    assert again.tray.count() == 4
    again.take_out.click()
    running.settle()
    assert again.tray.count() == 0


def test_the_tray_is_there_after_the_laptop_was_locked(running: Running, recorded: Recorded) -> None:
    running.unlock()
    desk = desk_of(running)
    desk.papers.lay_aside([Wanted("incident_note", recorded.incident, "", "ar")])
    running.desktop.lock()
    running.settle()
    dialog = listed(running, running.unlock())
    assert dialog.tray.count() == 1


def test_locking_closes_the_pages_and_nothing_comes_back(running: Running, recorded: Recorded) -> None:
    shell = running.unlock()
    listed(running, shell).print_day.click()
    running.settle()
    running.desktop.lock()
    running.settle()
    assert shell.dialogs.open_one is None


def test_a_paper_is_had_in_another_language(running: Running, recorded: Recorded) -> None:
    dialog = preview(running, running.unlock(), recorded.incident)
    assert dialog.language.currentText() == "українська"
    dialog.language.setCurrentIndex(dialog.language.findData("ar"))
    dialog.language.activated.emit(dialog.language.currentIndex())
    running.settle()
    assert dialog.language.currentText() == "العربية"
    assert dialog.pages.count == 1


def test_the_window_calls_the_paper_in_the_language_in_use(running: Running, recorded: Recorded) -> None:
    dialog = preview(running, running.unlock(), recorded.incident)
    assert dialog.windowTitle() == "Note of an incident"


def test_who_signed_is_noted_in_the_record(running: Running, recorded: Recorded) -> None:
    dialog = preview(running, running.unlock(), recorded.incident)
    box = next(
        each for each in dialog.findChildren(QComboBox) if each.accessibleName() == "Signature: Guardian"
    )
    assert box.currentText() == "to sign"
    box.setCurrentIndex(box.findData("ON_PAPER"))
    box.activated.emit(box.currentIndex())
    running.settle()
    values = desk_of(running).records.get(recorded.incident).values
    assert values["guardian_signature"] == "ON_PAPER"


def test_a_paper_is_kept_in_the_file_only_when_somebody_asks(running: Running, recorded: Recorded) -> None:
    dialog = preview(running, running.unlock(), recorded.incident)
    desk = desk_of(running)
    assert desk.records.list("attachment") == []
    dialog.keep.click()
    running.settle()
    kept = desk.records.list("attachment")
    assert [each.values["person"] for each in kept] == [recorded.person]
    assert "Notatkaozdarzeniu" in read_back(desk.files.content(kept[0].id)).text


def test_no_readable_page_is_ever_on_the_disk(running: Running, recorded: Recorded) -> None:
    dialog = preview(running, running.unlock(), recorded.incident)
    dialog.aside.click()
    dialog.keep.click()
    running.settle()
    running.desktop.close()
    on_disk = every_byte(running.profile.home.folder)
    for readable in (b"%PDF", b"Notatka o zdarzeniu", b"Zhuk-Kovalenko"):
        assert readable not in on_disk


def test_a_copy_is_saved_after_a_warning(running: Running, recorded: Recorded, tmp_path: Path) -> None:
    dialog = preview(running, running.unlock(), recorded.incident)
    dialog.save.click()
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert "not be encrypted" in box.text()
    next(each for each in box.findChildren(QPushButton) if each.text() == "Save a copy…").click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "copy.pdf"))
    running.settle()
    assert "Notatkaozdarzeniu" in read_back((tmp_path / "copy.pdf").read_bytes()).text
    chooser.reject()


def test_what_was_printed_leaves_the_tray(
    running: Running, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    printer = QPdfWriter(out)
    monkeypatch.setattr(preview_dialog, "has_printer", lambda: True)
    monkeypatch.setattr(preview_dialog, "ask_printer", lambda _parent, chosen: chosen(printer))
    shell = running.unlock()
    papers = desk_of(running).papers
    papers.lay_aside([Wanted("incident_note", recorded.incident, "", "uk")])
    dialog = preview(running, shell, recorded.incident)
    assert dialog.print.isVisible()
    dialog.print.click()
    running.settle()
    assert squeezed("Notatka o zdarzeniu") in read_back(bytes(out.data().data())).text
    assert papers.tray() == []


def test_a_printer_that_takes_no_page_is_told_of_and_the_paper_stays_in_the_tray(
    running: Running, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = QPdfWriter(QBuffer())  # never opened: nothing can be written to it
    monkeypatch.setattr(preview_dialog, "has_printer", lambda: True)
    monkeypatch.setattr(preview_dialog, "ask_printer", lambda _parent, chosen: chosen(broken))
    monkeypatch.setattr(QPainter, "begin", lambda _self, _device: False)
    shell = running.unlock()
    papers = desk_of(running).papers
    papers.lay_aside([Wanted("incident_note", recorded.incident, "", "uk")])
    dialog = preview(running, shell, recorded.incident)
    dialog.print.click()
    running.settle()
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert "printer" in box.text()
    assert len(papers.tray()) == 1
    box.reject()


def test_pages_are_turned_and_made_larger_by_keys(running: Running, recorded: Recorded) -> None:
    shell = running.unlock()
    listed(running, shell).print_day.click()
    running.settle()
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, PreviewDialog)
    view, bar = dialog.pages, dialog.pages.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert bar.value() == view._pages[1].y() - 16
    before = view.scale
    dialog._zoom(1.25)
    running.settle()
    assert view.scale == pytest.approx(before * 1.25)
    dialog._zoom(0.0)
    assert view.scale == pytest.approx(before, abs=0.05)


def test_the_form_of_a_record_with_papers_offers_to_print_them(running: Running, recorded: Recorded) -> None:
    shell = running.unlock()
    shell.open_form("incident", recorded.incident)
    running.settle()
    page = shell.window.page
    assert page is not None
    next(each for each in page.findChildren(QPushButton) if each.text() == "Print…").click()
    running.settle()
    assert isinstance(shell.dialogs.open_one, PreviewDialog)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_record_with_several_papers_asks_which(running: Running, recorded: Recorded) -> None:
    shell = running.unlock()
    shell.dialogs.papers(desk_of(running).records.get(recorded.child))
    menu = next(each for each in shell.window.findChildren(QMenu) if each.isVisible())
    assert [each.text() for each in menu.actions()] == ["Child's card", "Authorisation to collect a child"]
    menu.actions()[1].trigger()
    menu.close()
    running.settle()
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, PreviewDialog)
    assert dialog.windowTitle() == "Authorisation to collect a child"


def test_the_scan_of_a_signed_paper_is_attached_and_noted(
    running: Running, recorded: Recorded, tmp_path: Path
) -> None:
    dialog = preview(running, running.unlock(), recorded.incident)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    dialog.scan.click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(scan))
    chooser.reject()
    running.settle()
    desk = desk_of(running)
    assert desk.records.get(recorded.incident).values["guardian_signature"] == "SCANNED"
    (kept,) = desk.records.list("attachment")
    assert str(kept.values["title"]).startswith("Notatka o zdarzeniu NZ/")
    assert kept.values["person"] == recorded.person


def test_the_papers_of_a_trip_are_shown_by_themselves(running: Running, recorded: Recorded) -> None:
    shell = running.unlock()
    desk = desk_of(running)
    trip = desk.records.create("trip", {"day": DAY, "place": "Miechów"})[0].id
    desk.records.edit(recorded.appointment, {"trip": trip})
    dialog = listed(running, shell)
    assert [dialog.trip.itemText(index) for index in range(dialog.trip.count())] == [
        "Everything of the day", "Miechów",
    ]  # fmt: skip
    dialog.trip.setCurrentIndex(1)
    dialog.trip.activated.emit(1)
    running.settle()
    assert dialog.of_day.count() == 1
    assert dialog.trip.currentText() == "Miechów"


def test_the_pages_and_all_buttons_are_seen_in_letters_twice_as_large(
    running: Running, recorded: Recorded
) -> None:
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    shell = running.unlock()
    dialog = preview(running, shell, recorded.incident)
    dialog.resize(1366, 720)
    running.until(lambda: clipped_texts(dialog) == [])
    assert too_wide(dialog) == []
    assert dialog.size() == QSize(1366, 720)
    dialog.reject()
