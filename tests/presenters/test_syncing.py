"""When the laptop talks to the centre."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from cicdesk.base.ids import RecordId
from cicdesk.base.settings import Settings
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.syncing import Size, SyncPresenter
from cicdesk.schema.snapshot import Changes
from cicdesk.sync.errors import DeviceRefused, DeviceRevoked, ServerBusy, Unreachable
from cicdesk.sync.exchange import Ahead, Progress


@dataclass
class Result:
    changes: Changes


class View:
    def __init__(self) -> None:
        self.syncing: list[bool] = []
        self.planned: list[float] = []
        self.failed: list[bool] = []
        self.asked: list[Size] = []
        self.paused: list[bool] = []
        self.costs = False

    def set_syncing(self, *, syncing: bool) -> None:
        self.syncing.append(syncing)

    def sync_in(self, seconds: float) -> None:
        self.planned.append(seconds)

    def sync_failed(self, error: BaseException, *, asked: bool) -> None:
        self.failed.append(asked)

    def line_costs(self) -> bool:
        return self.costs

    def ask_size(self, size: Size) -> None:
        self.asked.append(size)

    def show_paused(self, *, paused: bool) -> None:
        self.paused.append(paused)


class Engine:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.runs = 0
        self.taken = Changes()
        self.size = Ahead(3, 2_000, 10, 8_000)
        self.progress = Progress()
        self.during: Callable[[], None] = lambda: None
        self.told_to_stop = False

    def ahead(self) -> Ahead:
        return self.size

    def run(self, stop: Callable[[], bool]) -> Result:
        self.runs += 1
        self.during()
        self.told_to_stop = stop()
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
    for _ in range(40):
        presenter.tick()
    assert told == []
    assert view.planned[0] <= 60
    assert 60 < max(view.planned[5:]) <= 900


def test_a_server_that_names_a_time_is_left_alone_until_then() -> None:
    view, presenter, _told = make(Engine(ServerBusy(seconds=120)))
    presenter.tick()
    assert view.planned[-1] >= 120


def test_what_a_person_must_act_on_is_not_tried_until_the_person_acts() -> None:
    engine = Engine(DeviceRefused())
    view, presenter, _told = make(engine)
    presenter.tick()
    presenter.saved()
    presenter.tick()
    assert (engine.runs, view.planned) == (1, [0])
    engine.error = None
    presenter.now()
    assert engine.runs == 2


def test_a_large_exchange_over_a_costly_line_is_asked_about_first() -> None:
    engine = Engine()
    engine.size = Ahead(0, 0, 9_000, 4_000_000)
    view, presenter, _told = make(engine)
    view.costs = True
    presenter.start()
    presenter.now()
    assert (engine.runs, view.asked, view.syncing[-1]) == (0, [engine.size], False)
    presenter.anyway()
    assert engine.runs == 1


def test_a_pause_ends_the_session_under_way_and_lasts_until_somebody_resumes() -> None:
    engine = Engine()
    view, presenter, _told = make(engine)
    engine.during = presenter.pause
    presenter.tick()
    assert engine.told_to_stop
    presenter.tick()
    presenter.saved()
    assert (engine.runs, presenter.paused, view.paused) == (1, True, [True])
    engine.during = lambda: None
    presenter.now()
    assert (engine.runs, presenter.paused, view.paused[-1]) == (2, False, False)


def test_progress_is_told_only_while_there_is_any() -> None:
    engine = Engine()
    _view, presenter, _told = make(engine)
    seen: list[object] = []
    engine.during = lambda: seen.append(presenter.progress)
    presenter.tick()
    assert seen == [engine.progress]
    assert presenter.progress is None


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


def test_that_the_laptop_was_revoked_is_told_to_the_badge_at_once() -> None:
    view, presenter, told = make(Engine(DeviceRevoked()))
    presenter.now()
    assert [each.kinds for each in told] == [frozenset({"standing"})]
    assert view.planned[-1] == 0
