"""The copy of one person's data: in which language beside the Polish, who asked for it, and where it goes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.failures import Failures
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.export_reports import CopyPresenter


class CopyDialog(QDialog):
    """Asks what has to be known, then writes the PDF and the JSON."""

    def __init__(self, parent: QWidget, person: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Copy of a person's data"))
        self._person = person
        self._presenter: CopyPresenter | None = None
        self._failures = Failures(self)
        self.language, self.reason = QComboBox(), QLineEdit()
        self.language.setAccessibleName(_("Language beside the Polish"))
        self.reason.setAccessibleName(_("Who asked for it, and when"))
        self.save = button(_("Write the copy…"), "check", "primary")
        self.save.setEnabled(False)
        self.told = label("", "strong", wrap=True, selectable=True)
        self._close = button(_("Close"), "", "quiet")
        self._name = label("", "heading", wrap=True)
        self._lay_out()
        self.reason.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.save.clicked.connect(self._save)
        self._close.clicked.connect(self.reject)
        set_text(self.told, "")
        self.resize(560, 320)

    def use(self, presenter: CopyPresenter) -> None:
        """The thinking of this window."""
        self._presenter = presenter
        presenter.open(self._person)

    def show_person(self, name: str, language: str, offered: Sequence[tuple[str, str]]) -> None:
        """Show whose copy it is, and which languages can stand beside the Polish."""
        self._name.setText(name)
        self.language.clear()
        for code, words in offered:
            self.language.addItem(words, code)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))

    def written(self, words: str) -> None:
        """It is done."""
        self.save.setEnabled(True)
        set_text(self.told, words)

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        self.save.setEnabled(True)
        self._failures.show(error)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(self._name)
        column.addWidget(label(_("Everything in the file of this person, to read and for another institution. Notes under professional secrecy and data of other people are left out, and the copy says so."), "muted", wrap=True))  # fmt: skip
        for words, box in (
            (_("Language beside the Polish"), self.language), (_("Who asked for it, and when"), self.reason),
        ):  # fmt: skip
            column.addWidget(label(words, "label"))
            column.addWidget(box)
        column.addWidget(self.told)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self.save)
        column.addLayout(row)

    def _save(self) -> None:
        ask_new_file(self, self.windowTitle(), "kopia_danych.pdf", self._write)

    def _write(self, path: Path) -> None:
        if self._presenter is not None:
            self.save.setEnabled(False)
            set_text(self.told, "")
            self._presenter.save(self._person, self.reason.text(), str(self.language.currentData()), path)
