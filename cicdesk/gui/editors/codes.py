"""Editors of sets: what is chosen lies there as chips, and a type-ahead line adds to it."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cicdesk.base.i18n import N_, _, language
from cicdesk.gui.editors.base import Editor, EditorContext, visit_before
from cicdesk.gui.editors.code import offer_references
from cicdesk.gui.editors.keys import ERASES
from cicdesk.gui.editors.pick import Give, PickEdit
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.parting import let_go
from cicdesk.presenters.choices import Choice, choices, label_of, matching
from cicdesk.schema.fields import Codes, References
from cicdesk.schema.values import Value

REMOVE = N_("Remove: {what}")
ADD_MORE = N_("add…")
_LINE_WIDTH = 140
_ERASERS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Chip(QPushButton):
    """One chosen thing; Delete or a click takes it away."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setProperty(ERASES, True)
        self.say(words)

    def say(self, words: str) -> None:
        """Its words."""
        self.setText(f"{words}  \N{MULTIPLICATION SIGN}")
        self.setAccessibleName(_(REMOVE).format(what=words))
        self.setToolTip(self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete is a click."""
        if event.key() in _ERASERS:
            self.click()
        else:
            super().keyPressEvent(event)


class ChipsEditor(Editor):
    """A set of codes as chips in the order in which they were chosen."""

    def __init__(self, field: Codes | References, context: EditorContext) -> None:
        host = QWidget()
        super().__init__(field, context, host)
        self._flow = FlowLayout(host)
        self.line = PickEdit(self._offer, context.second, stays=True)
        self.line.setMinimumWidth(_LINE_WIDTH)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        host.setSizePolicy(policy)
        self._codes: list[str] = []
        self._chips: dict[str, Chip] = {}
        self._read_only = False
        self.line.picked.connect(self._picked)

    @abstractmethod
    def _offer(self, text: str, give: Give) -> None:
        """What can be added for typed letters."""

    @abstractmethod
    def _say(self, code: str, chip: Chip) -> None:
        """The words of this code on its chip, now or when they are found."""

    def value(self) -> Value:
        """The codes; None for none."""
        return list[Value](self._codes) or None

    def set_value(self, value: Value) -> None:
        """Show these codes."""
        codes = [code for code in value if isinstance(code, str)] if isinstance(value, list) else []
        for code in [gone for gone in self._chips if gone not in codes]:
            self._drop_chip(code)
        for code in codes:
            if code not in self._chips:
                self._add_chip(code)
        self._codes = codes
        self._hint()

    def _add_chip(self, code: str) -> None:
        chip = Chip(code)
        chip.setEnabled(not self._read_only)
        self._say(code, chip)
        chip.clicked.connect(lambda: self._remove(code))
        self._chips[code] = chip
        self._flow.insert_before_last(chip)
        if self.widget.isVisible():
            chip.show()
        visit_before(chip, self.line)

    def _drop_chip(self, code: str) -> None:
        chip = self._chips.pop(code)
        if chip.hasFocus():
            self.line.setFocus()
        self._flow.removeWidget(chip)
        let_go(chip)

    def _remove(self, code: str) -> None:
        self._take([each for each in self._codes if each != code])

    def _picked(self, choice: Choice | None) -> None:
        self.line.show_words("")
        if choice and choice.code not in self._codes:
            self._take([*self._codes, choice.code])

    def _take(self, codes: list[str]) -> None:
        self.set_value(list[Value](codes))
        self.changed.emit(self.value(), "")
        self.settled.emit()

    def _hint(self) -> None:
        self.line.setPlaceholderText(_(ADD_MORE) if self._codes else "")

    def commit(self) -> None:
        """Take what was typed. What means nothing lies there as a chip too, for the check to point out."""
        unread = self.line.finish()
        if unread is not None:
            self.line.show_words("")
            if unread not in self._codes:
                self._take([*self._codes, unread])

    def set_read_only(self, read_only: bool) -> None:
        """Chips stay readable."""
        self._read_only = read_only
        self.line.setVisible(not read_only)
        for chip in self._chips.values():
            chip.setEnabled(not read_only)

    def focus_target(self) -> QWidget:
        """The line that adds."""
        return self.line

    def tab_stops(self) -> list[QWidget]:
        """The chips, then the line."""
        return [*self._chips.values(), self.line]

    def retranslate(self) -> None:
        """The words of the chips."""
        for code, chip in self._chips.items():
            self._say(code, chip)
        self._hint()


class CodesEditor(ChipsEditor):
    """A set of codes of a code list."""

    def __init__(self, field: Codes, context: EditorContext) -> None:
        self._list = field.code_list
        super().__init__(field, context)

    def _offered(self) -> Sequence[Choice]:
        """Those already chosen too: a code typed twice must not find something else."""
        return choices(self._list, language(), self.context.today())

    def _offer(self, text: str, give: Give) -> None:
        give(matching(self._offered(), text))

    def _say(self, code: str, chip: Chip) -> None:
        chip.say(label_of(self._list, code, language()))


class ReferencesEditor(ChipsEditor):
    """A set of references."""

    def __init__(self, field: References, context: EditorContext) -> None:
        self._to = field.to
        super().__init__(field, context)

    def _offer(self, text: str, give: Give) -> None:
        offer_references(self.context, self._to, text, give)

    def _say(self, code: str, chip: Chip) -> None:
        def say(title: str) -> None:
            if self._chips.get(code) is chip:
                chip.say(title)

        self._chips[code] = chip
        self.context.chooser.title(self._to, code, say)
