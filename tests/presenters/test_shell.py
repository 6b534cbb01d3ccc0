"""The frame's numbers."""

from collections.abc import Mapping

from cicdesk.presenters.badge import BadgeWords
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.shell import ShellPresenter
from cicdesk.schema.snapshot import Changes, SyncState
from cicdesk.services.desk import Desk
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


def test_the_rail_counts_what_each_queue_holds(desk: Desk) -> None:
    view = View()
    presenter = ShellPresenter(view, desk, InlineRunner(), StillClock())
    add_case(desk, add_person(desk))
    presenter.refresh()
    assert (view.counts["people"], view.counts["review"], view.counts["outbox"]) == (1, 0, 2)
    desk.context.user = "marta"
    presenter.changed(Changes(everything=True))
    assert view.counts["review"] == 1
    assert view.badges[-1].state is SyncState.WAITING
    assert view.places[0][0] == "Olha Melnyk"
