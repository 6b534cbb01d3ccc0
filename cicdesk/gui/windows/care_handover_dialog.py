"""Who collects: a number chooses from the list; and the calm screen where the child stays."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.domain.pick_up import Collector
from cicdesk.gui.parts.boxes import clear, open_at, scrolled
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label, number_box
from cicdesk.gui.windows.care_parts import foot
from cicdesk.gui.windows.care_refusal import RefusalPanel
from cicdesk.presenters.care_handover import HandoverPresenter, HandoverShown, Option, RefusedShown

_WIDE, _HIGH = 640, 640
_OLDEST = 120
_OTHER = Option("", "", "")


class HandoverDialog(QDialog):
    """Chooses who collects and what they showed. Ctrl+Enter hands over."""

    def __init__(self, parent: QWidget, incident: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Collecting"))
        self._presenter: HandoverPresenter | None = None
        self._options: list[Option] = []
        self._chosen: Option | None = None
        self._title = label("", "title", wrap=True)
        self._list = QVBoxLayout()
        self.rows: list[RowButton] = []
        self.name, self.pin = QLineEdit(), QLineEdit()
        self.document, self.age = QComboBox(), number_box(0, _OLDEST)
        self.not_sober = QCheckBox(_("Seems not to be sober"))
        self._fields: dict[str, tuple[QLabel, QWidget]] = {}
        self.refuse = button(_("Not to this person"), "", "danger")
        self.cancel = button(_("Cancel"))
        self.go = button(_("Hand over"), "check", "primary")
        self.stack = QStackedWidget()
        self.refusal = RefusalPanel(self._back, self.reject, incident)
        self._lay_out()
        self._connect()
        open_at(self, _WIDE, _HIGH)

    def use(self, presenter: HandoverPresenter) -> None:
        """The thinking of this window."""
        self._presenter = presenter

    def show_handover(self, shown: HandoverShown) -> None:
        """Show who may collect."""
        self._title.setText(_("Who collects {name}?").format(name=shown.name))
        clear(self._list)
        self._options = [*shown.options, _OTHER]
        self.rows = []
        other = _("Somebody else")
        for number, each in enumerate(self._options, start=1):
            icon, text = ("person", each.text) if each.entry else ("help", _("Nobody of the list"))
            row = RowButton(icon, f"{number}   {each.name or other}", text)
            row.setCheckable(True)
            row.clicked.connect(lambda _checked=False, place=number - 1: self.choose(place))
            self.rows.append(row)
            self._list.addWidget(row)
        self.document.clear()
        self.document.addItem(_("no document seen"), "")
        for code, words in shown.documents:
            self.document.addItem(words, code)
        self.rows[0].setFocus()
        self._show_fields(None)

    def show_refused(self, shown: RefusedShown) -> None:
        """Show that the child stays, whom to call and what to do."""
        self.refusal.show_refused(shown)
        self.stack.setCurrentWidget(self.refusal)
        self.showMaximized()
        self.refusal.first.setFocus()

    def close_sheet(self) -> None:
        """The child has gone home."""
        self.accept()

    def choose(self, place: int) -> None:
        """This one says that they collect the child."""
        option = self._options[place]
        self._chosen = option
        for number, row in enumerate(self.rows):
            row.setChecked(number == place)
        self.document.setCurrentIndex(0)
        self.pin.clear()
        self.age.setValue(0)
        self.name.clear()
        self._show_fields(option)
        first = self.document if option.entry else self.name
        first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses; Enter in a line does not hand over by mistake."""
        place = event.key() - int(Qt.Key.Key_1)
        choosing = self.stack.currentIndex() == 0
        if choosing and 0 <= place < len(self.rows):
            self.choose(place)
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    @property
    def collector(self) -> Collector:
        """Who stands at the door, and what was looked at."""
        option = self._chosen or _OTHER
        return Collector(
            name=self.name.text().strip() or option.name,
            entry=option.entry,
            document=str(self.document.currentData() or ""),
            pin=self.pin.text().strip(),
            age=self.age.value() or None,
            sober=not self.not_sober.isChecked(),
        )

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        sheet, content = QWidget(), QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(24, 20, 24, 16)
        inner.setSpacing(12)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        self._list.setSpacing(2)
        column.addWidget(self._title)
        column.addLayout(self._list)
        column.addLayout(self._asked())
        column.addWidget(self.not_sober)
        column.addStretch(1)
        inner.addWidget(scrolled(content), 1)
        inner.addLayout(foot(self.refuse, self.cancel, self.go))
        for each in (sheet, self.refusal):
            self.stack.addWidget(each)
        outer.addWidget(self.stack)

    def _asked(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.age.setSpecialValueText(_("not looked at"))
        words = {"name": _("Name"), "document": _("Document seen"), "pin": _("PIN"), "age": _("Age in years")}
        widgets = {"name": self.name, "document": self.document, "pin": self.pin, "age": self.age}
        for number, (key, widget) in enumerate(widgets.items()):
            said = label(words[key], "label")
            said.setBuddy(widget)
            widget.setAccessibleName(words[key])
            grid.addWidget(said, number, 0)
            grid.addWidget(widget, number, 1)
            self._fields[key] = (said, widget)
        return grid

    def _connect(self) -> None:
        self.go.clicked.connect(self._hand_over)
        self.refuse.clicked.connect(self._refuse)
        self.cancel.clicked.connect(self.reject)
        for each in (self.refuse, self.cancel, self.go):
            each.setAutoDefault(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go.click)
        self.go.setToolTip(_("{words}  {keys}").format(words=self.go.text(), keys="Ctrl+Enter"))

    def _show_fields(self, option: Option | None) -> None:
        shown = {
            "name": option is not None and not option.entry,
            "document": option is not None,
            "pin": option is not None and option.pin,
            "age": option is not None and bool(option.least_age),
        }
        for key, there in shown.items():
            for each in self._fields[key]:
                each.setVisible(there)
        self.not_sober.setVisible(option is not None)
        for each in (self.go, self.refuse):
            each.setEnabled(option is not None)

    def _hand_over(self) -> None:
        if self._presenter is not None and self._chosen is not None and self.stack.currentIndex() == 0:
            self._presenter.hand_over(self.collector)

    def _refuse(self) -> None:
        if self._presenter is not None and self._chosen is not None:
            self._presenter.refuse(self.collector, "")

    def _back(self) -> None:
        self.showNormal()
        self.stack.setCurrentIndex(0)
        self.rows[0].setFocus()
