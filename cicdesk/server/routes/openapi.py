"""The OpenAPI document, made from the messages themselves."""

from functools import cache
from typing import Any

import msgspec

from cicdesk import __version__
from cicdesk.wire.blobs import DIGEST, Blob, BlobBegin, BlobsAsk, BlobsReply
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
_FILE_ENDPOINTS: tuple[tuple[str, str, str, type, type], ...] = (
    ("/v1/blobs", "ask", "Ask of which records the file is here", BlobsAsk, BlobsReply),
    ("/v1/blobs/{name}", "begin", "Announce the file of a record", BlobBegin, Blob),
)
_NAME = {
    "name": "name",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
_PLACE = {"name": "place", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
_DIGEST = {"name": DIGEST, "in": "header", "required": True, "schema": {"type": "string"}}
_RANGE = {"name": "Range", "in": "header", "required": True, "schema": {"type": "string"}}
_FILE_REFUSALS = {
    "404": "No record in reach names such a file, or it is not here",
    "416": "The file has no such bytes, or they are more than 256 KiB",
    "422": "The bytes are not what was announced",
}
_REFUSALS = {
    "400": "Not such a message, or nested too deep",
    "401": "The proof is missing, wrong, stale or used",
    "403": "The code is wrong, used or expired",
    "408": "The body took longer than a minute",
    "413": "Larger than 1 MiB, or than 8 MiB unpacked",
    "429": "Too many requests; Retry-After says when",
    "503": "Busy; Retry-After says when",
}

_COURIER_REFUSALS = {
    "400": "Not such a message, or the package is damaged or of a newer version",
    "403": "The package is for another centre, or of an unknown or revoked laptop",
    "404": "This centre takes no packages",
    "408": "The body took longer than a minute",
    "413": "Larger than 12 MiB",
}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    types = {t for _p, _s, asked, told in _ENDPOINTS for t in (asked, told)} | {Refusal}
    types |= {t for *_words, asked, told in _FILE_ENDPOINTS for t in (asked, told)}
    ordered = sorted(types, key=lambda t: t.__name__)
    refs, components = msgspec.json.schema_components(ordered, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(ordered, refs, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": "cicdesk", "version": __version__},
        "paths": {path: {"post": _operation(path, said, by_type[a], by_type[t], by_type[Refusal])}
                  for path, said, a, t in _ENDPOINTS} | _files(by_type),
        "components": {
            "schemas": components,
            "securitySchemes": {"proof": {"type": "apiKey", "in": "header", "name": "Proof"}},
        },
    }  # fmt: skip


def _operation(path: str, said: str, asked: Any, told: Any, refusal: Any) -> dict[str, Any]:  # noqa: ANN401  JSON schemas
    refusals = _REFUSALS | (_COURIER_REFUSALS if path == "/v1/courier" else {})
    return {
        "operationId": path.rpartition("/")[2],
        "summary": said,
        "security": [{"proof": []}],
        "requestBody": {"required": True, "content": _json(asked)},
        "responses": {"200": {"description": said, "content": _json(told)}}
        | {code: {"description": words, "content": _json(refusal)} for code, words in refusals.items()},
    }


def _files(refs: dict[type, Any]) -> dict[str, Any]:
    """The endpoints of files: two with messages, two with bytes."""
    bare = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    paths: dict[str, Any] = {}
    for path, name, said, asked, told in _FILE_ENDPOINTS:
        paths[path] = {
            "post": _file_operation((name, said), _json(refs[asked]), _json(refs[told]), refs[Refusal])
        }
    paths["/v1/blobs/{name}"]["parameters"] = [_NAME]
    paths["/v1/blobs/{name}"]["get"] = _file_operation(
        ("read", "Read at most 256 KiB of a file"), None, bare, refs[Refusal], "206"
    ) | {"parameters": [_RANGE]}
    paths["/v1/blobs/{name}/{place}"] = {
        "parameters": [_NAME, _PLACE],
        "put": _file_operation(("handIn", "Hand in one piece"), bare, _json(refs[Blob]), refs[Refusal])
        | {"parameters": [_DIGEST]},
    }
    return paths


def _file_operation(words: tuple[str, str], asked: Any, told: Any, refusal: Any, status: str = "200") -> Any:  # noqa: ANN401  JSON schemas
    """One of them; it can be refused in more ways than a message about records."""
    name, said = words
    refusals = {**_REFUSALS, **_FILE_REFUSALS}
    return {
        "operationId": f"{name}File",
        "summary": said,
        "security": [{"proof": []}],
        **({"requestBody": {"required": True, "content": asked}} if asked else {}),
        "responses": {status: {"description": said, "content": told}}
        | {code: {"description": words, "content": _json(refusal)} for code, words in refusals.items()},
    }


def _json(schema: Any) -> dict[str, Any]:  # noqa: ANN401  a JSON schema
    return {"application/json": {"schema": schema}}
