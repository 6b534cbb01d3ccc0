"""Lid, suspend and the session's own lock: when the system says so, the profile locks."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_SERVICE = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"


class PowerWatch(QObject):
    """Listens to logind on Linux. Elsewhere, and without a system bus, only the idle timer and Ctrl+L lock."""

    away = Signal()
    """The laptop goes to sleep, its lid closes, or the session was locked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        bus = system_bus() if sys.platform == "linux" else None
        self.listening = bus is not None and self._listen(bus)

    def _listen(self, bus: "QDBusConnection") -> bool:
        session = session_path(os.environ.get("XDG_SESSION_ID", ""))
        service = (
            _SERVICE if bus.interface() is not None else ""
        )  # who speaks over a private line has no name
        heard = [
            bus.connect(service, path, interface, name, self, slot)  # type: ignore[call-overload]  # takes text, whatever its stub says
            for path, interface, name, slot in (
                (_PATH, _MANAGER, "PrepareForSleep", SLOT("sleeping(bool)")),
                (session, _SESSION, "Lock", SLOT("locked()")),
                (session, _PROPERTIES, "PropertiesChanged", SLOT("hinted(QString,QVariantMap)")),
            )
        ]
        return all(heard)

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """The system is about to sleep, or has woken."""
        if begins:
            self.away.emit()

    @Slot()
    def locked(self) -> None:
        """The session is to be locked: `loginctl lock-session`, or the lid where it is set to lock."""
        self.away.emit()

    @Slot("QString", "QVariantMap")
    def hinted(self, interface: str, changed: Mapping[str, Any]) -> None:
        """Something of the session has changed; screens that lock themselves say so by a hint."""
        if interface == _SESSION and changed.get("LockedHint"):
            self.away.emit()


def system_bus() -> "QDBusConnection | None":
    """The system's message bus, where there is one."""
    try:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415  not there on every system
    except ImportError:
        return None
    bus = QDBusConnection.systemBus()
    return bus if bus.isConnected() else None


def session_path(session: str) -> str:
    """Where logind speaks of that session: letters and digits as they are, a digit at the beginning as its number.

    Empty, which is any session, where the program was not told its own.
    """
    if not session:
        return ""
    spelt = [
        letter if letter.isascii() and (letter.isalpha() or (letter.isdigit() and place)) else _number(letter)
        for place, letter in enumerate(session)
    ]
    return f"{_PATH}/session/{''.join(spelt)}"


def _number(letter: str) -> str:
    return "".join(f"_{byte:02x}" for byte in letter.encode())
