"""What the system says of the present line: whether it is paid by the byte, and when there is one again."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation


class LineWatch(QObject):
    """Where the system tells nothing, no line costs anything and none comes back."""

    came_back = Signal()
    """There is a line again after there was none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        wanted = QNetworkInformation.Feature.Metered | QNetworkInformation.Feature.Reachability
        for features in (wanted, QNetworkInformation.Feature.Reachability):
            if QNetworkInformation.loadBackendByFeatures(features):
                break
        self._system: QNetworkInformation | None = QNetworkInformation.instance()
        self._was_online = self.is_online
        if self._system is not None:
            self._system.reachabilityChanged.connect(self._changed)

    @property
    def is_metered(self) -> bool:
        """Whether the system says that this line is paid by the byte."""
        system = self._system
        metered = QNetworkInformation.Feature.Metered
        return system is not None and system.supports(metered) and system.isMetered()

    @property
    def is_online(self) -> bool:
        """Whether there is a line at all, as far as the system knows."""
        system = self._system
        return system is None or system.reachability() != QNetworkInformation.Reachability.Disconnected

    def _changed(self) -> None:
        before, self._was_online = self._was_online, self.is_online
        if self._was_online and not before:
            self.came_back.emit()
