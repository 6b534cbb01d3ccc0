"""Answers on their way out, no larger on the wire than a request may be."""

from dataclasses import dataclass, field

import msgspec

from cicdesk.server.services.sync_out import PushOut
from cicdesk.wire import codec
from cicdesk.wire.errors import WireError

STATUS = {
    WireError.BAD_MESSAGE: 400,
    WireError.TOO_LARGE: 413,
    WireError.TOO_DEEP: 400,
    WireError.TOO_SLOW: 408,
    WireError.NO_PROOF: 401,
    WireError.BAD_PROOF: 401,
    WireError.STALE_PROOF: 401,
    WireError.REPEATED_PROOF: 401,
    WireError.UNKNOWN_DEVICE: 401,
    WireError.DEVICE_REVOKED: 403,
    WireError.BAD_CODE: 403,
    WireError.USED_CODE: 403,
    WireError.EXPIRED_CODE: 403,
    WireError.PACKAGE_BROKEN: 400,
    WireError.PACKAGE_TOO_NEW: 400,
    WireError.PACKAGE_ELSEWHERE: 403,
    WireError.PACKAGE_UNKNOWN_DEVICE: 403,
    WireError.PACKAGE_REVOKED_DEVICE: 403,
    WireError.NOT_FOUND: 404,
    WireError.WRONG_PIECE: 422,
    WireError.WRONG_WHOLE: 422,
    WireError.NO_RANGE: 416,
    WireError.TOO_MANY: 429,
    WireError.BUSY: 503,
    WireError.FAULT: 500,
}


@dataclass(slots=True)
class Answer:
    """What goes back."""

    body: bytes
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    error: int = 0
    said: str = "ok"
    media: str = "application/json"


def packed(reply: msgspec.Struct, accepts: str) -> Answer:
    """The reply as bytes, packed where the caller can read that and it pays."""
    data, encoding = _pack(reply, accepts)
    if isinstance(reply, PushOut) and reply.pull is not None and len(data) > codec.WIRE_LIMIT:
        # The pull was a courtesy; the device asks for it on its own, in pages.
        reply.pull = None
        data, encoding = _pack(reply, accepts)
    headers = {"Content-Encoding": encoding} if encoding else {}
    return Answer(data, 200, headers, said=getattr(reply, "status", "ok"))


def _pack(reply: msgspec.Struct, accepts: str) -> tuple[bytes, str]:
    data = codec.encode(reply)
    return codec.pack(data) if codec.ENCODING in accepts or "*" in accepts else (data, "")
