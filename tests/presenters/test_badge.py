"""The four words of the badge (peers.md U-04): never "sent" while anything is not at the centre."""

import datetime as dt
import itertools

import pytest

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.presenters.badge import badge_state, badge_words
from cicdesk.presenters.words import state_words
from cicdesk.schema.snapshot import SyncState
from cicdesk.services.outbox import Badge

NOW = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
LAST = int(dt.datetime(2026, 3, 10, 9, 42, tzinfo=dt.UTC).timestamp() * 1000)

SITUATIONS = list(itertools.product((0, 1, 7), (0, 1, 3), (0, 2), (0, LAST)))


def expected(waiting: int, attention: int, conflict: int, last: int) -> SyncState:
    if conflict:
        return SyncState.CONFLICT
    if attention:
        return SyncState.ATTENTION
    return SyncState.WAITING if waiting or not last else SyncState.SENT


@pytest.mark.parametrize(("waiting", "attention", "conflict", "last"), SITUATIONS)
def test_the_word_is_the_worst_that_is_true(waiting: int, attention: int, conflict: int, last: int) -> None:
    badge = Badge(waiting, attention, conflict, last)
    assert badge_state(badge) is expected(waiting, attention, conflict, last)


@pytest.mark.parametrize(("waiting", "attention", "conflict", "last"), SITUATIONS)
def test_sent_is_said_only_when_everything_is_at_the_centre(
    waiting: int, attention: int, conflict: int, last: int
) -> None:
    words = badge_words(Badge(waiting, attention, conflict, last), NOW)
    says_sent = words.text.startswith(state_words(SyncState.SENT))
    assert says_sent == (not (waiting or attention or conflict) and bool(last))


def test_the_number_and_the_time_of_the_last_full_sync_are_shown() -> None:
    local = f"{dt.datetime.fromtimestamp(LAST / 1000).astimezone():%H:%M}"
    words = badge_words(Badge(3, 0, 0, LAST), NOW)
    assert "(3)" in words.text
    assert words.text.endswith(local)


@pytest.mark.parametrize("last", [0, LAST])
def test_a_laptop_that_exchanges_nothing_does_not_say_that_it_waits(last: int) -> None:
    set_language("en")
    revoked = badge_words(Badge(0, 0, 0, last, revoked=True), NOW)
    assert (revoked.state, revoked.text) == (SyncState.ATTENTION, "No access")
    alone = badge_words(Badge(0, 0, 0, 0, enrolled=False), NOW)
    assert (alone.state, alone.text) == (SyncState.WAITING, "Only here")
    assert badge_words(Badge(4, 0, 0, 0, enrolled=False), NOW).text == "Only here (4)"
    assert badge_words(Badge(0, 0, 0, 0), NOW).text == "No exchange yet"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_four_different_words(language: str) -> None:
    set_language(language)
    assert len({state_words(state) for state in SyncState}) == 4
