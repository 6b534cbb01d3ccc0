"""The sync badge: four words from a truth table. It says "sent" only when everything is at the centre."""

import datetime as dt
from dataclasses import dataclass

from cicdesk.base.i18n import _
from cicdesk.presenters.desk import Badge
from cicdesk.presenters.failures import explain
from cicdesk.presenters.words import moment_words, state_words
from cicdesk.schema.snapshot import SyncState
from cicdesk.sync.errors import DeviceRevoked

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
    if badge.revoked:
        return SyncState.ATTENTION
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
    last = moment_words(badge.last_success, now) or _("never synced")
    detail = _(
        "Waiting: {waiting}. Needs attention: {attention}. Conflicts: {conflict}. Last full sync: {last}."
    ).format(waiting=badge.waiting, attention=badge.attention, conflict=badge.conflict, last=last)
    apart = _apart(badge)
    if apart:
        words, why = apart
        return BadgeWords(state, words, f"{why} {detail}" if badge.last_success else why, ICONS[state])
    word = _counted(state_words(state), _number(badge, state))
    return BadgeWords(state, _("{word} · {time}").format(word=word, time=last), detail, ICONS[state])


def _apart(badge: Badge) -> tuple[str, str] | None:
    """What is said of a laptop that exchanges nothing, or has not begun: words and why."""
    if badge.revoked:
        words = _counted(_("No access"), badge.waiting)
        return words, explain(DeviceRevoked()).title
    if not badge.enrolled:
        words = _counted(_("Only here"), badge.waiting)
        return words, _("This laptop has not joined the centre.")
    if badge_state(badge) is SyncState.WAITING and not badge.waiting:
        return _("No exchange yet"), _("The first exchange with the centre is still to come.")
    return None


def _number(badge: Badge, state: SyncState) -> int:
    return {
        SyncState.CONFLICT: badge.conflict,
        SyncState.ATTENTION: badge.attention,
        SyncState.WAITING: badge.waiting,
    }.get(state, 0)


def _counted(word: str, count: int) -> str:
    return _("{word} ({count})").format(word=word, count=count) if count else word
