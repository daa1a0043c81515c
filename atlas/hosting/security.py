"""Headers that bind the browser, doors that stay shut, and a log without user data."""

from __future__ import annotations

import ipaddress
import logging
import re
import secrets
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

log = logging.getLogger("atlas.access")
METRICS = "/_stcore/metrics"
#: of Content-Security-Policy: only the app's own pages
OWN_PAGES = "'self'"
FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"}
#: behind these, addresses carry identifiers of sessions and files
PRIVATE = re.compile(r"^(/(?:_stcore/(?:upload_file|bidi-components)|media|component))/.*")

OWN = re.compile(
    r"^/(?:api/cbam|api|data|health|static|app/static|_stcore(?:/upload_file)?|media|component)(?=/|$)"
)


def policy(script_hashes: Sequence[str], ancestors: str) -> str:
    """The Content-Security-Policy: own scripts only, no ``eval``, nothing from outside.

    Styles may stand inline because Streamlit writes them so; WebAssembly is compiled by its
    table element. ``ancestors`` are the pages that may embed the app.
    """
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {' '.join(script_hashes)}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        ]
    )


def security_headers(policy_text: str) -> dict[str, str]:
    """Headers of every response."""
    return {
        "content-security-policy": policy_text,
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }


def cookies_in_frames(ancestors: str, public: str) -> None:
    """Have the app's cookie, which uploads need, also sent in a frame of another site.

    Browsers take such a cookie over HTTPS only, so ``public``, the app's address, must say so.
    """
    if ancestors != OWN_PAGES and public.startswith("https://"):
        config.set_option("server.xsrfCookieSameSite", "none")


class SecurityMiddleware:
    """Middleware: headers on every response, metrics for this machine only, own websockets only."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app = app
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._names = {name for name, _ in self._headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not same_origin(scope):
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in self._names]
                cookies = [(name, _partitioned(value)) for name, value in kept]
                message["headers"] = [*cookies, *self._headers, *_transport(scope)]
            await send(message)

        try:
            if scope["path"].rstrip("/").endswith(METRICS) and not from_this_machine(scope):
                await PlainTextResponse("Closed.", 403)(scope, receive, with_headers)
            else:
                await self.app(scope, receive, with_headers)
        except Exception as error:
            if status:
                raise
            number = secrets.token_hex(4)
            log.error("failure %s: %s", number, type(error).__name__)
            await PlainTextResponse(f"Something went wrong; report number {number}.", 500)(
                scope, receive, with_headers
            )
        spent = (time.perf_counter() - started) * 1000
        log.info(
            "%s %s %s %.1f ms", _logged(scope["method"]), _logged_path(scope["path"], status), status, spent
        )


def from_this_machine(scope: Scope) -> bool:
    """True for a direct connection over loopback; a proxy's forwarded request is not direct."""
    if any(name in FORWARDED for name, _ in scope["headers"]):
        return False
    try:
        return ipaddress.ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False


def same_origin(scope: Scope) -> bool:
    """False for a websocket that another site's page opens; programs send no origin."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin")
    try:
        return origin is None or urlsplit(origin).netloc == headers.get(b"host", b"")
    except ValueError:
        return False


def _partitioned(value: bytes) -> bytes:
    """A cookie for frames of other sites is kept apart for each of them, as browsers ask for."""
    return value + b"; Partitioned" if b"SameSite=None" in value else value


def _transport(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Stay with HTTPS once it was used."""
    return [(b"strict-transport-security", b"max-age=31536000")] if scope["scheme"] == "https" else []


def _logged_path(path: str, status: int) -> str:
    """A path for the log: only one that exists here, without identifiers or the query.

    What was not found may be anything, so only its first part is kept where that is one of ours.
    """
    if status < 400:
        return _logged(PRIVATE.sub(r"\1/…", path))
    return _logged(f"{match[0]}/…" if (match := OWN.match(path)) else "/…")


def _logged(text: str) -> str:
    """A text for the log: bounded, without control characters."""
    return re.sub(r"[^\x21-\x7e…]", "·", text[:200])
