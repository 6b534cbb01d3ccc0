"""Settings as declared data: typed, checked, kept as JSON. The preferences page and the manual read `registry()`.

Nothing secret and no personal data is a setting; keys are kept by store/keys.py.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar, overload
from urllib.parse import urlsplit

from cicdesk.base.i18n import DEFAULT_LANGUAGE, N_

T = TypeVar("T", bool, int, str)

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def is_server_address(text: str) -> bool:
    """Whether it is empty, https, or plain http to this very computer."""
    if not text:
        return True
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    )


@dataclass(kw_only=True, eq=False)
class Setting(Generic[T]):
    """One preference: its default, its words, what it may be."""

    default: T
    label: str
    help: str = ""
    section: str = N_("General")
    choices: tuple[tuple[T, str], ...] = ()
    least: int = 0
    most: int = 0
    ok: Callable[[T], bool] | None = None
    wrong: str = ""
    """What to say when `ok` does not hold."""
    shown: bool = True
    """Whether the preferences page offers it."""
    is_file: bool = False
    name: str = field(default="", init=False)

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the attribute's name and join the registry."""
        self.name = name
        _Registry.registered[name] = self

    @overload
    def __get__(self, holder: None, owner: type) -> "Setting[T]": ...
    @overload
    def __get__(self, holder: "Settings", owner: type) -> T: ...
    def __get__(self, holder: "Settings | None", owner: type) -> "Setting[T] | T":
        """The value held, or the default."""
        if holder is None:
            return self
        value: T = holder.held.get(self.name, self.default)
        return value

    def __set__(self, holder: "Settings", value: T) -> None:
        """Hold another value; ValueError if it may not be."""
        if not self.accepts(value):
            raise ValueError(self.name)
        holder.held[self.name] = value

    def accepts(self, value: object) -> bool:
        """Whether the value is of the right type and within its limits."""
        if type(value) is not type(self.default):
            return False
        if self.choices and value not in {choice for choice, _words in self.choices}:
            return False
        if self.most and not self._within(value):
            return False
        return self.ok is None or self._holds(value)

    def _within(self, value: Any) -> bool:  # noqa: ANN401  as below
        return bool(self.least <= value <= self.most)

    def _holds(self, value: Any) -> bool:  # noqa: ANN401  its type was compared above
        return self.ok is not None and self.ok(value)


class _Registry:
    """Collects the declarations before the class that owns them exists."""

    registered: ClassVar[dict[str, Setting[Any]]] = {}


_LOOK = N_("Appearance")
_SAFETY = N_("Safety")
_SYNC = N_("Exchange with the centre")
_LANGUAGE_CHOICES = (("pl", "Polski"), ("uk", "Українська"), ("ru", "Русский"), ("en", "English"))


class Settings(_Registry):
    """The preferences of one profile. A misspelt name is a type error; a damaged file means defaults."""

    language = Setting(default=DEFAULT_LANGUAGE, label=N_("Language"), choices=_LANGUAGE_CHOICES)
    second_language = Setting(
        default="",
        label=N_("Second line under labels"),
        help=N_("Forms repeat every label in this language, for the person in front of you."),
        choices=(("", N_("None")), *_LANGUAGE_CHOICES),
    )
    theme = Setting(
        default="system",
        label=N_("Colours"),
        section=_LOOK,
        choices=(
            ("system", N_("As the system")),
            ("light", N_("Light")),
            ("dark", N_("Dark")),
            ("contrast", N_("High contrast")),
        ),
    )
    scale_percent = Setting(
        default=100,
        label=N_("Size of text and controls"),
        section=_LOOK,
        choices=tuple((percent, f"{percent} %") for percent in (100, 110, 125, 150, 175, 200)),
    )
    idle_minutes = Setting(
        default=5,
        label=N_("Lock after so many idle minutes"),
        help=N_("Everything that is being typed is kept as a draft first."),
        section=_SAFETY,
        least=1,
        most=15,
    )
    server_url = Setting(
        default="",
        label=N_("Address of the centre"),
        help=N_("Begins with https://. Given when this laptop is enrolled."),
        section=_SYNC,
        ok=is_server_address,
        wrong=N_("The address has to begin with https://"),
    )
    ca_file = Setting(
        default="",
        label=N_("Certificate file of the organisation"),
        help=N_("Only where the centre's certificate is not known to the system."),
        section=_SYNC,
        is_file=True,
    )
    sync_minutes = Setting(
        default=15,
        label=N_("Minutes between syncs"),
        section=_SYNC,
        least=1,
        most=1440,
    )
    metered = Setting(
        default=False,
        label=N_("The connection costs money"),
        help=N_("Then only F5 syncs, never the timer, and large exchanges are asked about first."),
        section=_SYNC,
    )
    contact_days = Setting(
        default=60,
        label=N_("Days that this laptop may be without the centre"),
        section=_SAFETY,
        least=7,
        most=3650,
        shown=False,
    )
    largest_file = Setting(
        default=25,
        label=N_("Largest file that may be attached, in MB"),
        section=_SYNC,
        least=1,
        most=100,
        shown=False,
    )
    paused = Setting(default=False, label=N_("The exchange is paused"), section=_SYNC, shown=False)
    last_user = Setting(default="", label=N_("Who was here last"), shown=False)
    window = Setting(default="", label=N_("Size and place of the window"), shown=False)

    def __init__(self, path: Path | None = None, held: dict[str, Any] | None = None) -> None:
        self.path = path
        self.held: dict[str, Any] = dict(held or {})

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """What the file holds; values that are unknown are kept, those that are wrong fall back."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stored = {}
        stored = stored if isinstance(stored, dict) else {}
        known = registry()
        kept = {n: v for n, v in stored.items() if n not in known or known[n].accepts(v)}
        return cls(path, kept)

    def save(self) -> None:
        """Write the file whole or not at all."""
        if self.path is None:
            return
        import tempfile  # noqa: PLC0415  seldom needed, and slow to load before the first window

        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(self.held, out, ensure_ascii=False, indent=1, sort_keys=True)
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def registry() -> dict[str, Setting[Any]]:
    """Every setting by its name, in the order of the preferences page."""
    return _Registry.registered
