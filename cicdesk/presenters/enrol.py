"""Joining the centre: an address, a code that works once, and the name under which the centre knows the person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.i18n import _
from cicdesk.base.settings import Settings, is_server_address
from cicdesk.presenters.failures_joining import explain_joining
from cicdesk.presenters.runner import Lane, Runner


@dataclass(frozen=True, slots=True)
class Joining:
    """What the person typed."""

    server: str
    code: str
    user: str
    passphrase: str = ""
    """Asked for only where the sign-in name differs from the one used here so far."""


class EnrolView(Protocol):
    """The dialog."""

    def show_problem(self, text: str) -> None:
        """Say what is wrong."""
        ...

    def set_busy(self, *, busy: bool) -> None:
        """The centre is being asked."""
        ...

    def finished_joining(self) -> None:
        """The laptop has joined."""
        ...


class EnrolPresenter:
    """Checks what can be checked here, asks the centre for the rest."""

    def __init__(
        self,
        view: EnrolView,
        enrol: Callable[[Joining], object],
        runner: Runner,
        settings: Settings,
        user: str,
    ) -> None:
        self._view = view
        self._enrol = enrol
        self._runner = runner
        self._settings = settings
        self._user = user

    def renames(self, user: str) -> bool:
        """Whether the centre knows the person under another name than this laptop does."""
        return user.strip() not in {"", self._user}

    def join(self, typed: Joining) -> None:
        """Ask the centre to take this laptop in."""
        asked = Joining(
            typed.server.strip().rstrip("/"), typed.code.strip(), typed.user.strip(), typed.passphrase
        )
        problem = self._problem(asked)
        if problem:
            self._view.show_problem(problem)
            return
        self._view.set_busy(busy=True)
        self._runner.start(
            self._view, lambda: self._enrol(asked), lambda _answer: self._joined(asked.server), self._failed,
            Lane.NETWORK,
        )  # fmt: skip

    def _problem(self, asked: Joining) -> str:
        if not asked.server or not is_server_address(asked.server):
            return _("The address has to begin with https://")
        if not asked.code:
            return _("The code is missing.")
        if not asked.user:
            return _("The sign-in name is missing.")
        if self.renames(asked.user) and not asked.passphrase:
            return _("The passphrase is missing.")
        return ""

    def _joined(self, server: str) -> None:
        self._settings.server_url = server
        self._settings.save()
        self._view.set_busy(busy=False)
        self._view.finished_joining()

    def _failed(self, error: BaseException) -> None:
        self._view.set_busy(busy=False)
        told = explain_joining(error)
        self._view.show_problem(_("{what} {advice}").format(what=told.title, advice=told.advice))
