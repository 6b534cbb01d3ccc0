"""Changing one's passphrase: the one so far, the new one twice."""

from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.errors import CicdeskError
from cicdesk.base.i18n import _
from cicdesk.presenters.failures import explain
from cicdesk.presenters.runner import Runner


class Keys(Protocol):
    """Who holds the keys of the profile. Everything here may take a second."""

    def has_keyring(self) -> bool:
        """Whether the system keeps half of the key; without it a passphrase has to be longer."""
        ...

    def change_passphrase(self, old: str, new: str) -> object:
        """Let the new one unlock in place of the old one; raises what keeps that from being done."""
        ...


class PassphraseView(Protocol):
    """The dialog."""

    def show_keyring(self, *, there: bool) -> None:
        """Ask for as long a passphrase as this computer needs."""
        ...

    def show_problem(self, text: str) -> None:
        """Say what is wrong; an empty text for nothing."""
        ...

    def set_busy(self, *, busy: bool) -> None:
        """The keys are being made."""
        ...

    def changed(self) -> None:
        """The new passphrase holds."""
        ...


@dataclass(frozen=True, slots=True)
class Typed:
    """What the person typed."""

    old: str
    new: str
    again: str


class PassphrasePresenter:
    """Checks what can be checked at once; the rest takes the time that keys take."""

    def __init__(self, view: PassphraseView, keys: Keys, runner: Runner) -> None:
        self._view = view
        self._keys = keys
        self._runner = runner

    def look_for_keyring(self) -> None:
        """Find out how long a passphrase has to be here."""
        self._runner.start(
            self._view, self._keys.has_keyring, lambda there: self._view.show_keyring(there=there)
        )

    def change(self, typed: Typed) -> None:
        """Take the new one into use, if the old one is right."""
        problem = _problem(typed)
        self._view.show_problem(problem)
        if problem:
            return
        self._view.set_busy(busy=True)
        self._runner.start(
            self._view,
            lambda: self._keys.change_passphrase(typed.old, typed.new),
            lambda _done: self._changed(),
            self._failed,
        )

    def _changed(self) -> None:
        self._view.set_busy(busy=False)
        self._view.changed()

    def _failed(self, error: BaseException) -> None:
        self._view.set_busy(busy=False)
        if not isinstance(error, CicdeskError):
            raise error
        told = explain(error)
        self._view.show_problem(_("{what} {advice}").format(what=told.title, advice=told.advice))


def _problem(typed: Typed) -> str:
    if not typed.old:
        return _("The passphrase is missing.")
    if typed.new != typed.again:
        return _("The two passphrases differ.")
    if typed.new == typed.old:
        return _("This is the passphrase you have already.")
    return ""
