"""Garbage is collected on the screen's thread, when that holds nobody up."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from cicdesk.gui import sweeper


class Circle:
    """Something that only a collection takes away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def swept(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[sweeper.Sweeper]:
    """A sweeper that looks all the time, and finds every generation due."""
    monkeypatch.setattr(sweeper, "_EVERY", 1)
    monkeypatch.setattr(gc, "get_threshold", lambda: (-1, -1, -1))
    gc.collect()
    owner = QObject()
    made = sweeper.Sweeper(owner)
    yield made
    made.close()
    sweeper.look_at_all_again()


def test_what_is_old_is_left_alone_until_the_work_is_done(qtbot: QtBot, swept: sweeper.Sweeper) -> None:
    old, young = Circle(), weakref.ref(Circle())
    kept = weakref.ref(old)
    gc.collect(0)
    gc.collect(1)
    del old
    swept.start()
    fresh = weakref.ref(Circle())
    qtbot.waitUntil(lambda: fresh() is None)
    assert young() is None
    assert kept() is not None
    swept.stop()
    assert kept() is None


def test_work_without_end_does_not_keep_garbage_for_ever(
    qtbot: QtBot, swept: sweeper.Sweeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeper, "_WHOLE", 3)
    old = Circle()
    kept = weakref.ref(old)
    gc.collect(1)
    del old
    swept.start()
    qtbot.waitUntil(lambda: kept() is None)


def test_what_stays_is_passed_over_and_looked_at_again_afterwards(swept: sweeper.Sweeper) -> None:
    circle = Circle()
    kept = weakref.ref(circle)
    sweeper.pass_over_what_stays()
    del circle
    swept.stop()
    assert kept() is not None
    sweeper.look_at_all_again()
    swept.stop()
    assert kept() is None
