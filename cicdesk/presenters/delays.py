"""Doing something a little later: presenters ask, the screen's own timer answers."""

from collections.abc import Callable
from typing import Protocol


class Delays(Protocol):
    """Named alarms of one owner; an owner that is closed is never called."""

    def ask(self, name: str, milliseconds: int, action: Callable[[], None]) -> None:
        """Run `action` once after so long; an alarm of that name that already waits starts anew."""
        ...

    def waits(self, name: str) -> bool:
        """Whether an alarm of that name is set."""
        ...

    def cancel(self, name: str) -> None:
        """Forget the alarm of that name, if there is one."""
        ...


class ManualDelays:
    """Alarms that ring when told to: for tests and for programs without windows."""

    def __init__(self) -> None:
        self._waiting: dict[str, Callable[[], None]] = {}

    def ask(self, name: str, milliseconds: int, action: Callable[[], None]) -> None:
        """Remember the action; the time is not looked at."""
        del milliseconds
        self._waiting[name] = action

    def waits(self, name: str) -> bool:
        """Whether an alarm of that name is set."""
        return name in self._waiting

    def cancel(self, name: str) -> None:
        """Forget the alarm of that name."""
        self._waiting.pop(name, None)

    def ring(self, name: str) -> None:
        """Let the alarm of that name go off now; KeyError if it is not set."""
        self._waiting.pop(name)()
