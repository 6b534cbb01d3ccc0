"""ChangeBus: one signal that says what changed; each screen decides whether that concerns it."""

from PySide6.QtCore import QObject, Qt, Signal

from cicdesk.schema.snapshot import Changes


class ChangeBus(QObject):
    """Carries `Changes` from whoever wrote to every open screen, on the GUI thread."""

    changed = Signal(object)
    """Records were changed; the argument is a schema.snapshot.Changes."""
    progress = Signal(str)
    """What the exchange under way has done so far, in words; empty once it has ended."""
    paused = Signal(bool)
    """The exchange was paused, or goes on."""
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def publish(self, changes: Changes) -> None:
        """Tell it once to all. May be called from any thread; changes of nothing are not told."""
        if changes.everything or changes.records or changes.kinds:
            self._posted.emit(changes)
