"""Middleware: how much one session, and all together, may put into the server's memory.

A file over a quota is read and dropped, and the page says why: an error status would reach the
reader as the uploader's own words, in English.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass

from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from atlas.app import uploads
from atlas.hosting.load import Load

UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")


@dataclass(frozen=True)
class Quotas:
    """Limits of uploads."""

    #: of one session: files it holds, and their bytes
    files: int = 30
    bytes: int = 45 * 1024**2
    #: bytes on their way, of all sessions together
    arriving: int = 200 * 1024**2
    #: seconds in which a file must have come
    seconds: float = 120


def held(session: str) -> list[int]:
    """Bytes of each file that Streamlit holds for a session."""
    store = get_instance().uploaded_file_mgr
    files = store.file_storage.get(session, {}) if isinstance(store, MemoryUploadedFileManager) else {}
    return [len(file.data) for file in list(files.values())]


def keep_uploads_off_the_disk(largest: int) -> None:
    """Have the reader of multipart bodies hold up to ``largest`` bytes in memory, not in a temporary file."""
    MultiPartParser.spool_max_size = largest


class QuotaMiddleware:
    """Counts sessions, and files with their bytes, before Streamlit takes them."""

    def __init__(self, app: ASGIApp, load: Load, largest: int, quotas: Quotas) -> None:
        self.app, self.load, self.quotas = app, load, quotas
        #: bytes of the largest body: a file and what multipart puts around it
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match = UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if match and scope["method"] == "PUT":
            await self._upload(match[1], scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.load.full():
            await send({"type": "websocket.close", "code": 1013})
            return
        self.load.sessions += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.load.sessions -= 1

    async def _upload(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        length = min(_length(scope) or self._largest, self._largest)
        refused = self.refusal(session, length) or _without_cookie(scope)
        ends = time.monotonic() + self.quotas.seconds
        if refused:
            uploads.refuse(session, refused)
            await _drop(receive, self._largest, ends)
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        self.load.arriving += length
        try:
            await self.app(scope, lambda: _in_time(receive, ends), send)
        finally:
            self.load.arriving -= length

    def refusal(self, session: str, length: int) -> str | None:
        """Why a session's file of so many bytes is not taken; None where it is."""
        sizes = held(session)
        if len(sizes) >= self.quotas.files or sum(sizes) + length > self.quotas.bytes:
            return "session_full"
        if self.load.short_of_memory(length):
            return "server_full"
        return "busy" if self.load.arriving + length > self.quotas.arriving else None


def _without_cookie(scope: Scope) -> str | None:
    """The kind of refusal of a browser that keeps the app's cookie back; None where it came.

    Streamlit would refuse it as a forged request, in the uploader's own words; so it stays refused.
    """
    return None if XSRF_COOKIE_NAME in Request(scope).cookies else "no_cookie"


def _length(scope: Scope) -> int:
    stated = dict(scope["headers"]).get(b"content-length", b"")
    return int(stated) if stated.isdigit() else 0


async def _in_time(receive: Receive, ends: float) -> Message:
    """The next piece of a body; who is too slow counts as gone."""
    try:
        return await asyncio.wait_for(receive(), max(ends - time.monotonic(), 0))
    except TimeoutError:
        return {"type": "http.disconnect"}


async def _drop(receive: Receive, most: int, ends: float) -> None:
    """Read a body and keep nothing of it."""
    read, more = 0, True
    while more and read <= most:
        message = await _in_time(receive, ends)
        read += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
