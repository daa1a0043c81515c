"""The health address: answers once the tables are read and the first pages were opened."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from atlas import tables
from atlas.hosting import watchdog
from atlas.hosting.load import Load


def route(load: Load) -> Route:
    """``GET /health``: status and the date of the data; 503 and ``full`` while no visitor more fits.

    A balancer sends new visitors elsewhere then; those who are here stay.
    """

    async def health(_: Request) -> JSONResponse:
        full = load.full()
        content = {
            "status": "full" if full else "ok",
            "data": tables.date_of(),
            "started": watchdog.STARTED,
        }
        headers = {"cache-control": "no-store"} | ({"retry-after": "30"} if full else {})
        return JSONResponse(content, 503 if full else 200, headers)

    return Route("/health", health, methods=["GET", "HEAD"])
