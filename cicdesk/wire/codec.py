"""Messages to bytes and back: JSON, and zstd where it makes them smaller."""

import re
from typing import Any, TypeVar

import msgspec
import zstandard

T = TypeVar("T")

WIRE_LIMIT = 1 << 20
"""Bytes of a message on the wire at the most."""
UNPACKED_LIMIT = 8 << 20
"""Bytes of a message unpacked at the most."""
DEEPEST = 16
"""Levels of JSON at the most."""
WORTH_PACKING = 200
"""Shorter messages are sent as they are."""

ENCODING = "zstd"
_LEVEL = 3


class TooLarge(ValueError):
    """More than the limit after unpacking."""


class Unreadable(ValueError):
    """Not the message that was expected."""


def encode(message: msgspec.Struct) -> bytes:
    """The message as JSON."""
    return msgspec.json.encode(message)


def decode(data: bytes, kind: type[T]) -> T:
    """The message of that kind; Unreadable if it is none."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error


def pack(data: bytes) -> tuple[bytes, str]:
    """The bytes to send and their content encoding; empty where packing does not pay."""
    if len(data) < WORTH_PACKING:
        return data, ""
    packed = zstandard.ZstdCompressor(level=_LEVEL).compress(data)
    return (packed, ENCODING) if len(packed) < len(data) else (data, "")


def pack_always(data: bytes) -> bytes:
    """The bytes packed, whether that pays or not."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(data)


def unpack(data: bytes, encoding: str, limit: int = UNPACKED_LIMIT) -> bytes:
    """The bytes as they were before packing; TooLarge past the limit, Unreadable if they are damaged."""
    if not encoding:
        return data
    if encoding != ENCODING:
        raise Unreadable(encoding)
    try:
        with zstandard.ZstdDecompressor(max_window_size=UNPACKED_LIMIT).stream_reader(data) as reader:
            unpacked = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise Unreadable(str(error)) from error
    if len(unpacked) > limit:
        raise TooLarge
    return unpacked


_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_BRACKETS = bytes.maketrans(b"[]{}", b"()()")
_TEXTS = bytes(set(range(256)) - set(b'[]{}"'))
_QUOTES = b'"'
_SHORT = 4096
"""Longer messages have more brackets than levels anyway."""


def depth_ok(data: bytes, deepest: int = DEEPEST) -> bool:
    """Whether the JSON nests no deeper than allowed; brackets in texts do not count.

    Done with whole-message operations, because a loop over megabytes would keep a server busy.
    """
    if len(data) < _SHORT and data.count(b"[") + data.count(b"{") <= deepest:
        return True
    bare = _ESCAPED.sub(b"", data) if b"\\" in data else data
    marks = bare.translate(_BRACKETS, _TEXTS).replace(b'""', b"")
    nested = b"".join(marks.split(_QUOTES)[::2])
    for _level in range(deepest):
        nested = nested.replace(b"()", b"")
    return not nested


def to_builtins(message: msgspec.Struct) -> Any:  # noqa: ANN401  JSON is what it is
    """The message as plain lists and dictionaries."""
    return msgspec.to_builtins(message)
