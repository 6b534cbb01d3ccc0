"""keyslots.json: who opens what, and what a damaged file says."""

import json
import os
from pathlib import Path

import pytest

from cicdesk.store import keyslots
from cicdesk.store.errors import DiskFull, StoreDamaged, StoreMissing, StoreTooNew
from cicdesk.store.keys import KeyringRefused, NoKeystore, SecretGone, WrongPassphrase, derive
from cicdesk.store.keyslots import Keyslots, UnknownUser, delay_after, load_keyslots, save_keyslots
from tests.support.keystores import MemoryKeystore
from tests.support.needs import needs_posix
from tests.support.profiles import CHEAP

KEY = bytes(range(32))


def slots(keystore: MemoryKeystore | NoKeystore, workspace: str = "w") -> Keyslots:
    return Keyslots(workspace, CHEAP).add("anna", "Anna", "hasło Anny", KEY, keystore)


def test_each_person_opens_with_their_own_passphrase() -> None:
    none = NoKeystore()
    both = slots(none).add("ola", "Ola", "hasło Oli", KEY, none)
    assert both.open("anna", "hasło Anny", none) == both.open("ola", "hasło Oli", none) == KEY
    with pytest.raises(WrongPassphrase):
        both.open("anna", "hasło Oli", none)
    with pytest.raises(UnknownUser):
        both.open("ewa", "hasło Oli", none)


def test_composed_or_not_is_the_same_passphrase() -> None:
    none = NoKeystore()
    made = Keyslots("w", CHEAP).add("a", "A", "zo\u0301łć", KEY, none)
    assert made.open("a", " zółć\n", none) == KEY


def test_a_copied_file_needs_the_keyring() -> None:
    keystore = MemoryKeystore()
    made = slots(keystore)
    assert made.slot("anna").keyring
    assert made.open("anna", "hasło Anny", keystore) == KEY
    with pytest.raises(SecretGone):
        made.open("anna", "hasło Anny", MemoryKeystore())
    with pytest.raises(KeyringRefused):
        made.open("anna", "hasło Anny", NoKeystore())
    other = MemoryKeystore()
    other.store("w", b"x" * 32)
    with pytest.raises(WrongPassphrase):
        made.open("anna", "hasło Anny", other)


def test_a_slot_opens_nothing_in_another_profile_or_under_another_name() -> None:
    none = NoKeystore()
    made = slots(none)
    moved = Keyslots("other", CHEAP, made.slots)
    with pytest.raises(WrongPassphrase):
        moved.open("anna", "hasło Anny", none)
    raw = {n: getattr(made.slots[0], n) for n in ("title", "keyring", "wrapped")}
    renamed = Keyslots("w", CHEAP, (keyslots.Slot("ola", **raw),))
    with pytest.raises(WrongPassphrase):
        renamed.open("ola", "hasło Anny", none)


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "keyslots.json"
    made = slots(NoKeystore())
    save_keyslots(path, made)
    assert load_keyslots(path) == made
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"format":1,"workspace":"w","argon2id":{},"slots":[{"user":1}]}', "\x00" * 40],
)
def test_garbage_is_damage(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keyslots.json"
    path.write_text(content)
    with pytest.raises(StoreDamaged):
        load_keyslots(path)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        load_keyslots(tmp_path / "keyslots.json")


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keyslots.json"
    save_keyslots(path, slots(NoKeystore()))
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2}))
    with pytest.raises(StoreTooNew):
        load_keyslots(path)


@pytest.mark.parametrize(
    "broken", [{}, {"salt": "???", "nonce": "", "wrapped": ""}, {"salt": "AAAA", "nonce": "AAAA"}]
)
def test_a_damaged_slot_is_damage(broken: dict[str, str]) -> None:
    made = Keyslots("w", CHEAP, (keyslots.Slot("anna", "Anna", keyring=False, wrapped=broken),))
    with pytest.raises(StoreDamaged):
        made.open("anna", "x", NoKeystore())


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keyslots.json"
    made = slots(NoKeystore())
    save_keyslots(path, made)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        save_keyslots(path, made.add("ola", "Ola", "x", KEY, NoKeystore()))
    assert load_keyslots(path) == made


def test_what_a_broken_off_write_left_behind_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "keyslots.json"
    (tmp_path / "keyslots.json.new").write_text("x" * 100_000)
    made = slots(NoKeystore())
    save_keyslots(path, made)
    assert load_keyslots(path) == made
    assert [each.name for each in tmp_path.iterdir()] == ["keyslots.json"]


@needs_posix("rights of files for owner, group and others")
def test_the_slots_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    save_keyslots(tmp_path / "keyslots.json", slots(NoKeystore()))
    assert (tmp_path / "keyslots.json").stat().st_mode & 0o077 == 0


def test_delays_grow() -> None:
    assert [delay_after(n) for n in range(9)] == [0, 0, 0, 0, 5, 15, 60, 300, 300]


def test_keys_for_other_purposes_differ() -> None:
    assert len({KEY, derive(KEY, "a"), derive(KEY, "b")}) == 3
