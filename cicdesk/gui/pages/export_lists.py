"""Lists that leave the house: without names by one press, with names only with a reason and a password."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.pages.export_parts import ExportPanel, day_box, day_of, fill, labelled, say, show_day
from cicdesk.gui.parts.boxes import Card, scrolled
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.parts.ticks import WrappedTick
from cicdesk.presenters.export_lists import (
    LEAST_PASSWORD,
    As,
    Choice,
    ListsPresenter,
    Wanted,
    choices,
    suggested_name,
)


class ListsPanel(ExportPanel):
    """Chooses a list, its time and its form."""

    def __init__(self, failed: Callable[[BaseException], object]) -> None:
        super().__init__(failed)
        self.write = button("", "check", "primary")
        self.list, self.form = QComboBox(), QComboBox()
        self.since, self.until = day_box(), day_box()
        self.full = WrappedTick()
        self.reason, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._labels = [label("", "label") for _ in range(6)]
        self._why, self._locked = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self._secret = QWidget()
        self._card = Card()
        self._today: dt.date | None = None
        self._offered: dict[str, Choice] = {}
        self._lay_out()
        self.full.toggled.connect(self._show_room)
        self.list.currentIndexChanged.connect(self._show_room)
        self.form.currentIndexChanged.connect(self._show_room)
        self.write.clicked.connect(self._write)
        self.retranslate()

    def use(self, presenter: ListsPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter
        self.stop.clicked.connect(presenter.stop)

    def makers(self) -> list[QWidget]:
        """What starts something."""
        return [self.write]

    def _lay_out(self) -> None:
        body = self._card.body
        body.setSpacing(12)
        body.addWidget(self._why)
        first, second = QHBoxLayout(), QVBoxLayout(self._secret)
        first.setSpacing(12)
        boxes = (self.list, self.since, self.until, self.form)
        for words, box, share in zip(self._labels, boxes, (3, 1, 1, 2), strict=False):
            first.addLayout(labelled(words, box), share)
        body.addLayout(first)
        body.addWidget(self.full)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(12)
        second.addWidget(self._locked)
        for words, line in zip(self._labels[4:], (self.reason, self.password), strict=True):
            second.addLayout(labelled(words, line))
        body.addWidget(self._secret)
        row = QHBoxLayout()
        row.addWidget(self.write)
        row.addStretch(1)
        body.addLayout(row)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self._card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.busy_box)
        outer.addWidget(scrolled(inside), 1)

    def retranslate(self) -> None:
        """Say the fixed words."""
        super().retranslate()
        self._card.set_title(_("List"))
        texts = (
            _("List"), _("From"), _("Until"), _("Form of the file"), _("What it is for, and who asked for it"),
            _("Password of the file"),
        )  # fmt: skip
        boxes = (self.list, self.since, self.until, self.form, self.reason, self.password)
        for words, box, text in zip(self._labels, boxes, texts, strict=True):
            say(words, box, text)
        self._why.setText(_("Lists name nobody: a code stands for each person, the same in all lists of this laptop. Every list is noted in the log of exports."))  # fmt: skip
        self._locked.setText(
            _(
                "The file is locked with a password of at least {least} characters. Reason, number of rows and fingerprint go into the log."
            ).format(least=LEAST_PASSWORD)
        )
        self.full.say(_("With names, documents and telephones"))
        self.write.setText(_("Write the list…"))
        self._offered = {each.code: each for each in choices()}
        fill(self.list, [(each.code, each.label) for each in self._offered.values()])
        fill(
            self.form,
            [(As.XLSX.value, _("Spreadsheet (XLSX)")), (As.CSV.value, _("CSV for Excel in Poland"))],
        )
        self._show_room()

    def load(self) -> None:
        """Ask what day it is."""
        self._presenter.load()

    def focus_first(self) -> None:
        """Begin with the list."""
        self.list.setFocus()

    def show_today(self, today: dt.date) -> None:
        """Begin with the month that is, unless somebody chose another time."""
        if self._today is None:
            show_day(self.since, today.replace(day=1))
            show_day(self.until, today)
        self._today = today

    def wanted(self) -> Wanted:
        """What is chosen."""
        choice = self._choice()
        full = self.full.isChecked() and choice.named
        return Wanted(
            code=choice.code,
            since=day_of(self.since) if choice.timed else None,
            until=day_of(self.until) if choice.timed else None,
            form=As(str(self.form.currentData())),
            full=full,
            reason=self.reason.text() if full else "",
            password=self.password.text() if full else "",
        )

    def tell(self, words: str) -> None:
        """Say that it is done; the password is not kept."""
        super().tell(words)
        self.password.clear()
        self.reason.clear()
        self.full.setChecked(False)

    def _choice(self) -> Choice:
        return self._offered[str(self.list.currentData())]

    def _show_room(self) -> None:
        choice = self._choice()
        for each in (self.since, self.until, *self._labels[1:3]):
            each.setVisible(choice.timed)
        lockable = choice.named and self.form.currentData() != As.CSV.value
        self.full.setVisible(lockable)
        if not lockable:
            self.full.setChecked(False)
        self._secret.setVisible(lockable and self.full.isChecked())

    def _write(self) -> None:
        if self._today is not None:
            wanted, presenter = self.wanted(), self._presenter
            ask_new_file(
                self, self.write.text(), suggested_name(wanted, self._today),
                lambda path: presenter.write(wanted, path),
            )  # fmt: skip
