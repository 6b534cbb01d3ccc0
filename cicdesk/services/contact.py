"""How long this laptop may be without a word of the centre.

The centre may have said meanwhile that the laptop was lost, that a person left or that a file is to be erased. A laptop
that has not heard of it for too long therefore shows nothing until it has; what it holds stays whole, and what waits
can still be sent or carried out as a sealed package.
"""

from pathlib import Path

from cicdesk.base.settings import Settings
from cicdesk.services.context import Context
from cicdesk.services.errors import NeedsContact
from cicdesk.store import meta

_DAY = 86_400_000


def listen(context: Context, settings: Path) -> int:
    """Look once more how long it has been: the days, where they are more than permitted, else 0.

    `settings`: where the preferences of the profile lie. A laptop that never exchanged anything is new, not silent.
    """
    with context.store.read() as connection:
        last = meta.load_progress(connection).last_success
    days = (context.now() - last) // _DAY if last and context.place.device else 0
    context.silent = days if days > Settings.load(settings).contact_days else 0
    return context.silent


def need_contact(context: Context, settings: Path) -> None:
    """NeedsContact as long as the centre has not been heard of again."""
    if context.silent and listen(context, settings):
        raise NeedsContact(count=context.silent)
