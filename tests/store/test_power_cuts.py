"""The power goes at any moment, and the disk had not written everything: what was said to be saved is there.

A disk may keep what was not synced, drop it, or tear it between two sectors. With syncing at every commit
nothing may be missing; without it something must be, or this test sees nothing.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.store import backup, engine, records
from cicdesk.store.drafts import Draft
from cicdesk.store.engine import Connection
from cicdesk.store.store import Store
from cicdesk.sync.engine import SyncEngine
from tests.support.killed import Centre
from tests.support.levels import level
from tests.support.needs import needs_posix
from tests.support.power_cuts import Disk, Promised, Recorder, recorded
from tests.support.profiles import PASSPHRASE, USER, FakeClock, enrolled, fresh_desk, session_at, shown_rows

pytestmark = [
    pytest.mark.slow,
    needs_posix("file system layer of POSIX systems, which is what the recorder knows"),
]

CUTS = level(change=1_000, release=20_000)
WITHOUT = 150
"""Cuts of the run without syncing; far fewer show it."""
EVERY = 25
"""Of so many cuts one is looked at whole: seals, structure, and a rebuild of what screens show."""
PERSONS = 40
"""Written in one recording, with edits, drafts and pages of a pull between them."""


class Recording:
    """One life of a profile between two starts, and what lay on the disk before it."""

    def __init__(self, folder: Path) -> None:
        home = Home.at(folder)
        session = session_at(home)
        enrolled(fresh_desk(session))
        session.close()
        self.name, self.before = home.database.name, {home.database.name: home.database.read_bytes()}
        with recorded(home.folder) as self.recorder:
            session = session_at(home)
            desk = session.unlock(USER, PASSPHRASE)
            self.key = desk.context.store.key
            _live(desk, self.recorder)
            session.close()

    def cuts(self, count: int, chance: random.Random) -> "Iterator[tuple[dict[str, bytes], list[Promised]]]":
        """What lies on the disk after a cut, and what had been promised before it."""
        disk, promised = Disk(self.before), list[Promised]()
        chosen = sorted(chance.randrange(len(self.recorder.events)) for _each in range(count))
        for n, event in enumerate(self.recorder.events):
            disk.happens(event)
            if isinstance(event, Promised):
                promised.append(event)
            while chosen and chosen[0] == n:
                chosen.pop(0)
                yield disk.after_a_cut(chance), promised


def _live(desk: Desk, recorder: Recorder) -> None:
    """A morning's work, with the log brought into the file now and then."""
    centre = Centre(0)
    sync = SyncEngine(desk.context.store, lambda: centre, FakeClock())  # type: ignore[arg-type,return-value]  # two of its verbs
    for n in range(PERSONS):
        desk.drafts.save(Draft(id=f"d{n % 3}", kind="person", user=USER, values={"n": n}))
        recorder.promised("draft", f"d{n % 3}", n)
        made, _ = desk.records.create(
            "person", {"given_names": f"N{n}", "phones": [{"number": "+48000111222"}]}
        )
        recorder.promised("person", made.id)
        desk.records.edit(made.id, {"family_name": "F" * (n + 1)})
        recorder.promised("edited", made.id, "F" * (n + 1))
        if n % 8 == 7:
            sync.run()
            recorder.promised("pulled", centre.seq)
        if n % 10 == 9:
            desk.context.store.checkpoint()


def _lost(files: dict[str, bytes], promised: list[Promised], recording: Recording, folder: Path) -> list[str]:
    """What was promised and is not there."""
    for old in folder.glob("*"):
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    store = Store.open(folder / recording.name, recording.key)
    try:
        return _missing(store, promised)
    finally:
        store.close()


def _missing(store: Store, promised: list[Promised]) -> list[str]:
    with store.read() as connection:
        persons = _column(connection, "SELECT id, coalesce(shown, data) FROM record WHERE kind = 'person'")
        drafts = _column(connection, "SELECT id, data FROM draft")
    missing = []
    for each in promised:
        match each.words:
            case ("person", record) if record not in persons:
                missing.append(f"person {record}")
            case ("edited", record, name) if f'"{name}"' not in persons.get(record, ""):
                missing.append(f"edit of {record}")
            case ("pulled", seq) if f"s{int(seq)}" not in persons:
                missing.append(f"page up to {seq}")
            case ("draft", name, number) if _number(drafts.get(name, '{"n":-1}')) < int(number):
                missing.append(f"draft {name}")
    return missing


def _column(connection: Connection, query: str) -> dict[str, str]:
    return {name: _text(content) for name, content in connection.exec_driver_sql(query)}


def _text(content: bytes | str) -> str:
    return content if isinstance(content, str) else content.decode()


def _number(draft: str) -> int:
    return int(msgspec.json.decode(draft)["n"])


def _whole(folder: Path, recording: Recording) -> None:
    """Every page is what was written, and screens show what a rebuild makes."""
    backup.verify(folder / recording.name, recording.key)
    store = Store.open(folder / recording.name, recording.key)
    try:
        kept = shown_rows(store)
        with store.write() as connection:
            records.rebuild(connection)
        assert shown_rows(store) == kept
    finally:
        store.close()


def test_what_was_said_to_be_saved_survives_any_power_cut(tmp_path: Path) -> None:
    recording, disk = Recording(tmp_path / "profile"), tmp_path / "disk"
    disk.mkdir()
    for n, (files, promised) in enumerate(recording.cuts(CUTS, random.Random(1))):
        assert _lost(files, promised, recording, disk) == [], f"cut {n}"
        if n % EVERY == 0:
            _whole(disk, recording)


def test_without_syncing_it_would_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lazy = tuple(each.replace("synchronous=FULL", "synchronous=NORMAL") for each in engine._SETTINGS)
    monkeypatch.setattr(engine, "_SETTINGS", lazy)
    recording, disk = Recording(tmp_path / "profile"), tmp_path / "disk"
    disk.mkdir()
    broken = 0
    for files, promised in recording.cuts(WITHOUT, random.Random(2)):
        try:
            broken += bool(_lost(files, promised, recording, disk))
        except sqlcipher.DatabaseError:
            broken += 1
    assert broken > WITHOUT // 10
