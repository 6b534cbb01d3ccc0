"""Files in an S3-compatible store: the same vault, over a real server process that speaks its protocol."""

import http.client
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from cicdesk.base.clock import SystemClock
from cicdesk.server.app import make_centre
from cicdesk.server.services.erasure import ErasureService, Ledger
from cicdesk.server.settings import Settings
from cicdesk.server.storage.bucket import BucketShelf
from cicdesk.server.storage.engine import Busy
from cicdesk.server.storage.vault import Vault
from cicdesk.wire import blobs as wire
from tests.support.devices import new_person
from tests.support.files import DirectBlobs, begin, content, hand_in, new_attachment, pieces, whole
from tests.support.s3 import BUCKET, ENVIRONMENT, s3_server

if TYPE_CHECKING:
    from tests.server.conftest import World

DATA = content(11, 2 * wire.PIECE + 77)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A running store."""
    with s3_server() as address:
        yield address


@pytest.fixture
def shelf(endpoint: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> BucketShelf:
    """A shelf below a prefix of this test's own."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return BucketShelf(f"s3://{BUCKET}/{request.node.name}", endpoint)


def test_a_shelf_keeps_gives_lists_and_removes(shelf: BucketShelf) -> None:
    shelf.put("parts/a/10/0", b"0123456789")
    shelf.put("parts/a/10/1", b"abc")
    shelf.put("whole/aa/a", b"x")
    assert shelf.get("parts/a/10/0", 2, 4) == b"234"
    assert shelf.get("parts/a/10/0", 0, -1) == b""
    assert (shelf.size("parts/a/10/1"), shelf.size("parts/a/10/2")) == (3, -1)
    assert sorted(shelf.names("parts/a/10/")) == ["parts/a/10/0", "parts/a/10/1"]
    shelf.remove("parts/a/10/0")
    shelf.remove("parts/a/10/0")
    assert list(shelf.names("parts/a/")) == ["parts/a/10/1"]
    with pytest.raises(FileNotFoundError):
        shelf.get("parts/a/10/0", 0, 9)


def test_what_breaks_off_or_is_not_the_file_leaves_nothing(shelf: BucketShelf) -> None:
    vault, name = Vault(shelf), wire.name_of(DATA)
    for place in range(3):
        vault.keep_piece(name, len(DATA), place, bytes(len(pieces(DATA)[place])))
    assert not vault.join(name, len(DATA), lambda _piece: None)
    assert (list(vault.names()), vault.pieces(name, len(DATA))) == ([], set())
    vault.keep_piece(name, len(DATA), 0, pieces(DATA)[0])
    with pytest.raises(FileNotFoundError):
        vault.join(name, len(DATA), lambda _piece: None)
    assert (vault.holds(name, len(DATA)), vault.pieces(name, len(DATA))) == (False, {0})
    assert vault.join(wire.name_of(b""), 0, lambda _piece: None)
    assert vault.holds(wire.name_of(b""), 0)


def test_a_vault_joins_pieces_there(shelf: BucketShelf) -> None:
    vault, name = Vault(shelf), wire.name_of(DATA)
    for place in (2, 0, 1):
        vault.keep_piece(name, len(DATA), place, pieces(DATA)[place])
    assert vault.pieces(name, len(DATA)) == {0, 1, 2}
    heard: list[bytes] = []
    assert vault.join(name, len(DATA), heard.append)
    assert b"".join(heard) == DATA
    assert vault.holds(name, len(DATA))
    assert vault.read(name, 5, 9) == DATA[5:10]
    assert (list(vault.names()), vault.pieces(name, len(DATA))) == ([name], set())
    vault.destroy(name)
    assert list(shelf.names("")) == []


def test_a_store_that_cannot_be_reached_is_a_reason_to_come_back_later(
    shelf: BucketShelf, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = BucketShelf("s3://no-such-bucket/x", endpoint)
    with pytest.raises((Busy, FileNotFoundError)):
        nowhere.put("a", b"x")


def test_the_server_keeps_files_in_a_bucket_and_erasure_empties_it(
    own_world: "World", endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    settings = Settings(
        database=own_world.centre.settings.database, files=f"s3://{BUCKET}/centre", s3_endpoint=endpoint
    )
    with ExitStack() as closing:
        centre = make_centre(settings)
        closing.callback(centre.close)
        laptop = own_world.laptop(own_world.office())
        person = new_person(laptop.user, laptop.office)
        record = new_attachment(laptop.user, person.id, DATA)
        laptop.push(person, record)
        api = DirectBlobs(centre, laptop.device)
        begin(api, record, DATA)
        api.put(wire.name_of(DATA), 1, pieces(DATA)[1])
        assert begin(api, record, DATA).missing == [0, 2]
        assert hand_in(api, record, DATA).ready
        assert whole(api, wire.name_of(DATA), len(DATA)) == DATA
        assert _listed(endpoint, "centre/").count(b"<Key>") == 1
        ErasureService(
            centre.database, Ledger(tmp_path / "erased.txt"), SystemClock(), centre.blobs.destroy_gone
        ).erase(person.id)
        assert _listed(endpoint, "centre/").count(b"<Key>") == 0


def _listed(endpoint: str, prefix: str) -> bytes:
    """What the store itself says lies there."""
    line = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=30)
    line.request("GET", f"/{BUCKET}?list-type=2&prefix={prefix}")
    said = line.getresponse().read()
    line.close()
    return said
