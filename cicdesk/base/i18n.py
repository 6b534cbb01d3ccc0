"""The languages of the interface. English texts are the keys; the catalogues hold the rest."""

import gettext
from functools import cache

from cicdesk.base.resources import resource

LANGUAGES: tuple[str, ...] = ("pl", "uk", "ru", "en")
DEFAULT_LANGUAGE = "pl"
DOMAIN = "cicdesk"

_current = DEFAULT_LANGUAGE


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, resource("translations"), languages=[language], fallback=True)


def set_language(language: str) -> None:
    """Use this language from now on; one that is not known falls back to the default."""
    global _current  # noqa: PLW0603  the interface has one language at a time
    _current = language if language in LANGUAGES else DEFAULT_LANGUAGE


def language() -> str:
    """The language in use."""
    return _current


def _(message: str) -> str:
    """The text in the language in use."""
    return text_in(_current, message)


def ngettext(one: str, many: str, count: int) -> str:
    """The plural form for this count, in the language in use."""
    return _catalogue(_current).ngettext(one, many, count)


def text_in(language: str, message: str) -> str:
    """The text in a given language: for the second line under labels and the client's window."""
    return _catalogue(language).gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802  the usual name of the extractor's mark
    """Mark a text for translation where it is declared; it is translated where it is shown."""
    return message
