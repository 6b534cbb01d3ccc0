"""Home: one profile's folder and the names of the files in it."""

import os
from dataclasses import dataclass
from pathlib import Path

_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Home:
    """A profile: everything this program keeps lies in this one folder, readable by its owner only."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> "Home":
        """The profile in this folder, made if it is not there."""
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(_PRIVATE)
        return cls(folder)

    @classmethod
    def usual(cls) -> "Home":
        """The profile of the account at this computer."""
        if os.name == "nt":
            base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local"))
        else:
            base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share"))
        return cls.at(base / "cicdesk")

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.folder / "store.db"

    @property
    def keyslots(self) -> Path:
        """The wrapped keys, one slot a person."""
        return self.folder / "keyslots.json"

    @property
    def settings(self) -> Path:
        """Preferences; no personal data."""
        return self.folder / "settings.json"

    @property
    def instance(self) -> Path:
        """Held open by the one process that may use this profile."""
        return self.folder / "instance.db"

    @property
    def backups(self) -> Path:
        """Encrypted copies of the store."""
        return self.folder / "backups"

    @property
    def ballast(self) -> Path:
        """Room kept back for the day the disk is full."""
        return self.folder / "ballast"

    @property
    def log(self) -> Path:
        """What happened, without personal data."""
        return self.folder / "cicdesk.log"
