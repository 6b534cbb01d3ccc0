"""Files at the server: pieces in any order, whole or not at all, given only to those whose records name them."""

import itertools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from cicdesk.base.clock import SystemClock
from cicdesk.server.services.erasure import ErasureService, Ledger
from cicdesk.server.services.identity import IdentityService
from cicdesk.server.services.refusals import Refused
from cicdesk.server.storage import tables
from cicdesk.server.storage.shelves import FolderShelf
from cicdesk.server.storage.vault import Vault
from cicdesk.wire import blobs as wire
from cicdesk.wire.blobs import BlobBegin, BlobsAsk
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import ALIVE, Mutation
from tests.support.devices import Laptop, RefusedByServer, edit, new_person
from tests.support.files import (
    DirectBlobs,
    HttpBlobs,
    begin,
    blobs_of,
    content,
    hand_in,
    new_attachment,
    pieces,
    whole,
)

if TYPE_CHECKING:
    from tests.server.conftest import World

_seeds = itertools.count(1)


@dataclass(slots=True)
class Sender:
    """A laptop with a person and the record of a file."""

    laptop: Laptop
    api: HttpBlobs | DirectBlobs
    person: Mutation
    record: Mutation
    data: bytes


def sender(world: "World", data: bytes | None = None) -> Sender:
    """A laptop of an office of its own, whose records the server has; the file is one of its own unless given."""
    given = content(next(_seeds), 2 * wire.PIECE + 1000) if data is None else data
    who = world.laptop(world.office())
    person = new_person(who.user, who.office)
    record = new_attachment(who.user, person.id, given)
    who.push(person, record)
    return Sender(who, blobs_of(who, world.centre), person, record, given)


def number(error: BaseException) -> int:
    """The number of a refusal, whichever way it came."""
    return int(error.refusal.error if isinstance(error, RefusedByServer) else getattr(error, "error", 0))


def refused(work: object, *arguments: object) -> int:
    """The number of the refusal with which this ends."""
    with pytest.raises((Refused, RefusedByServer)) as caught:
        work(*arguments)  # type: ignore[operator]  # whatever is called
    return number(caught.value)


def test_a_file_comes_in_pieces_and_is_given_as_it_was(world: "World") -> None:
    one = sender(world)
    said = begin(one.api, one.record, one.data)
    assert (said.ready, said.missing) == (False, [0, 1, 2])
    name = wire.name_of(one.data)
    for place in (2, 0):
        assert not one.api.put(name, place, pieces(one.data)[place]).ready
    assert begin(one.api, one.record, one.data).missing == [1]
    assert one.api.put(name, 1, pieces(one.data)[1]).ready
    assert whole(one.api, name, len(one.data)) == one.data
    assert begin(one.api, one.record, one.data).ready


def test_a_piece_that_comes_again_does_no_harm(world: "World") -> None:
    one = sender(world)
    begin(one.api, one.record, one.data)
    for place in (0, 0, 1, 2):
        one.api.put(wire.name_of(one.data), place, pieces(one.data)[place])
    assert one.api.put(wire.name_of(one.data), 0, pieces(one.data)[0]).ready


def test_an_empty_file_is_ready_at_once(world: "World") -> None:
    one = sender(world, b"")
    assert begin(one.api, one.record, b"").ready


def test_a_piece_with_a_wrong_digest_or_length_is_not_kept(world: "World") -> None:
    one = sender(world)
    begin(one.api, one.record, one.data)
    name = wire.name_of(one.data)
    assert (
        refused(one.api.put, name, 0, pieces(one.data)[0], wire.content_digest(b"x")) == WireError.WRONG_PIECE
    )
    assert refused(one.api.put, name, 0, b"short") == WireError.WRONG_PIECE
    assert refused(one.api.put, name, 2, pieces(one.data)[0]) == WireError.WRONG_PIECE
    assert refused(one.api.put, name, 3, b"x") == WireError.WRONG_PIECE
    assert begin(one.api, one.record, one.data).missing == [0, 1, 2]


def test_wrong_content_is_found_at_the_end_and_all_begins_again(world: "World") -> None:
    one = sender(world)
    begin(one.api, one.record, one.data)
    name = wire.name_of(one.data)
    one.api.put(name, 0, bytes(wire.PIECE))
    one.api.put(name, 1, pieces(one.data)[1])
    assert refused(one.api.put, name, 2, pieces(one.data)[2]) == WireError.WRONG_WHOLE
    assert hand_in(one.api, one.record, one.data).ready


def test_a_file_larger_than_the_limit_is_refused_at_its_beginning(world: "World") -> None:
    one = sender(world)
    asked = BlobBegin(size=wire.LARGEST + 1, record=one.record.id, proof="0" * 64)
    assert refused(one.api.begin, wire.name_of(one.data), asked) == WireError.TOO_LARGE


def test_the_record_has_to_name_that_very_file(world: "World") -> None:
    one = sender(world)
    other = content(2, 500)
    asked = BlobBegin(size=len(other), record=one.record.id, proof=wire.possession(one.record.id, other))
    assert refused(one.api.begin, wire.name_of(other), asked) == WireError.BAD_MESSAGE
    asked = BlobBegin(
        size=len(one.data), record=one.person.id, proof=wire.possession(one.person.id, one.data)
    )
    assert refused(one.api.begin, wire.name_of(one.data), asked) == WireError.NOT_FOUND


class TestAccess:
    """By the record, never by the hash."""

    def test_another_office_gets_nothing_with_the_hash_alone(self, world: "World") -> None:
        one = sender(world)
        hand_in(one.api, one.record, one.data)
        stranger = world.laptop(world.office())
        api = blobs_of(stranger, world.centre)
        assert refused(api.get, wire.name_of(one.data), 0, 99) == WireError.NOT_FOUND
        assert refused(begin, api, one.record, one.data) == WireError.NOT_FOUND
        assert refused(api.put, wire.name_of(one.data), 0, pieces(one.data)[0]) == WireError.NOT_FOUND
        assert api.ask(BlobsAsk(records=[one.record.id])).missing == []

    def test_a_record_made_up_around_a_known_hash_opens_nothing(self, world: "World") -> None:
        one = sender(world)
        hand_in(one.api, one.record, one.data)
        thief = sender(world, one.data)
        assert refused(begin, thief.api, thief.record, one.data, "0" * 64) == WireError.NOT_FOUND
        stolen = wire.possession(one.record.id, one.data)  # a proof made for another record
        assert refused(begin, thief.api, thief.record, one.data, stolen) == WireError.NOT_FOUND
        assert refused(thief.api.get, wire.name_of(one.data), 0, 99) == WireError.NOT_FOUND

    def test_a_claim_made_before_the_file_came_is_proven_when_it_comes(self, world: "World") -> None:
        one = sender(world)
        two, thief = sender(world, one.data), sender(world, one.data)
        begin(two.api, two.record, one.data)
        begin(thief.api, thief.record, one.data, "0" * 64)
        hand_in(one.api, one.record, one.data)
        assert whole(two.api, wire.name_of(one.data), len(one.data)) == one.data
        assert refused(thief.api.get, wire.name_of(one.data), 0, 99) == WireError.NOT_FOUND

    def test_a_colleague_of_the_office_reads_it(self, world: "World") -> None:
        one = sender(world)
        colleague = world.laptop(one.laptop.office)
        api = blobs_of(colleague, world.centre)
        assert api.ask(BlobsAsk(records=[one.record.id])).missing == [one.record.id]
        hand_in(one.api, one.record, one.data)
        assert api.ask(BlobsAsk(records=[one.record.id])).ready == [one.record.id]
        assert whole(api, wire.name_of(one.data), len(one.data)) == one.data

    def test_a_laptop_that_leaves_hands_in_and_reads_nothing(self, world: "World") -> None:
        one = sender(world)
        world.centre.directory.revoke(one.laptop.device, drain=True)
        hand_in(one.api, one.record, one.data)
        assert refused(one.api.get, wire.name_of(one.data), 0, 99) == WireError.DEVICE_REVOKED
        colleague = world.laptop(one.laptop.office)
        assert whole(blobs_of(colleague, world.centre), wire.name_of(one.data), len(one.data)) == one.data

    def test_a_file_that_moves_to_another_town_takes_its_scans_along(self, world: "World") -> None:
        one = sender(world)
        hand_in(one.api, one.record, one.data)
        there = world.laptop(world.office())
        one.laptop.push(edit(one.person, one.laptop.user, {"office": there.office}))
        api = blobs_of(there, world.centre)
        assert api.get(wire.name_of(one.data), 0, 9) == one.data[:10]
        assert refused(one.api.get, wire.name_of(one.data), 0, 9) == WireError.NOT_FOUND

    def test_a_scan_is_still_handed_in_after_its_person_moved_away(self, world: "World") -> None:
        one = sender(world)
        there = world.laptop(world.office())
        one.laptop.push(edit(one.person, one.laptop.user, {"office": there.office}))
        assert hand_in(one.api, one.record, one.data).ready
        assert blobs_of(there, world.centre).get(wire.name_of(one.data), 0, 9) == one.data[:10]
        assert refused(one.api.get, wire.name_of(one.data), 0, 9) == WireError.NOT_FOUND

    def test_a_deleted_record_gives_nothing_and_the_other_one_still_does(self, world: "World") -> None:
        one = sender(world)
        again = new_attachment(one.laptop.user, one.person.id, one.data)
        one.laptop.push(again)
        hand_in(one.api, one.record, one.data)
        assert begin(one.api, again, one.data).ready
        gone = edit(
            one.record, one.laptop.user, {ALIVE: False}, {}, seen={one.record.id: sorted(one.record.set)}
        )
        one.laptop.push(gone)
        assert one.api.get(wire.name_of(one.data), 0, 9) == one.data[:10]
        last = edit(again, one.laptop.user, {ALIVE: False}, {}, seen={again.id: sorted(again.set)})
        one.laptop.push(last)
        assert refused(one.api.get, wire.name_of(one.data), 0, 9) == WireError.NOT_FOUND

    def test_only_a_range_of_one_piece_is_given(self, world: "World") -> None:
        one = sender(world)
        hand_in(one.api, one.record, one.data)
        name = wire.name_of(one.data)
        for first, last in ((0, wire.PIECE), (len(one.data), len(one.data)), (5, 4)):
            assert refused(one.api.get, name, first, last) == WireError.NO_RANGE


def test_two_laptops_send_the_same_file_and_it_is_stored_once(own_world: "World", tmp_path: Path) -> None:
    one = sender(own_world)
    two = sender(own_world, one.data)
    begin(one.api, one.record, one.data)
    begin(two.api, two.record, one.data)
    name = wire.name_of(one.data)
    one.api.put(name, 0, pieces(one.data)[0])
    two.api.put(name, 1, pieces(one.data)[1])
    assert begin(two.api, two.record, one.data).missing == [2]
    assert one.api.put(name, 2, pieces(one.data)[2]).ready
    for each in (one, two):
        assert whole(each.api, name, len(one.data)) == one.data
    kept = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert [path.read_bytes() == one.data for path in kept] == [True]


def test_a_file_lost_by_the_disk_is_asked_for_again(own_world: "World", tmp_path: Path) -> None:
    one = sender(own_world)
    hand_in(one.api, one.record, one.data)
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert refused(one.api.get, wire.name_of(one.data), 0, 9) == WireError.NOT_FOUND
    assert one.api.ask(BlobsAsk(records=[one.record.id])).missing == [one.record.id]
    assert begin(one.api, one.record, one.data).missing == [0, 1, 2]
    assert hand_in(one.api, one.record, one.data).ready


def test_requests_for_files_have_a_measure_of_their_own(own_world: "World") -> None:
    centre = own_world.centre
    laptop = own_world.laptop(own_world.office())
    narrow = IdentityService(
        centre.database, replace(centre.settings, file_bytes_an_hour=40 << 10), SystemClock()
    )
    from cicdesk.server.services.identity import Proven

    caller = DirectBlobs(centre, laptop.device)._caller()
    narrow.count_file(Proven(caller, "one"), 10)
    with pytest.raises(Refused) as caught:
        narrow.count_file(Proven(caller, "one"), 10)
    assert caught.value.error is WireError.REPEATED_PROOF
    with pytest.raises(Refused) as caught:
        narrow.count_file(Proven(caller, "two"), 30 << 10)
    assert (caught.value.error, caught.value.retry_after > 0) == (WireError.TOO_MANY, True)


class TestErasure:
    """What an erased person had leaves the shelf too, unless somebody else's record names the same content."""

    def service(self, world: "World", tmp_path: Path) -> ErasureService:
        """With a ledger, as an administrator runs it."""
        ledger = Ledger(tmp_path / "erased.txt")
        return ErasureService(world.centre.database, ledger, SystemClock(), world.centre.blobs.destroy_gone)

    def test_the_content_and_its_pieces_are_destroyed(self, own_world: "World", tmp_path: Path) -> None:
        one = sender(own_world)
        half = new_attachment(one.laptop.user, one.person.id, content(3, 2 * wire.PIECE))
        one.laptop.push(half)
        hand_in(one.api, one.record, one.data)
        begin(one.api, half, content(3, 2 * wire.PIECE))
        one.api.put(str(half.set["sha256"]), 0, pieces(content(3, 2 * wire.PIECE))[0])
        self.service(own_world, tmp_path).erase(one.person.id)
        assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
        assert refused(one.api.get, wire.name_of(one.data), 0, 9) == WireError.NOT_FOUND

    def test_what_another_person_has_too_stays(self, own_world: "World", tmp_path: Path) -> None:
        one = sender(own_world)
        two = sender(own_world, one.data)
        hand_in(one.api, one.record, one.data)
        assert begin(two.api, two.record, one.data).ready
        self.service(own_world, tmp_path).erase(one.person.id)
        assert whole(two.api, wire.name_of(one.data), len(one.data)) == one.data

    def test_a_kill_between_database_and_shelf_is_made_up_for(
        self, own_world: "World", tmp_path: Path
    ) -> None:
        one = sender(own_world)
        hand_in(one.api, one.record, one.data)
        erasure = ErasureService(own_world.centre.database, Ledger(tmp_path / "erased.txt"), SystemClock())
        erasure.erase(one.person.id)
        assert any(path.is_file() for path in (tmp_path / "files").rglob("*"))
        own_world.centre.prepare()
        assert not any(path.is_file() for path in (tmp_path / "files").rglob("*"))

    def test_content_that_a_restored_database_does_not_know_is_swept(
        self, own_world: "World", tmp_path: Path
    ) -> None:
        one, half = sender(own_world), sender(own_world)
        hand_in(one.api, one.record, one.data)
        begin(half.api, half.record, half.data)
        half.api.put(wire.name_of(half.data), 0, pieces(half.data)[0])
        own_world.centre.prepare()
        assert begin(half.api, half.record, half.data).missing == [1, 2]
        with own_world.centre.database.writing() as connection:
            connection.execute(sa.delete(tables.blob))
            connection.execute(sa.delete(tables.blob_use))
        own_world.centre.prepare()
        assert not any(path.is_file() for path in (tmp_path / "files").rglob("*"))
        assert hand_in(one.api, one.record, one.data).ready


def test_a_half_written_piece_is_no_piece(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    shelf.put("parts/a/10/0", b"0123")
    (tmp_path / "parts/a/10/1.abcd.new").write_bytes(b"01")
    assert Vault(shelf).pieces("a", 10) == {0}
    shelf.remove("parts/a/10/0")
    shelf.remove("parts/a/10/0")
    assert shelf.size("parts/a/10/0") == -1
