"""The health address: answers once the tables are read and the pages were rehearsed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from atlas import tables


def route() -> Route:
    """``GET /health``: status and the date of the data."""
    return Route("/health", _health, methods=["GET", "HEAD"])


async def _health(_: Request) -> JSONResponse:
    return JSONResponse(
        {"status": "ok", "data": tables.package()["created"][:10]}, headers={"cache-control": "no-store"}
    )
