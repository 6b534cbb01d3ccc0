"""One start of the program in a process of its own, told by the clock of whoever started it.

    python -m scripts.bench.probe empty|unlock|list STARTED [HOME]

prints one JSON object: seconds since STARTED (or since unlocking) and memory in megabytes.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from cicdesk.gui.sources import keep_no_sources

_PATIENCE = 60.0
_WAKE_MILLISECONDS = 2


class Painted(QObject):
    """Notes when a window is painted for the first time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.at = 0.0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Look on."""
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.time()
        return False


def until(application: QApplication, condition: Callable[[], Any]) -> float:
    """Run the event loop until the condition holds; when it did."""
    # A real event loop sleeps between events; one that spins would take the interpreter from the workers.
    waking = QTimer()
    waking.start(_WAKE_MILLISECONDS)
    end = time.time() + _PATIENCE
    while not condition():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.time() > end:
            raise TimeoutError
    return time.time()


def memory() -> float:
    """Resident memory of this process in megabytes."""
    line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def empty(started: float) -> dict[str, float]:
    """The floor: a window with nothing in it."""
    application = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    painted = Painted(window)
    window.show()
    until(application, lambda: painted.at)
    return {"seconds": painted.at - started, "megabytes": memory()}


def unlock(started: float, home: Path) -> dict[str, float]:
    """From the start of the process to the unlock window."""
    keep_no_sources()
    from cicdesk.base.paths import Home
    from cicdesk.desktop import Desktop

    application = QApplication([])
    desktop = Desktop(application, Home.at(home))
    painted = Painted(desktop.unlock_window)
    desktop.start()
    until(application, lambda: painted.at)
    answer = {"seconds": painted.at - started, "megabytes": memory()}
    desktop.close()
    return answer


def listed(home: Path, user: str, passphrase: str) -> dict[str, float]:
    """From the passphrase to the painted list of people; then a new form."""
    keep_no_sources()
    from cicdesk.base.paths import Home
    from cicdesk.desktop import Desktop
    from cicdesk.gui.actions import Command

    application = QApplication([])
    desktop = Desktop(application, Home.at(home))
    desktop.start()
    # The heavy parts are loaded behind the unlock window while the person types.
    until(application, lambda: {"cicdesk.gui.shell", "cicdesk.sync.exchange"} <= sys.modules.keys())
    done: list[Any] = []
    desktop.runner.start(desktop, lambda: None, lambda _none: done.append(1), None)
    until(application, lambda: done)
    begun = time.time()
    desk = desktop.session().unlock(user, passphrase)
    opened = time.time()
    desktop.opened(desk)
    shell = desktop.shell
    assert shell is not None
    shell.run(Command.PEOPLE)
    table: Any = shell.window.findChild(QTableView)
    shown = Painted(table.viewport())
    until(
        application, lambda: table.model() and table.model().rowCount() and table.model().index(0, 0).data()
    )
    table.viewport().update()
    shown.at = 0.0
    until(application, lambda: shown.at)
    answer = {"unlock": opened - begun, "seconds": shown.at - opened, "megabytes": memory()}
    answer |= forms_opened(application, shell)
    desktop.close()
    return answer


def forms_opened(application: QApplication, shell: Any) -> dict[str, float]:  # noqa: ANN401  the shell
    """How long a new form takes: the first, and the middle one of some."""
    from cicdesk.gui.actions import Command
    from cicdesk.gui.record_form import RecordForm

    forms = []
    for _turn in range(5):
        asked = time.time()
        shell.open_form("person")
        form = until_form(application, shell, RecordForm)
        forms.append(form - asked)
        shell.run(Command.PEOPLE)
    return {"form": sorted(forms)[len(forms) // 2], "first_form": forms[0]}


def until_form(application: QApplication, shell: Any, kind: type[QWidget]) -> float:  # noqa: ANN401  the shell
    """When a form is in sight and painted."""
    until(application, lambda: _visible(shell, kind))
    page = _visible(shell, kind)
    painted = Painted(page)
    page.update()
    until(application, lambda: painted.at)
    return painted.at


def _visible(shell: Any, kind: type[QWidget]) -> Any:  # noqa: ANN401  a widget or nothing
    return next((w for w in shell.window.findChildren(kind) if w.isVisible()), None)


def main(arguments: list[str]) -> None:
    """Run the probe that is asked for."""
    name, started = arguments[0], float(arguments[1])
    if name == "empty":
        answer = empty(started)
    elif name == "unlock":
        answer = unlock(started, Path(arguments[2]))
    else:
        answer = listed(Path(arguments[2]), arguments[3], arguments[4])
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
