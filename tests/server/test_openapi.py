"""Whatever is sent to the published interface, the answer is one that the description names, and never a fault."""

import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.core import NOT_SET

from cicdesk.schema.records import registry
from cicdesk.server.app import Centre
from cicdesk.server.routes.openapi import document
from cicdesk.wire import proofs
from tests.server.conftest import World
from tests.support.devices import Laptop, wire_of
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

EXAMPLES = int(os.environ.get("CICDESK_FUZZ", "12"))
"""For each operation, of each sort. More in a run of its own: CICDESK_FUZZ=2000."""
LAPTOPS = 8
"""The requests are spread over so many, because one of them may not ask too often."""
OPERATIONS = {
    each.ok().label: each.ok()  # type: ignore[union-attr]  # one that is not valid has none, and that fails here
    for each in schemathesis.openapi.from_dict(document()).get_all_operations()
}
MODES = {
    "as described": schemathesis.GenerationMode.POSITIVE,
    "otherwise": schemathesis.GenerationMode.NEGATIVE,
}
_turns = itertools.count()
often = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[
        Phase.generate
    ],  # what the server holds changes with each request, so nothing can be made smaller
)


@pytest.fixture(scope="module")
def laptops(shared_centre: Centre, shared_server: LiveServer) -> Iterator[list[Laptop]]:
    """Enrolled laptops of one office."""
    with ExitStack() as closing:
        world = World(shared_centre, shared_server, closing)
        office = world.office()
        made = [world.laptop(office) for _ in range(LAPTOPS)]
        for each in made:
            closing.callback(wire_of(each).close)
        yield made


@pytest.fixture(autouse=True)
def no_fault(shared_server: LiveServer) -> Iterator[None]:
    """What went wrong in the server is said, not only that it did."""
    read = shared_server.log.stat().st_size
    yield
    said = shared_server.log.read_bytes()[read:].decode(errors="replace")
    assert '"level":"ERROR"' not in said, said[-5000:]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_one_that_is_described(operation: str, mode: str, laptops: list[Laptop]) -> None:
    cases = OPERATIONS[operation].as_strategy(generation_mode=MODES[mode])

    @often
    @given(cases)
    def ask(case: Any) -> None:  # noqa: ANN401  the library's own
        data = as_bytes(case.body)
        headers = {name: str(value) for name, value in case.headers.items() if name != proofs.HEADER}
        asked = Asked(case.operation.path, case.formatted_path, case.method.upper(), sendable(headers))
        check_answer(laptops[next(_turns) % LAPTOPS], asked, data)

    ask()


def as_bytes(body: object) -> bytes:
    """A body as it travels."""
    if body is NOT_SET:
        return b""
    raw = getattr(body, "data", body)
    return raw if isinstance(raw, bytes) else as_json(body)


def as_json(body: object) -> bytes:
    """As any client would write it; halves of characters, which JSON cannot hold, as question marks."""
    try:
        return msgspec.json.encode(body)
    except (UnicodeEncodeError, OverflowError):
        return repr(body).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, beside the body."""

    described: str
    """The path as the description has it."""
    path: str
    method: str = "POST"
    headers: dict[str, str] = field(default_factory=dict)


def sendable(headers: dict[str, str]) -> dict[str, str]:
    """Those that HTTP can carry at all."""
    return {name: value for name, value in headers.items() if value.isascii() and value.isprintable()}


def check_answer(laptop: Laptop, asked: Asked, body: bytes) -> None:
    """Send it with a right proof; the status and the content of the answer have to be described."""
    wire = wire_of(laptop)
    signed = proofs.make_proof(
        wire.key.private, wire.device, asked.method, asked.path, body, wire.clock(), f"fuzz{next(_turns)}"
    )
    status, data = wire.send(asked.path, body, asked.headers | {proofs.HEADER: signed}, asked.method)
    described = document()["paths"][asked.described][asked.method.lower()]["responses"]
    assert str(status) in described, (asked, status, body[:300])
    assert status != 500
    content = described[str(status)].get("content", {}).get("application/json")
    if content is not None:
        whole = {**content["schema"], "components": document()["components"]}
        Draft202012Validator(whole).validate(msgspec.json.decode(data))


@pytest.mark.parametrize("kind", sorted(registry()))
def test_writes_that_are_nearly_right_are_answered_too(kind: str, laptops: list[Laptop]) -> None:
    names = sorted(each.name for each in registry()[kind].fields)

    @often
    @given(st.lists(mutations(kind, names, laptops[0]), min_size=1, max_size=4))
    def push(muts: list[dict[str, Any]]) -> None:
        asked = Asked("/v1/sync/push", "/v1/sync/push")
        check_answer(laptops[0], asked, as_json({"schema": 1, "muts": muts, "cursors": {}}))

    push()


def mutations(kind: str, names: list[str], laptop: Laptop) -> st.SearchStrategy[dict[str, Any]]:
    """Writes of the right person into known fields, with any values, about a few records."""
    ids = st.sampled_from([f"{kind}{number}{laptop.device[:8]}" for number in range(6)])
    values = st.recursive(
        st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    )
    fields = st.sampled_from([*names, "_alive"]) | st.builds(
        lambda name, element: f"{name}/{element}", st.sampled_from(names), st.text(max_size=8)
    )
    return st.fixed_dictionaries(
        {
            "id": ids, "kind": st.just(kind), "user": st.just(laptop.user), "at": st.integers(0, 2**53),
            "set": st.dictionaries(fields, values, max_size=4).map(lambda d: {"office": laptop.office} | d),
        },
        optional={
            "rid": ids, "root": ids,
            "bases": st.dictionaries(fields, st.lists(ids, max_size=3), max_size=2),
            "seen": st.dictionaries(ids, st.lists(fields, max_size=3), max_size=2),
            "have": st.integers(0, 100),
        },
    )  # fmt: skip
