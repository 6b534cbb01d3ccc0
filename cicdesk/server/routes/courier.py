"""The one endpoint for packages: larger than other requests, and few of them at a time."""

import threading
from typing import Any

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler

from cicdesk.server.routes.exchange import Exchange, Room
from cicdesk.server.services.courier import CourierService
from cicdesk.wire import packages
from cicdesk.wire.messages import Courier

MOST = packages.LARGEST * 3 // 2
"""Bytes of a request: a package as base64."""
_AT_ONCE = 2
"""Packages that one worker takes at the same time; each may take a hundred megabytes while it is read."""


def courier_routes(exchange: Exchange, service: CourierService) -> list[HTTPRouteHandler]:
    """/v1/courier."""
    room = Room(wire=MOST, unpacked=MOST, turns=threading.Semaphore(_AT_ONCE))

    @post("/v1/courier", status_code=200)
    async def courier(request: "Request[Any, Any, Any]") -> Response[bytes]:
        return await exchange.answer(request, Courier, service.deliver, room)

    return [courier]
