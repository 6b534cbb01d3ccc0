"""What every keyring has to do, and which ones count as none."""

import threading
from collections.abc import Callable

import keyring
import pytest

from cicdesk.store import keys
from cicdesk.store.keys import KeyringRefused, Keystore, NoKeystore, SystemKeystore, system_keystore
from tests.support.keystores import FakeBackend, MemoryKeystore, backend_named

SECRETS = "keyring.backends.SecretService.Keyring"
CHAINER = "keyring.backends.chainer.ChainerBackend"
PLAIN = "keyrings.alt.file.PlaintextKeyring"


@pytest.fixture(params=[MemoryKeystore, lambda: SystemKeystore(FakeBackend())])
def keystore(request: pytest.FixtureRequest) -> Keystore:
    make: Callable[[], Keystore] = request.param
    return make()


class TestContract:
    def test_is_there(self, keystore: Keystore) -> None:
        assert keystore.present

    def test_knows_nothing_at_first(self, keystore: Keystore) -> None:
        assert keystore.load("a") is None

    def test_gives_back_what_was_kept(self, keystore: Keystore) -> None:
        keystore.store("a", bytes(range(32)))
        keystore.store("b", b"other")
        assert (keystore.load("a"), keystore.load("b")) == (bytes(range(32)), b"other")

    def test_keeps_the_last(self, keystore: Keystore) -> None:
        keystore.store("a", b"first")
        keystore.store("a", b"second")
        assert keystore.load("a") == b"second"

    def test_drops(self, keystore: Keystore) -> None:
        keystore.store("a", b"x")
        keystore.drop("a")
        keystore.drop("never there")
        assert keystore.load("a") is None


@pytest.mark.parametrize(
    "failure", [RuntimeError("dbus"), keyring.errors.InitError(), keyring.errors.KeyringLocked()]
)
def test_whatever_a_backend_raises_is_a_refusal(failure: Exception) -> None:
    broken = SystemKeystore(FakeBackend(failure))
    with pytest.raises(KeyringRefused):
        broken.load("a")
    with pytest.raises(KeyringRefused):
        broken.store("a", b"x")
    with pytest.raises(KeyringRefused):
        broken.drop("a")


def test_a_silent_keyring_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_KEYRING_LIMIT", 0.05)
    over = threading.Event()

    class Silent(FakeBackend):
        def get_password(self, service: str, name: str) -> str | None:
            over.wait()
            return None

    with pytest.raises(KeyringRefused):
        SystemKeystore(Silent()).load("a")
    over.set()


def test_garbage_in_the_keyring_counts_as_nothing() -> None:
    backend = FakeBackend()
    backend.held["cicdesk", "a"] = "not base64!"
    assert SystemKeystore(backend).load("a") is None


@pytest.mark.parametrize(
    ("backend", "present"),
    [
        (backend_named(SECRETS), True),
        (backend_named(PLAIN), False),
        (backend_named("keyring.backends.fail.Keyring"), False),
        (backend_named("keyring.backends.null.Keyring"), False),
        (backend_named(CHAINER, backends=[backend_named(SECRETS), backend_named(PLAIN)]), True),
        (backend_named(CHAINER, backends=[backend_named(PLAIN)]), False),
        (backend_named(CHAINER, backends=[]), False),
    ],
)
def test_only_keyrings_that_keep_secrets_count(
    backend: FakeBackend, present: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    assert system_keystore().present is present


def test_of_a_chain_only_the_sound_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, sound = backend_named(PLAIN), backend_named(SECRETS)
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend_named(CHAINER, backends=[plain, sound]))
    system_keystore().store("a", b"secret")
    assert sound.held
    assert not plain.held


def test_none_keeps_nothing() -> None:
    none = NoKeystore()
    assert none.load("a") is None
    none.drop("a")
    with pytest.raises(KeyringRefused):
        none.store("a", b"x")
