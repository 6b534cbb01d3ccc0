"""What PySide 6.11 leaves behind when a layout goes into another one, and has to forget (decision 007).

For every widget and gap in the inner layout it makes a wrapper of the item that places it, and keeps that
wrapper with the outer layout. Qt deletes such an item with its widget; the wrapper stays in the binding's map.
When a layout made later comes to lie in the same memory, Qt's destroying it finds the dead item's entry beside
its own, and writes to what is freed: the program ends without a word.
"""

from typing import Any

import shiboken6
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QGridLayout, QLayout


def mend() -> None:
    """From here on layouts are put into others without leaving anything behind."""
    for kind, name in ((QBoxLayout, "addLayout"), (QBoxLayout, "insertLayout"), (QGridLayout, "addLayout")):
        setattr(kind, name, _forgetting(getattr(kind, name)))


def _forgetting(nest: Any) -> Any:  # noqa: ANN401  a method of the binding
    if hasattr(nest, "__wrapped__"):
        return nest

    def nested(outer: QLayout, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  as the method has them
        nest(outer, *arguments, **named)
        for each in (*arguments, *named.values()):
            if isinstance(each, QLayout):
                forget_items(each)

    nested.__wrapped__ = nest  # type: ignore[attr-defined]  # as functools marks what it wraps
    return nested


def forget_items(layout: QLayout) -> None:
    """Take the items of a layout of Qt's out of the binding's map; those of layouts within it as well."""
    if not isinstance(layout, QBoxLayout | QGridLayout | QFormLayout):
        return  # one of ours, which holds its items itself
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            forget_items(item)
        elif item is not None:
            shiboken6.invalidate(item)
