"""Messages of every version ever spoken are still read, whole: samples of them lie in tests/data/wire."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cicdesk.server.services.pages import PageOut, PullOut, StateOut
from cicdesk.server.services.sync_out import PushOut
from cicdesk.wire import blobs, codec, messages
from cicdesk.wire.errors import Refusal
from cicdesk.wire.messages import PROTOCOL, Page, PullReply, PushReply, State

SAMPLES = Path(__file__).parents[1] / "data" / "wire"
PATHS = sorted(SAMPLES.glob("*/*.json"))
KINDS: dict[str, type[msgspec.Struct]] = {
    name: kind
    for name, kind in {**vars(messages), **vars(blobs), "Refusal": Refusal}.items()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
}


def kind_of(path: Path) -> type[msgspec.Struct]:
    """`pull_reply.busy.json` is a PullReply."""
    name = path.name.split(".", 1)[0]
    return KINDS[name.title().replace("_", "")]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_sample_is_read_and_nothing_of_it_is_lost(path: Path) -> None:
    data = path.read_bytes()
    message = codec.decode(data, kind_of(path))
    assert json.loads(codec.encode(message)) == json.loads(data)


def parts_of(value: object) -> Iterator[msgspec.Struct]:
    """A message and all the structures in it."""
    if isinstance(value, msgspec.Struct):
        if (
            not value.__struct_config__.array_like
        ):  # what travels without names of fields always says all of them
            yield value
        value = [getattr(value, name) for name in value.__struct_fields__]
    elif isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from parts_of(each)


def test_todays_samples_say_everything_that_can_be_said() -> None:
    said = {
        (type(part).__name__, name)
        for path in PATHS
        if path.parent.name == str(PROTOCOL)
        for part in parts_of(codec.decode(path.read_bytes(), kind_of(path)))
        for name in json.loads(codec.encode(part))
    }
    sayable = {(name, field) for name, kind in KINDS.items() for field in kind.__struct_encode_fields__}
    assert sayable - said == set()


@pytest.mark.parametrize(
    ("written", "read"), [(StateOut, State), (PageOut, Page), (PullOut, PullReply), (PushOut, PushReply)]
)
def test_what_the_server_writes_raw_has_the_fields_that_are_read(
    written: type[msgspec.Struct], read: type[msgspec.Struct]
) -> None:
    defaults = [
        {each.name: each.default for each in msgspec.structs.fields(kind)} for kind in (written, read)
    ]
    assert defaults[0] == defaults[1]
