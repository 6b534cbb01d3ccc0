"""Whether a window can be read: nothing cut off, everything named."""

import gettext
from collections.abc import Iterator
from functools import cache

from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from cicdesk.base.i18n import DOMAIN, LANGUAGES, _, language
from cicdesk.base.resources import resource


def clipped_texts(window: QWidget) -> list[str]:
    """The texts of visible labels and buttons that do not fit into their widgets."""
    return [
        text
        for widget, text in _texts(window)
        if widget.isVisible() and any(map(str.isalnum, text)) and not _fits(widget, text)
    ]


def _texts(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for label in window.findChildren(QLabel):
        yield label, label.text()
    for button in window.findChildren(QAbstractButton):
        yield button, button.text()


def _fits(widget: QWidget, text: str) -> bool:
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max(metrics.horizontalAdvance(word) for word in text.split() or [""])
        return longest <= widget.width() and widget.heightForWidth(widget.width()) <= widget.height() + 1
    widest = max(metrics.horizontalAdvance(line.replace("&", "")) for line in text.splitlines())
    return widest <= widget.width() and metrics.height() <= widget.height() + 1


def too_wide(window: QWidget) -> list[tuple[int, int]]:
    """What scrolls up and down and is wider than where it is seen: its right edge is lost."""
    areas = (each for each in window.findChildren(QScrollArea) if each.isVisible())
    pairs = ((area.widget(), area.viewport().width()) for area in areas)
    return [(each.width(), seen) for each, seen in pairs if each is not None and each.width() > seen]


def untranslated(window: QWidget) -> list[str]:
    """Visible texts that the catalogue of the language in use would say in other words."""
    return [text for widget, text in _texts(window) if widget.isVisible() and text and _(text) != text]


def left_in_another_language(window: QWidget) -> list[str]:
    """Visible sentences that the program says so in another language only: they were not said again."""
    others = frozenset().union(*(_said_in(each) for each in LANGUAGES if each != language()))
    strange = others - _said_in(language())
    return [text for widget, text in _texts(window) if widget.isVisible() and " " in text and text in strange]


@cache
def _said_in(name: str) -> frozenset[str]:
    found = gettext.translation(DOMAIN, resource("translations"), languages=[name])
    return frozenset(found._catalog.values())  # type: ignore[attr-defined]  # nothing public lists them


def nameless(window: QWidget) -> list[QWidget]:
    """Visible widgets that take the cursor and have no words for a screen reader."""
    kinds = (QLineEdit, QPlainTextEdit, QAbstractButton)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def words(widget: QWidget) -> str:
    """Everything that labels in sight say."""
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def all_words(widget: QWidget) -> str:
    """Everything that labels and buttons say, those out of sight as well."""
    texts = [each.text() for each in widget.findChildren(QLabel)]
    return " ".join([*texts, *(each.text() for each in widget.findChildren(QPushButton))])
