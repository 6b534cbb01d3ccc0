"""A line that lets one direction through, and then the other, for ever: the laptop keeps quiet and nothing fills up."""

from dataclasses import dataclass, field

import pytest

from cicdesk.base.settings import Settings
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.syncing import Size, SyncPresenter
from cicdesk.schema.snapshot import Changes
from tests.end_to_end.conftest import Place
from tests.support.laptops import QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]

DAY = 8 * 3600.0
MOST_ATTEMPTS = 90
"""In a working day: the longest wait is a quarter of an hour, half of it on average."""
MOST_BYTES = 4_000
"""Of one attempt that hands in one person, whatever comes of it."""


@dataclass
class View:
    """The window's part: it rings when it was told to."""

    planned: float = 0.0
    failures: int = 0
    paused: bool = field(default=False)

    def set_syncing(self, *, syncing: bool) -> None:
        pass

    def sync_in(self, seconds: float) -> None:
        self.planned = seconds

    def sync_failed(self, error: BaseException, *, asked: bool) -> None:
        self.failures += 1

    def line_costs(self) -> bool:
        return False

    def ask_size(self, size: Size) -> None:
        raise AssertionError

    def show_paused(self, *, paused: bool) -> None:
        self.paused = paused


def presenter_of(laptop: QuickLaptop, view: View) -> SyncPresenter:
    """The laptop's own exchange, run as the window runs it."""
    told: list[Changes] = []
    return SyncPresenter(view, lambda: laptop.script._exchange, InlineRunner(), Settings(), told.append)


def test_a_line_that_flaps_all_day_costs_little_and_what_was_typed_arrives_in_the_end(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    line = place.bad_line()
    laptop, view = place.laptop(url=line.url), View()
    presenter = presenter_of(laptop, view)
    person = laptop.person("Migotliwa")
    passed, attempts, logged = 0.0, 0, len(caplog.records)
    line.forget()
    with caplog.at_level("DEBUG", logger="cicdesk"):
        presenter.start()
        while passed < DAY:
            line.set(**({"cut_down": 0} if attempts % 2 else {"cut_up": 200}))
            presenter.tick()
            attempts += 1
            assert view.planned >= 2.0, "a line that breaks at once must not keep the laptop busy"
            passed += view.planned
    assert view.failures == attempts <= MOST_ATTEMPTS
    assert line.up + line.down <= attempts * MOST_BYTES
    assert line.connections <= 2 * attempts
    assert len(caplog.records) - logged <= attempts
    assert laptop.record(person)["state"] == "waiting"
    line.set()
    presenter.tick()
    assert laptop.record(person)["state"] == "sent"
    other = place.laptop(role="coordinator")
    other.sync()
    assert other.names() == ["Migotliwa"]
