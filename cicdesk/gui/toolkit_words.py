"""What the toolkit says itself, as in its question for a file, in the language in use: the toolkit brings the words."""

from functools import cache

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from cicdesk.base.i18n import language

_ITSELF = "en"
"""The toolkit's own language; there is nothing to translate into it."""


class ToolkitWords(QTranslator):
    """Asks the catalogue of the language in use, so that a change of language needs nothing of it."""

    def isEmpty(self) -> bool:
        """Never: an empty one is not asked."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text in the language in use; the text itself where the toolkit has no other."""
        return _catalogue(language()).translate(context, source, disambiguation, n) or source


@cache
def _catalogue(chosen: str) -> QTranslator:
    """Read when the toolkit first says something, which is after the first window stands."""
    made = QTranslator()
    if chosen != _ITSELF:
        made.load(f"qtbase_{chosen}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return made


@cache
def speak(application: QApplication) -> ToolkitWords:
    """Have the toolkit speak the language of the program from now on, whichever that becomes; asked once."""
    words = ToolkitWords()
    application.installTranslator(words)
    return words
