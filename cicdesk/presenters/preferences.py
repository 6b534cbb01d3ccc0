"""Preferences: the page is made from the settings' own declarations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cicdesk.base.i18n import _
from cicdesk.base.settings import Setting, Settings, registry


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its settings."""

    title: str
    settings: Sequence[Setting[Any]]


def parts() -> list[Part]:
    """Every setting that people may change, under its heading, in the order of declaration."""
    by_title: dict[str, list[Setting[Any]]] = {}
    for setting in registry().values():
        if setting.shown:
            by_title.setdefault(setting.section, []).append(setting)
    return [Part(_(title), settings) for title, settings in by_title.items()]


class PreferencesPresenter:
    """Takes a change into use at once and writes it down; a value that may not be is explained."""

    def __init__(self, settings: Settings, applied: Callable[[str], None]) -> None:
        self._settings = settings
        self._applied = applied

    def value(self, name: str) -> bool | int | str:
        """What a setting holds."""
        held: bool | int | str = getattr(self._settings, name)
        return held

    def change(self, name: str, value: object) -> str:
        """Hold another value; the words for why not, or an empty text."""
        setting = registry()[name]
        if not setting.accepts(value):
            return _(setting.wrong) or _("This value cannot be used.")
        if getattr(self._settings, name) != value:
            setattr(self._settings, name, value)
            self._settings.save()
            self._applied(name)
        return ""
