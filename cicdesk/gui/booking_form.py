"""The form of a booking: its fields, and beside them what can be had, seen while one types."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.gui.booking_panel import BookingPanel
from cicdesk.gui.delays import QtDelays
from cicdesk.gui.editors.base import Chooser, cursor_place
from cicdesk.gui.parts.boxes import scrolled
from cicdesk.gui.record_form import RecordForm
from cicdesk.gui.theme import theme
from cicdesk.presenters.form_desk import FormDesk, FormStart
from cicdesk.presenters.together import TogetherPresenter
from cicdesk.schema.values import Values

_BESIDE = 900
"""Below this width of the drawing board what can be had stands below the fields."""
_WIDTH = 360


class BookingForm(RecordForm):
    """Everything is typed once. F6 goes from the fields to what can be chosen, and back."""

    def __init__(self, desk: FormDesk, start: FormStart, chooser: Chooser, second: str) -> None:
        super().__init__(desk, start, chooser, second)
        self.panel = BookingPanel()
        self._looks = QtDelays(self)
        self._beside: bool | None = None
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.addWidget(self.panel)
        self._area = scrolled(holder)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.addWidget(self._area)
        self.together: TogetherPresenter | None = None

    def use(self, together: TogetherPresenter) -> None:
        """What looks at the parts."""
        self.together = together
        self.panel.use(together)
        self.values_changed.connect(lambda: together.changed(self.presenter.values))
        together.changed(self.presenter.values)

    @property
    def delays(self) -> QtDelays:
        """The pauses of looking."""
        return self._looks

    def fill(self, values: Values) -> None:
        """Put what was chosen into the fields, as one step that can be undone."""
        self.presenter.fill(values)

    def other_half(self) -> None:
        """From the fields to what can be chosen beside them, and back."""
        cursor = cursor_place()
        if cursor is not None and self.panel.isAncestorOf(cursor):
            self.fields.focus_first()
        else:
            self.panel.focus_first()

    def event(self, event: QEvent) -> bool:
        """F6 belongs to this form while the cursor is in it; elsewhere the main window knows it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_f6(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F6 goes to the other half."""
        if _is_f6(event):
            self.other_half()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be had stands beside the fields, or below them where there is too little room."""
        super().resizeEvent(event)
        self.side.hide()  # five short sections need no index
        self._place(beside=event.size().width() >= theme().pixels(_BESIDE))

    def _place(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            self._area.setFixedWidth(theme().pixels(_WIDTH))
            self._holder.addWidget(self.panel)
        else:
            self.body.column.insertWidget(self.body.column.count() - 1, self.panel)
        self._area.setVisible(beside)

    def keep(self) -> None:
        """Nothing is looked at any more."""
        super().keep()
        self._looks.cancel_all()

    def changeEvent(self, event: QEvent) -> None:
        """Another language of the interface."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.panel.retranslate()
            if self.together is not None:
                self.together.look()


def _is_f6(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_F6 and event.modifiers() == Qt.KeyboardModifier.NoModifier
