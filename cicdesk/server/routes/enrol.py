"""The one endpoint for those who are not enrolled yet."""

from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler

from cicdesk.server.routes.exchange import Exchange, Incoming
from cicdesk.server.services.enrol import KEY_BYTES, EnrolService
from cicdesk.server.services.identity import IdentityService
from cicdesk.server.services.refusals import Refused
from cicdesk.wire import proofs
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Enrol


def enrol_routes(
    exchange: Exchange, identity: IdentityService, service: EnrolService
) -> list[HTTPRouteHandler]:
    """Redeeming a one-time code; the message is signed by the very key it brings."""

    def work(incoming: Incoming) -> msgspec.Struct:
        message = incoming.message(Enrol)
        key = public_key(message.key)
        identity.prove_key(incoming.proof, key, incoming.signed())
        return service.enrol(message, key, incoming.address)

    @post("/v1/enrol", status_code=200)
    async def enrol(request: "Request[Any, Any, Any]") -> Response[bytes]:
        return await exchange.run(request, work)

    return [enrol]


def public_key(text: str) -> bytes:
    """The key in a message; Refused if it is none."""
    try:
        key = proofs.unb64(text)
    except ValueError as error:
        raise Refused(WireError.BAD_MESSAGE, "key") from error
    if len(key) != KEY_BYTES:
        raise Refused(WireError.BAD_MESSAGE, "key")
    return key
