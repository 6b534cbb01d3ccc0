"""The panel of a new support: the service by one key, what is known behind it, saved by one key."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import N_, _
from cicdesk.gui.actions import Command, make_action
from cicdesk.gui.delays import QtDelays
from cicdesk.gui.editors.base import Chooser, EditorContext, NoChooser, cursor_place
from cicdesk.gui.editors.focus import FocusWatch
from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.editors.grid import FieldGrid
from cicdesk.gui.form_fields import FormFields
from cicdesk.gui.key_choices import quick_editor_for
from cicdesk.presenters.form_desk import FormDesk, FormStatus, Likeness, Notice, Screen
from cicdesk.presenters.support_quick import ASKED, LAST, Begun, QuickService
from cicdesk.schema.fields import Field, Text
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.support.service import SERVICE
from cicdesk.schema.values import Values

HINT = N_(
    "The sign before an answer chooses it. What is known is filled in already. Enter: next question. "
    "Ctrl+Enter: save. F7: as last time. Esc: leave, the draft stays."
)
SAVE = N_("Save the service")
REPEAT = N_("As last time (F7)")
_PADDING = 20
_GAP = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPED = frozenset({"minutes", "units"})


class ServicePanel(QWidget):
    """One support of one person. Everything typed survives in a draft."""

    saved = Signal(object, object)
    """The support was saved: its Snapshot, and the Changes to publish."""
    failed = Signal(object)
    """Saving failed: the error."""
    left = Signal()
    """The panel is not needed any more; what was typed lies in a draft."""

    def __init__(
        self, desk: FormDesk, begun: Begun, chooser: Chooser | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._delays = QtDelays(self)
        context = EditorContext(desk.today, chooser or NoChooser(), quick_editor_for)
        self._watch = FocusWatch(self)
        self._watch.moved.connect(self._cursor_moved)
        self._hint = QLabel()
        self.save_button, self.repeat_button = QPushButton(), QPushButton()
        self.service = QuickService(desk, begun, Screen(self, self._delays))
        self.fields = FormFields(SERVICE, self.service.form, context)
        self._grid = FieldGrid()
        self._visible: frozenset[str] = frozenset()
        self._lay_out()
        self.show_status(self.service.form.status())
        self.retranslate()

    def _lay_out(self) -> None:
        self._hint.setProperty("role", "help")
        self._hint.setWordWrap(True)
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.save)
        self.repeat_button.clicked.connect(self.repeat)
        first, *rest = [self.fields.make(_in_a_line(SERVICE.by_name[name])) for name in ASKED]
        first.editor.settled.connect(self._chosen)
        self._grid.fill(rest, self.service.visible())
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(_GAP)
        column.addWidget(self._hint)
        column.addWidget(first)
        column.addWidget(self._grid)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setObjectName("formBody")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(card)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.repeat_button)
        buttons.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(_GAP)
        whole.addWidget(scroll)
        whole.addLayout(buttons)
        self.repeat_button.setVisible(self.service.can_repeat)  # not before it is a part of the panel
        action = make_action(Command.SAVE, self, self.save)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def focus_first(self) -> None:
        """The cursor goes to the service, or behind it where it is known already."""
        known = bool(self.service.form.values.get(ASKED[0]))
        self.fields.frames["minutes" if known else ASKED[0]].jump("")

    # what the presenter asks for

    def show_values(self, values: Values) -> None:
        """These fields now hold this."""
        self.fields.show_values(values)

    def show_status(self, status: FormStatus) -> None:
        """What is wrong, and which questions are asked."""
        self.fields.show_problems(status.problems)
        self.save_button.setEnabled(not status.saving)
        visible = self.service.visible()
        if visible != self._visible:
            self._visible = visible
            self._grid.show_only(visible)

    def show_similar(self, hits: Sequence[Likeness]) -> None:
        """A support has no likeness."""

    def show_notice(self, notice: Notice) -> None:
        """Another value arrived."""
        self.fields.show_notice(notice)

    def jump_to(self, path: str) -> None:
        """Put the cursor into a field."""
        frame = self.fields.frames.get(path.partition("/")[0])
        if frame is not None:
            frame.jump("")

    def record_saved(self, snapshot: Snapshot, changes: Changes) -> None:
        """Saved."""
        self.saved.emit(snapshot, changes)

    def show_failure(self, error: BaseException) -> None:
        """Saving failed; everything typed is still there."""
        self.failed.emit(error)

    # what the person at the desk does

    def save(self) -> None:
        """Save this support."""
        self._watch.commit()
        self.service.form.save()

    def repeat(self) -> None:
        """Fill in what the last support had."""
        if self.service.can_repeat:
            self._watch.commit()
            self.service.repeat()

    def keep(self) -> None:
        """The screen locks or the panel is left: everything typed goes into the draft."""
        self._watch.commit()
        self.service.form.keep()
        self._delays.cancel_all()

    def _chosen(self) -> None:
        self.service.service_chosen()
        self.show_status(self.service.form.status())

    def _cursor_moved(self, frame: FieldFrame | None) -> None:
        self.service.form.enter(frame.field.name if frame else "")
        line = frame.editor.focus_target() if frame is not None and frame.field.name in _TYPED else None
        if isinstance(line, QLineEdit):
            line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: next question; after the last, and with Ctrl after any: save. Esc: leave."""
        last = self._watch.outermost is self.fields.frames[LAST]
        if event.key() in _ENTER and (last or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.save()
        elif event.key() in _ENTER:
            place = cursor_place()
            done = (
                place.click if isinstance(place, QAbstractButton) else partial(self.focusNextPrevChild, True)
            )
            done()
        elif event.key() == Qt.Key.Key_Escape:
            self.keep()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is lost by closing."""
        self.keep()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another language of the interface."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Its words."""
        self._hint.setText(_(HINT))
        self.save_button.setText(_(SAVE))
        self.repeat_button.setText(_(REPEAT))
        for frame in self.fields.frames.values():
            frame.retranslate()
        self.fields.retranslate()


def _in_a_line(field: Field) -> Field:
    """Texts have one line here: Enter goes on."""
    return replace(field, lines=1) if isinstance(field, Text) else field
