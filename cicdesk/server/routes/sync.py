"""The sync endpoints."""

from typing import Any

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler

from cicdesk.server.routes.exchange import Exchange
from cicdesk.server.services.sync import SyncService
from cicdesk.wire.messages import Hello, Pull, Push, Salvage


def sync_routes(exchange: Exchange, service: SyncService) -> list[HTTPRouteHandler]:
    """hello, push, pull and salvage of one service."""

    @post("/v1/sync/hello", status_code=200)
    async def hello(request: "Request[Any, Any, Any]") -> Response[bytes]:
        return await exchange.answer(request, Hello, service.hello)

    @post("/v1/sync/push", status_code=200)
    async def push(request: "Request[Any, Any, Any]") -> Response[bytes]:
        return await exchange.answer(request, Push, service.push)

    @post("/v1/sync/pull", status_code=200)
    async def pull(request: "Request[Any, Any, Any]") -> Response[bytes]:
        return await exchange.answer(request, Pull, service.pull)

    @post("/v1/sync/salvage", status_code=200)
    async def salvage(request: "Request[Any, Any, Any]") -> Response[bytes]:
        return await exchange.answer(request, Salvage, service.salvage)

    return [hello, push, pull, salvage]
