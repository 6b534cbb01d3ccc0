"""Files on the page of a person: chosen, dropped or pasted; where each is; looked at without a copy on the disk."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton, QWidget

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import RecordId
from cicdesk.base.settings import Settings
from cicdesk.gui import pictures
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.parts.rows import RowButton
from cicdesk.presenters.file_lane import FileLane
from cicdesk.presenters.files import size_words
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from cicdesk.store import blobs
from cicdesk.sync.errors import NotOffered, Unreachable
from tests.support.desks import add_person
from tests.support.profiles import every_byte
from tests.support.running import Running

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def _in_english(running: Running) -> None:
    """Words are looked for as they are written here."""
    running.desktop.settings.language = "en"
    set_language("en")


PLANTED = "GPS-50.0614-19.9383"


def photo(width: int = 4000, height: int = 3000) -> bytes:
    """A photo of a page with print on it, as a camera makes one: large, turned, with its place written beside it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f1e8"))
    painter = QPainter(image)
    font = painter.font()
    font.setPixelSize(60)
    painter.setFont(font)
    painter.setPen(QColor("#202020"))
    for line in range(1, height // 100):
        painter.drawText(120, line * 100, f"{line}. Zezwolenie na pobyt czasowy nr 000{line}")
    painter.end()
    image.setText("Place", PLANTED)
    return with_exif(pictures._written(image, b"JPEG", 92))


def with_exif(jpeg: bytes) -> bytes:
    """The same with EXIF: turned by a quarter, and a place as a camera's comment."""
    note = PLANTED.encode() + b"\0"
    entries = b"\x00\x02" + b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
    entries += b"\x01\x0e\x00\x02" + len(note).to_bytes(4, "big") + (38).to_bytes(4, "big") + bytes(4)
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + entries + note
    return jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + jpeg[2:]


@pytest.fixture
def opened(running: Running) -> tuple[Running, CasePage]:
    """The page of a person's file."""
    person = add_person(running.profile.open())
    running.profile.session.lock()
    shell = running.unlock()
    shell.open_file(person)
    running.settle()
    page = shell.window.page
    assert isinstance(page, CasePage)
    return running, page


def lines(card: QWidget) -> list[str]:
    """What the lines of the card say."""
    return [row.accessibleName() for row in card.findChildren(RowButton) if row.isVisible()]


def add(running: Running, page: CasePage, title: str = "Karta pobytu") -> None:
    """Say what it is, and have it added."""
    assert page.files.dialog is not None
    page.files.dialog.title.setText(title)
    page.files.dialog.accept()
    running.settle()
    running.until(lambda: page.files.add_button.isEnabled() and bool(lines(page.files)))
    running.settle()


def drop(page: CasePage, *paths: Path) -> None:
    """Let files go over the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing = Qt.KeyboardModifier.NoModifier
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(10, 10), copy, data, left, nothing))
    QApplication.sendEvent(page, QDropEvent(QPointF(10, 10), copy, data, left, nothing))


def only(running: Running) -> RecordId:
    """The one file of the open profile."""
    desk = running.profile.session.desk
    assert desk is not None
    (found,) = desk.records.list("attachment")
    return found.id


def test_a_dropped_photo_is_made_smaller_turned_and_rid_of_its_place(
    opened: tuple[Running, CasePage], tmp_path: Path
) -> None:
    running, page = opened
    data = photo()
    (tmp_path / "IMG_0001.jpg").write_bytes(data)
    drop(page, tmp_path / "IMG_0001.jpg")
    add(running, page)
    desk = running.profile.session.desk
    assert desk is not None
    kept = desk.files.content(only(running))
    assert PLANTED.encode() in data
    assert PLANTED.encode() not in kept
    assert b"Exif" not in kept
    assert len(kept) < len(data)
    image = pictures.decode(kept)
    assert image is not None
    assert (image.width(), image.height()) == (1800, pictures.LONGEST)
    assert lines(page.files)[0].startswith("Karta pobytu")
    assert "waits to be sent" in lines(page.files)[0]


def test_print_of_the_smallest_size_is_still_there_after_shrinking() -> None:
    """A line of one dot in 300 per inch, as in the smallest print, keeps its contrast."""
    page = QImage(2480, 3508, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    painter = QPainter(page)
    painter.setPen(QColor("black"))
    for x in range(200, 2200, 16):
        painter.fillRect(x, 500, 4, 40, QColor("black"))
    painter.end()
    small = pictures.tidy(pictures._written(page, b"JPEG", 95))
    assert small is not None
    image = pictures.decode(small)
    assert image is not None
    row = int(520 * image.height() / 3508)
    span = [image.pixelColor(x, row).lightness() for x in range(150, 1400)]
    assert min(span) < 90
    assert max(span) > 200


@pytest.mark.qt_log_ignore("JPEG")
def test_a_drawing_stays_a_png_and_what_is_no_picture_is_refused() -> None:
    drawing = QImage(300, 100, QImage.Format.Format_ARGB32)
    drawing.fill(Qt.GlobalColor.transparent)
    kept = pictures.tidy(pictures.png_of(drawing))
    assert kept is not None
    assert kept.startswith(b"\x89PNG")
    assert pictures.tidy(b"\xff\xd8\xff" + bytes(1000)) is None


def test_a_picture_is_pasted(opened: tuple[Running, CasePage]) -> None:
    running, page = opened
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(image)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    add(running, page, "Zrzut ekranu")
    assert lines(page.files)[0].startswith("Zrzut ekranu")


def test_the_key_and_the_button_ask_for_a_file(
    opened: tuple[Running, CasePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    _running, page = opened
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog.windowTitle()))
    page.files.add_button.click()
    QTest.keyClick(
        page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert asked == ["Add a file"] * 2


def test_a_program_is_refused_in_words(opened: tuple[Running, CasePage], tmp_path: Path) -> None:
    running, page = opened
    (tmp_path / "faktura.pdf").write_bytes(b"MZ" + bytes(500))
    drop(page, tmp_path / "faktura.pdf")
    assert page.files.dialog is not None
    page.files.dialog.accept()
    running.settle()
    said = " ".join(each.text() for each in running.shell.window.findChildren(QLabel))
    boxes = running.shell.window.findChildren(QMessageBox)
    said += " ".join(box.text() for box in boxes)
    assert "cannot be added" in said
    assert lines(page.files) == []
    for box in boxes:
        box.close()


def test_it_is_looked_at_from_memory_and_a_lock_takes_it_off_the_screen(
    opened: tuple[Running, CasePage], tmp_path: Path
) -> None:
    running, page = opened
    (tmp_path / "skan.jpg").write_bytes(photo(800, 600))
    drop(page, tmp_path / "skan.jpg")
    add(running, page)
    page.files.findChildren(RowButton)[0].click()
    running.until(lambda: page.files.viewer is not None)
    viewer = page.files.viewer
    assert viewer is not None
    assert viewer.isVisible()
    assert not viewer._pixmap.isNull()
    for words in ("Larger", "Smaller", "Whole"):
        next(each for each in viewer.findChildren(QPushButton) if each.text() == words).click()
    home = every_byte(running.profile.home.folder)
    assert b"\xff\xd8\xff" not in home
    running.desktop.lock()
    assert page.files.viewer is None
    running.settle()


def test_a_copy_is_saved_after_a_warning(
    opened: tuple[Running, CasePage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, page = opened
    (tmp_path / "umowa.pdf").write_bytes(b"%PDF-1.7\nUmowa")
    drop(page, tmp_path / "umowa.pdf")
    add(running, page, "Umowa")
    page.files.findChildren(RowButton)[0].click()
    running.until(lambda: page.files.viewer is not None)
    viewer = page.files.viewer
    assert viewer is not None
    assert "cannot be shown" in " ".join(each.text() for each in viewer.findChildren(QLabel))
    assert [each.text() for each in viewer.findChildren(QPushButton) if each.isDefault()] == ["Close"]
    target = tmp_path / "kopia.pdf"
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(target)))
    next(each for each in viewer.findChildren(QPushButton) if each.text() == "Save a copy…").click()
    (box,) = viewer.findChildren(QMessageBox)
    assert "not be encrypted" in box.text()
    next(each for each in box.buttons() if each.text() == "Save a copy…").click()
    running.until(target.exists)
    running.settle()
    assert target.read_bytes() == b"%PDF-1.7\nUmowa"
    viewer.close()


def test_a_file_that_was_added_by_mistake_is_removed_after_a_question(
    opened: tuple[Running, CasePage], tmp_path: Path
) -> None:
    running, page = opened
    (tmp_path / "obcy.pdf").write_bytes(b"%PDF-1.7\nObcy")
    drop(page, tmp_path / "obcy.pdf")
    add(running, page)
    page.files.findChildren(RowButton)[0].click()
    running.until(lambda: page.files.viewer is not None)
    viewer = page.files.viewer
    assert viewer is not None
    next(each for each in viewer.findChildren(QPushButton) if each.text() == "Remove…").click()
    (box,) = viewer.findChildren(QMessageBox)
    next(each for each in box.buttons() if each.text() == "Remove").click()
    running.until(lambda: lines(page.files) == [])
    assert page.files.viewer is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE attached SET sent = 1", "being sent, 50 %"),
        ("UPDATE attached SET settled = 0", ", sent"),
        ("DELETE FROM blob_piece", "still on the laptop"),
        ("DELETE FROM blob_piece; UPDATE attached SET settled = 0", "at the centre"),
        ("DELETE FROM blob_piece WHERE place = 1; UPDATE attached SET wanted = 1", "being fetched, 50 %"),
        ("UPDATE attached SET why = 'damaged'", "needs attention"),
    ],
)
def test_the_line_says_where_the_file_is(
    opened: tuple[Running, CasePage], tmp_path: Path, change: str, said: str
) -> None:
    running, page = opened
    (tmp_path / "duzy.pdf").write_bytes(b"%PDF-1.7\n" + bytes(300_000))
    drop(page, tmp_path / "duzy.pdf")
    add(running, page)
    desk = running.profile.session.desk
    assert desk is not None
    with desk.context.store.write() as connection:
        for statement in change.split("; "):
            connection.exec_driver_sql(statement)
    running.desktop.bus.publish(Changes(kinds=frozenset({"files"})))
    running.until(lambda: said in " ".join(lines(page.files)))
    fetch = [each for each in page.files.findChildren(QPushButton) if each.text() == "Fetch"]
    assert bool(fetch) == (said in {"at the centre", "needs attention"})


def test_fetching_asks_for_the_file(opened: tuple[Running, CasePage], tmp_path: Path) -> None:
    running, page = opened
    (tmp_path / "duzy.pdf").write_bytes(b"%PDF-1.7\n" + bytes(300_000))
    drop(page, tmp_path / "duzy.pdf")
    add(running, page)
    desk = running.profile.session.desk
    assert desk is not None
    with desk.context.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM blob_piece")
        blobs.settle(connection, [only(running)], 0)
    page.files._presenter.load()  # type: ignore[union-attr]  # it is there
    running.until(lambda: any(each.text() == "Fetch" for each in page.files.findChildren(QPushButton)))
    next(each for each in page.files.findChildren(QPushButton) if each.text() == "Fetch").click()
    running.until(lambda: "being fetched" in " ".join(lines(page.files)))


class Lane:
    """A lane that notes its sessions."""

    def __init__(self) -> None:
        self.sessions = 0
        self.asked_only = False
        self.yielded = self.records_wait = False

    def waiting(self) -> bool:
        return True

    def run(self, stop: "Callable[[], bool]", *, asked_only: bool = False) -> "Lane":
        self.sessions += 1
        self.asked_only = asked_only
        self.yielded = self.yielded and self.sessions == 1
        return self


class TestLane:
    """When the second lane runs."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings.load(tmp_path / "settings.json")

    def lane(self, work: Lane, settings: Settings) -> FileLane:
        return FileLane(self, lambda: work, InlineRunner(), settings, lambda: False)

    def test_after_a_sync_and_when_somebody_waits(self, settings: Settings) -> None:
        work = Lane()
        lane = self.lane(work, settings)
        lane.changed(Changes(kinds=frozenset({"person"})))
        assert work.sessions == 0
        lane.changed(Changes(kinds=frozenset({"sync"})))
        assert work.sessions == 1
        settings.metered = True
        lane.changed(Changes(kinds=frozenset({"sync"})))
        assert work.sessions == 1
        lane.changed(Changes(kinds=frozenset({"wanted"})))
        assert (work.sessions, work.asked_only) == (2, True)

    def test_it_goes_on_behind_what_it_made_way_for_unless_that_is_an_edit(self, settings: Settings) -> None:
        work = Lane()
        work.yielded = True
        self.lane(work, settings).start()
        assert work.sessions == 2
        work = Lane()
        work.yielded = work.records_wait = True
        self.lane(work, settings).start()
        assert work.sessions == 1

    def test_a_server_that_knows_no_files_yet_is_told_of_once(self, settings: Settings) -> None:  # V-02
        class Refused(Lane):
            def run(self, stop: "Callable[[], bool]", *, asked_only: bool = False) -> Lane:
                self.sessions += 1
                raise error

        error: Exception = NotOffered()
        told: list[BaseException] = []
        work = Refused()
        lane = self.lane(work, settings)
        lane.failed = told.append
        for _again in range(3):
            lane.changed(Changes(kinds=frozenset({"sync"})))
        assert work.sessions == 3
        assert told == [error]
        error = Unreachable()
        lane.start()
        error = NotOffered()
        lane.start()
        assert len(told) == 1


def test_sizes_are_said_as_people_say_them() -> None:
    set_language("en")
    assert [size_words(n) for n in (12, 2048, 655_360, 1_300_000, 26_214_400)] == [
        "12 bytes", "2.0 KB", "640 KB", "1.2 MB", "25 MB",
    ]  # fmt: skip
    set_language("pl")
    assert size_words(1_300_000) == "1,2 MB"
