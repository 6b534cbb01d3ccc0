"""Joining the centre: an address and a code that works once."""

from collections.abc import Callable
from typing import Protocol

from cicdesk.base.i18n import _
from cicdesk.base.settings import Settings, is_server_address
from cicdesk.presenters.failures import explain
from cicdesk.presenters.runner import Lane, Runner


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
        self, view: EnrolView, enrol: Callable[[str, str], object], runner: Runner, settings: Settings
    ) -> None:
        self._view = view
        self._enrol = enrol
        self._runner = runner
        self._settings = settings

    def join(self, server: str, code: str) -> None:
        """Ask the centre to take this laptop in."""
        server, code = server.strip().rstrip("/"), code.strip()
        if not server or not is_server_address(server):
            self._view.show_problem(_("The address has to begin with https://"))
        elif not code:
            self._view.show_problem(_("The code is missing."))
        else:
            self._view.set_busy(busy=True)
            self._runner.start(
                self._view, lambda: self._enrol(server, code), lambda _answer: self._joined(server), self._failed,
                Lane.NETWORK,
            )  # fmt: skip

    def _joined(self, server: str) -> None:
        self._settings.server_url = server
        self._settings.save()
        self._view.set_busy(busy=False)
        self._view.finished_joining()

    def _failed(self, error: BaseException) -> None:
        self._view.set_busy(busy=False)
        told = explain(error)
        self._view.show_problem(_("{what} {advice}").format(what=told.title, advice=told.advice))
