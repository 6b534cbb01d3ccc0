"""What every editor is: it shows a value, says when a person changed it, and when the value is final."""

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cicdesk.gui.theme import restyle
from cicdesk.presenters.choices import Choice
from cicdesk.schema.fields import Field
from cicdesk.schema.values import Value

Give = Callable[[Sequence[Choice]], None]


class Chooser(Protocol):
    """Finds what a reference can point to. Answers may come later; they come on the screen's thread."""

    def offered(self, to: str) -> Sequence[Choice] | None:
        """All there is to choose from (people of the staff, offices); None where one has to search."""
        ...

    def find(self, to: str, text: str, give: Give, file: str = "") -> None:
        """Records of that kind for typed letters; for none, those most likely meant.

        Of what lies in people's files, only what lies in this one, if one is named.
        """
        ...

    def title(self, to: str, value: str, give: Callable[[str], None]) -> None:
        """The words for a reference that a record holds."""
        ...


class NoChooser:
    """A chooser that knows nothing: references show as they are."""

    def offered(self, to: str) -> Sequence[Choice] | None:
        """Nothing to choose from."""
        del to
        return ()

    def find(self, to: str, text: str, give: Give, file: str = "") -> None:
        """Nothing is found."""
        del to, text, file
        give(())

    def title(self, to: str, value: str, give: Callable[[str], None]) -> None:
        """The reference itself."""
        del to
        give(value)


def cursor_place() -> QWidget | None:
    """The widget in which the cursor is; None if the program is not in front."""
    return QApplication.focusWidget()


def holds_cursor(widget: QWidget) -> bool:
    """Whether the cursor is in this widget or in a part of it."""
    cursor = cursor_place()
    return cursor is not None and (cursor is widget or widget.isAncestorOf(cursor))


def visit_before(widget: QWidget, other: QWidget) -> None:
    """Let Tab visit a widget just before another one.

    `setTabOrder(widget, other)` would do it the other way round: it moves the second one, and so
    everything that was to come after it would be left behind.
    """
    before = other.previousInFocusChain()
    if before is not None:
        QWidget.setTabOrder(before, widget)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said under a field."""

    text: str
    severity: str
    """`error`, `warning` or `hint`."""


@dataclass(frozen=True, slots=True)
class EditorContext:
    """What editors need to know about where they stand."""

    today: Callable[[], dt.date]
    chooser: Chooser
    make: Callable[[Field, "EditorContext"], "Editor"]
    """Makes the editor of a part; registry.editor_for."""
    sibling: Callable[[str], Value] = lambda _name: None
    """The value of another field beside this one."""
    second: Callable[[], str] = lambda: ""
    """The language of the second line; empty for none."""


class Editor(QObject):
    """One field's editor. `widget` is what is shown; `field` is what it edits.

    What is abstract here is so for the type checker alone: Qt's classes are made by a metaclass of their own.
    """

    changed = Signal(object, str)
    """A person changed the value: the value, and which part of it (empty for the whole)."""
    settled = Signal()
    """The value is final for now: chosen, or the editor was left."""

    def __init__(self, field: Field, context: EditorContext, widget: QWidget) -> None:
        super().__init__(widget)
        self.field, self.context, self.widget = field, context, widget

    @abstractmethod
    def value(self) -> Value:
        """What it holds."""

    @abstractmethod
    def set_value(self, value: Value) -> None:
        """Show this value. Says nothing: nobody typed it."""

    def commit(self) -> None:
        """The cursor leaves: make a value of what was typed."""

    def enter(self) -> None:
        """The cursor came in."""

    def set_read_only(self, read_only: bool) -> None:
        """Allow typing or not."""
        self.widget.setEnabled(not read_only)

    def set_problem(self, severity: str) -> None:
        """Colour the editor: `error`, `warning`, or empty for nothing wrong."""
        if (self.widget.property("problem") or "") != severity:
            restyle(self.widget, problem=severity)

    def show_remarks(self, remarks: Mapping[str, Remark]) -> Mapping[str, Remark]:
        """Show what is wrong with parts of it, by path; what has no place of its own is returned."""
        return remarks

    def name(self, words: str, help_text: str) -> None:
        """Tell screen readers what is asked."""
        target = self.focus_target()
        target.setAccessibleName(words)
        if help_text:
            target.setAccessibleDescription(help_text)

    def focus_target(self) -> QWidget:
        """Where the cursor goes."""
        return self.widget

    def tab_stops(self) -> list[QWidget]:
        """Every widget in it that the Tab key visits, in order."""
        return [self.focus_target()]

    def jump(self, path: str) -> None:
        """Put the cursor into it, or into the part that the path names."""
        del path
        self.focus_target().setFocus()

    def retranslate(self) -> None:
        """Say its words again in the interface's language."""
