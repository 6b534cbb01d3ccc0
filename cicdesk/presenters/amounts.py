"""Sizes and progress of an exchange in words."""

from typing import Protocol

from cicdesk.base.i18n import _, ngettext
from cicdesk.presenters.words import decimal_words

_KILO = 1000
_MEGA = 1_000_000


class Progressing(Protocol):
    """How far an exchange has got."""

    @property
    def bytes_up(self) -> int:
        """Bytes sent."""
        ...

    @property
    def bytes_down(self) -> int:
        """Bytes received."""
        ...

    @property
    def pushed(self) -> int:
        """Edits that the centre has taken."""
        ...

    @property
    def pulled(self) -> int:
        """Records that came."""
        ...


def size_words(size: int) -> str:
    """A number of bytes as people say it: 3 KB, 1.4 MB, with the language's own decimal mark."""
    if size < _MEGA:
        return _("{size} KB").format(size=max(1, round(size / _KILO)))
    return _("{size} MB").format(size=decimal_words(size / _MEGA))


def progress_words(done: Progressing) -> str:
    """What an exchange has done so far, on one line."""
    up = ngettext("{n} change sent", "{n} changes sent", done.pushed).format(n=done.pushed)
    down = ngettext("{n} record received", "{n} records received", done.pulled).format(n=done.pulled)
    return _("{sent} ({up})  ·  {received} ({down})").format(
        sent=up, up=size_words(done.bytes_up), received=down, down=size_words(done.bytes_down)
    )


def ahead_words(edits: int, up: int, records: int, down: int) -> str:
    """What an exchange would bring, about."""
    parts = []
    if edits:
        told = ngettext("{n} change to send", "{n} changes to send", edits).format(n=edits)
        parts.append(_("{what}, about {size}").format(what=told, size=size_words(up)))
    if records:
        told = ngettext("{n} record to receive", "{n} records to receive", records).format(n=records)
        parts.append(_("{what}, about {size}").format(what=told, size=size_words(down)))
    return "; ".join(parts)
