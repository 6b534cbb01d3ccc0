"""Letting go of windows and parts of them."""

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

_leaving: list[QObject] = []


def let_go(thing: QObject) -> None:
    """Hide it and have Qt destroy it at the next turn of the loop; until then Python keeps hold of it.

    Nothing else may: what leaves is held by circles alone, and were Python to collect a part of it
    before Qt's turn, Qt would take apart what is gone already, which ends the program.
    """
    _leaving[:] = [each for each in _leaving if shiboken6.isValid(each)]
    _leaving.append(thing)
    if isinstance(thing, QWidget):
        thing.hide()
    thing.deleteLater()
