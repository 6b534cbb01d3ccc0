"""The sync badge: four words from a truth table. It says "sent" only when everything is at the centre."""

import datetime as dt
from dataclasses import dataclass

from cicdesk.base.i18n import _
from cicdesk.presenters.desk import Badge
from cicdesk.presenters.words import moment_words, state_words
from cicdesk.schema.snapshot import SyncState

ICONS = {
    SyncState.SENT: "check",
    SyncState.WAITING: "outbox",
    SyncState.ATTENTION: "warning",
    SyncState.CONFLICT: "conflict",
}


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """What the badge shows."""

    state: SyncState
    text: str
    """The word, its number, and when everything was last at the centre."""
    detail: str
    icon: str


def badge_state(badge: Badge) -> SyncState:
    """The worst that is true. A profile that never synced is waiting, however empty it is."""
    if badge.conflict:
        return SyncState.CONFLICT
    if badge.attention:
        return SyncState.ATTENTION
    if badge.waiting or not badge.last_success:
        return SyncState.WAITING
    return SyncState.SENT


def badge_words(badge: Badge, now: dt.datetime) -> BadgeWords:
    """The badge in the language in use."""
    state = badge_state(badge)
    count = {
        SyncState.CONFLICT: badge.conflict,
        SyncState.ATTENTION: badge.attention,
        SyncState.WAITING: badge.waiting,
    }.get(state, 0)
    word = state_words(state)
    if count:
        word = _("{word} ({count})").format(word=word, count=count)
    last = moment_words(badge.last_success, now) or _("never synced")
    return BadgeWords(
        state,
        _("{word} · {time}").format(word=word, time=last),
        _(
            "Waiting: {waiting}. Needs attention: {attention}. Conflicts: {conflict}. Last full sync: {last}."
        ).format(waiting=badge.waiting, attention=badge.attention, conflict=badge.conflict, last=last),
        ICONS[state],
    )
