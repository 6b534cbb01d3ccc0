"""Reports: one page with a tab for each way in which what was done is told to others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Page, side_by_side
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, label
from cicdesk.schema.snapshot import Changes

_HEAD = 1040
"""Below it the title stands above the tabs."""


class Panel(Protocol):
    """What a tab does beside being a widget."""

    def retranslate(self) -> None:
        """Say the fixed words."""
        ...

    def load(self) -> None:
        """Ask for what it shows; called when it comes into sight."""
        ...

    def focus_first(self) -> None:
        """Put the cursor where work begins."""
        ...


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its words as a message for translation, its widget, and who listens to changes for it."""

    words: str
    panel: Panel
    changed: Callable[[Changes], object] | None = None


class ReportsPage(Page):
    """Shows one tab at a time; the others do nothing until they are chosen."""

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self._tabs = tuple(tabs)
        self._title = label("", "title")
        self.buttons = [button("", "", "segment") for _each in tabs]
        self._stack, self._head = QStackedWidget(), QHBoxLayout()
        self._lay_out()
        self.retranslate()
        self._mark(0)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 24)
        outer.setSpacing(12)
        head, row = self._head, FlowLayout(gap=0)
        head.setSpacing(12)
        head.addWidget(self._title)
        for number, (each, tab) in enumerate(zip(self.buttons, self._tabs, strict=True)):
            edge = "first" if number == 0 else "last" if number == len(self._tabs) - 1 else ""
            each.setProperty("edge", edge)
            each.setCheckable(True)
            each.clicked.connect(lambda _checked=False, number=number: self.show_tab(number))
            row.addWidget(each)
            if isinstance(tab.panel, QWidget):
                self._stack.addWidget(tab.panel)
        head.addLayout(row, 1)
        head.setDirection(QHBoxLayout.Direction.TopToBottom)  # until the width is known
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the tabs stand below the title."""
        side_by_side(self._head, event.size().width(), _HEAD)
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Reports"))
        for each, tab in zip(self.buttons, self._tabs, strict=True):
            each.setText(_(tab.words))
            tab.panel.retranslate()

    def show_tab(self, number: int) -> None:
        """Bring a tab in sight."""
        self._mark(number)
        self.load()
        self.focus_first()

    def show_panel(self, kind: type[QWidget]) -> None:
        """Bring the tab of that kind in sight."""
        self.show_tab(next(place for place, tab in enumerate(self._tabs) if isinstance(tab.panel, kind)))

    def load(self) -> None:
        """Ask for what is in sight."""
        self._panel.load()

    def focus_first(self) -> None:
        """Begin in the tab in sight."""
        self._panel.focus_first()

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        for tab in self._tabs:
            if tab.changed is not None:
                tab.changed(changes)

    @property
    def _panel(self) -> Panel:
        return self._tabs[self._stack.currentIndex()].panel

    def _mark(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        for place, each in enumerate(self.buttons):
            each.setChecked(place == number)
