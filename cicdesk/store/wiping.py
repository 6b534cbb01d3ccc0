"""The centre's order to destroy what is here: the keys first, then every file that they opened."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from cicdesk.base.paths import Home
from cicdesk.store.keys import KeyringRefused, Keystore
from cicdesk.store.keyslots import load_keyslots


def destroy(home: Home, keystore: Keystore) -> None:
    """Nothing of this profile can be read any more when this returns, even if a file could not be removed.

    What names nobody stays: preferences, the log, and the mark of the process that works here.
    """
    workspace = load_keyslots(home.keyslots).workspace
    for path in list(home.folder.rglob(f"{home.keyslots.stem}*")):
        _overwrite(path)
    with contextlib.suppress(KeyringRefused):  # half a key without its other half opens nothing
        keystore.drop(workspace)
    for path in _opened_by_them(home):
        with contextlib.suppress(OSError):
            path.unlink()


def _overwrite(path: Path) -> None:
    """Out of sight first: whoever looks at this moment finds no profile rather than half of one."""
    path = path.rename(path.with_name(f"{path.name}.gone"))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(os.urandom(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _opened_by_them(home: Home) -> Iterator[Path]:
    kept = (home.settings.name, home.log.name, home.instance.name)
    for path in list(home.folder.rglob("*")):
        if path.is_file() and not path.name.startswith(kept):
            yield path
