"""Where a window stood and how large it was, as text that a setting can hold."""

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget


def place_of(window: QWidget) -> str:
    """Its size, its place, and whether it filled the screen."""
    return window.saveGeometry().toBase64().toStdString()


def put_back(window: QWidget, place: str) -> bool:
    """Give the window that size and place; Qt keeps it on a screen that is there. Whether there was one to give."""
    return bool(place) and window.restoreGeometry(QByteArray.fromBase64(place.encode()))
