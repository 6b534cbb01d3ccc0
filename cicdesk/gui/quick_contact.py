"""The panel of the quick contact: keys only, under half a minute."""

from collections.abc import Sequence
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
from cicdesk.gui.form_keys import RefusalKey, add_key
from cicdesk.gui.key_choices import quick_editor_for
from cicdesk.gui.misfit_notice import MisfitNotice
from cicdesk.gui.parts.parting import let_go
from cicdesk.presenters.form_desk import FormDesk, FormStart, FormStatus, Likeness, Notice, Screen
from cicdesk.presenters.quick_contact import MINUTES, QUESTIONS, QuickContact, TripMemory, person_start
from cicdesk.schema.contact import CONTACT
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Values

HINT = N_(
    "The sign before an answer chooses it. Enter: next question; after the last one it saves. "
    "Ctrl+Enter: save at once. Esc: leave, the draft stays."
)
SAVE_NEXT = N_("Save and next")
MAKE_CLIENT = N_("Make a client (Ctrl+P)")
_PADDING = 20
_GAP = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuickContactPanel(QWidget):
    """Seven questions. After each save it is empty again for the next person in the queue."""

    saved = Signal(object, object)
    """A contact was saved: its Snapshot, and the Changes to publish."""
    failed = Signal(object)
    """Saving failed: the error."""
    person_asked = Signal(object)
    """The contact becomes a client: the FormStart of the person's form."""
    left = Signal()
    """The panel is not needed any more; what was typed lies in a draft."""

    def __init__(
        self,
        desk: FormDesk,
        memory: TripMemory,
        chooser: Chooser | None = None,
        start: FormStart | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._memory = desk, memory
        self._delays = QtDelays(self)
        self._context = EditorContext(desk.today, chooser or NoChooser(), quick_editor_for)
        self._promoting = False
        self._watch = FocusWatch(self)
        self._watch.moved.connect(self._cursor_moved)
        self._hint = QLabel()
        self.save_button, self.client_button = QPushButton(), QPushButton()
        self._misfits = MisfitNotice(CONTACT)
        # The contact is another one after each save.
        self._misfits.placed.connect(lambda: self.contact.form.misfits.place())  # noqa: PLW0108  as said above
        self._misfits.dropped.connect(lambda: self.contact.form.misfits.drop())  # noqa: PLW0108  as said above
        self._questions = QVBoxLayout()
        self._grid: FieldGrid | None = None
        self._arrange()
        self._begin(start)
        self.retranslate()

    def _arrange(self) -> None:
        self._hint.setProperty("role", "help")
        self._hint.setWordWrap(True)
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.save)
        self.client_button.clicked.connect(self.make_client)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(_GAP)
        column.addWidget(self._hint)
        column.addLayout(self._questions)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.client_button)
        buttons.addWidget(self.save_button)
        scroll = QScrollArea()
        scroll.setObjectName("formBody")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(_GAP)
        whole.addWidget(self._misfits)
        whole.addWidget(scroll)
        whole.addLayout(buttons)
        action = make_action(Command.SAVE, self, self.save)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        add_key(self, "Ctrl+P", self.make_client)
        RefusalKey(self, self._watch)

    def _begin(self, start: FormStart | None = None) -> None:
        """A contact from nothing, or from its draft."""
        self._delays.cancel_all()
        self.contact = QuickContact(
            self._desk, self._memory, Screen(self, self._delays), start.draft if start else None
        )
        self.fields = FormFields(CONTACT, self.contact.form, self._context)
        old, self._grid = self._grid, FieldGrid()
        frames = [self.fields.make(CONTACT.by_name[name]) for name in QUESTIONS]
        self._grid.fill(frames, set(QUESTIONS))
        self._questions.addWidget(self._grid)
        if old is not None:
            self._questions.removeWidget(old)
            let_go(old)
            stops = [stop for frame in frames for stop in frame.tab_stops()]
            for one, other in zip(stops, [*stops[1:], self.client_button], strict=True):
                QWidget.setTabOrder(one, other)
        self.show_status(self.contact.form.status())

    def focus_first(self) -> None:
        """The cursor goes to the first question."""
        self.fields.frames[QUESTIONS[0]].jump("")

    # what the presenter asks for

    def show_values(self, values: Values) -> None:
        """These fields now hold this."""
        self.fields.show_values(values)

    def show_status(self, status: FormStatus) -> None:
        """What is wrong."""
        self.fields.show_problems(status.problems)
        self._misfits.show_misfits(status.misfits)
        self.save_button.setEnabled(not status.saving)

    def show_similar(self, hits: Sequence[Likeness]) -> None:
        """A contact has no likeness."""

    def show_notice(self, notice: Notice) -> None:
        """Another value arrived."""
        self.fields.show_notice(notice)

    def jump_to(self, path: str) -> None:
        """Put the cursor into a field."""
        frame = self.fields.frames.get(path.partition("/")[0])
        if frame is not None:
            frame.jump("")

    def record_saved(self, snapshot: Snapshot, changes: Changes) -> None:
        """Saved: on to the next one, or to the person's form."""
        promoting, self._promoting = self._promoting, False
        self.contact.was_saved()
        self._begin()
        self.saved.emit(snapshot, changes)
        if promoting:
            self.person_asked.emit(person_start(snapshot))
        else:
            self.focus_first()

    def show_failure(self, error: BaseException) -> None:
        """Saving failed; everything typed is still there."""
        self._promoting = False
        self.failed.emit(error)

    # what the person at the desk does

    def save(self) -> None:
        """Save this contact and begin the next."""
        self._watch.commit()
        self.contact.save()

    def make_client(self) -> None:
        """Save this contact and open the form of a new client with what is known."""
        self._promoting = True
        self.save()

    def keep(self) -> None:
        """The screen locks or the panel is left: everything typed goes into the draft."""
        self._watch.commit()
        self.contact.form.keep()
        self._delays.cancel_all()

    def _cursor_moved(self, frame: FieldFrame | None) -> None:
        self.contact.form.enter(frame.field.name if frame else "")
        if frame is not None and frame.field.name == MINUTES:
            self.contact.time_it()
            line = frame.editor.focus_target()
            if isinstance(line, QLineEdit):
                line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: next question; after the last, and with Ctrl after any: save. Esc: leave."""
        last = self._watch.outermost is self.fields.frames[QUESTIONS[-1]]
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
        self.save_button.setText(_(SAVE_NEXT))
        self.client_button.setText(_(MAKE_CLIENT))
        for frame in self.fields.frames.values():
            frame.retranslate()
        self.fields.retranslate()
        self._misfits.retranslate()
