"""For those who watch: alive, ready, counts, and the published description."""

from collections.abc import Callable
from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from cicdesk.server.metrics import Metrics
from cicdesk.server.routes.openapi import document


def health_routes(ready: Callable[[], bool], metrics: Metrics) -> list[HTTPRouteHandler]:
    """/healthz, /readyz, /metrics and /schema."""

    @get("/healthz", sync_to_thread=False)
    def healthz() -> str:
        return "ok"

    @get("/readyz", sync_to_thread=True)
    def readyz() -> Response[str]:
        return Response("ready") if ready() else Response("not ready", status_code=503)

    @get("/metrics", sync_to_thread=False)
    def prometheus() -> Response[str]:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    @get("/schema", sync_to_thread=False)
    def schema() -> dict[str, Any]:
        return document()

    return [healthz, readyz, prometheus, schema]
