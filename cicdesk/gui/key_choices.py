"""Answers that lie open, each with its key: for panels that are filled in without a mouse."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from cicdesk.base.i18n import language
from cicdesk.gui.editors.base import Editor, EditorContext
from cicdesk.gui.editors.registry import editor_for
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.presenters.choices import Choice, choices_and_held
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Code, Codes, Field
from cicdesk.schema.values import Value

KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
_GAP = 4
_PADDING = 2
_MOST = 26
_ERASERS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class KeyChoices(QFrame):
    """The answers. A digit or letter chooses; where one only can be chosen it replaces the other."""

    picked = Signal()
    """A person chose or took something back; `codes` has it."""

    def __init__(self, *, several: bool) -> None:
        super().__init__()
        self.setProperty("role", "key-choices")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.codes: list[str] = []
        self.read_only = False
        self._several = several
        self._buttons: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self, _GAP)
        self._flow.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)

    def offer(self, offered: tuple[Choice, ...]) -> None:
        """Show these answers, or their words in another language."""
        for key, choice in zip(KEYS, offered, strict=False):
            button = self._buttons.get(choice.code) or self._new_button(choice.code)
            button.setText(f"{key.upper()}  {choice.label}")
            button.setAccessibleName(choice.label)

    def _new_button(self, code: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "key-choice")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._toggle(code))
        self._flow.addWidget(button)
        self._buttons[code] = button
        return button

    def show_codes(self, codes: list[str]) -> None:
        """Mark these as chosen."""
        self.codes = codes
        for code, button in self._buttons.items():
            button.setChecked(code in codes)
        chosen = [self._buttons[code].accessibleName() for code in codes if code in self._buttons]
        self.setAccessibleDescription(", ".join(chosen))

    def _toggle(self, code: str) -> None:
        if self.read_only:
            self.show_codes(self.codes)
            return
        held = [each for each in self.codes if each != code]
        if self._several:
            self.show_codes(held if code in self.codes else [*self.codes, code])
        else:
            self.show_codes([] if code in self.codes else [code])
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key chooses, arrows move, Delete takes all back."""
        codes = list(self._buttons)
        place = KEYS.find(event.text().casefold()) if event.text() else -1
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        key = Qt.Key(event.key())
        if plain and 0 <= place < len(codes):
            self._toggle(codes[place])
        elif key in _ERASERS and self.codes and not self.read_only:
            self.show_codes([])
            self.picked.emit()
        elif key in _STEPS and not self._several and codes:
            here = codes.index(self.codes[0]) if self.codes else -_STEPS[key] if _STEPS[key] < 0 else -1
            step = codes[min(max(here + _STEPS[key], 0), len(codes) - 1)]
            if [step] != self.codes:
                self._toggle(step)
        else:
            super().keyPressEvent(event)


class KeyChoicesEditor(Editor):
    """A code or a set of codes, all of the list in view."""

    def __init__(self, field: Code | Codes, context: EditorContext) -> None:
        self.box = KeyChoices(several=isinstance(field, Codes))
        super().__init__(field, context, self.box)
        self._list = field.code_list
        self.box.picked.connect(self._picked)
        self.retranslate()

    def _picked(self) -> None:
        self.changed.emit(self.value(), "")
        self.settled.emit()

    def value(self) -> Value:
        """The code or the codes; None for none."""
        if self.field.is_set:
            return list[Value](self.box.codes) or None
        return self.box.codes[0] if self.box.codes else None

    def set_value(self, value: Value) -> None:
        """Mark this."""
        listed = value if isinstance(value, list) else [value]
        codes = [code for code in listed if isinstance(code, str) and code]
        self.box.offer(choices_and_held(self._list, language(), self.context.today(), codes))
        self.box.show_codes(codes)

    def set_read_only(self, read_only: bool) -> None:
        """Answers stay readable."""
        self.box.read_only = read_only

    def retranslate(self) -> None:
        """The answers' words."""
        self.box.offer(choices_and_held(self._list, language(), self.context.today(), self.box.codes))


def quick_editor_for(field: Field, context: EditorContext) -> Editor:
    """An editor with keys where the list is short enough; else the usual one."""
    if isinstance(field, (Code, Codes)) and len(code_list(field.code_list).entries) <= _MOST:
        return KeyChoicesEditor(field, context)
    return editor_for(field, context)
