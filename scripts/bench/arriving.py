"""Whether the window answers while many records arrive: a real sync into an open desktop, its heart beating."""

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from scripts.bench.cases import persons
from scripts.bench.figures import Figure, percentile
from scripts.bench.laptops import centre, laptop, offline_edits

_BEAT_MS = 2
_PATIENCE = 300.0


def measure(count: int) -> list[Figure]:
    """The longest time in which the window could not have answered while so many records came."""
    with tempfile.TemporaryDirectory() as folder, centre(Path(folder) / "centre") as made:
        made.staffed("KR", "anna")
        giver = laptop(Path(folder) / "giver", made, "anna", "L01", "KR")
        offline_edits(giver.desk, persons(count))
        giver.exchange.run()
        giver.close()
        laptop(Path(folder) / "taker", made, "anna", "L02", "KR").close()
        told = _watched(Path(folder) / "taker", count)
    return [
        Figure(
            f"window blocked while {count} records arrive", told["longest"] * 1e3, "ms", 50, None,
            f"of which the program worked {told['worked'] * 1e3:.0f} ms; 99.9 % of beats within"
            f" {told['usual'] * 1e3:.0f} ms; {told['seconds']:.1f} s in all",
        )
    ]  # fmt: skip


def _watched(home: Path, count: int) -> dict[str, float]:
    """In a process of its own, so that what the measuring program holds costs nothing."""
    done = subprocess.run(  # noqa: S603  this very program
        [sys.executable, "-m", "scripts.bench.arriving", str(home), str(count)],
        check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def watch(home: Path, count: int) -> dict[str, float]:
    """Open the desktop on its list of people, let everything arrive, and time every beat of its heart."""
    from cicdesk.gui.actions import Command
    from scripts.bench.probe import until

    application, desktop, desk = _opened(home)
    shell = desktop.shell
    assert shell is not None
    shell.run(Command.PEOPLE)
    until(application, lambda: desktop.runner.idle)
    heart = Heart()
    begun = time.perf_counter()
    shell.sync.presenter.now()
    while shell.sync.presenter.progress is not None or not desktop.runner.idle:
        application.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() - begun > _PATIENCE:
            break
    seconds = time.perf_counter() - begun
    heart.stop()
    if desk.people.count("person") != count:
        raise AssertionError(desk.people.count("person"))
    desktop.close()
    return {**heart.told(), "seconds": seconds}


def _opened(home: Path) -> tuple[Any, Any, Any]:
    """The application, the desktop with its windows, and its desk."""
    from cicdesk.base.clock import SystemClock
    from cicdesk.base.paths import Home
    from cicdesk.desktop import Desktop
    from cicdesk.services.session import Session
    from cicdesk.store.keys import NoKeystore
    from scripts.bench.laptops import CHEAP, PASSPHRASE

    application = QApplication([])
    session = Session(Home.at(home), SystemClock(), NoKeystore, CHEAP)
    desktop = Desktop(application, Home.at(home), SystemClock())
    desktop.use_session(session)
    desk = session.unlock("anna", PASSPHRASE)
    desktop.opened(desk)
    return application, desktop, desk


class Heart:
    """Beats on the screen's thread; a long pause between two beats is a window that did not answer."""

    def __init__(self) -> None:
        self._beats = [(time.perf_counter(), time.process_time())]
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def _beat(self) -> None:
        self._beats.append((time.perf_counter(), time.process_time()))

    def stop(self) -> None:
        """It has beaten enough."""
        self._timer.stop()

    def told(self) -> dict[str, float]:
        """The longest pause, how long the program worked in it, and what nearly all stay below; seconds."""
        gaps = [(b - a, worked - before) for (a, before), (b, worked) in pairwise(self._beats)]
        longest, worked = max(gaps)
        return {"longest": longest, "worked": worked, "usual": percentile([g for g, _w in gaps], 0.999)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(watch(Path(sys.argv[1]), int(sys.argv[2]))) + "\n")
