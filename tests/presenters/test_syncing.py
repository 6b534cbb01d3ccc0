"""When the laptop talks to the centre."""

from dataclasses import dataclass

import pytest

from cicdesk.base.ids import RecordId
from cicdesk.base.settings import Settings
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.syncing import SyncPresenter
from cicdesk.schema.snapshot import Changes
from cicdesk.sync.errors import Unreachable


@dataclass
class Result:
    changes: Changes


class View:
    def __init__(self) -> None:
        self.syncing: list[bool] = []
        self.planned: list[float] = []
        self.failed: list[bool] = []

    def set_syncing(self, *, syncing: bool) -> None:
        self.syncing.append(syncing)

    def sync_in(self, seconds: float) -> None:
        self.planned.append(seconds)

    def sync_failed(self, error: BaseException, *, asked: bool) -> None:
        self.failed.append(asked)


class Engine:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.runs = 0
        self.taken = Changes()

    def run(self) -> Result:
        self.runs += 1
        if self.error is not None:
            raise self.error
        return Result(Changes(kinds=frozenset({"person"})))


def make(engine: Engine | None, *, metered: bool = False) -> tuple[View, SyncPresenter, list[Changes]]:
    view, told = View(), list[Changes]()
    settings = Settings()
    settings.metered = metered
    return view, SyncPresenter(view, lambda: engine, InlineRunner(), settings, told.append), told


def test_what_came_is_told_and_the_next_time_is_planned_with_jitter() -> None:
    view, presenter, told = make(Engine())
    presenter.tick()
    assert view.syncing == [True, False]
    assert told[0].kinds >= {"person", "sync"}
    assert 15 * 60 * 0.8 <= view.planned[-1] <= 15 * 60 * 1.2


def test_what_came_before_an_exchange_broke_off_is_shown() -> None:
    engine = Engine(Unreachable())
    engine.taken = Changes(frozenset({RecordId("a")}), frozenset({"person"}))
    _view, presenter, told = make(engine)
    presenter.tick()
    assert told == [engine.taken]


def test_failures_are_tried_again_ever_more_seldom() -> None:
    view, presenter, told = make(Engine(Unreachable()))
    for _ in range(8):
        presenter.tick()
    assert told == []
    assert view.planned[0] < view.planned[3] < view.planned[-1] <= 900 * 1.2


@pytest.mark.parametrize("asked", [True, False])
def test_only_whoever_asked_is_told_of_a_failure_as_an_answer(asked: bool) -> None:
    view, presenter, _told = make(Engine(Unreachable()))
    if asked:
        presenter.now()
    else:
        presenter.tick()
    assert view.failed == [asked]


def test_where_the_connection_costs_money_only_a_person_syncs() -> None:
    engine = Engine()
    view, presenter, _told = make(engine, metered=True)
    presenter.start()
    presenter.tick()
    assert engine.runs == 0
    assert view.planned == []
    presenter.now()
    assert engine.runs == 1


def test_before_the_laptop_has_joined_nothing_is_tried() -> None:
    view, presenter, _told = make(None)
    presenter.now()
    assert view.syncing == []


def test_locking_forgets_the_timer() -> None:
    view, presenter, _told = make(Engine())
    presenter.stop()
    assert view.planned == [0]
