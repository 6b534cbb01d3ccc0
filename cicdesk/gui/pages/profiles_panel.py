"""Project profiles: what holds for each project, and a newer one from a file."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.pages.export_parts import buttons, day_box, day_of, labelled, say, show_day
from cicdesk.gui.parts.boxes import Card, clear, scrolled
from cicdesk.gui.parts.choosing import ask_files, ask_new_file
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.profiles import ProfileLine, ProfilesPresenter


class ProfilesPanel(QWidget):
    """A tab of the reports."""

    def __init__(self, failed: Callable[[BaseException], object]) -> None:
        super().__init__()
        self._failed = failed
        self._presenter: ProfilesPresenter | None = None
        self._plans = False
        self._why = label("", "muted", wrap=True)
        self._done = label("", "strong", wrap=True, selectable=True)
        self.version, self.begins = QLineEdit(), day_box()
        self._version_words, self._begins_words = label("", "label"), label("", "label")
        self._how = QWidget()
        self._lines = QVBoxLayout()
        self._first: QWidget | None = None
        self._lay_out()
        self.retranslate()

    def use(self, presenter: ProfilesPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        column.addWidget(self._why)
        row = QHBoxLayout(self._how)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(labelled(self._version_words, self.version), 1)
        row.addLayout(labelled(self._begins_words, self.begins))
        column.addWidget(self._how)
        column.addWidget(self._done)
        self._lines.setSpacing(12)
        column.addLayout(self._lines)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        set_text(self._done, "")

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._why.setText(
            _(
                "A profile says what a project needs to know, reports and prints. What you publish goes to every "
                "laptop of the region with the next exchange and holds from its day on."
            )
        )
        say(self._version_words, self.version, _("Name of the version"))
        self.version.setAccessibleName(_("Name of the version"))
        say(self._begins_words, self.begins, _("Holds from"))

    def load(self) -> None:
        """Ask for what holds."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin with the name of a new version."""
        (self.version if self._plans else self._first or self).setFocus()

    def show_profiles(self, lines: Sequence[ProfileLine], today: dt.date, *, plans: bool) -> None:
        """Show them."""
        self._plans = plans
        self._how.setVisible(plans)
        if not self.version.text():
            show_day(self.begins, today)
        clear(self._lines)
        for each in lines:
            self._lines.addWidget(self._card(each))

    def tell(self, words: str) -> None:
        """Say that something is done."""
        set_text(self._done, words)

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        set_text(self._done, "")
        self._failed(error)

    def _card(self, line: ProfileLine) -> Card:
        card = Card(line.name)
        card.body.setSpacing(8)
        card.body.addWidget(label(line.version, "muted", wrap=True))
        for fault in line.faults:
            card.body.addWidget(label(fault, "warning", wrap=True, selectable=True))
        kept = button(_("Save the profile as a file…"), "folder")
        kept.clicked.connect(lambda: self._save(line.code))
        kept.setAccessibleDescription(line.name)
        made: list[QWidget] = [kept]
        self._first = self._first or kept
        if self._plans:
            sent = button(_("Publish a profile from a file…"), "outbox", "primary")
            sent.clicked.connect(lambda: self._publish(line.code))
            sent.setAccessibleDescription(line.name)
            made.append(sent)
        card.body.addLayout(buttons(*made))
        return card

    def _save(self, code: str) -> None:
        if self._presenter is not None:
            presenter = self._presenter
            ask_new_file(
                self,
                _("Save the profile as a file…"),
                f"{code}.toml",
                lambda path: presenter.save(code, path),
            )

    def _publish(self, code: str) -> None:
        asked = ask_files(self, _("Publish a profile from a file…"), QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda name: self.publish(code, Path(name)))
        asked.open()

    def publish(self, code: str, path: Path) -> None:
        """Publish what a file holds, by the name and from the day that stand above."""
        if self._presenter is not None:
            self._presenter.publish(code, self.version.text(), day_of(self.begins), path)
