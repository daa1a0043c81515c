"""Middleware: the app below a path of its host name, such as ``/atlas``."""

from __future__ import annotations

import re

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FORM = re.compile(r"(?:/[A-Za-z0-9_~.-]+)*")


def checked(path: str) -> str:
    """A base path as ``/atlas`` or empty; raises ValueError for what cannot be one."""
    plain = "/" + path.strip("/") if path.strip("/") else ""
    if not FORM.fullmatch(plain) or "/." in plain:
        raise ValueError(f"ATLAS_BASE_PATH is a path such as /atlas, not {path!r}")
    return plain


class BasePathMiddleware:
    """Takes the base path off each address, so that the app within knows nothing of it.

    A request without it is not found, except for the health address, which balancers ask directly.
    """

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if not self.base or scope["type"] == "lifespan" or path == "/health":
            await self.app(scope, receive, send)
        elif path.startswith(f"{self.base}/"):
            await self.app({**scope, "path": path.removeprefix(self.base), "raw_path": None}, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif path == self.base:
            query = scope["query_string"].decode("latin-1")
            address = f"{self.base}/{'?' if query else ''}{query}"
            await RedirectResponse(address, 308)(scope, receive, send)
        else:
            await PlainTextResponse("Not found.", 404)(scope, receive, send)
