"""Preferences: the page is made from the settings' own declarations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cicdesk.base.i18n import _
from cicdesk.base.settings import Setting, Settings, registry

_SECOND = "second_language"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its settings."""

    title: str
    settings: Sequence[Setting[Any]]
    about_safety: bool = False
    """Whether one's passphrase belongs under it as well."""


def parts() -> list[Part]:
    """Every setting that people may change, under its heading, in the order of declaration."""
    by_title: dict[str, list[Setting[Any]]] = {}
    for setting in registry().values():
        if setting.shown:
            by_title.setdefault(setting.section, []).append(setting)
    safety = Settings.idle_minutes.section
    return [Part(_(title), settings, title == safety) for title, settings in by_title.items()]


class PreferencesPresenter:
    """Takes a change into use at once and writes it down; a value that may not be is explained."""

    def __init__(self, settings: Settings, applied: Callable[[str], None]) -> None:
        self._settings = settings
        self._applied = applied

    def value(self, name: str) -> bool | int | str:
        """What a setting holds."""
        held: bool | int | str = getattr(self._settings, name)
        return "" if name == _SECOND and held == self._settings.language else held

    def choices(self, setting: Setting[Any]) -> Sequence[tuple[Any, str]]:
        """What can be chosen; labels are not repeated in the language they have already."""
        if setting.name != _SECOND:
            return setting.choices
        return [each for each in setting.choices if each[0] != self._settings.language]

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
