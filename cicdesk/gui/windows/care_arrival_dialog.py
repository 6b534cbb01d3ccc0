"""The sheet of an arrival: four ticks by number, the phone, and every reason why not, in words."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QGridLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import clear, open_at, scrolled
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.theme import restyle
from cicdesk.gui.windows.care_parts import Tick, foot, health_hours
from cicdesk.presenters.care_arrival import ArrivalPresenter, ArrivalShown, Judged, Looked

_WIDE, _HIGH = 640, 720

_ROW_GAP = 4


class ArrivalDialog(QDialog):
    """Asks the rules at every tick. Ctrl+Enter takes the child in."""

    def __init__(self, parent: QWidget, open_card: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Arrival"))
        self._presenter: ArrivalPresenter | None = None
        self._open_card = open_card
        self._shown: ArrivalShown | None = None
        self._judged: Judged | None = None
        self._title, self._guardian = label("", "title", wrap=True), label("", "muted", wrap=True)
        self.ticks = [Tick(number) for number in range(1, 5)]
        self.phone, self.place, self.brought_by, self.belongings = (QLineEdit() for _line in range(4))
        self._health = QVBoxLayout()
        self.card = button(_("Open the card"), "edit", "quiet")
        self._reasons_box = QFrame()
        self._reasons = QVBoxLayout(self._reasons_box)
        self._group = label("", "small", wrap=True)
        self.override = QComboBox()
        self.override_note = QLineEdit()
        self._for_coordinator = label("", "small", wrap=True)
        self.refuse = button(_("Not taken in…"), "", "danger")
        self._refusals = QMenu(self)
        self._refusals.aboutToShow.connect(self._mark_likely)
        self.refuse.setMenu(self._refusals)
        self.wait = button(_("On the waiting list"), "clock")
        self.cancel = button(_("Cancel"))
        self.take_in = button(_("Take in"), "check", "primary")
        self._lay_out()
        self._connect()
        open_at(self, _WIDE, _HIGH)

    def use(self, presenter: ArrivalPresenter) -> None:
        """The thinking of this window."""
        self._presenter = presenter

    def show_arrival(self, shown: ArrivalShown) -> None:
        """Show whom it is about."""
        self._shown = shown
        self._title.setText(_("{name} comes").format(name=shown.name))
        set_text(self._guardian, _("Guardian: {name}").format(name=shown.guardian) if shown.guardian else "")
        for line, text in ((self.phone, shown.phone), (self.place, shown.place)):
            line.blockSignals(True)
            line.setText(text)
            line.blockSignals(False)
        clear(self._health)
        for words, text in shown.health:
            self._health.addWidget(label(words, "label"))
            self._health.addWidget(label(text, "strong", wrap=True))
        if not shown.health_shown:
            self._health.addWidget(label(health_hours(), "warning", wrap=True))
        elif not shown.health:
            self._health.addWidget(
                label(_("The card names no allergies and nothing else about health."), "muted", wrap=True)
            )
        self.card.setVisible(bool(shown.dependant))
        self.override.addItem(_("Reason for letting one more in…"), "")
        for code, words in shown.overrides:
            self.override.addItem(words, code)
        for code, words in shown.refusals:
            action = self._refusals.addAction(words)
            action.setData(code)
            action.triggered.connect(lambda _checked=False, why=code: self._refuse(why))
        self.ticks[0].box.setFocus()

    def show_judged(self, judged: Judged) -> None:
        """Show what stands in the way; nothing does where there are no reasons."""
        self._judged = judged
        clear(self._reasons)
        tone = "" if judged.admits else "warning"
        restyle(self._reasons_box, tone="success" if judged.admits else "warning")
        for each in judged.reasons or (_("Nothing stands in the way."),):
            self._reasons.addWidget(label(each, tone or "success", wrap=True))
        self._group.setText(judged.group)
        self.wait.setVisible(judged.may_wait)
        for part in (self.override, self.override_note):
            part.setVisible(judged.overridable)
        set_text(
            self._for_coordinator,
            _("Only a coordinator can decide otherwise.") if judged.for_coordinator else "",
        )
        self._enable()

    def _mark_likely(self) -> None:
        """The reason that follows from what stands in the way is the one in bold."""
        for action in self._refusals.actions():
            if self._judged is not None and action.data() == self._judged.likely:
                self._refusals.setDefaultAction(action)

    def close_sheet(self) -> None:
        """It is done."""
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 tick; Enter in a line does not take the child in by mistake."""
        place = event.key() - int(Qt.Key.Key_1)
        if 0 <= place < len(self.ticks):
            self.ticks[place].box.toggle()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    @property
    def looked(self) -> Looked:
        """What is ticked and typed now."""
        identity, premises, healthy, card = (each.box.isChecked() for each in self.ticks)
        return Looked(
            identity=identity,
            on_premises=premises,
            healthy=healthy,
            card_unchanged=card,
            phone=self.phone.text().strip(),
            guardian_place=self.place.text().strip(),
            brought_by=self.brought_by.text().strip(),
            belongings=self.belongings.text().strip(),
        )

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._guardian)
        texts = (
            _("I have seen who brings the child"),
            _("The guardian stays on the premises"),
            _("The child looks healthy: no fever, no rash"),
            _("The guardian confirms today: allergies and health are as on the card"),
        )
        for tick, words in zip(self.ticks, texts, strict=True):
            tick.box.say(words)
            column.addWidget(tick)
        column.addWidget(self._health_box())
        column.addLayout(self._lines())
        self._reasons_box.setProperty("role", "said")
        self._reasons.setContentsMargins(14, 10, 14, 10)
        self._reasons.setSpacing(6)
        column.addWidget(self._reasons_box)
        column.addWidget(self._group)
        for each in (self._for_coordinator, self.override, self.override_note):
            column.addWidget(each)
        column.addStretch(1)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(foot(self.refuse, self.wait, self.cancel, self.take_in))
        self.override.setAccessibleName(_("Reason for letting one more in…"))
        self.override_note.setPlaceholderText(_("About the decision"))
        self.override_note.setAccessibleName(_("About the decision"))
        for part in (self.wait, self.override, self.override_note, self._for_coordinator):
            part.hide()

    def _health_box(self) -> QFrame:
        box = QFrame()
        box.setProperty("role", "bubble")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(14, 10, 14, 10)
        inner.setSpacing(4)
        self._health.setSpacing(2)
        inner.addLayout(self._health)
        inner.addWidget(self.card, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        words = (
            _("Guardian's telephone now"),
            _("Where the guardian is now"),
            _("Brought by, if not the guardian"),
            _("Brought along"),
        )
        lines = (self.phone, self.place, self.brought_by, self.belongings)
        grid.setRowMinimumHeight(2, _ROW_GAP)
        for number, (text, line) in enumerate(zip(words, lines, strict=True)):
            row, column = divmod(number, 2)
            said = label(text, "label", wrap=True)
            said.setBuddy(line)
            line.setAccessibleName(text)
            grid.addWidget(said, 3 * row, column)
            grid.addWidget(line, 3 * row + 1, column)
        return grid

    def _connect(self) -> None:
        for tick in self.ticks:
            tick.box.toggled.connect(self._looked)
        for line in (self.phone, self.place, self.brought_by, self.belongings):
            line.textChanged.connect(self._looked)
        self.override.currentIndexChanged.connect(self._enable)
        self.take_in.clicked.connect(self._take_in)
        self.wait.clicked.connect(self._wait)
        self.cancel.clicked.connect(self.reject)
        self.card.clicked.connect(self._show_card)
        for each in (self.refuse, self.wait, self.cancel, self.take_in, self.card):
            each.setAutoDefault(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take_in.click)
        self.finished.connect(self._drop_menu)
        self.take_in.setToolTip(_("{words}  {keys}").format(words=self.take_in.text(), keys="Ctrl+Enter"))

    def _drop_menu(self) -> None:
        let_go(self._refusals)

    def _looked(self) -> None:
        if self._presenter is not None:
            self._presenter.look(self.looked)

    def _enable(self) -> None:
        judged = self._judged
        decided = bool(self.override.currentData())
        self.take_in.setEnabled(judged is not None and (judged.admits or (judged.overridable and decided)))

    def _take_in(self) -> None:
        if self._presenter is not None:
            judged = self._judged
            overridden = judged is not None and not judged.admits
            reason = str(self.override.currentData() or "") if overridden else ""
            self._presenter.take_in(reason, self.override_note.text().strip() if reason else "")

    def _wait(self) -> None:
        if self._presenter is not None:
            self._presenter.wait()

    def _refuse(self, why: str) -> None:
        if self._presenter is not None:
            self._presenter.refuse(why)

    def _show_card(self) -> None:
        if self._shown is not None and self._shown.dependant:
            self.reject()
            self._open_card(self._shown.dependant)
