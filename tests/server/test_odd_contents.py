"""Well-formed messages with contents that no laptop writes: refused or set aside, never a mistake of the server."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from cicdesk.base.ids import new_id
from cicdesk.server.storage import commits
from cicdesk.wire import proofs
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Enrol, Hello, Pull, Push, Salvage, Version
from tests.server.test_proofs import proof, refused
from tests.support.devices import Key, Laptop, RefusedByServer, Wire, enrol, new_person, wire_of

if TYPE_CHECKING:
    from tests.server.conftest import World

TEXTS = ["", "a\x00b", "ż" * 20_000, "'; DROP TABLE record; --", "%s", "two words", "\u202e", "{}", "*"]
NUMBERS = [-1, 0, (1 << 63) - 1, -(1 << 63), 1 << 63, 1 << 64]


@pytest.fixture
def laptop(http_world: "World") -> Laptop:
    """An enrolled laptop."""
    return http_world.laptop(http_world.office())


def whole(message: msgspec.Struct) -> Any:  # noqa: ANN401  JSON
    """The message with all its fields, also those that are usually left out."""
    fields = {name: getattr(message, name) for name in message.__struct_fields__}
    return {
        name: [whole(each) for each in value]
        if isinstance(value, list) and value and isinstance(value[0], msgspec.Struct)
        else value
        for name, value in fields.items()
    }


def with_odd(value: Any) -> Iterator[Any]:  # noqa: ANN401  JSON
    """The same, each time with one odd text or number in one of its places; keys count as places."""
    if isinstance(value, dict):
        yield from ({**value, odd: held} for held in list(value.values())[:1] for odd in TEXTS)
        for name, held in value.items():
            yield from ({**value, name: odd} for odd in with_odd(held))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from ([*value[:place], odd, *value[place + 1 :]] for odd in with_odd(held))
    elif isinstance(value, str):
        yield from TEXTS
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from NUMBERS


def statuses(wire: Wire, path: str, message: msgspec.Struct) -> set[int]:
    """How the server answers all of these, rightly signed."""
    found: set[int] = set()
    for odd in with_odd(whole(message)):
        body = msgspec.json.encode(odd)
        status, _data = wire.send(path, body, {"Proof": proof(wire, path=path, body=body)})
        found.add(status)
    return found - {200, 400}


MESSAGES: list[tuple[str, Callable[[Laptop], msgspec.Struct]]] = [
    ("/v1/sync/hello", lambda _: Hello(schema=1, clock=5, app="x", waiting=3)),
    ("/v1/sync/pull", lambda own: Pull(schema=1, cursors={f"c:{own.office}": 1}, want=["abc"])),
    ("/v1/sync/pull", lambda _: Pull(schema=1, epoch=1, known=[1, 2])),
    ("/v1/sync/push", lambda own: Push(schema=1, muts=[new_person(own.user, own.office)], cursors={})),
    ("/v1/sync/push", lambda own: Push(schema=1, muts=[edit(own)])),
]


def edit(own: Laptop) -> Any:  # noqa: ANN401  a mutation
    """An edit that names what it replaces and what its author saw."""
    made = new_person(own.user, own.office)
    made.rid, made.bases, made.seen = new_id(), {"family_name": ["v1"]}, {"v1": ["family_name"]}
    return made


@pytest.mark.parametrize(("path", "message"), MESSAGES)
def test_odd_contents_are_answered_or_refused(
    laptop: Laptop, path: str, message: Callable[[Laptop], msgspec.Struct]
) -> None:
    assert statuses(wire_of(laptop), path, message(laptop)) == set()


def test_odd_contents_given_back_are_answered_or_refused(http_world: "World", laptop: Laptop) -> None:
    with http_world.centre.database.writing() as connection:
        commits.begin_recovery(connection, 1 << 50)
    version = Version(
        id=new_id(), rid=new_id(), root="", kind="person", f="email", value="a@example.org",
        bases=["v1"], seen={"v1": ["email"]}, user=laptop.user, at=1,
    )  # fmt: skip
    assert statuses(wire_of(laptop), "/v1/sync/salvage", Salvage(schema=1, versions=[version])) == set()


@pytest.mark.parametrize("name", ["a\x00b", "two words", "x" * 65])
def test_a_name_that_no_device_has_is_unknown(laptop: Laptop, name: str) -> None:
    wire = wire_of(laptop)
    assert refused(wire, proof(wire, kid=name)) is WireError.UNKNOWN_DEVICE


@pytest.mark.parametrize("once", ["a\x00b", "two words", "ż"])
def test_a_number_used_once_is_plain(laptop: Laptop, once: str) -> None:
    wire = wire_of(laptop)
    assert refused(wire, proof(wire, jti=once)) is WireError.BAD_PROOF


def test_an_odd_person_has_no_code(laptop: Laptop) -> None:
    wire = Wire(wire_of(laptop).url, Key())
    with pytest.raises(RefusedByServer) as refusal:
        enrol(wire, "ABCDE", "a\x00b")
    wire.close()
    assert refusal.value.refusal.error == WireError.BAD_CODE


def test_what_a_laptop_calls_its_program_is_kept_without_signs_that_nobody_sees(http_world: "World") -> None:
    office = http_world.office()
    user = http_world.user(office)
    code, _place = http_world.centre.directory.make_code(user, "L1", office)
    key = Key()
    asked = Enrol(code=code, user=user, key=proofs.b64(key.public), app="cicdesk\x00 1\u202e.0" + "x" * 200)
    reply = http_world.centre.enrol.enrol(asked, key.public, "odd")
    assert reply.device
