"""The badge beside the search box: how things stand with the centre, or what the exchange is doing just now."""

from PySide6.QtWidgets import QPushButton

from cicdesk.base.i18n import _
from cicdesk.gui.theme import restyle, set_icon, theme
from cicdesk.presenters.badge import BadgeWords

_LARGE = 1.5
"""From this scale on it leaves the time to its tooltip."""
_TONES = {"sent": "success", "attention": "warning", "conflict": "danger"}


class ExchangeBadge:
    """Keeps the button true."""

    def __init__(self, button: QPushButton) -> None:
        self._button = button
        self._words: BadgeWords | None = None
        self._syncing = self._paused = False
        self._size = ""

    @property
    def state(self) -> str:
        """The word it stands for; empty before it was told any."""
        return self._words.state if self._words else ""

    def show(self, words: BadgeWords) -> None:
        """Show the state of the exchange."""
        self._words = words
        short = words.text if theme().scale < _LARGE else words.text.partition(" · ")[0]
        self._button.setText(self._doing() or short)
        self._button.setToolTip(words.detail)
        self._button.setAccessibleDescription(f"{words.text}. {words.detail}")
        icon = "sync" if self._syncing else words.icon
        set_icon(self._button, icon, _TONES.get(words.state, "text"), 16)
        restyle(self._button, state=str(words.state))

    def say_again(self) -> None:
        """In another language or size."""
        if self._words is not None:
            self.show(self._words)

    def set_syncing(self, *, syncing: bool) -> None:
        """An exchange has begun or ended."""
        self._syncing, self._size = syncing, ""
        self.say_again()

    def set_progress(self, size: str) -> None:
        """So much went over the line so far."""
        self._size = size
        if self._syncing:
            self._button.setText(self._doing())

    def set_paused(self, *, paused: bool) -> None:
        """The exchange is paused, or goes on."""
        self._paused = paused
        self.say_again()

    def _doing(self) -> str:
        """What the exchange is doing, where that matters more than how things stand."""
        if self._syncing:
            return _("Syncing… {size}").format(size=self._size) if self._size else _("Syncing…")
        return _("Exchange paused") if self._paused else ""
