"""The frame's numbers."""

from collections.abc import Mapping

import pytest

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.presenters.badge import BadgeWords
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.shell import ShellPresenter, clock_words
from cicdesk.schema.snapshot import Changes, SyncState
from cicdesk.services.desk import Desk
from cicdesk.store import meta
from cicdesk.store.meta import Ending
from tests.support.desks import StillClock, add_case, add_person


class View:
    def __init__(self) -> None:
        self.badges: list[BadgeWords] = []
        self.counts: Mapping[str, int] = {}
        self.places: list[tuple[str, str]] = []

    def show_badge(self, words: BadgeWords) -> None:
        self.badges.append(words)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        self.counts = counts

    def show_place(self, user: str, office: str) -> None:
        self.places.append((user, office))


class ClockView:
    def __init__(self) -> None:
        self.told: list[int] = []

    def show_clock(self, ahead: int) -> None:
        self.told.append(ahead)


class EndingView:
    def __init__(self) -> None:
        self.told: list[Ending | None] = []

    def show_ending(self, ending: Ending | None) -> None:
        self.told.append(ending)


def test_the_rail_counts_what_each_queue_holds(desk: Desk) -> None:
    view = View()
    presenter = ShellPresenter(view, (ClockView(), EndingView()), desk, InlineRunner(), StillClock())
    add_case(desk, add_person(desk))
    presenter.refresh()
    assert (view.counts["people"], view.counts["review"], view.counts["outbox"]) == (1, 0, 2)
    desk.context.user = "marta"
    presenter.changed(Changes(everything=True))
    assert view.counts["review"] == 1
    assert view.badges[-1].state is SyncState.WAITING
    assert view.places[0][0] == "Olha Melnyk"


@pytest.mark.parametrize(
    ("ahead", "told"), [(0, 0), (300_000, 0), (-300_000, 0), (300_001, 300_001), (-86_400_000, -86_400_000)]
)
def test_a_clock_that_was_found_more_than_five_minutes_off_is_told_also_without_a_line(
    desk: Desk, ahead: int, told: int
) -> None:
    with desk.context.store.write() as connection:
        meta.save(connection, meta.Progress(clock_ahead=ahead))
    view = ClockView()
    ShellPresenter(View(), (view, EndingView()), desk, InlineRunner(), StillClock()).refresh()
    assert view.told == [told]


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_both_times_are_shown_in_every_language(chosen: str) -> None:
    set_language(chosen)
    title, detail = clock_words(365 * 86_400_000, StillClock().now())
    assert title
    assert ".03.2026 " in detail
    assert ".03.2027 " in detail
