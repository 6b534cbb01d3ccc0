"""The nets that catch what a test leaves behind do catch it."""

import textwrap

import pytest

pytest_plugins = ["pytester"]

LEAKS = {
    "thread": """
        import threading
        release = threading.Event()
        def test_it():
            threading.Thread(target=release.wait, daemon=True, name="forgotten").start()
        """,
    "timer": """
        from PySide6.QtCore import QTimer
        timers = []
        def test_it(qapp):
            timers.append(QTimer())
            timers[0].start(1000)
        """,
    "log": """
        import logging
        def test_it():
            logging.getLogger("somewhere").warning("the disk is almost full")
        """,
    "Qt warning": """
        from PySide6.QtCore import qWarning
        def test_it(qapp):
            qWarning("something is wrong")
        """,
    "Python warning": """
        import warnings
        def test_it():
            warnings.warn("old", DeprecationWarning)
        """,
    "network": """
        import socket
        def test_it():
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        """,
}

TIDY = """
import logging
import threading
from PySide6.QtCore import QTimer

def test_it(qapp, expect_log, home):
    expect_log("almost full")
    logging.getLogger("somewhere").warning("the disk is almost full")
    thread = threading.Thread(target=lambda: None)
    thread.start()
    timer = QTimer()
    timer.start(1000)
    timer.stop()
    assert home.folder.is_dir()
"""


@pytest.fixture
def project(
    pytester: pytest.Pytester, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> pytest.Pytester:
    """A small project with this one's conftest and settings."""
    root = pytestconfig.rootpath
    pytester.makeconftest((root / "tests/conftest.py").read_text(encoding="utf-8"))
    pytester.makepyprojecttoml((root / "pyproject.toml").read_text(encoding="utf-8"))
    monkeypatch.setenv("PYTHONPATH", str(root))
    return pytester


@pytest.mark.slow
@pytest.mark.parametrize("leak", LEAKS)
def test_a_test_that_leaves_something_fails(project: pytest.Pytester, leak: str) -> None:
    outcomes = _run(project, LEAKS[leak]).parseoutcomes()
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 1


@pytest.mark.slow
def test_a_tidy_test_passes(project: pytest.Pytester) -> None:
    _run(project, TIDY).assert_outcomes(passed=1)


def _run(project: pytest.Pytester, test: str) -> pytest.RunResult:
    project.makepyfile(test_small=textwrap.dedent(test))
    return project.runpytest_subprocess("-q", "-p", "no:cacheprovider", "--rootdir=.", "test_small.py")
