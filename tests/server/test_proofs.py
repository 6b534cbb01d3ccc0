"""Requests that do not prove who sent them are refused, each with its number."""

import secrets
import time
from typing import TYPE_CHECKING, Any

import pytest

from cicdesk.wire import codec, proofs
from cicdesk.wire.errors import Refusal, WireError
from cicdesk.wire.messages import Pull, PullReply
from tests.support.devices import Key, Wire, wire_of

if TYPE_CHECKING:
    from tests.server.conftest import World

PATH = "/v1/sync/pull"
BODY = codec.encode(Pull(schema=1))


@pytest.fixture
def wire(http_world: "World") -> Wire:
    """The signed line of an enrolled laptop."""
    return wire_of(http_world.laptop(http_world.office()))


def proof(wire: Wire, **changed: object) -> str:
    """A right proof for BODY, or one with something changed."""
    said: dict[str, Any] = {
        "private_key": wire.key.private, "kid": wire.device, "method": "POST", "path": PATH,
        "body": BODY, "now": time.time(), "jti": secrets.token_hex(8), **changed,
    }  # fmt: skip
    return proofs.make_proof(**said)


def refused(wire: Wire, token: str, body: bytes = BODY) -> WireError | None:
    """The number with which the request is refused; None if it was answered."""
    status, data = wire.send(PATH, body, {"Proof": token} if token else {})
    if status == 200:
        return None
    assert status == 401
    return WireError(codec.decode(data, Refusal).error)


def test_a_right_proof_is_answered(wire: Wire) -> None:
    assert refused(wire, proof(wire)) is None


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"private_key": Key().private}, WireError.BAD_PROOF),
        ({"kid": "nobody"}, WireError.UNKNOWN_DEVICE),
        ({"kid": ""}, WireError.UNKNOWN_DEVICE),
        ({"method": "GET"}, WireError.BAD_PROOF),
        ({"path": "/v1/sync/push"}, WireError.BAD_PROOF),
        ({"body": b"another"}, WireError.BAD_PROOF),
        ({"jti": ""}, WireError.BAD_PROOF),
        ({"jti": "x" * 100}, WireError.BAD_PROOF),
        ({"now": time.time() - 3600}, WireError.STALE_PROOF),
        ({"now": time.time() + 3600}, WireError.STALE_PROOF),
    ],
)
def test_a_wrong_proof_is_refused(wire: Wire, changed: dict[str, object], error: WireError) -> None:
    assert refused(wire, proof(wire, **changed)) is error


def test_a_proof_counts_once(wire: Wire) -> None:
    token = proof(wire)
    assert refused(wire, token) is None
    assert refused(wire, token) is WireError.REPEATED_PROOF


def test_none_at_all(wire: Wire) -> None:
    assert refused(wire, "") is WireError.NO_PROOF


@pytest.mark.parametrize("algorithm", ["none", "HS256", "EdDSA"])
def test_another_algorithm_is_no_proof(wire: Wire, algorithm: str) -> None:
    head, rest = proof(wire).split(".", 1)
    made = proofs.unb64(head).replace(b"Ed25519", algorithm.encode())
    assert refused(wire, proofs.b64(made) + "." + rest) is WireError.BAD_PROOF


def test_no_bit_of_a_proof_can_be_changed(wire: Wire) -> None:
    token = proof(wire)
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        assert refused(wire, token[:place] + other + token[place + 1 :]) is not None


@pytest.mark.parametrize("token", ["x", "..", "a.b.c", "e30.e30.e30", "ą", "A" * 5000])
def test_rubbish_is_no_proof(wire: Wire, token: str) -> None:
    assert refused(wire, token.encode().decode("latin-1")) is WireError.BAD_PROOF


def test_a_stale_proof_is_told_the_time(wire: Wire) -> None:
    _status, data = wire.send(PATH, BODY, {"Proof": proof(wire, now=time.time() - 3600)})
    assert abs(codec.decode(data, Refusal).time / 1000 - time.time()) < 60


@pytest.mark.parametrize(("off", "told"), [(0, False), (-30, False), (-120, True), (120, True)])
def test_a_device_whose_clock_is_off_by_more_than_a_minute_is_told_the_time(
    wire: Wire, off: int, told: bool
) -> None:
    wire.clock = lambda: time.time() + off
    reply = wire.ask(PATH, Pull(schema=1), PullReply)
    assert bool(reply.time) is told
    if told:
        assert abs(reply.time / 1000 - time.time()) < 60
