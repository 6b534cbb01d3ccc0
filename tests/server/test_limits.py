"""Sizes, depths and rates: each refusal says which, and the server goes on."""

import json
from typing import TYPE_CHECKING

import pytest
import zstandard

from cicdesk.wire import codec
from cicdesk.wire.errors import Refusal, WireError
from cicdesk.wire.messages import Push
from tests.server.test_proofs import proof
from tests.support.devices import Wire, new_person, wire_of

if TYPE_CHECKING:
    from tests.server.conftest import World

PATH = "/v1/sync/pull"


@pytest.fixture
def wire(http_world: "World") -> Wire:
    """The signed line of an enrolled laptop."""
    return wire_of(http_world.laptop(http_world.office()))


def refused(wire: Wire, body: bytes, **headers: str) -> tuple[int, WireError]:
    """The status and number with which a rightly signed body is refused."""
    status, data = wire.send(PATH, body, {"Proof": proof(wire, body=body), **headers})
    return status, WireError(codec.decode(data, Refusal).error)


def test_too_large_on_the_wire(wire: Wire) -> None:
    assert refused(wire, b"x" * (codec.WIRE_LIMIT + 1)) == (413, WireError.TOO_LARGE)


def test_too_large_unpacked(wire: Wire) -> None:
    bomb = zstandard.ZstdCompressor().compress(b" " * (200 << 20))
    assert refused(wire, bomb, **{"Content-Encoding": "zstd"}) == (413, WireError.TOO_LARGE)


@pytest.mark.parametrize(
    "body", [b'{"schema":' + b"[" * 5000, json.dumps([[[[{}] * 3] * 2]] * 2).encode() * 9]
)
def test_too_deep_or_no_message(wire: Wire, body: bytes) -> None:
    status, error = refused(wire, body)
    assert status == 400
    assert error in {WireError.TOO_DEEP, WireError.BAD_MESSAGE}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"schema":"x"}',
        b'{"schema":1,"known":[1]}',
        b'{"schema":1}x',
    ],
)
def test_what_is_no_message(wire: Wire, body: bytes) -> None:
    assert refused(wire, body) == (400, WireError.BAD_MESSAGE)


def test_packed_rubbish(wire: Wire) -> None:
    assert refused(wire, b"rubbish", **{"Content-Encoding": "zstd"}) == (400, WireError.BAD_MESSAGE)
    assert refused(wire, b"rubbish", **{"Content-Encoding": "gzip"}) == (400, WireError.BAD_MESSAGE)


def test_a_name_that_is_none(world: "World") -> None:
    laptop = world.laptop(world.office())
    for name in ("", "a b", "x" * 65, "a\x00b", "../x"):
        wrong = new_person(laptop.user, laptop.office)
        wrong.id = name
        with pytest.raises(Exception, match=r"BAD_MESSAGE|1001"):
            laptop.api.push(Push(schema=1, muts=[wrong]))


def test_a_request_keeps_its_name(wire: Wire) -> None:
    status, data = wire.send(PATH, b"", {"X-Request-ID": "trace-7"})
    assert status == 401
    assert codec.decode(data, Refusal).request == "trace-7"
