"""A field of a form: its label, the client's language below it, the editor, and what is wrong with it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from cicdesk.base.i18n import N_, _, language, text_in
from cicdesk.gui.editors.base import Editor, Remark, holds_cursor, visit_before
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.theme import restyle
from cicdesk.presenters.choices import label_of
from cicdesk.schema.fields import Field, Level
from cicdesk.schema.values import REFUSALS, Value

NOT_GIVEN = N_("Refused, not asked or not known (Ctrl+R)")
TAKE_BACK = N_("Enter a value after all")
REFUSAL_LIST = "refusals"
_GAP = 3
_ORDER = ("error", "warning", "hint")


class FieldFrame(QWidget):
    """One field as a form shows it."""

    refused = Signal(str, str)
    """A person noted that there is no answer: the field's name and the code; an empty code takes it back."""

    def __init__(self, editor: Editor, *, labelled: bool = True) -> None:
        super().__init__()
        self.field: Field = editor.field
        self.editor = editor
        self._labelled, self._second, self._read_only = labelled, "", False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self.label = QLabel()
        self.label.setProperty("role", "label")
        self.label.setWordWrap(True)
        self.label.setBuddy(editor.focus_target())
        self._second_label: QLabel | None = None
        self._problem: QLabel | None = None
        self._refusal: QPushButton | None = None
        self._menu: QToolButton | None = None
        self._notice: QWidget | None = None
        self._place_label()
        self._column.addWidget(editor.widget)
        self._column.addStretch()
        self.retranslate()

    def _place_label(self) -> None:
        if not self.field.refusable:
            self._column.addWidget(self.label)
            self.label.setVisible(self._labelled)
            return
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        self._menu = QToolButton()
        self._menu.setText("\N{HORIZONTAL ELLIPSIS}")
        self._menu.setProperty("role", "refuse")
        self._menu.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._menu.clicked.connect(self.ask_refusal)
        row.addWidget(self._menu, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    # what it shows

    def set_value(self, value: Value) -> None:
        """Show a value, or the refusal that stands for it."""
        refusal = value if self.field.refusable and value in REFUSALS else ""
        self.editor.set_value(None if refusal else value)
        if refusal or self._refusal is not None:
            self._show_refusal(str(refusal))

    def _show_refusal(self, code: str) -> None:
        had_cursor = holds_cursor(self)
        if self._refusal is None:
            self._refusal = QPushButton()
            self._refusal.setProperty("role", "refusal")
            self._refusal.clicked.connect(lambda: self.refused.emit(self.field.name, ""))
            self._column.insertWidget(self._column.indexOf(self.editor.widget), self._refusal)
            visit_before(self._refusal, self.editor.focus_target())
        self._refusal.setProperty("code", code)
        self._refusal.setVisible(bool(code))
        self.editor.widget.setVisible(not code)
        self._say_refusal()
        if had_cursor:
            self.jump("")

    def _say_refusal(self) -> None:
        if self._refusal is not None and (code := self._refusal.property("code")):
            words = label_of(REFUSAL_LIST, code, language())
            self._refusal.setText(f"{words}  \N{MULTIPLICATION SIGN}")
            self._refusal.setAccessibleName(f"{_(self.field.label)}: {words}")
            self._refusal.setToolTip(_(TAKE_BACK))

    def show_remarks(self, remarks: Mapping[str, Remark]) -> None:
        """Say what is wrong, by path below this field; nothing clears it."""
        own = sorted(self.editor.show_remarks(remarks).values(), key=lambda each: _ORDER.index(each.severity))
        worst = own[0].severity if own else ""
        self.editor.set_problem(worst)
        text = "\n".join(dict.fromkeys(each.text for each in own))
        if not text and self._problem is None:
            return
        if self._problem is None:
            self._problem = QLabel()
            self._problem.setWordWrap(True)
            self._problem.setProperty("role", "problem")
            self._column.insertWidget(self._column.indexOf(self.editor.widget) + 1, self._problem)
        if self._problem.property("severity") != worst:
            restyle(self._problem, severity=worst)
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def show_notice(self, notice: QWidget | None) -> None:
        """Show something quiet under the field in place of what stood there; None clears it."""
        if self._notice is not None:
            self._column.removeWidget(self._notice)
            let_go(self._notice)
        self._notice = notice
        if notice is not None:
            self._column.insertWidget(self._column.count() - 1, notice)
            notice.show()

    def set_second_language(self, second: str) -> None:
        """Say the label in the client's language below it; an empty language says nothing."""
        self._second = second
        if not second and self._second_label is None:
            return
        if self._second_label is None:
            self._second_label = QLabel()
            self._second_label.setProperty("role", "secondary")
            self._second_label.setWordWrap(True)
            self._column.insertWidget(1, self._second_label)
        self._second_label.setText(text_in(second, self.field.label) if second else "")
        self._second_label.setVisible(bool(second) and self._labelled)

    def set_read_only(self, read_only: bool) -> None:
        """Allow typing or not."""
        self._read_only = read_only
        self.editor.set_read_only(read_only)
        if self._menu is not None:
            self._menu.setVisible(not read_only)
        if self._refusal is not None:
            self._refusal.setEnabled(not read_only)

    def retranslate(self) -> None:
        """The label, the help and the editor's words in the interface's language."""
        words = _(self.field.label)
        self.label.setText(f"{words} *" if self.field.level is Level.REQUIRED else words)
        help_text = _(self.field.help) if self.field.help else ""
        if help_text:
            self.setToolTip(help_text)
        if self._menu is not None:
            self._menu.setToolTip(_(NOT_GIVEN))
            self._menu.setAccessibleName(f"{words}: {_(NOT_GIVEN)}")
        self.editor.name(words, help_text)
        self.editor.retranslate()
        self._say_refusal()

    # what a person does

    def ask_refusal(self) -> None:
        """Offer the reasons why there is no answer."""
        if self._read_only:
            return
        menu = self.refusal_menu()
        place = self._menu or self.editor.widget
        menu.popup(place.mapToGlobal(place.rect().bottomLeft()))

    def refusal_menu(self) -> QMenu:
        """The reasons, by digits 1 to 4; Enter takes the first."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, code in enumerate(REFUSALS, start=1):
            action = QAction(f"&{place}  {label_of(REFUSAL_LIST, code, language())}", menu)
            action.triggered.connect(
                lambda _checked=False, code=code: self.refused.emit(self.field.name, code)
            )
            menu.addAction(action)
        menu.setActiveAction(menu.actions()[0])
        return menu

    def jump(self, path: str) -> None:
        """Put the cursor into it."""
        if self._refusal is not None and not self._refusal.isHidden():
            self._refusal.setFocus()
        else:
            self.editor.jump(path)

    def tab_stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        first: list[QWidget] = [self._refusal] if self._refusal is not None else []
        return first + self.editor.tab_stops()
