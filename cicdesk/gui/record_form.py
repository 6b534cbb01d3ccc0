"""A form of one record, built from its declaration. It shows and asks; presenters/form.py decides."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command, make_action, retranslate_actions
from cicdesk.gui.delays import QtDelays
from cicdesk.gui.editors.base import Chooser, EditorContext, NoChooser, cursor_place, holds_cursor
from cicdesk.gui.editors.focus import FocusWatch
from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.editors.keys import ERASES
from cicdesk.gui.editors.registry import editor_for
from cicdesk.gui.form_body import LEFT_EDGE, RIGHT_EDGE, FormBody
from cicdesk.gui.form_fields import FormFields
from cicdesk.gui.form_footer import FormFooter
from cicdesk.gui.form_keys import RefusalKey, add_key, add_section_keys, next_missing
from cicdesk.gui.form_side import FormSide
from cicdesk.gui.misfit_notice import MisfitNotice
from cicdesk.gui.scan_box import ScanBox
from cicdesk.gui.theme import theme
from cicdesk.presenters.client_words import for_the_client
from cicdesk.presenters.form import RecordFormPresenter
from cicdesk.presenters.form_desk import FormDesk, FormStart, FormStatus, Likeness, Notice, Screen
from cicdesk.presenters.scanning import Scanner
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Values

_ACROSS = 20
_NARROW = 580
"""Below this width of the drawing board a form shows its fields only; keys still lead to sections."""
_SCANNED_KIND = "person"
_NEXT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecordForm(QWidget):
    """One record's form. An object that exists is usable; `presenter` holds what is typed."""

    saved = Signal(object, object)
    """The record was saved: its Snapshot, and the Changes to publish."""
    failed = Signal(object)
    """Saving failed: the error, for the one place that turns errors into words."""
    person_asked = Signal(object)
    """The person at the desk wants to see this similar person instead (a Likeness)."""
    client_window_asked = Signal()
    """The window for the client is wanted."""
    values_changed = Signal()
    """Something in the form changed; `presenter.values` has it."""
    field_entered = Signal(str)
    """The cursor came into this field; empty: into none."""
    status_changed = Signal(object)
    """What is missing, wrong and kept: a FormStatus."""

    def __init__(
        self,
        desk: FormDesk,
        start: FormStart,
        chooser: Chooser | None = None,
        second: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec, self._second = start.spec, second
        self._status: FormStatus | None = None
        self._begun = False
        self._delays = QtDelays(self)
        self.presenter = RecordFormPresenter(desk, start, Screen(self, self._delays))
        context = EditorContext(desk.today, chooser or NoChooser(), editor_for, second=lambda: self._second)
        self.fields = FormFields(self.spec, self.presenter, context)
        self.body = FormBody(self.spec, self.fields.make)
        self.side = FormSide(self.spec)
        self.footer = FormFooter()
        self.scan_box = ScanBox()
        self.misfits = MisfitNotice(self.spec, LEFT_EDGE, RIGHT_EDGE)
        self._scanner = Scanner(self.presenter, desk)
        self._watch = FocusWatch(self)
        self._arrange()
        self._connect()
        self.show_status(self.presenter.status())
        self.set_second_language(second)
        self.body.begin()

    def _arrange(self) -> None:
        self.setProperty("role", "form")
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for each in (self.misfits, self.scan_box, self.body, self.footer):
            middle.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_ACROSS)
        row.addWidget(self.side)
        row.addLayout(middle, 1)
        self.side.hide()  # until it is known how much room there is
        self.scan_box.hide()
        self.footer.scan.setVisible(self.spec.kind == _SCANNED_KIND)
        self.footer.client.setVisible(for_the_client(self.spec))
        if self.presenter.read_only:
            self.footer.set_read_only()
            self.footer.setVisible(for_the_client(self.spec))

    def _connect(self) -> None:
        self._watch.moved.connect(self._cursor_moved)
        self.body.built.connect(lambda _frames: self.fields.show_problems_again())
        self.body.scrolled_to.connect(self.side.show_current)
        self.side.section_chosen.connect(self.go_to_section)
        self.side.field_chosen.connect(self.jump_to)
        self.side.person_chosen.connect(self.person_asked)
        self.scan_box.opened.connect(self._scanner.begin)
        self.scan_box.read.connect(lambda text: self.scan_box.show_result(self._scanner.read(text)))
        self.scan_box.closed.connect(self.fields.focus_first)
        self.misfits.placed.connect(self.presenter.misfits.place)
        self.misfits.dropped.connect(self.presenter.misfits.drop)
        footer, presenter = self.footer, self.presenter
        footer.save_asked.connect(self.save)
        footer.undo_asked.connect(presenter.undo)
        footer.redo_asked.connect(presenter.redo)
        footer.scan_asked.connect(self.scan_box.open)
        footer.client_asked.connect(self.client_window_asked)
        for command, done in (
            (Command.SAVE, self.save),
            (Command.UNDO, presenter.undo),
            (Command.REDO, presenter.redo),
            (Command.CLIENT_WINDOW, footer.client.click),
        ):
            action = make_action(command, self, done)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        add_section_keys(self, self.spec, self.go_to_section)
        add_key(self, "Ctrl+O", self.side.choose_similar)
        add_key(
            self,
            "Ctrl+J",
            lambda: self.jump_to(next_missing(self.spec, presenter.status().missing, self._watch)),
        )
        RefusalKey(self, self._watch)
        if self.spec.kind == _SCANNED_KIND:
            add_key(self, "Ctrl+M", self.scan_box.open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the fields goes where there is too little room for both, as with large letters."""
        self.side.setVisible(self.side.is_needed and event.size().width() >= theme().pixels(_NARROW))
        super().resizeEvent(event)

    # what the presenter asks for

    def show_values(self, values: Values) -> None:
        """These fields now hold this."""
        self.fields.show_values(values)
        self.values_changed.emit()

    def show_status(self, status: FormStatus) -> None:
        """What is visible, wrong, missing and kept; only what differs is touched."""
        before, self._status = self._status, status
        if before is None or before.visible != status.visible:
            self.body.show_only(status.visible)
        if before is None or before.problems != status.problems:
            self.fields.show_problems(status.problems)
        if before is None or (before.counts, before.visible) != (status.counts, status.visible):
            shown = {self.spec.by_name[name].section for name in status.visible}
            self.side.show_counts(status.counts, shown)
        if before is None or before.missing != status.missing:
            self.side.show_missing(status.missing)
        self.misfits.show_misfits(status.misfits)
        self.footer.show_status(status)
        self.values_changed.emit()
        self.status_changed.emit(status)

    def show_similar(self, hits: Sequence[Likeness]) -> None:
        """Who this may already be; beside the form, nothing moves in it."""
        self.side.show_similar(hits)

    def show_notice(self, notice: Notice) -> None:
        """Another value arrived for a field that keeps its own."""
        self.fields.show_notice(notice)

    def jump_to(self, path: str) -> None:
        """Bring a field in view and put the cursor into it."""
        name, _slash, rest = path.partition("/")
        field = self.spec.by_name.get(name)
        if field is None:
            return
        self.body.build_up_to(field.section)
        frame = self.fields.frames[name]
        frame.jump(rest)
        self.body.show_frame(frame)

    def record_saved(self, snapshot: Snapshot, changes: Changes) -> None:
        """The record is on disk."""
        self.saved.emit(snapshot, changes)

    def show_failure(self, error: BaseException) -> None:
        """Saving failed; everything typed is still there."""
        self.failed.emit(error)

    # what the person at the desk does

    def save(self) -> None:
        """Make values of what is being typed, then save."""
        self._watch.commit()
        self.presenter.save()

    def go_to_section(self, section: str) -> None:
        """Bring a section to the top, with the cursor in its first field."""
        if self._status is None or section not in self.body.cards:
            return
        self.body.show_section(section)
        visible = self._status.visible
        first = next((f for n, f in self.body.cards[section].frames.items() if n in visible), None)
        if first is not None:
            first.jump("")
        self.side.show_current(section)

    def _cursor_moved(self, frame: FieldFrame | None) -> None:
        self.presenter.enter(frame.field.name if frame else "")
        self.footer.show_help(_(frame.field.help) if frame and frame.field.help else "")
        if frame is not None:
            self.side.show_current(frame.field.section)
            if frame.height() < self.body.height():
                self.body.show_frame(frame)
        self.field_entered.emit(frame.field.name if frame else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field; on a button it presses it, unless that takes something away."""
        if event.key() in _NEXT_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            place = cursor_place()
            if isinstance(place, QAbstractButton) and holds_cursor(self) and not place.property(ERASES):
                place.click()
            else:
                self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    # what the shell asks for

    def set_second_language(self, second: str) -> None:
        """Say every label in the client's language as well; empty: only in one's own."""
        self._second = second
        self.fields.set_second_language(second)
        for card in self.body.cards.values():
            card.set_second_language(second)

    def keep(self) -> None:
        """The screen locks or the form closes: everything typed goes into the draft."""
        self._watch.commit()
        self.presenter.keep()
        self._delays.cancel_all()

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor starts in the first field."""
        super().showEvent(event)
        if not holds_cursor(self) and not self._begun and not self.presenter.read_only:
            self._begun = True
            self.fields.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is lost by closing."""
        self.keep()
        self.body.stop()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another language of the interface."""
        if event.type() == QEvent.Type.LanguageChange:
            for card in self.body.cards.values():
                card.retranslate()
            self.fields.retranslate()
            for each in (self.side, self.footer, self.scan_box, self.misfits):
                each.retranslate()
            retranslate_actions(self)
        super().changeEvent(event)
