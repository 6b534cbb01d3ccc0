"""Work off the screen's thread."""

import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from cicdesk.gui.bus import ChangeBus
from cicdesk.gui.tasks import TaskRunner
from cicdesk.presenters.runner import Lane
from cicdesk.schema.snapshot import Changes


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_result_comes_here(qtbot: QtBot, runner: TaskRunner) -> None:
    threads: list[threading.Thread] = []
    runner.start(
        None, threading.current_thread, lambda thread: threads.extend((thread, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_one_lane_keeps_its_order(qtbot: QtBot, runner: TaskRunner) -> None:
    done: list[int] = []
    for number in range(20):
        runner.start(None, lambda number=number: number, done.append)  # type: ignore[misc]  # a default
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == sorted(done)


def test_the_network_does_not_hold_up_the_database(qtbot: QtBot, runner: TaskRunner) -> None:
    go, done = threading.Event(), list[str]()
    runner.start(None, lambda: go.wait(10), lambda _went: done.append("network"), lane=Lane.NETWORK)
    runner.start(None, lambda: "database", done.append)
    qtbot.waitUntil(lambda: done == ["database"])
    go.set()
    qtbot.waitUntil(lambda: done == ["database", "network"])


def test_an_owner_that_is_gone_hears_nothing(qtbot: QtBot, runner: TaskRunner) -> None:
    owner, go, heard = QObject(), threading.Event(), list[object]()
    runner.start(owner, lambda: go.wait(10), heard.append)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed)
    del owner
    go.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert heard == []


def test_an_error_nobody_asked_for_goes_to_the_one_place(qtbot: QtBot, runner: TaskRunner) -> None:
    def fail() -> None:
        raise KeyError("x")

    with qtbot.waitSignal(runner.failed) as told:
        runner.start(None, fail, lambda _none: None)
    assert isinstance(told.args[0], KeyError)
    wanted: list[BaseException] = []
    runner.start(None, fail, lambda _none: None, wanted.append)
    qtbot.waitUntil(lambda: len(wanted) == 1)


def test_nothing_is_delivered_after_closing(qtbot: QtBot) -> None:
    runner, heard = TaskRunner(), list[object]()
    runner.start(None, lambda: 1, heard.append)
    runner.close()
    runner.start(None, lambda: 2, heard.append)
    assert heard == []


def test_changes_are_told_from_any_thread_and_nothing_is_not_told(qtbot: QtBot, runner: TaskRunner) -> None:
    bus, heard = ChangeBus(), list[Changes]()
    bus.changed.connect(heard.append)
    bus.publish(Changes())
    change = Changes(kinds=frozenset({"person"}))
    runner.start(None, lambda: bus.publish(change), lambda _none: None)
    qtbot.waitUntil(lambda: heard == [change])


class Left:
    """Something that windows hold, often in circles."""

    def __init__(self) -> None:
        self.me = self


def test_what_a_task_held_is_let_go_of_on_the_screens_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    where: list[threading.Thread] = []

    def hand_in() -> None:
        held = Left()
        held.__dict__.clear()  # no circle: the last holder lets it go
        weakref.finalize(held, lambda: where.append(threading.current_thread()))
        runner.start(None, held.__hash__, lambda _number: None)

    for _again in range(200):
        hand_in()
    qtbot.waitUntil(lambda: len(where) == 200)
    assert set(where) == {threading.main_thread()}


def test_circles_are_never_taken_apart_in_a_lane(qtbot: QtBot, runner: TaskRunner) -> None:
    where: list[threading.Thread] = []
    weakref.finalize(Left(), lambda: where.append(threading.current_thread()))
    runner.start(None, lambda: len([Left() for _number in range(10_000)]), lambda _length: None)
    qtbot.waitUntil(lambda: runner.idle and bool(where))
    assert where == [threading.main_thread()]
