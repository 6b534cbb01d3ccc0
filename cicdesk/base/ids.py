"""Names of things: random, made where the thing is made, never reused."""

import os
import time
from typing import NewType

RecordId = NewType("RecordId", str)
MutationId = NewType("MutationId", str)
UserId = NewType("UserId", str)
DeviceId = NewType("DeviceId", str)
OfficeCode = NewType("OfficeCode", str)

_RANDOM_BYTES = 10
_TIME_BYTES = 6


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as canonical text: 48 bits of wall time, 74 random bits.

    The time only helps databases keep neighbours together; nothing decides by it.
    """
    milliseconds = time.time_ns() // 1_000_000
    tail = bytearray(os.urandom(_RANDOM_BYTES))
    tail[0] = 0x70 | (tail[0] & 0x0F)
    tail[2] = 0x80 | (tail[2] & 0x3F)
    text = (milliseconds & (2**48 - 1)).to_bytes(6, "big").hex() + tail.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_item_id() -> str:
    """A short random name for one item of a repeating group; time-ordered, unique within its record."""
    milliseconds = time.time_ns() // 1_000_000
    return f"{milliseconds & (2**40 - 1):010x}{os.urandom(4).hex()}"


def made_at(record: str) -> int:
    """The milliseconds since 1970 in a UUIDv7, to show roughly when a thing was made; 0 if it is none."""
    digits = record.replace("-", "")[: 2 * _TIME_BYTES]
    try:
        return int(digits, 16) if len(digits) == 2 * _TIME_BYTES else 0
    except ValueError:
        return 0
