"""The endpoints of files. Pieces travel as they are; everything else is a message."""

import re
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response, get, post, put
from litestar.handlers import HTTPRouteHandler

from cicdesk.server.routes.answers import Answer
from cicdesk.server.routes.exchange import Exchange, Incoming
from cicdesk.server.services.blobs import BlobService
from cicdesk.server.services.identity import IdentityService
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller
from cicdesk.server.storage import directory
from cicdesk.wire.blobs import DIGEST, PIECE, BlobBegin, BlobsAsk, content_digest
from cicdesk.wire.errors import WireError

_RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{1,12})\Z")
_PLACE = re.compile(r"[0-9]{1,6}\Z")
BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class _Desk:
    """Serves the requests about files: who asks, and what is answered."""

    identity: IdentityService
    service: BlobService

    def ask(self, incoming: Incoming) -> msgspec.Struct:
        caller = self._caller(incoming, len(incoming.body))
        return self.service.ask(caller, incoming.message(BlobsAsk))

    def begin(self, incoming: Incoming, name: str) -> msgspec.Struct:
        caller = self._caller(incoming, len(incoming.body))
        return self.service.begin(caller, name, incoming.message(BlobBegin))

    def hand_in(self, incoming: Incoming, name: str, place: str) -> msgspec.Struct:
        caller = self._caller(incoming, len(incoming.body))
        if not _PLACE.match(place):
            raise Refused(WireError.NOT_FOUND, "piece")
        if incoming.encoding:
            raise Refused(WireError.BAD_MESSAGE, "pieces travel as they are")
        if len(incoming.body) > PIECE:
            raise Refused(WireError.TOO_LARGE, "piece")
        return self.service.put(caller, name, int(place), incoming.body, incoming.digest)

    def read(self, incoming: Incoming, name: str) -> Answer:
        first, last = _asked(incoming.range)
        caller = self._caller(incoming, max(0, min(last - first + 1, PIECE)))
        data = self.service.get(caller, name, first, last)
        headers = {DIGEST: content_digest(data), "Content-Range": f"bytes {first}-{last}/*"}
        return Answer(data, 206, headers, media=BYTES)

    def _caller(self, incoming: Incoming, passed: int) -> Caller:
        who = self.identity.prove(incoming.proof, incoming.signed())
        self.identity.count_file(who, passed)
        if who.caller.device.status == directory.WIPE:
            raise Refused(WireError.DEVICE_REVOKED)
        return who.caller


def blob_routes(
    exchange: Exchange, identity: IdentityService, service: BlobService
) -> list[HTTPRouteHandler]:
    """Asking, beginning, handing in a piece, reading one."""
    desk = _Desk(identity, service)

    @post("/v1/blobs", status_code=200)
    async def ask(request: "Request[Any, Any, Any]") -> Response[bytes]:
        return await exchange.run(request, desk.ask)

    @post("/v1/blobs/{name:str}", status_code=200)
    async def begin(request: "Request[Any, Any, Any]", name: str) -> Response[bytes]:
        return await exchange.run(request, lambda incoming: desk.begin(incoming, name))

    @put("/v1/blobs/{name:str}/{place:str}", status_code=200)
    async def hand_in(request: "Request[Any, Any, Any]", name: str, place: str) -> Response[bytes]:
        return await exchange.run(request, lambda incoming: desk.hand_in(incoming, name, place))

    @get("/v1/blobs/{name:str}")
    async def read(request: "Request[Any, Any, Any]", name: str) -> Response[bytes]:
        return await exchange.run(request, lambda incoming: desk.read(incoming, name))

    return [ask, begin, hand_in, read]


def _asked(text: str) -> tuple[int, int]:
    """The range of bytes; without one a file is not given out."""
    found = _RANGE.match(text)
    if found is None:
        raise Refused(WireError.NO_RANGE, "say which bytes, 256 KiB at the most")
    return int(found[1]), int(found[2])
