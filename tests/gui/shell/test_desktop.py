"""The program around its windows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from PySide6.QtWidgets import QApplication

from cicdesk.base.paths import Home
from cicdesk.desktop import Desktop
from cicdesk.services.session import Session

ASKING = 4


def test_the_profile_is_taken_once_whoever_asks_at_the_same_time(qapp: QApplication, home: Home) -> None:
    desktop = Desktop(qapp, home)
    together = Barrier(ASKING)

    def ask(_number: int) -> Session:
        together.wait()
        return desktop.session()

    with ThreadPoolExecutor(ASKING) as asking:
        assert len(set(asking.map(ask, range(ASKING)))) == 1
    desktop.close()
