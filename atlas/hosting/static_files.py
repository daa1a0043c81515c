"""Files kept in memory, each compressed once, and the answer to a request for one.

Streamlit sends its own scripts uncompressed: 7 MB for a page with a chart, 2 MB from here.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: below these there is nothing but the files
OURS = ("/static/", "/app/static/")
FOREVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
ASK_AGAIN = "no-cache"
COMPRESSIBLE = re.compile(
    r"text/|application/(?:json|javascript|geo\+json|manifest\+json|vnd\.oai)|image/svg"
)
#: a name like ``index.DormvYxC.js``: its content never changes under this name
HASHED = re.compile(r"\.[\w-]{8}\.\w+$")
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css; charset=utf-8",
    ".woff2": "font/woff2",
}


def media_type(path: Path) -> str:
    """Content type by the ending of the name."""
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def accepted(header: str) -> list[str]:
    """Encodings we can send that an Accept-Encoding header allows, best first; identity is last."""
    wanted: dict[str, bool] = {}
    for part in header.lower().split(","):
        name, _, parameters = part.partition(";")
        quality = parameters.replace(" ", "").removeprefix("q=")
        wanted[name.strip()] = quality not in ("0", "0.0", "0.00", "0.000")
    return [name for name in ("br", "gzip") if wanted.get(name, wanted.get("*", False))] + ["identity"]


@dataclass
class CachedFile:
    """One file: its bytes, its type, how long it may be file, and its compressed forms."""

    body: bytes
    kind: str
    cache: str
    more: Mapping[str, str] = field(default_factory=dict)
    _forms: dict[str, bytes] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.tag = f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    def has(self, encoding: str) -> bool:
        """True when ``form`` need not compress."""
        return encoding == "identity" or encoding in self._forms or not COMPRESSIBLE.match(self.kind)

    def form(self, encoding: str) -> tuple[str, bytes]:
        """The encoding really used and the bytes; a form that is not smaller is not used."""
        if encoding == "identity" or not COMPRESSIBLE.match(self.kind):
            return "identity", self.body
        with self._lock:
            if encoding not in self._forms:
                self._forms[encoding] = compress(encoding, self.body)
        smaller = self._forms[encoding]
        return (encoding, smaller) if len(smaller) < len(self.body) else ("identity", self.body)

    def headers(self, encoding: str, length: int) -> list[tuple[bytes, bytes]]:
        """Response headers for one of the forms."""
        names = {
            "content-type": self.kind,
            "content-length": str(length),
            "cache-control": self.cache,
            "etag": self.tag,
            "vary": "Accept-Encoding",
            **self.more,
        }
        if encoding != "identity":
            names["content-encoding"] = encoding
        return [(name.encode(), value.encode("latin-1")) for name, value in names.items()]


def compress(encoding: str, body: bytes) -> bytes:
    """The bytes in one encoding; brotli at 9, since 11 takes twenty times as long for 10 % less."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=9, lgwin=24))
    return gzip.compress(body, 9, mtime=0)


async def answer(file: CachedFile, scope: Scope, send: Send, status: int = 200) -> None:
    """Send a kept file: the best form the client takes, or 304 when it has it already."""
    asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
    if file.tag in (tag.strip() for tag in asked.get(b"if-none-match", "").split(",")):
        headers = [
            pair
            for pair in file.headers("identity", 0)
            if pair[0] not in (b"content-length", b"content-type")
        ]
        await _send(send, 304, headers, b"")
        return
    encoding = accepted(asked.get(b"accept-encoding", ""))[0]
    if not file.has(encoding):
        await run_in_threadpool(file.form, encoding)
    encoding, body = file.form(encoding)
    await _send(send, status, file.headers(encoding, len(body)), b"" if scope["method"] == "HEAD" else body)


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body})


class StaticFiles:
    """The files of some folders by address.

    Only names listed at the start exist, so no path can lead out of the folders. A file is
    read when it is first asked for, and file.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._paths = {
            f"{prefix}/{path.relative_to(folder).as_posix()}": path
            for prefix, folder in folders.items()
            for path in folder.rglob("*")
            if path.is_file()
        }
        self._read: dict[str, CachedFile] = {}

    def __contains__(self, address: str) -> bool:
        return address in self._paths

    def get(self, address: str) -> CachedFile:
        """The file of an address, read once; KeyError for one that does not exist."""
        if address not in self._read:
            path = self._paths[address]
            cache = FOREVER if HASHED.search(path.name) else AN_HOUR
            self._read[address] = CachedFile(path.read_bytes(), media_type(path), cache)
        return self._read[address]

    def prepare(self, addresses: Iterable[str]) -> None:
        """Read and compress files before anybody asks for them."""
        for address in addresses:
            if address in self:
                self.get(address).form("br")


class StaticFilesMiddleware:
    """Middleware that answers requests for files kept in memory."""

    def __init__(self, app: ASGIApp, files: StaticFiles) -> None:
        self.app, self.files = app, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in self.files:
            await answer(self.files.get(scope["path"]), scope, send)
        elif scope["type"] == "http" and scope["path"].startswith(OURS):
            # such as a script of an earlier version: a page in its place would only be a stranger error
            headers = {"cache-control": "no-store"}
            await PlainTextResponse("Not found; reload the page.", 404, headers)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
