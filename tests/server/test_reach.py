"""What a laptop can reach with its own proof, or with the name of another: its own office, whichever door it tries.

Every endpoint of the description is tried; a new one has to say here what it gives to strangers.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import pytest

from cicdesk.base.ids import new_id
from cicdesk.server.routes.openapi import document
from cicdesk.wire import blobs, codec, proofs
from cicdesk.wire.blobs import BlobsAsk
from cicdesk.wire.errors import Refusal, WireError
from cicdesk.wire.messages import Enrol, Hello, Mutation, Pull, Push, Salvage, Version
from tests.support.devices import Key, Laptop, RefusedByServer, Wire, edit, enrol, new_person, wire_of
from tests.support.files import HttpBlobs, begin, content, hand_in, new_attachment

if TYPE_CHECKING:
    from tests.server.conftest import World

pytestmark = pytest.mark.server

SECRET = "Tajemnicza"
SCAN = content(77, 5000)
NAME = blobs.name_of(SCAN)


@dataclass(slots=True)
class Towns:
    """An office with a person and a scan, and a laptop of another office."""

    owner: Laptop
    stranger: Laptop
    person: Mutation
    record: Mutation

    @property
    def files(self) -> HttpBlobs:
        """How the stranger asks about files."""
        return HttpBlobs(wire_of(self.stranger))


@pytest.fixture
def towns(http_world: "World") -> Towns:
    owner, stranger = (http_world.laptop(http_world.office()) for _ in range(2))
    person = new_person(owner.user, owner.office, family_name=SECRET)
    record = new_attachment(owner.user, person.id, SCAN)
    owner.push(person, record)
    hand_in(HttpBlobs(wire_of(owner)), record, SCAN)
    return Towns(owner, stranger, person, record)


def _hello(towns: Towns) -> bytes:
    reply = towns.stranger.api.hello(Hello(schema=1, clock=0))
    assert f"c:{towns.owner.office}" not in reply.scope
    assert towns.owner.user not in reply.users
    return codec.encode(reply)


def _push(towns: Towns) -> bytes:
    mine, theirs = towns.stranger, towns.owner
    changed = edit(towns.person, mine.user, {"family_name": "Zmieniona"})
    taken = edit(towns.person, mine.user, {"office": mine.office})
    inside = Mutation(id=new_id(), root=towns.person.id, kind="note", user=mine.user, at=1,
                      set={"person": towns.person.id, "text": "podrzucone"})  # fmt: skip
    cursors = {f"c:{theirs.office}": 0, f"u:{theirs.user}": 0, "*": 0}
    reply = mine.api.push(Push(schema=1, muts=[changed, taken, inside], cursors=cursors))
    assert {outcome.r for outcome in reply.outcomes.values()} == {"quarantined"}
    assert len(reply.outcomes) == 3
    return codec.encode(reply)


def _pull(towns: Towns) -> bytes:
    cursors = {f"c:{towns.owner.office}": 0, f"u:{towns.owner.user}": 0, "*": 0}
    ids = [towns.person.id, towns.record.id]
    return codec.encode(towns.stranger.api.pull(Pull(schema=1, cursors=cursors, want=ids, whole=True)))


def _salvage(towns: Towns) -> bytes:
    person = towns.person.id
    version = Version(id=new_id(), rid=person, root=person, kind="person", f="family_name", value="Dawna",
                      bases=[person], user=towns.owner.user)  # fmt: skip
    return codec.encode(towns.stranger.api.salvage(Salvage(schema=1, versions=[version])))


def _courier(towns: Towns) -> bytes:
    """Without keys the centre takes no packages; whose they may be is in test_courier.py."""
    wire = wire_of(towns.stranger)
    with pytest.raises(RefusedByServer) as refused:
        wire.ask("/v1/courier", msgspec.defstruct("Any", [("package", str)])(package="AAAA"), dict)
    return codec.encode(refused.value.refusal)


def _enrol(towns: Towns) -> bytes:
    wire = Wire(wire_of(towns.stranger).url, Key())
    with pytest.raises(RefusedByServer) as refused:
        enrol(wire, "ABCD-EFGH-JKLM", towns.owner.user)
    wire.close()
    return codec.encode(refused.value.refusal)


def _ask(towns: Towns) -> bytes:
    reply = towns.files.ask(BlobsAsk(records=[towns.record.id]))
    assert (reply.ready, reply.missing) == ([], [])
    return b""


def _about_a_file(towns: Towns) -> bytes:
    told = b""
    doors: list[Callable[[], object]] = [
        lambda: begin(towns.files, towns.record, SCAN),
        lambda: towns.files.get(NAME, 0, 99),
        lambda: towns.files.put(NAME, 0, SCAN),
    ]
    for door in doors:
        with pytest.raises(RefusedByServer) as refused:
            door()
        assert refused.value.refusal.error == WireError.NOT_FOUND
        told += codec.encode(refused.value.refusal)
    return told


DOORS = {
    "/v1/sync/hello": _hello,
    "/v1/sync/push": _push,
    "/v1/sync/pull": _pull,
    "/v1/sync/salvage": _salvage,
    "/v1/courier": _courier,
    "/v1/enrol": _enrol,
    "/v1/blobs": _ask,
    "/v1/blobs/{name}": _about_a_file,
    "/v1/blobs/{name}/{place}": _about_a_file,
}


def test_every_door_is_tried() -> None:
    assert DOORS.keys() == document()["paths"].keys()


@pytest.mark.parametrize("door", DOORS)
def test_a_laptop_of_another_office_learns_and_changes_nothing(door: str, towns: Towns) -> None:
    told = DOORS[door](towns)
    assert SECRET.encode() not in told
    towns.stranger.pull()
    assert towns.stranger.visible() == {}
    towns.owner.pull()
    assert towns.owner.visible()[towns.person.id]["family_name"] == SECRET
    assert towns.owner.visible().keys() == {towns.person.id, towns.record.id}


METHODS = [
    (path, method) for path, way in document()["paths"].items() for method in way if method != "parameters"
]
NOT_ENROLLED_YET = "/v1/enrol"


@pytest.mark.parametrize(("path", "method"), METHODS)
def test_the_name_of_another_laptop_opens_no_door(path: str, method: str, towns: Towns) -> None:
    wire, asked = wire_of(towns.stranger), path.replace("{name}", NAME).replace("{place}", "0")
    body = b"" if method == "get" else codec.encode(Enrol(code="A", user=towns.owner.user, key=""))
    token = proofs.make_proof(
        wire.key.private, towns.owner.device, method.upper(), asked, body, time.time(), new_id()
    )
    for headers, errors in (
        ({proofs.HEADER: token}, {WireError.BAD_PROOF}),
        ({}, {WireError.NO_PROOF}),
    ):
        status, data = wire.send(asked, body, {"Range": "bytes=0-99", **headers}, method.upper())
        error = WireError(codec.decode(data, Refusal).error)
        if path == NOT_ENROLLED_YET:  # its message brings the key that signs it
            assert (status, error) == (400, WireError.BAD_MESSAGE)
        else:
            assert (status, error in errors) == (401, True), error
