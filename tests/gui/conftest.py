"""What holds for tests of windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def _closed_windows_are_gone() -> Iterator[None]:
    """Windows closed by the test before are destroyed now; without a running event loop Qt would keep them."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]  # None is everybody
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]  # the same
