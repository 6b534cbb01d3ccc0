"""A picture in a window of its own, from memory: no copy of it is ever written to the disk for showing it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.domain.media import ending_of
from cicdesk.gui.parts.asking import answer, message_box, way_out
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.gui.parts.texts import button, label

_STEP = 1.25
_LEAST, _MOST = 0.1, 8.0
_UNSAFE = '<>:"/\\|?*'


class _Area(QScrollArea):
    """Says when there is more or less room."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room."""
        super().resizeEvent(event)
        self.resized.emit()


class FileViewer(QDialog):
    """Shows a picture, as large as the window or as large as one likes; other files can only be saved."""

    copy_asked = Signal()
    """The person wants a readable copy."""
    removal_asked = Signal()
    """The person wants it taken away, and has confirmed that."""

    def __init__(
        self, title: str, media: str, picture: QImage | None, parent: QWidget, *, removable: bool = True
    ) -> None:
        """`removable`: whether whoever looks may take the file away."""
        super().__init__(parent)
        self._removable = removable
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pixmap = QPixmap.fromImage(picture) if picture is not None else QPixmap()
        self._scale = 0.0
        """Of the dots on the screen; 0: as large as the window."""
        self._canvas = QLabel()
        self._canvas.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._canvas.setAccessibleName(title)
        self._area = _Area()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._canvas)
        self._area.resized.connect(self._paint)
        self._buttons = QHBoxLayout()
        self._lay_out(media)
        self.resize(900, 700) if picture is not None else self.resize(480, 200)

    def _lay_out(self, media: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        if self._pixmap.isNull():
            column.addWidget(label(_cannot(media), wrap=True), 1)
        else:
            column.addWidget(self._area, 1)
            for words, keys, act in (
                (_("Whole"), "Ctrl+0", self.show_whole),
                (_("Larger"), "Ctrl++", lambda: self._zoom(_STEP)),
                (_("Smaller"), "Ctrl+-", lambda: self._zoom(1 / _STEP)),
            ):
                made = button(words)
                made.clicked.connect(act)
                made.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
                QShortcut(QKeySequence(keys), self).activated.connect(act)
                self._buttons.addWidget(made)
        self._buttons.addStretch(1)
        if self._removable:
            remove = button(_("Remove…"), "trash")
            remove.clicked.connect(self._ask_removal)
            self._buttons.addWidget(remove)
        save, close = button(_("Save a copy…")), button(_("Close"), "", "primary")
        save.clicked.connect(self.copy_asked)
        close.clicked.connect(self.close)
        close.setDefault(True)
        close.setFocus()  # Enter and Space take nothing away
        self._buttons.addWidget(save)
        self._buttons.addWidget(close)
        column.addLayout(self._buttons)

    def _ask_removal(self) -> None:
        box = message_box(
            self,
            "question",
            _("Remove this file for everybody?"),
            _("Nobody sees it any more. Its content is destroyed when the person's data are erased."),
        )
        answer(box, _("Remove"), "danger").clicked.connect(self.removal_asked)
        way_out(box)
        box.open()

    def show_whole(self) -> None:
        """As large as the window, also when that changes."""
        self._scale = 0.0
        self._paint()

    def _zoom(self, factor: float) -> None:
        shown = self._canvas.pixmap().width() / max(1, self._pixmap.width())
        self._scale = min(_MOST, max(_LEAST, (self._scale or shown) * factor))
        self._paint()

    def _paint(self) -> None:
        if self._pixmap.isNull():
            return
        room = self._area.viewport().size()
        size = self._pixmap.size() * self._scale if self._scale else _inside(self._pixmap.size(), room)
        self._canvas.setPixmap(
            self._pixmap.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )


def _inside(size: QSize, room: QSize) -> QSize:
    """As large as fits, never larger than it is."""
    if size.width() <= room.width() and size.height() <= room.height():
        return size
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


def _cannot(media: str) -> str:
    if media == "application/pdf":
        return _("This PDF cannot be shown inside the program. To read it, save a copy and open that.")
    return _("This file cannot be shown inside the program. To read it, save a copy and open that.")


def saved_words(name: str) -> tuple[str, str]:
    """What is said once a copy was saved, and what to do about it."""
    return (
        _("A copy was saved as {name}.").format(name=name),
        _("It is not encrypted. Delete it as soon as it is not needed any more."),
    )


def ask_where(parent: QWidget, title: str, media: str, chosen: Callable[[Path], None]) -> QMessageBox:
    """Warn that a copy is not protected, then ask for its place."""
    box = message_box(
        parent,
        "warning",
        _("The copy will not be encrypted: whoever uses or finds this disk can read it."),
        _("Save it only where it is needed, and delete it afterwards."),
    )
    go_on = answer(box, _("Save a copy…"), "primary")
    go_on.clicked.connect(lambda: _ask_place(parent, title, media, chosen))
    way_out(box)
    box.open()
    return box


def _ask_place(parent: QWidget, title: str, media: str, chosen: Callable[[Path], None]) -> None:
    name = "".join("_" if each in _UNSAFE or not each.isprintable() else each for each in title) or "copy"
    ask_new_file(parent, _("Save a copy…"), f"{name}{ending_of(media)}", chosen)
