"""The line that says until when the centre gives this version anything, or since when it does not."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui.windows.notices import Notice
from cicdesk.presenters.failures import explain
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.snapshot import Changes
from cicdesk.store import meta
from cicdesk.store.meta import Ending, Progress
from cicdesk.sync.errors import UpgradeNeeded
from tests.support.looks import clipped_texts
from tests.support.running import Running


def notices(window: QWidget) -> list[Notice]:
    return [each for each in window.findChildren(Notice) if not each.isHidden()]


def said(window: QWidget) -> str:
    labels = [label for notice in notices(window) for label in notice.findChildren(QLabel)]
    return " ".join(label.text() for label in labels)


def tell(running: Running, ending: Ending | None) -> None:
    """What the centre said is stored, and the frame looks again."""
    with running.shell._desk.context.store.write() as connection:
        meta.save(connection, Progress(ending=ending))
    running.shell._workshop.bus.publish(Changes(kinds=frozenset({"sync"})))
    running.settle()


def count(running: Running) -> int:
    return len(notices(running.shell.window))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("over", "day"), [(False, "15.03.2027"), (True, "16.03.2027")])
def test_it_names_the_day_in_every_language(running: Running, language: str, over: bool, day: str) -> None:
    set_language(language)  # V-07
    running.unlock()
    before = count(running)
    tell(running, Ending(form=SCHEMA, until="2027-03-15", over=over))
    running.until(lambda: day in said(running.shell.window))
    assert count(running) == before + 1
    assert clipped_texts(running.shell.window) == []


def test_it_is_gone_once_the_centre_says_so_or_the_program_is_newer(running: Running) -> None:  # V-07
    running.unlock()
    before = count(running)
    tell(running, Ending(form=SCHEMA, until="2027-03-15"))
    running.until(lambda: count(running) == before + 1)
    tell(running, None)
    running.until(lambda: count(running) == before)
    tell(running, Ending(form=SCHEMA - 1, until="2027-03-15", over=True))
    assert count(running) == before


def test_closed_it_stays_closed_until_there_is_something_new_to_say(running: Running) -> None:  # V-07
    running.unlock()
    before = count(running)
    tell(running, Ending(form=SCHEMA, until="2027-03-15"))
    running.until(lambda: count(running) == before + 1)
    for notice in notices(running.shell.window):
        if "15.03.2027" in notice.accessibleName():
            notice._gone()
    tell(running, Ending(form=SCHEMA, until="2027-03-15"))
    assert "15.03.2027" not in said(running.shell.window)
    tell(running, Ending(form=SCHEMA, until="2027-03-15", over=True))
    running.until(lambda: "16.03.2027" in said(running.shell.window))


def test_the_timer_repeats_nothing_and_whoever_asks_is_answered_once(running: Running) -> None:  # V-07
    shell = running.unlock()
    ending = Ending(form=SCHEMA, until="2027-03-15", over=True)
    error = UpgradeNeeded(since=ending.day)
    tell(running, ending)
    words = explain(error).title
    running.until(lambda: [n.accessibleName() for n in notices(shell.window)].count(words) == 1)
    for asked in (False, True, True):
        shell.sync.sync_failed(error, asked=asked)
        running.until(lambda: [n.accessibleName() for n in notices(shell.window)].count(words) == 1)
