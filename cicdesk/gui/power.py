"""Lid, suspend and the session's own lock: when the system says so, the profile locks."""

import sys

from PySide6.QtCore import QObject, Signal, Slot

_SERVICE = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"


class PowerWatch(QObject):
    """Listens to logind on Linux. Elsewhere, and without a system bus, only the idle timer and Ctrl+L lock."""

    away = Signal()
    """The laptop goes to sleep, its lid closes, or the session was locked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listening = sys.platform == "linux" and self._listen()

    def _listen(self) -> bool:
        try:
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415  not there on every system
        except ImportError:
            return False
        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return False
        asleep = bus.connect(
            _SERVICE, "/org/freedesktop/login1", _MANAGER, "PrepareForSleep", self, b"1sleeping(bool)"
        )
        locked = bus.connect(
            _SERVICE, "/org/freedesktop/login1/session/auto", _SESSION, "Lock", self, b"1locked()"
        )
        return bool(asleep or locked)

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """The system is about to sleep, or has woken."""
        if begins:
            self.away.emit()

    @Slot()
    def locked(self) -> None:
        """The session was locked."""
        self.away.emit()
