"""Looks at whoever changed as soon as there is time: one thread of the application, which no request waits for."""

import logging
import threading

from cicdesk.server.services.duplicates import DuplicatesService
from cicdesk.server.storage.engine import Busy

log = logging.getLogger("cicdesk.server")
_SELDOM = 600.0
"""Seconds after which it looks without being woken: another process may have died before it was done."""
_LATER = 5.0
_BREATH = 0.02
"""Seconds between two looks, so that requests come in between."""


class DuplicatesWatch:
    """Sleeps until it is woken or a long time has passed."""

    def __init__(self, service: DuplicatesService) -> None:
        self._service = service
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="likeness", daemon=True)

    def start(self) -> None:
        """Begin; what was left by an earlier process comes first."""
        self._woken.set()
        self._thread.start()

    def wake(self) -> None:
        """Somebody may have changed."""
        self._woken.set()

    def stop(self) -> None:
        """Finish the look that is under way, and end."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.wait(_SELDOM)
            self._woken.clear()
            self._look()

    def _look(self) -> None:
        try:
            while not self._stopping.is_set() and self._service.look():
                self._stopping.wait(_BREATH)
        except Busy:
            self._stopping.wait(_LATER)
            self._woken.set()
        except Exception as error:  # noqa: BLE001  a fault of one look must not end all later ones
            log.error("likeness", extra={"facts": {"error": type(error).__name__}})  # noqa: TRY400  no person's data
            self._stopping.wait(_LATER)
