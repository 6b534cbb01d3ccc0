"""A package is read by strangers' programs and brought by strangers: whatever its bytes, the answer is clear."""

import itertools
import os
import tracemalloc
from collections.abc import Callable

import hypothesis
import msgspec
import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from cicdesk.wire import codec, packages
from cicdesk.wire.messages import CourierKey
from cicdesk.wire.packages import Label, PackageError

CONTENT = b'{"device":"d1","words":"' + b"Nieczytelna " * 400 + b'"}'
PRIVATE = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
IDENTITY, RECIPIENT = packages.new_seal()
LABEL = Label(kind=packages.ASK, server="s1", device="d1", id="0192-abc", at=1_790_000_000_000)
GOOD = packages.make(LABEL, CONTENT, RECIPIENT, PRIVATE)
HEAD = len(packages.MAGIC) + 4


def opened(data: bytes) -> bytes:
    """What a receiver does, in its order."""
    package = packages.read(data)
    packages.verify(package, PUBLIC)
    return packages.content_of(package, IDENTITY)


def test_what_is_packed_comes_out_as_it_was() -> None:
    assert opened(GOOD) == CONTENT
    assert packages.read(GOOD).label == LABEL


@hypothesis.given(content=st.binary(max_size=70_000))
def test_any_content_comes_out_as_it_was(content: bytes) -> None:
    hypothesis.assume(codec.depth_ok(content))
    assert opened(packages.make(LABEL, content, RECIPIENT, PRIVATE)) == content


@hypothesis.given(at=st.integers(0, len(GOOD) - 1), bit=st.integers(0, 7))
def test_no_bit_can_be_changed(at: int, bit: int) -> None:
    bad = bytearray(GOOD)
    bad[at] ^= 1 << bit
    with pytest.raises(PackageError):
        opened(bytes(bad))


def test_no_bit_of_the_readable_part_can_be_changed() -> None:
    for at, bit in itertools.product(range(HEAD + 110), range(8)):
        bad = bytearray(GOOD)
        bad[at] ^= 1 << bit
        with pytest.raises(PackageError):
            opened(bytes(bad))


@hypothesis.given(length=st.integers(0, len(GOOD) - 1))
def test_no_end_can_be_missing(length: int) -> None:
    with pytest.raises(PackageError):
        packages.read(GOOD[:length])


@hypothesis.given(more=st.binary(min_size=1, max_size=200))
def test_nothing_can_be_added(more: bytes) -> None:
    with pytest.raises(PackageError):
        packages.read(GOOD + more)


@hypothesis.given(data=st.binary(max_size=2_000), begun=st.booleans())
def test_no_bytes_at_all_do_more_than_be_refused(data: bytes, begun: bool) -> None:
    with pytest.raises(PackageError):
        packages.read((packages.MAGIC if begun else b"") + data)


@hypothesis.given(at=st.integers(0, 32_000), bit=st.integers(0, 7), cut=st.integers(0, 40_000))
def test_a_seal_that_was_changed_by_its_signer_is_refused_as_well(at: int, bit: int, cut: int) -> None:
    sealed = bytearray(packages.read(GOOD).sealed)
    sealed[at % len(sealed)] ^= 1 << bit
    package = packages.Package(LABEL, bytes(sealed[:cut] if cut < len(sealed) else sealed), b"", b"")
    with pytest.raises(PackageError):
        packages.content_of(package, IDENTITY)


def signed(sealed: bytes) -> bytes:
    """A package of a signer who put in whatever he liked."""
    said = msgspec.json.encode(LABEL)
    body = packages.MAGIC + len(said).to_bytes(4, "big") + said + len(sealed).to_bytes(4, "big") + sealed
    return body + Ed25519PrivateKey.from_private_bytes(PRIVATE).sign(body)


def sealing(padded: bytes) -> bytes:
    """The same with a good seal around a bad inside."""
    return signed(pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(RECIPIENT)]))


@pytest.mark.parametrize(
    "inside",
    [
        lambda: b"",
        lambda: b"\0\0",
        lambda: (1 << 31).to_bytes(4, "big") + b"x",
        lambda: (4).to_bytes(4, "big") + b"nope",
        lambda: framed(codec.pack_always(b"[" * 40)),
        lambda: framed(codec.pack_always(bytes(packages.UNPACKED + 1))),
    ],
    ids=["empty", "short", "endless", "not packed", "deep", "bomb"],
)
def test_a_signer_cannot_break_the_reader(inside: Callable[[], bytes]) -> None:
    with pytest.raises(PackageError):
        opened(sealing(inside()))


def framed(packed: bytes) -> bytes:
    """With its length before it."""
    return len(packed).to_bytes(4, "big") + packed


def test_a_bomb_takes_no_more_memory_than_its_limit() -> None:
    bomb = sealing(framed(codec.pack_always(bytes(packages.UNPACKED * 4))))
    tracemalloc.start()
    with pytest.raises(PackageError):
        opened(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * packages.UNPACKED


@pytest.mark.parametrize("claimed", [0, 1, 1023, 1025, 1 << 20, (1 << 32) - 1])
def test_lengths_are_checked_before_they_are_used(claimed: int) -> None:
    bad = packages.MAGIC + claimed.to_bytes(4, "big") + GOOD[HEAD:]
    with pytest.raises(PackageError):
        packages.read(bad)


def test_a_newer_version_is_named_as_such() -> None:
    newer = GOOD.replace(b'"v":1', b'"v":2')
    with pytest.raises(packages.TooNew):
        packages.read(newer)


def test_another_receiver_cannot_open_it() -> None:
    with pytest.raises(packages.Damaged):
        packages.content_of(packages.read(GOOD), packages.new_seal()[0])


def test_another_signer_is_noticed() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    for key in (other, b"no key"):
        with pytest.raises(packages.Damaged):
            packages.verify(packages.read(GOOD), key)


def test_sizes_come_in_few_steps() -> None:
    sizes = {
        len(packages.read(packages.make(LABEL, bytes(range(256)) * n, RECIPIENT, PRIVATE)).sealed) >> 12
        for n in (0, 1, 5, 50)
    }
    assert len(sizes) == 1


def test_what_does_not_fit_is_named() -> None:
    with pytest.raises(packages.TooFull):
        packages.make(LABEL, os.urandom(packages.MOST), RECIPIENT, PRIVATE)


def test_the_label_says_nothing_of_persons() -> None:
    assert set(Label.__struct_fields__) == {"v", "kind", "server", "device", "id", "at"}
    assert b"Nieczytelna" not in GOOD
    assert packages.file_name(LABEL, "2026-11-22") == "cicdesk-2026-11-22-92-abc.cicdesk"


def test_a_centre_is_named_by_its_keys() -> None:
    one, other = CourierKey(seal="age1a", sign="b"), CourierKey(seal="age1a", sign="c")
    assert packages.server_id(one) == packages.server_id(CourierKey(seal="age1a", sign="b"))
    assert packages.server_id(one) != packages.server_id(other)
