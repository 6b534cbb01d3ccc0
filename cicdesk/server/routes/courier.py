"""The one endpoint for packages: larger than other requests, and few of them at a time."""

from typing import Any

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler

from cicdesk.server.routes.exchange import Exchange, Room
from cicdesk.server.services.courier import CourierService
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller
from cicdesk.wire import packages
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Courier, CourierReply

ROOM = Room(wire=packages.LARGEST * 3 // 2, unpacked=packages.LARGEST * 3 // 2)
"""A package as base64."""
_AT_ONCE = 2
"""Packages that one worker takes at the same time; each may take a hundred megabytes while it is read."""
_COME_BACK = 20


def courier_routes(exchange: Exchange, service: CourierService) -> list[HTTPRouteHandler]:
    """/v1/courier."""
    under_way = 0

    def deliver(caller: Caller, message: Courier) -> CourierReply:
        if under_way > _AT_ONCE:
            raise Refused(WireError.BUSY, retry_after=_COME_BACK)
        return service.deliver(caller, message)

    @post("/v1/courier", status_code=200)
    async def courier(request: "Request[Any, Any, Any]") -> Response[bytes]:
        nonlocal under_way
        under_way += 1
        try:
            return await exchange.answer(request, Courier, deliver, ROOM)
        finally:
            under_way -= 1

    return [courier]
