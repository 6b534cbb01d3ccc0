"""A second start brings the first one's window to the front: a local socket without a word on it.

Whoever connects wants the window; one byte comes back, which says that somebody is at home.
"""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LONGEST = 90
"""Bytes of a path that every system takes as a socket's name."""
_ANSWER = b"\x06"
_PATIENCE = 2000
_TRIES, _PAUSE = 20, 50
"""The first may still be starting: for a second it is rung again, every 50 ms."""


class Doorbell(QObject):
    """Hangs at a profile that this process has taken."""

    rung = Signal()
    """The program was started once more for this profile."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Whatever a dead process left is taken away. Where no socket can be made nobody can ring, that is all."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name_of(folder))
        self._server.listen(name_of(folder))

    def close(self) -> None:
        """Take it down."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_ANSWER)
            caller.flush()
            caller.disconnectFromServer()
            self.rung.emit()


def ring(folder: Path) -> bool:
    """Ask the process that has this profile to show its window; whether it answered."""
    for tried in range(_TRIES):
        if tried:
            QThread.msleep(_PAUSE)
        socket = QLocalSocket()
        socket.connectToServer(name_of(folder))
        if socket.waitForConnected(_PATIENCE):
            return socket.waitForReadyRead(_PATIENCE) and socket.readAll().data() == _ANSWER
    return False


def name_of(folder: Path) -> str:
    """The socket's name: in the profile's own folder, which is closed to others, where the system can do that."""
    inside = str(folder.resolve() / "doorbell")
    if os.name == "posix" and len(os.fsencode(inside)) <= _LONGEST:
        return inside
    account = os.environ.get("USERNAME", "") if os.name == "nt" else str(os.getuid())
    told = hashlib.sha256(f"{account} {inside}".encode()).hexdigest()
    return f"cicdesk-{told[:32]}"
