"""Looking at a laptop from outside: what it holds, and what it shows."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from cicdesk.desktop import Desktop
from cicdesk.presenters.badge import badge_state
from cicdesk.schema.records import registry
from cicdesk.services.desk import Desk
from cicdesk.story.book import State

_AROUND = 60
"""Pixels that stay in sight above and below what was scrolled to."""
_LOCKED = {
    "unlocked": False,
    "badge": "",
    "waiting": 0,
    "attention": 0,
    "conflict": 0,
    "records": {},
    "digest": "",
}


def held_by(desktop: Desktop) -> State:
    """What the open profile holds and what its badge stands for; of a locked one nothing is known."""
    desk = desktop.session().desk
    if desk is None or desktop.shell is None:
        return _LOCKED
    badge = desk.outbox.badge()
    return {
        "unlocked": True,
        "badge": badge_state(badge).value,
        "waiting": badge.waiting,
        "attention": badge.attention,
        "conflict": badge.conflict,
        "records": _counts(desk),
        "digest": desk.outbox.digest(),
    }


def _counts(desk: Desk) -> Mapping[str, int]:
    counted = {kind: desk.people.count(kind) for kind in registry()}
    return {kind: count for kind, count in counted.items() if count}


def badge_words(window: QWidget) -> str:
    """What the badge says."""
    badge = window.findChild(QPushButton, "badge")
    return "" if badge is None else badge.text()


def badge_shown(window: QWidget) -> str:
    """Which of the four states the badge is painted in."""
    badge = window.findChild(QPushButton, "badge")
    return "" if badge is None else str(badge.property("state"))


def says(page: QWidget, words: str) -> bool:
    """Whether these words stand somewhere on the page."""
    return any(words in each.text() and each.isVisible() for each in page.findChildren(QLabel))


def scroll_to(page: QWidget, words: str) -> None:
    """Scroll as a reader does, to the lowest place on the page where these words stand."""
    area = page.findChild(QScrollArea)
    places = [each for each in page.findChildren(QLabel) if words in each.text() and each.isVisible()]
    if area is not None and places:
        lowest = max(places, key=lambda each: each.mapTo(page, each.rect().bottomLeft()).y())
        area.ensureWidgetVisible(lowest, 0, _AROUND)
