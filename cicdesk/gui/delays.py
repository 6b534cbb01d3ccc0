"""A window's alarms for its presenter: Qt timers that end with the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class QtDelays(QObject):
    """Named alarms; none rings once their owner is gone."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._timers: dict[str, QTimer] = {}
        self._actions: dict[str, Callable[[], None]] = {}

    def ask(self, name: str, milliseconds: int, action: Callable[[], None]) -> None:
        """Run `action` once after so long; an alarm of that name that already waits starts anew."""
        timer = self._timers.get(name)
        if timer is None:
            timer = self._timers[name] = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._ring(name))
        self._actions[name] = action
        timer.start(milliseconds)

    def _ring(self, name: str) -> None:
        action = self._actions.pop(name, None)
        if action is not None:
            action()

    def waits(self, name: str) -> bool:
        """Whether an alarm of that name is set."""
        return name in self._actions

    def cancel(self, name: str) -> None:
        """Forget the alarm of that name, if there is one."""
        self._actions.pop(name, None)
        if name in self._timers:
            self._timers[name].stop()

    def cancel_all(self) -> None:
        """Forget every alarm."""
        for name in tuple(self._timers):
            self.cancel(name)
