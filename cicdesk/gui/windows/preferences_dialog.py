"""Preferences, made from the declarations of the settings. Every change takes effect at once."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.base.settings import Setting
from cicdesk.gui.parts.boxes import Card, clear, scrolled
from cicdesk.gui.parts.choosing import ask_files
from cicdesk.gui.parts.texts import button, label, number_box, set_text
from cicdesk.gui.theme import theme
from cicdesk.presenters.preferences import PreferencesPresenter, parts

_AROUND = 60
"""What lies on either side of a line: edges of the dialog and of the card, the bar, half a gap."""
_EDITOR = 260
"""Everything that can be changed begins and ends at the same lines."""


class PreferencesDialog(QDialog):
    """One card for each heading."""

    passphrase_asked = Signal()
    """The person wants another passphrase; this dialog has made room."""

    def __init__(self, presenter: PreferencesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.resize(theme().pixels(680), theme().pixels(680))
        self._editors: list[QWidget] = []
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(24, 20, 24, 12)
        self._column.setSpacing(16)
        self._close = button("", "", "primary")
        self._close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch(1)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._content), 1)
        outer.addLayout(foot)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        self.setWindowTitle(_("Preferences"))
        self._close.setText(_("Close"))
        clear(self._column)
        self._editors.clear()
        self._column.addWidget(label(_("Preferences"), "title"))
        for part in parts():
            card = Card(part.title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(12)
            grid.setColumnStretch(0, 1)
            for line, setting in enumerate(part.settings):
                self._add(grid, line, setting)
            card.body.addLayout(grid)
            if part.about_safety:
                card.body.addLayout(self._passphrase_row())
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._share_width()

    def _share_width(self) -> None:
        """Where the screen is small for its letters, editors leave half of the line to the words."""
        half = (self.width() - 2 * _AROUND) // 2
        for each in self._editors:
            each.setFixedWidth(min(theme().pixels(_EDITOR), half))

    def _passphrase_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 0)
        row.addWidget(label(_("Your passphrase"), wrap=True), 1)
        change = button(_("Change…"), "lock")
        change.setAccessibleName(_("Change the passphrase"))
        self._editors.append(change)
        change.clicked.connect(self._ask_for_passphrase)
        row.addWidget(change)
        return row

    def _ask_for_passphrase(self) -> None:
        self.accept()
        self.passphrase_asked.emit()

    def _add(self, grid: QGridLayout, line: int, setting: Setting[Any]) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(_(setting.label), wrap=True))
        if setting.help:
            words.addWidget(label(_(setting.help), "small", wrap=True))
        problem = label("", "danger", wrap=True)
        problem.hide()
        words.addWidget(problem)
        grid.addLayout(words, line, 0)
        editor = self._editor(setting, problem)
        editor.setAccessibleName(_(setting.label))
        self._editors.append(editor)
        grid.addWidget(editor, line, 1)

    def _editor(self, setting: Setting[Any], problem: QLabel) -> QWidget:
        value = self._presenter.value(setting.name)

        def changed(new: object) -> None:
            set_text(problem, self._presenter.change(setting.name, new))

        if setting.choices:
            return _choice(self._presenter.choices(setting), value, changed)
        if isinstance(value, bool):
            box = QCheckBox(_("Yes"))
            box.setChecked(value)
            box.toggled.connect(changed)
            return box
        if isinstance(value, int):
            number = number_box(setting.least, setting.most)
            number.setValue(value)
            number.valueChanged.connect(changed)
            return number
        return _file(str(value), changed) if setting.is_file else _text(str(value), changed)


def _choice(
    choices: Sequence[tuple[Any, str]], value: object, changed: Callable[[object], None]
) -> QComboBox:
    box = QComboBox()
    for each, words in choices:
        box.addItem(_(words), each)
    box.setCurrentIndex(box.findData(value))
    box.currentIndexChanged.connect(lambda place: changed(box.itemData(place)))
    return box


def _text(value: str, changed: Callable[[object], None]) -> QLineEdit:
    line = QLineEdit(value)
    line.editingFinished.connect(lambda: changed(line.text().strip()))
    return line


def _file(value: str, changed: Callable[[object], None]) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    line = _text(value, changed)
    line.textChanged.connect(line.setToolTip)
    line.setToolTip(value)
    browse = button("", "folder")  # the path needs the room
    browse.setToolTip(_("Choose…"))
    browse.setAccessibleName(_("Choose…"))

    def take(name: str) -> None:
        line.setText(name)
        changed(name)

    def ask() -> None:
        mode = QFileDialog.FileMode.ExistingFile
        chooser = ask_files(whole, _("Certificate file of the organisation"), mode)
        chooser.fileSelected.connect(take)
        chooser.open()

    browse.clicked.connect(ask)
    row.addWidget(line, 1)
    row.addWidget(browse)
    return whole
