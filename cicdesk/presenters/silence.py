"""A laptop that has been without the centre for too long: what is still open, and what is said."""

from cicdesk.presenters.desk import Desk
from cicdesk.services.contact import listen
from cicdesk.services.errors import NeedsContact

_OPEN = frozenset(
    {
        "SYNC", "PAUSE", "COURIER", "LOCK", "SWITCH_USER", "HELP", "PREFERENCES", "PASSPHRASE", "ABOUT",
    }
)  # fmt: skip
"""Commands that show nothing of anybody: sending what waits, carrying it out, leaving."""


def admits(command: str) -> bool:
    """Whether a command is done before the centre has been heard of again."""
    return command in _OPEN


def silent(desk: Desk) -> bool:
    """Whether the profile was without the centre for too long when it was opened."""
    return bool(desk.context.silent)


def still_silent(desk: Desk) -> bool:
    """The same at this moment; reads the store."""
    return bool(listen(desk.context, desk.home.settings))


def what_is_said(desk: Desk) -> NeedsContact:
    """Why nothing is shown."""
    return NeedsContact(count=desk.context.silent)
