"""The file itself: of which project and time, what has to be put right, and writing it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from cicdesk.base.i18n import _, ngettext
from cicdesk.gui.pages.export_parts import (
    FoundTable,
    buttons,
    day_box,
    day_of,
    fill,
    labelled,
    say,
    show_day,
)
from cicdesk.gui.parts.boxes import Card
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.theme import restyle
from cicdesk.presenters.export_funder import Asked, FunderShown, FunderStart, suggested_name
from cicdesk.presenters.export_places import Place


class FileCard(Card):
    """`go` is called with where a fault is put right, `write` with where the file is to be."""

    def __init__(
        self,
        go: Callable[[Place | None], object],
        check: Callable[[Asked], object],
        write: Callable[[Path], object],
    ) -> None:
        super().__init__()
        self._go, self._check, self._write = go, check, write
        self.check, self.write = button("", "search", "primary"), button("", "check", "primary")
        self.project, self.since, self.until = QComboBox(), day_box(), day_box()
        self._labels = [label("", "label") for _ in range(3)]
        self._why = label("", "muted", wrap=True)
        self.summary = label("", "strong", wrap=True, selectable=True)
        self._notes, self._more = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self.faults = FoundTable()
        self._hint = label("", "small", wrap=True)
        self._places: list[Place | None] = []
        self._begun = False
        self._lay_out()
        self.check.clicked.connect(self._asked_to_check)
        self.write.clicked.connect(self._asked_to_write)
        self.faults.chosen.connect(lambda row: self._go(self._places[row]))
        self.show_check(None)

    def _lay_out(self) -> None:
        body = self.body
        body.setSpacing(10)
        body.addWidget(self._why)
        asked = QHBoxLayout()
        asked.setSpacing(12)
        for words, box, share in zip(
            self._labels, (self.project, self.since, self.until), (3, 1, 1), strict=True
        ):
            asked.addLayout(labelled(words, box), share)
        body.addLayout(asked)
        body.addLayout(buttons(self.check))
        for each in (self.summary, self._notes, self.faults, self._hint, self._more):
            body.addWidget(each)
        body.addLayout(buttons(self.write))

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("The file"))
        texts = _("Project"), _("Took part from"), _("Until")
        for words, box, text in zip(self._labels, (self.project, self.since, self.until), texts, strict=True):
            say(words, box, text)
        self._why.setText(_("Everybody who took part at that time, with what was so on the day of joining. The file is written once nothing speaks against it."))  # fmt: skip
        self.check.setText(_("Check the file"))
        self.write.setText(_("Write the file…"))
        self._hint.setText(_("Enter opens the field. j and k move."))

    def show_start(self, start: FunderStart) -> None:
        """Show what can be chosen; the year so far, unless somebody chose another time."""
        fill(self.project, start.projects)
        if not self._begun:
            show_day(self.since, start.today.replace(month=1, day=1))
            show_day(self.until, start.today)
            self._begun = True

    def show_check(self, shown: FunderShown | None) -> None:
        """Show what came of the check; None: nothing has been checked."""
        set_text(self.summary, shown.summary if shown else "")
        set_text(self._notes, "\n".join(shown.notes) if shown else "")
        restyle(self.summary, tone=shown.tone if shown else "")
        rows, self._places = _fault_rows(shown)
        self.faults.setVisible(bool(rows))
        self._hint.setVisible(bool(rows))
        if rows:
            heads = _("Person"), _("Column"), _("What is wrong")
            self.faults.show_rows(_("What has to be put right"), heads, rows)
            self.faults.setFocus()
        more = shown.more if shown else 0
        words = ngettext("… and {count} person more.", "… and {count} people more.", more)
        set_text(self._more, words.format(count=more) if more else "")
        self.write.setVisible(bool(shown and shown.writable))

    def asked(self) -> Asked:
        """What is chosen."""
        return Asked(str(self.project.currentData() or ""), day_of(self.since), day_of(self.until))

    def _asked_to_check(self) -> None:
        if self.project.count():
            self._check(self.asked())

    def _asked_to_write(self) -> None:
        asked = self.asked()
        ask_new_file(self, self.write.text(), suggested_name(asked.project, day_of(self.until)), self._write)


def _fault_rows(shown: FunderShown | None) -> tuple[list[tuple[str, str, str]], list[Place | None]]:
    """One row a fault; the name stands beside the first one of each person."""
    rows: list[tuple[str, str, str]] = []
    places: list[Place | None] = []
    for person in shown.people if shown else ():
        for number, line in enumerate(person.lines):
            name = _("{name} (row {row})").format(name=person.name, row=person.row) if not number else ""
            rows.append((name, line.title, line.text))
            places.append(line.place)
    return rows, places
