"""Packages of every version ever released are still read, whole: samples of them lie in tests/data/packages."""

import json
from pathlib import Path

import msgspec
import pytest

from cicdesk.server.services.courier_session import AnsweredOut, HandedOut
from cicdesk.wire import codec, packages, proofs
from cicdesk.wire.courier import Answered, Asked, Handed

SAMPLES = Path(__file__).parents[1] / "data" / "packages"
KINDS: dict[str, type[msgspec.Struct]] = {packages.ASK: Asked, packages.ANSWER: Answered}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.cicdesk")), ids=lambda path: path.stem)
def test_every_sample_is_opened_and_nothing_of_it_is_lost(path: Path) -> None:
    version, kind = path.stem.split("-")
    keys = json.loads((SAMPLES / f"{version}-keys.json").read_text())[kind]
    package = packages.read(path.read_bytes())
    packages.verify(package, proofs.unb64(keys["signed"]))
    content = packages.content_of(package, keys["opens"])
    said = json.loads(path.with_suffix(".json").read_text())
    assert json.loads(content) == said
    assert json.loads(codec.encode(codec.decode(content, KINDS[kind]))) == said
    assert package.label.kind == kind


def test_todays_samples_say_everything_that_can_be_said() -> None:
    for kind, struct in KINDS.items():
        said = json.loads((SAMPLES / f"{packages.VERSION}-{kind}.json").read_text())
        assert set(said) == set(struct.__struct_encode_fields__)


@pytest.mark.parametrize(("written", "read"), [(HandedOut, Handed), (AnsweredOut, Answered)])
def test_what_the_centre_writes_raw_has_the_fields_that_are_read(
    written: type[msgspec.Struct], read: type[msgspec.Struct]
) -> None:
    defaults = [
        {each.name: each.default for each in msgspec.structs.fields(kind)} for kind in (written, read)
    ]
    assert defaults[0] == defaults[1]
