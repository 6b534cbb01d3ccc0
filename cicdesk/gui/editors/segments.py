"""Two or three answers side by side: yes and no, woman and man. One key chooses."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.names import fold
from cicdesk.gui.editors.base import Editor, EditorContext
from cicdesk.gui.theme import restyle
from cicdesk.presenters.choices import Choice, choices_and_held
from cicdesk.schema.codelists import LABEL_LANGUAGES, code_list
from cicdesk.schema.fields import Code, Field
from cicdesk.schema.values import Value

YES, NO = N_("yes"), N_("no")
_MOST_ANSWERS = 3
_MOST_LETTERS = 22
_ERASERS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@cache
def lies_open(name: str) -> bool:
    """Whether a code list is short enough, in every language, to show all of it."""
    entries = code_list(name).entries
    lengths = (sum(len(e.label(each)) for e in entries) for each in LABEL_LANGUAGES)
    return len(entries) <= _MOST_ANSWERS and max(lengths) <= _MOST_LETTERS


class Segments(QFrame):
    """Answers in a row. Arrows, digits and first letters choose, Delete takes the answer back."""

    picked = Signal(str)
    """A person chose this code; empty: none any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row.setSpacing(0)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._buttons: dict[str, QPushButton] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self.read_only = False
        self.code = ""

    def offer(self, offered: Sequence[Choice]) -> None:
        """Show these answers, or their words in another language."""
        for place, choice in enumerate(offered):
            button = self._buttons.get(choice.code) or self._new_button(choice.code)
            button.setText(choice.label)
            edges = {0: "first", len(offered) - 1: "last"}
            button.setProperty("edge", edges.get(place, "middle"))
            self._keys[choice.code] = choice.keys

    def set_read_only(self, read_only: bool) -> None:
        """Answers that cannot be chosen do not look as if they could."""
        self.read_only = read_only
        for button in self._buttons.values():
            restyle(button, still="true" if read_only else "")

    def has(self, code: str) -> bool:
        """Whether it is among the answers."""
        return code in self._buttons

    def _new_button(self, code: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "segment")
        button.setProperty("still", "true" if self.read_only else "")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._pick("" if self.code == code else code))
        self._row.addWidget(button)
        self._buttons[code] = button
        return button

    def show_code(self, code: str) -> None:
        """Mark this answer as given."""
        self.code = code
        for each, button in self._buttons.items():
            button.setChecked(each == code)
        self.setAccessibleDescription(self._buttons[code].text() if code in self._buttons else "")

    def _pick(self, code: str) -> None:
        if self.read_only:
            self.show_code(self.code)
        elif code != self.code:
            self.show_code(code)
            self.picked.emit(code)
        else:
            self.show_code(code)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The answers are framed while keys choose among them."""
        super().focusInEvent(event)
        self._frame("true")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self._frame("")

    def _frame(self, framed: str) -> None:
        for button in self._buttons.values():
            restyle(button, framed=framed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by key."""
        codes = list(self._buttons)
        key = Qt.Key(event.key())
        if key in _ERASERS:
            self._pick("")
        elif key in _STEPS:
            here = codes.index(self.code) if self.code in codes else -1 if _STEPS[key] > 0 else len(codes)
            self._pick(codes[min(max(here + _STEPS[key], 0), len(codes) - 1)])
        elif key == Qt.Key.Key_Space and codes:
            here = codes.index(self.code) if self.code in codes else -1
            self._pick(codes[(here + 1) % len(codes)])
        elif found := self._by_letter(event.text()):
            self._pick(found)
        else:
            super().keyPressEvent(event)

    def _by_letter(self, typed: str) -> str:
        if typed.isdigit() and 0 < int(typed) <= len(self._buttons):
            return list(self._buttons)[int(typed) - 1]
        letter = fold(typed).strip()
        exact = [code for code, keys in self._keys.items() if letter in keys]
        starting = [code for code, keys in self._keys.items() if any(k.startswith(letter) for k in keys)]
        return (exact or starting or [""])[0] if letter else ""


class SegmentEditor(Editor):
    """A few answers, all of them in view."""

    def __init__(self, field: Field, context: EditorContext) -> None:
        self.segments = Segments()
        super().__init__(field, context, self.segments)
        self.segments.picked.connect(self._picked)
        self.retranslate()

    @abstractmethod
    def _offered(self) -> Sequence[Choice]:
        """The answers, in their order."""

    def _picked(self, _code: str) -> None:
        self.changed.emit(self.value(), "")
        self.settled.emit()

    def value(self) -> Value:
        """The code; None for no answer."""
        return self.segments.code or None

    def set_value(self, value: Value) -> None:
        """Mark this answer."""
        code = value if isinstance(value, str) else ""
        if code and not self.segments.has(code):
            self.segments.code = code
            self.retranslate()
        self.segments.show_code(code)

    def set_read_only(self, read_only: bool) -> None:
        """Answers stay readable, only choosing ends."""
        self.segments.set_read_only(read_only)

    def retranslate(self) -> None:
        """The answers' words."""
        self.segments.offer(self._offered())


class ShortCodeEditor(SegmentEditor):
    """A code of a short list."""

    def __init__(self, field: Code, context: EditorContext) -> None:
        self._list = field.code_list
        super().__init__(field, context)

    def _offered(self) -> Sequence[Choice]:
        return choices_and_held(self._list, language(), self.context.today(), [self.segments.code])


class FlagEditor(SegmentEditor):
    """Yes, no, or not said yet."""

    def _offered(self) -> Sequence[Choice]:
        return (
            Choice(YES, _(YES), (fold(_(YES)), "t", "y", "1")),
            Choice(NO, _(NO), (fold(_(NO)), "n", "0")),
        )

    def value(self) -> Value:
        """True, false, or None."""
        return {YES: True, NO: False}.get(self.segments.code)

    def set_value(self, value: Value) -> None:
        """Mark this answer."""
        self.segments.show_code({True: YES, False: NO}.get(value, "") if isinstance(value, bool) else "")
