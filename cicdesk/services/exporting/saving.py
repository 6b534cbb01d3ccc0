"""A file where somebody chose a place for it: whole or not at all, and readable by its owner only."""

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cicdesk.services.exporting.errors import FileNotWritten

T = TypeVar("T")


def digest_of(content: bytes) -> str:
    """What tells this file from every other one."""
    return hashlib.sha256(content).hexdigest()


def save(path: Path, content: bytes, noted: Callable[[], T]) -> T:
    """Write the file; `noted` is called once its bytes are on the disk and before it has its name.

    So a file that is there has been noted. What was written before a failure is taken away: no half of a list
    with people's data stays anywhere. FileNotWritten if the place refuses it.
    """
    begun = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        told = noted()
        begun.replace(path)
    except OSError as error:
        raise FileNotWritten(file=str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            begun.unlink(missing_ok=True)
    return told
