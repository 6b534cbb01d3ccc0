"""The other end of a private line of the message bus, as a process: what it reads it says as logind.

Its first line of output is the line's address. Each line of input is a list in JSON: path, interface,
signal, arguments. In a process of its own, because the bus has a thread that must never wait for Python
while Python waits for it.
"""

import json
import os

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer


class Logind(QObject):
    """Speaks to whoever has connected."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[QDBusConnection] = []
        self._server = QDBusServer("unix:tmpdir=/tmp")
        self._server.setAnonymousAuthenticationAllowed(True)
        self._server.newConnection.connect(self.taken, Qt.ConnectionType.QueuedConnection)
        os.write(1, self._server.address().encode() + b"\n")
        self._asked = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._asked.setEnabled(False)
        self._asked.activated.connect(self.asked)

    @Slot(QDBusConnection)
    def taken(self, line: QDBusConnection) -> None:
        """Somebody has connected: what is asked for can be said now."""
        self._lines.append(line)
        self._asked.setEnabled(True)

    @Slot()
    def asked(self) -> None:
        """Say the next thing; at the end of the input end as well."""
        asked = os.read(0, 1 << 16)
        if not asked:
            QCoreApplication.quit()
        for path, interface, name, *arguments in map(json.loads, asked.splitlines()):
            message = QDBusMessage.createSignal(path, interface, name)
            message.setArguments(arguments)
            self._lines[0].send(message)


if __name__ == "__main__":
    application = QCoreApplication([])
    logind = Logind()
    application.exec()
    os._exit(0)
