"""The OpenAPI document, made from the messages themselves."""

from functools import cache
from typing import Any

import msgspec

from cicdesk import __version__
from cicdesk.wire.errors import Refusal
from cicdesk.wire.messages import (
    Courier,
    CourierReply,
    Enrol,
    EnrolReply,
    Hello,
    HelloReply,
    Pull,
    PullReply,
    Push,
    PushReply,
    Salvage,
)

_ENDPOINTS: tuple[tuple[str, str, type, type], ...] = (
    ("/v1/sync/hello", "First contact, and after trouble", Hello, HelloReply),
    ("/v1/sync/push", "Hand in edits", Push, PushReply),
    ("/v1/sync/pull", "Ask for what is new", Pull, PullReply),
    ("/v1/sync/salvage", "Give back what the server lost", Salvage, PushReply),
    ("/v1/courier", "Hand in a package of a laptop without a line", Courier, CourierReply),
    ("/v1/enrol", "Redeem a one-time code", Enrol, EnrolReply),
)
_REFUSALS = {
    "400": "Not such a message, or nested too deep",
    "401": "The proof is missing, wrong, stale or used",
    "403": "The code is wrong, used or expired",
    "413": "Larger than 1 MiB, or than 8 MiB unpacked",
    "429": "Too many requests; Retry-After says when",
    "503": "Busy; Retry-After says when",
}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    types = {t for _p, _s, asked, told in _ENDPOINTS for t in (asked, told)} | {Refusal}
    ordered = sorted(types, key=lambda t: t.__name__)
    refs, components = msgspec.json.schema_components(ordered, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(ordered, refs, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": "cicdesk", "version": __version__},
        "paths": {path: {"post": _operation(path, said, by_type[a], by_type[t], by_type[Refusal])}
                  for path, said, a, t in _ENDPOINTS},
        "components": {
            "schemas": components,
            "securitySchemes": {"proof": {"type": "apiKey", "in": "header", "name": "Proof"}},
        },
    }  # fmt: skip


def _operation(path: str, said: str, asked: Any, told: Any, refusal: Any) -> dict[str, Any]:  # noqa: ANN401  JSON schemas
    return {
        "operationId": path.rpartition("/")[2],
        "summary": said,
        "security": [{"proof": []}],
        "requestBody": {"required": True, "content": _json(asked)},
        "responses": {"200": {"description": said, "content": _json(told)}}
        | {code: {"description": words, "content": _json(refusal)} for code, words in _REFUSALS.items()},
    }


def _json(schema: Any) -> dict[str, Any]:  # noqa: ANN401  a JSON schema
    return {"application/json": {"schema": schema}}
