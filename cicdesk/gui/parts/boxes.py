"""Cards, pages that scroll, and what stands where there is nothing yet."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cicdesk.gui.actions import Command
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import icon_label, label
from cicdesk.gui.theme import set_icon, theme

_NARROW = 680
"""Below this width of the drawing board a page has one column."""
_OF_SCREEN = 0.94
"""A window leaves room for the frame that the desktop draws around it."""
_KEY_GAP = 8
"""Between the words of a big button and its key."""


class Card(QFrame):
    """A white box with a heading, room for buttons beside it, and a body."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(10)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self._title = label(title, "heading")
        self._count = label("", "count")
        self._count.hide()
        self.head.addWidget(self._title)
        self.head.addWidget(self._count)
        self.head.addStretch(1)
        outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        outer.addLayout(self.body)

    def add_act(self, act: QPushButton) -> None:
        """A button at the end of the heading's line, which it makes no higher."""
        act.setProperty("compact", "true")
        self.head.addWidget(act)

    def set_title(self, title: str, count: int | None = None) -> None:
        """Say another heading, with a number beside it if there is one."""
        self._title.setText(title)
        self._count.setText("" if count is None else str(count))
        self._count.setVisible(bool(count))
        self.setAccessibleName(title)


class BigButton(QPushButton):
    """A button to begin with: icon, words, and at its end the key that does the same."""

    def __init__(self, command: Command, *, first: bool = False) -> None:
        super().__init__()
        self._command = command
        self.setProperty("role", "big")
        self.setProperty("first", "true" if first else "false")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        keys = self._keys = label(command.keys, "keys")
        keys.setProperty("first", "true" if first else "false")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.addStretch(1)
        row.addWidget(keys)
        self._tone = "on_accent" if first else "accent"
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key is left out where it would cover the words."""
        room = event.size().width() - self.sizeHint().width() - _KEY_GAP
        self._keys.setVisible(room > self._keys.sizeHint().width())
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say its words."""
        self.setText(self._command.words)
        self.setAccessibleName(self._command.words)
        set_icon(self, self._command.value.icon, self._tone, 22)


class Nothing(QFrame):
    """What stands in a list without lines: an icon and a calm sentence."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(icon_label(icon, "muted", 20))
        self._words = label(text, "muted", wrap=True)
        row.addWidget(self._words, 1)

    def say(self, text: str) -> None:
        """Another sentence."""
        self._words.setText(text)


class Page(QWidget):
    """A page of the main window. It says its words again when the language changes."""

    comes_back = False
    """Whether one is here again once a form that was opened from here is saved: a list to work through."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def retranslate(self) -> None:
        """Say the words that do not come with the data."""

    def show_scrolled(self, content: QWidget) -> None:
        """The page is this, scrolling up and down."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def go_to_top(self) -> None:
        """Scroll back: something else is shown."""
        for area in self.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly):
            area.verticalScrollBar().setValue(0)

    def load(self) -> None:
        """Ask for what the page shows; called when it comes into sight."""

    def focus_first(self) -> None:
        """Put the cursor where work begins."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the cursor is on, as Space does."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.isVisible():
                self.load()
        super().changeEvent(event)


def press_by_enter(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button in which the cursor is, if the key is Enter; whether one was pressed."""
    pressed = window.focusWidget() if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} else None
    if not isinstance(pressed, QAbstractButton) or not pressed.hasFocus():
        return False
    pressed.click()
    return True


def fit(window: QWidget, width: int = 0) -> None:
    """Make a window as high as its wrapped texts need at that width; Qt itself only asks for one line of each."""
    layout = window.layout()
    if layout is None:
        return
    wide = max(width, window.minimumSizeHint().width(), window.width())
    layout.activate()
    high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else 0
    window.resize(wide, max(high, window.height()))


def fit_screen(window: QWidget) -> None:
    """Make a window no larger than its screen; what does not fit scrolls."""
    window.resize(window.size().boundedTo(window.screen().availableSize() * _OF_SCREEN))


def open_at(window: QWidget, wide: int, high: int) -> None:
    """Size a window of the drawing board for the letters in use, and for its screen."""
    window.resize(theme().pixels(wide), theme().pixels(high))
    fit_screen(window)


def columns(layout: QBoxLayout, wide: Sequence[QWidget], narrow: Sequence[QWidget]) -> None:
    """Put two columns into a layout, the first one wider, each beginning at the top."""
    layout.setSpacing(16)
    for cards, share in ((wide, 3), (narrow, 2)):
        column = QVBoxLayout()
        column.setSpacing(16)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        layout.addLayout(column, share)


def side_by_side(layout: QBoxLayout, width: int, needed: int = _NARROW) -> None:
    """Lay things out side by side, or below each other where a page is too narrow for its letters."""
    narrow = width < theme().pixels(needed)
    layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def tab_through(*places: QWidget) -> None:
    """Let Tab visit the buttons of these places in this order, whenever they were made; each one once."""
    stops = dict.fromkeys(stop for place in places for stop in _stops(place))
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _stops(place: QWidget) -> list[QWidget]:
    if place.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [place]
    window = place.window()  # the list of a box to choose from is a window of its own
    inside = (each for each in place.findChildren(QWidget) if not _put_away(each) and each.window() is window)
    return [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _put_away(widget: QWidget) -> bool:
    """Whether it was hidden; what was made just now is not shown either, but will be."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def scrolled(content: QWidget) -> QScrollArea:
    """That widget, scrolling up and down where it does not fit."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setProperty("role", "scrolled")
    area.setWidget(content)
    return area


def ask_no_more_than_needed(content: QWidget) -> None:
    """Let wrapped words be as high as they are at their width; by themselves they ask for more, and it scrolls."""
    for each in content.findChildren(QLabel):
        policy = each.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        each.setSizePolicy(policy)


def inside(layout: QLayout) -> list[QWidget]:
    """The widgets that lie in a layout, in their order; not those of layouts within it.

    What `QLayout.itemAt` gives to Python is kept by the layout's wrapper beyond the item's own end, and once Qt
    puts something else into the same memory, to destroy that ends the program (decision 007).
    """
    host = layout.parentWidget()
    if host is None:
        return []
    near = host.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    placed = [(place, each) for each in near if (place := layout.indexOf(each)) >= 0]
    return [each for _place, each in sorted(placed, key=lambda pair: pair[0])]


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            let_go(widget)
        elif (inner := item.layout()) is not None:
            clear(inner)
