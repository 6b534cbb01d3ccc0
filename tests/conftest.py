"""What holds for every test: nothing real is touched, and nothing is left behind.

A test fails if it leaves a thread or a running Qt timer, or if something was logged as a warning or
worse that it did not announce (`expect_log`).
"""

import logging
import os
import re
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

# Before anything of Qt starts: tests never need a screen.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("CICDESK_TEST_PLATFORM", "offscreen")

import hypothesis
import pytest
from PySide6.QtCore import QTimer
from shiboken6 import isValid

from cicdesk.base.i18n import DEFAULT_LANGUAGE, set_language
from cicdesk.base.paths import Home

if TYPE_CHECKING:
    from tests.support.postgres import Cluster

_PATIENCE = 2.0
"""Seconds that a thread may take to end after its test."""

hypothesis.settings.register_profile("dev", max_examples=50, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=200, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: a worker that begins a file of histories last keeps everybody waiting."""
    items.sort(key=lambda item: "simulation" not in item.path.parts)


@pytest.fixture(scope="session")
def cluster() -> "Iterator[Cluster]":
    """The session's PostgreSQL; started by the first test that asks for it."""
    from tests.support import postgres

    with postgres.cluster() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A profile of its own, empty."""
    return Home.at(tmp_path / "profile")


@pytest.fixture(autouse=True)
def _nothing_real(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the account's own profile, settings or keyring, nor a server named outside."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path_factory.getbasetemp() / "account" / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in ("CICDESK_PASSPHRASE", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _usual_language() -> Iterator[None]:
    """Every test starts in the default language, whatever the one before it chose."""
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(DEFAULT_LANGUAGE)


class _Listener(logging.Handler):
    """Keeps what was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


ExpectLog = Callable[[str], None]


@pytest.fixture(autouse=True)
def expect_log() -> Iterator[ExpectLog]:
    """Announce a warning: `expect_log("disk is almost full")` takes a regular expression."""
    listener = _Listener()
    expected: list[str] = []
    logging.getLogger().addHandler(listener)
    yield expected.append
    logging.getLogger().removeHandler(listener)
    lines = [f"{each.name}: {each.getMessage()}" for each in listener.records]
    surprises = [line for line in lines if not any(re.search(pattern, line) for pattern in expected)]
    if surprises:
        pytest.fail("logged without being announced by expect_log:\n" + "\n".join(surprises))


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread behind."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + _PATIENCE
    left = _new_threads(before)
    while left and time.monotonic() < end:
        left[0].join(0.05)
        left = _new_threads(before)
    if left:
        pytest.fail(f"threads left running: {', '.join(sorted(each.name for each in left))}")


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads started since. A thread of Qt's pool has no start of its own in Python and is its owner's matter."""
    return [
        each
        for each in threading.enumerate()
        if each not in before and each.is_alive() and not isinstance(each, threading._DummyThread)
    ]


@dataclass(slots=True)
class _Started:
    timer: "weakref.ref[QTimer]"
    where: str


@pytest.fixture(autouse=True)
def _no_timer_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a Qt timer running, and say where it was started."""
    started: list[_Started] = []
    start = QTimer.start

    def noting_start(timer: QTimer, *arguments: int) -> None:
        where = "".join(traceback.format_stack(limit=4)[:-1])
        started.append(_Started(weakref.ref(timer), where))
        start(timer, *arguments)

    monkeypatch.setattr(QTimer, "start", noting_start)
    yield
    left = [each.where for each in started if _runs(each.timer())]
    if left:
        pytest.fail("Qt timers left running, started at:\n" + "\n".join(left))


def _runs(timer: QTimer | None) -> bool:
    return timer is not None and isValid(timer) and timer.isActive()
