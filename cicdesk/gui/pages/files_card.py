"""The files of a person on the page of their file: a line each with where it is, and three ways to add one."""

from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui import pictures
from cicdesk.gui.parts.boxes import Card, Nothing, clear
from cicdesk.gui.parts.choosing import ask_files
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button
from cicdesk.gui.windows.add_file_dialog import AddFileDialog
from cicdesk.gui.windows.file_viewer import FileViewer, ask_where, saved_words
from cicdesk.presenters.files import FileRow, FilesPresenter, Found, Opened

_ENDINGS = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.pdf *.docx *.odt"


class FilesCard(Card):
    """The view of FilesPresenter. Files can be chosen, dropped anywhere on the page, or pasted."""

    failed = Signal(object)
    """Something did not work; the argument is the error."""
    told = Signal(str, str, str)
    """A line for the bar above the page: tone, words, what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: FilesPresenter | None = None
        self._rows: Sequence[FileRow] = ()
        self._buttons: dict[str, RowButton] = {}
        self.viewer: FileViewer | None = None
        self.dialog: AddFileDialog | None = None
        self.add_button = button("", "plus", "quiet")
        self.add_button.clicked.connect(self.choose)
        self.add_act(self.add_button)
        self.retranslate()
        self.show_files(())

    def use(self, presenter: FilesPresenter) -> None:
        """The thinking of this card."""
        self._presenter = presenter

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Files"), len(self._rows))
        if not self._rows:
            clear(self.body)  # the next look says in this language that there is nothing
        self.add_button.setText(_("Add a file"))
        self.add_button.setToolTip(
            _("Choose a picture or a document, drop it on this page, or paste it with Ctrl+V")
        )

    def choose(self) -> None:
        """Ask which files to add."""
        chooser = ask_files(self.window(), _("Add a file"), QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilters(
            [_("Pictures and documents ({endings})").format(endings=_ENDINGS), _("All files (*)")]
        )
        chooser.filesSelected.connect(lambda names: self.offer([Found(Path(n).name, Path(n)) for n in names]))
        chooser.open()

    def offer(self, found: Sequence[Found]) -> None:
        """Ask what these are, then add them."""
        if not found or self._presenter is None or not self._presenter.root:
            return
        self.dialog = AddFileDialog(found, self._add, self.window())
        self.dialog.destroyed.connect(self._dialog_gone)
        self.dialog.open()

    def _dialog_gone(self) -> None:
        if self.dialog is not None and not shiboken6.isValid(self.dialog):
            self.dialog = None

    def _viewer_gone(self) -> None:
        if self.viewer is not None and not shiboken6.isValid(self.viewer):
            self.viewer = None

    def paste(self) -> bool:
        """Add what is in the clipboard; whether there was anything of use."""
        found = found_in(QGuiApplication.clipboard().mimeData())
        self.offer(found)
        return bool(found)

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """These are the files; lines that say the same stay as they are."""
        if rows == self._rows and self.body.count():
            return
        focused = next((name for name, row in self._buttons.items() if row.hasFocus()), "")
        self._rows, self._buttons = rows, {}
        self.set_title(_("Files"), len(rows))
        clear(self.body)
        for each in rows:
            self.body.addWidget(self._line(each))
        if not rows:
            self.body.addWidget(
                Nothing(
                    "clip", _("No file yet. Scans and photos are kept encrypted, here and at the centre.")
                )
            )
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def set_adding(self, *, adding: bool) -> None:
        """A file is being read and made smaller."""
        self.add_button.setEnabled(not adding)
        self.add_button.setText(_("Adding…") if adding else _("Add a file"))

    def show_opened(self, opened: Opened) -> None:
        """Show the content in a window of its own."""
        self.close_viewer()
        picture = opened.picture if isinstance(opened.picture, QImage) else None
        self.viewer = FileViewer(opened.title, opened.media, picture, self.window())
        self.viewer.copy_asked.connect(lambda: self._save_copy(opened))
        self.viewer.removal_asked.connect(lambda: self._remove(opened))
        self.viewer.destroyed.connect(self._viewer_gone)
        self.viewer.show()

    def show_saved(self, name: str) -> None:
        """A copy was saved."""
        self.told.emit("warning", *saved_words(name))

    def show_error(self, error: BaseException) -> None:
        """Something did not work."""
        self.failed.emit(error)

    def close_windows(self) -> None:
        """Take every content off the screen, as locking does."""
        self.close_viewer()
        if self.dialog is not None:
            self.dialog.close()

    def close_viewer(self) -> None:
        """Take the content off the screen."""
        if self.viewer is not None:
            viewer, self.viewer = self.viewer, None
            viewer.close()

    def _line(self, each: FileRow) -> RowButton:
        row = RowButton("clip", each.title, f"{each.where}\n{each.detail}", "", each.tone)
        row.clicked.connect(lambda: self._chosen(each))
        if each.fetchable:
            fetch = button(_("Fetch"), "", "quiet")
            fetch.setAccessibleName(_("Fetch {title}").format(title=each.title))
            fetch.clicked.connect(lambda: self._chosen(each))
            row.add_button(fetch)
        self._buttons[each.id] = row
        return row

    def _chosen(self, each: FileRow) -> None:
        if self._presenter is None:
            return
        if each.fetchable:
            self._presenter.fetch(each.id)
        else:
            self._presenter.look_at(each.id)

    def _add(self, found: Found, kind: str, title: str) -> None:
        if self._presenter is not None:
            self._presenter.add(found, kind, title)

    def _remove(self, opened: Opened) -> None:
        self.close_viewer()
        if self._presenter is not None:
            self._presenter.remove(opened.id)

    def _save_copy(self, opened: Opened) -> None:
        presenter = self._presenter
        if presenter is not None and self.viewer is not None:
            ask_where(
                self.viewer, opened.title, opened.media, lambda path: presenter.save_copy(opened.id, path)
            )


class DropPlace(QObject):
    """Lets a page take files that are dropped on it, and what is pasted where no field takes it."""

    def __init__(self, page: QWidget, card: FilesCard) -> None:
        super().__init__(page)
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        self._card = card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether that was ours."""
        if isinstance(event, QDropEvent):  # something dragged that comes in, moves, or is let go
            return self._dragged(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.matches(QKeySequence.StandardKey.Paste) and self._card.paste()
        return super().eventFilter(watched, event)

    def _dragged(self, event: QDropEvent) -> bool:
        found = found_in(event.mimeData()) if event.type() == QEvent.Type.Drop else []
        if found or (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()
        self._card.offer(found)
        return True


def found_in(data: QMimeData) -> list[Found]:
    """What can be added of something dragged or copied: files of this computer, or a picture."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return [Found(path.name, path) for path in paths if path.is_file()]
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return [Found(_("Picture"), data=pictures.png_of(image))]
    return []
