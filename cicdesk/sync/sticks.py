"""Files on a stick: read no further than a package can be long, written whole or not at all."""

import contextlib
import errno
import os
from pathlib import Path

from cicdesk.sync.errors import StickFull, StickUnusable
from cicdesk.wire import packages

_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


def read(path: Path) -> bytes:
    """What is in the file, at most one byte more than a package can have."""
    try:
        with path.open("rb") as file:
            return file.read(packages.LARGEST + 1)
    except OSError:
        raise StickUnusable from None


def write(path: Path, content: bytes) -> Path:
    """Put the file in place in one step; it is on the stick before this returns, so that it can be pulled out."""
    fresh = path.with_name(path.name + ".part")
    try:
        with fresh.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise (StickFull if error.errno in _NO_ROOM else StickUnusable) from None
    _sync_folder(path.parent)
    return path


def _sync_folder(folder: Path) -> None:
    """The name as well; not every file system of a stick can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
