"""Below a form: what the field is for, whether everything is kept, and the buttons."""

import datetime as dt

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from cicdesk.base.i18n import N_, _
from cicdesk.gui.theme import set_icon, theme
from cicdesk.presenters.form_desk import DraftState, FormStatus

SAVE = N_("Save")
SAVED = N_("Everything is saved")
NOT_KEPT = N_("The draft could not be written; trying again")
KEEPING = N_("Keeping the draft…")
_ICON = 18
_GAP = 8
_ACROSS = 4
_LEAST_HELP = 160


class FormFooter(QFrame):
    """Always in view."""

    save_asked = Signal()
    """Save was clicked."""
    undo_asked = Signal()
    """Undo was clicked."""
    redo_asked = Signal()
    """Redo was clicked."""
    scan_asked = Signal()
    """The button for reading a document was clicked."""
    client_asked = Signal()
    """The button for the client's window was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("formFooter")
        self._status: FormStatus | None = None
        self._help = QLabel()
        self._help.setProperty("role", "help")
        self._help.setWordWrap(True)
        self._help.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._kept = QLabel()
        self._kept.setProperty("role", "small")
        self.scan = self._button("review", self.scan_asked)
        self.client = self._button("screen", self.client_asked)
        self._undo = self._button("undo", self.undo_asked)
        self._redo = self._button("redo", self.redo_asked)
        self.save = QPushButton()
        self.save.setProperty("role", "primary")
        self.save.clicked.connect(self.save_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(_ACROSS, _GAP, _ACROSS, _GAP)
        row.setSpacing(_GAP)
        row.addWidget(self._help, 1000)
        row.addStretch(1)
        for each in (self._kept, self.scan, self.client, self._undo, self._redo, self.save):
            row.addWidget(each)
        self.retranslate()

    def _button(self, icon: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_icon(button, icon, "muted", _ICON)
        button.clicked.connect(signal)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The help is left out where it would be a column of letters; the field's tooltip says the same."""
        self._fit_help(event.size().width())
        super().resizeEvent(event)

    def _fit_help(self, width: int) -> None:
        others = (self._kept, self.scan, self.client, self._undo, self._redo, self.save)
        taken = sum(each.sizeHint().width() + _GAP for each in others if not each.isHidden())
        self._help.setVisible(width - taken >= theme().pixels(_LEAST_HELP))

    def show_help(self, text: str) -> None:
        """What the field is for in which the cursor is."""
        self._help.setText(text)

    def show_status(self, status: FormStatus) -> None:
        """Whether what was typed is kept, and what can be done."""
        self._status = status
        self._undo.setEnabled(status.can_undo)
        self._redo.setEnabled(status.can_redo)
        self.save.setEnabled(not status.saving)
        self._kept.setText(_kept_words(status))
        self._fit_help(self.width())

    def set_read_only(self) -> None:
        """Nothing can be typed: only the client's window stays."""
        for each in (self.scan, self._undo, self._redo, self.save, self._kept):
            each.hide()

    def retranslate(self) -> None:
        """Its words."""
        self.save.setText(_(SAVE))
        for button, words in (
            (self.scan, _("Read a document (Ctrl+M)")),
            (self.client, _("Window for the client")),
            (self._undo, _("Undo (Ctrl+Z)")),
            (self._redo, _("Redo (Ctrl+Shift+Z)")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        if self._status is not None:
            self._kept.setText(_kept_words(self._status))


def _kept_words(status: FormStatus) -> str:
    if status.draft is DraftState.FAILED:
        return _(NOT_KEPT)
    if not status.dirty:
        return _(SAVED) if status.saved_once else ""
    if status.draft is DraftState.KEPT and status.draft_at:
        at = dt.datetime.fromtimestamp(status.draft_at / 1000, dt.UTC).astimezone()
        return _("Draft kept at {time}").format(time=f"{at:%H:%M}")
    return _(KEEPING)
