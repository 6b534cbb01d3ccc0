"""A paper before it is printed: its pages, its second language, and who has signed it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.failures import Failures
from cicdesk.gui.parts.boxes import scrolled
from cicdesk.gui.parts.choosing import ask_files
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.printers import ask_printer, has_printer
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.pictures import QtPictures
from cicdesk.gui.printing.page_view import PageView
from cicdesk.gui.printing.signature_box import SignatureBox
from cicdesk.gui.theme import restyle, theme
from cicdesk.gui.windows.file_viewer import ask_where
from cicdesk.presenters.files import Found
from cicdesk.presenters.papers import PreviewPresenter, PreviewShown, Signature
from cicdesk.presenters.runner import Lane, Runner

_STEP = 1.25
_LEAST, _MOST = 0.4, 4.0
_NATURAL = 96
_LEAST_WIDE, _MOST_WIDE = 280, 330
_PDF = "application/pdf"


class PreviewDialog(QDialog):
    """Shows papers. Where there is no printer, they are laid aside until there is one."""

    def __init__(self, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Print"))
        self._runner = runner
        self._failures = Failures(self)
        self._presenter: PreviewPresenter | None = None
        self.pages = PageView()
        self.language = QComboBox()
        self.language.setAccessibleName(_("Language beside the Polish"))
        self._title = label("", "heading", wrap=True)
        self._words = label("", "muted", wrap=True)
        self._no_printer = label("", "small", wrap=True)
        self.signatures = SignatureBox(self._note)
        self.print = button(_("Print…"), "", "primary")
        self.aside = button(_("Into the tray"))
        self.scan = button(_("Attach the scan…"), "clip")
        self.keep = button(_("Keep in the file"))
        self.save = button(_("Save a copy…"))
        self._lay_out()
        self._connect()
        self.resize(theme().pixels(1000), theme().pixels(780))
        self._set_ready(ready=False)

    def use(self, presenter: PreviewPresenter) -> None:
        """The thinking of this window."""
        self._presenter = presenter
        self._runner.start(self, has_printer, self._printers_known, self.show_error, Lane.FILES)

    def show_paper(self, shown: PreviewShown) -> None:
        """Say what it is, in which languages it can be had, and who has signed."""
        self._title.setText(shown.title)
        self.setWindowTitle(shown.title)
        self.language.blockSignals(True)
        self.language.clear()
        for code, name in shown.languages:
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(shown.language))
        self.language.blockSignals(False)
        self.language.setVisible(bool(shown.languages))
        self.keep.setVisible(shown.keepable)
        self.scan.setVisible(shown.signable)
        self.signatures.show_lines(shown.signatures)

    def show_pages(self, pages: Sequence[object], dots: float) -> None:
        """Show the pages."""
        self.pages.show_pages([each for each in pages if isinstance(each, QImage)], dots)
        self._set_ready(ready=True)

    def set_busy(self, *, busy: bool) -> None:
        """Whether pages are being made."""
        if busy:
            self._set_ready(ready=False)

    def tell(self, words: str) -> None:
        """Say what was done."""
        set_text(self._words, words)

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        self._failures.show(error)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 16, 0, 0)
        side.setSpacing(10)
        side.addWidget(self._title)
        side.addWidget(self.language)
        side.addWidget(self._zoom_row())
        side.addSpacing(8)
        side.addWidget(self.signatures)
        side.addStretch(1)
        for each in (self._words, self._no_printer, self.print, self.aside, self.scan, self.keep, self.save):
            side.addWidget(each)
        close = button(_("Close"), "", "quiet")
        close.clicked.connect(self.reject)
        side.addWidget(close)
        panel = QWidget()
        panel.setLayout(side)
        beside = scrolled(panel)  # large letters make it higher than a small screen
        beside.setMinimumWidth(theme().pixels(_LEAST_WIDE))
        beside.setMaximumWidth(theme().pixels(_MOST_WIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.pages, 1)
        row.addWidget(beside)
        set_text(self._words, "")
        set_text(self._no_printer, "")

    def _zoom_row(self) -> QWidget:
        made = QWidget()
        row = FlowLayout(made)
        for words, keys, factor in (
            (_("Smaller"), "Ctrl+-", 1 / _STEP),
            (_("Whole width"), "Ctrl+0", 0.0),
            (_("Larger"), "Ctrl++", _STEP),
        ):
            act = button(words, "", "quiet")
            act.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
            act.clicked.connect(lambda _checked=False, by=factor: self._zoom(by))
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=factor: self._zoom(by))
            row.addWidget(act)
        return made

    def _connect(self) -> None:
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        self.print.clicked.connect(lambda: ask_printer(self, self._print))
        self.language.activated.connect(self._choose_language)
        self.save.clicked.connect(self._save)
        self.scan.clicked.connect(self._choose_scan)
        for act, done in ((self.aside, PreviewPresenter.lay_aside), (self.keep, PreviewPresenter.keep)):
            act.clicked.connect(lambda _checked=False, done=done: self._have_done(done))

    def _have_done(self, done: object) -> None:
        if self._presenter is not None and callable(done):
            done(self._presenter)

    def _print(self, printer: object) -> None:
        if self._presenter is not None:
            self._presenter.print_on(printer)

    def _save(self) -> None:
        if self._presenter is not None:
            ask_where(self, self._presenter.title, _PDF, self._presenter.save_copy)

    def _choose_scan(self) -> None:
        chooser = ask_files(self, _("Attach the scan…"), QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self._attach)
        chooser.open()

    def _attach(self, name: str) -> None:
        if self._presenter is not None:
            self._presenter.attach_scan(Found(Path(name).name, Path(name)), QtPictures())

    def _choose_language(self, index: int) -> None:
        if self._presenter is not None:
            self._presenter.choose_language(str(self.language.itemData(index)))

    def _zoom(self, factor: float) -> None:
        scale = min(_MOST, max(_LEAST, self.pages.scale * factor)) if factor else 0.0
        self.pages.set_scale(scale)
        if self._presenter is not None and factor:
            self._presenter.look_closer(_NATURAL * scale * self.devicePixelRatioF())

    def _printers_known(self, there: bool) -> None:
        self.print.setVisible(there)
        if not there:
            words = _("There is no printer here. Papers in the tray can be printed later, on this laptop.")
            set_text(self._no_printer, words)
            restyle(self.aside, role="primary")
            self.aside.setFocus()

    def _set_ready(self, *, ready: bool) -> None:
        for each in (self.print, self.aside, self.scan, self.keep, self.save):
            each.setEnabled(ready)

    def _note(self, signature: Signature, state: str) -> None:
        if self._presenter is not None:
            self._presenter.note(signature, state)
