"""The releases of the data by address: ``/feed.xml``, an Atom feed for who waits for the next."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from atlas.hosting.static_files import AN_HOUR
from atlas.releases import feed


def route(public: str, base: str) -> Route:
    """``GET /feed.xml``; ``public`` is the host's address, or empty for the one asked for."""

    async def answer(request: Request) -> Response:
        address = (public or f"{request.url.scheme}://{request.url.netloc}") + base
        return Response(
            feed.atom(address), media_type="application/atom+xml", headers={"cache-control": AN_HOUR}
        )

    return Route("/feed.xml", answer, methods=["GET", "HEAD"])
