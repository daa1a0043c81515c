"""The first answer of every address: Streamlit's index.html in the page's language.

With a title, a description and a picture for link previews, and with the scripts announced
that the page will need, so that the browser fetches them before the app asks for them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any, Protocol
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.app.frame import style
from atlas.app.pages import FIRST, pages
from atlas.hosting import watchdog
from atlas.hosting.static_files import ASK_AGAIN, CachedFile, answer
from atlas.language import LANGUAGES, Language, guess

#: addresses below these belong to Streamlit or to our own routes
OCCUPIED = re.compile(
    r"/(?:_stcore|media|component|app|static|data|api|brief|health|feed\.xml|favicon\.png|manifest\.json)(?:/|$)"
)
HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?")
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
#: parts of index.html that are replaced; each must be found
LANG, TITLE, HEAD_END = '<html lang="en">', "<title>Streamlit</title>", "</head>"
ENTRY, ROOT = '<script type="module"', '<div id="root"></div>'
#: the browser part need not ask for its host's settings, nor guess where the app lives below
#: a page's address: two round trips less. It has the app's fonts and colours from the start, so
#: that it does not fetch fonts of its own first. Only our own pages may talk to it. The watchdog
#: speaks in place of its error dialogs, which are in English.
SETTINGS = """<script>
      window.__streamlit = {
        BACKEND_BASE_URL: location.origin + "%s/",
        HOST_CONFIG: {
          allowedOrigins: [location.origin],
          useExternalAuthToken: false,
          enableCustomParentMessages: false,
          enforceDownloadInNewTab: false,
          metricsUrl: "",
          blockErrorDialogs: true
        },
        LIGHT_THEME: %s,
        DARK_THEME: %s
      }
    </script>"""
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
STYLESHEET = re.compile(r'<link rel="stylesheet"[^>]*>')
#: the app's font is the system's, and there is no agent interface to point at
UNUSED = re.compile(r'<link\s+rel="(?:preload"[^>]*SourceSans|service-desc")[^>]*>', re.DOTALL)


@dataclass
class Preloads:
    """What one page's first answer announces: scripts, and files its figures fetch."""

    scripts: Sequence[str] = ()
    files: Sequence[str] = ()

    def announced(self) -> list[str]:
        """All addresses, without the leading slash."""
        return [*self.scripts, *self.files]


class Preview(Protocol):
    """Words and a picture of a page; the watchdog takes them away when the page itself has drawn it."""

    def view(self, name: str, query: bytes) -> Hashable | None:
        """What a page's link asks for, as a key of ``draw``; None where there is no picture."""

    def draw(self, what: Any, lang: Language) -> str:
        """The picture with its style, in HTML."""


@dataclass
class Pages:
    """Makes the first answers. ``preloads`` are by page and may be filled after the start."""

    index: str
    public: str = ""
    #: the path that the app lives below, such as ``/atlas``
    base: str = ""
    preview: Preview | None = None
    #: settings of the light and the dark theme, as Streamlit's browser part names them
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    preloads: dict[str, Preloads] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in (LANG, TITLE, HEAD_END, ENTRY, ROOT):
            if part not in self.index:
                raise ValueError(f"index.html of this Streamlit version has no {part}")
        themes = json.dumps(dict(self.light)), json.dumps(dict(self.dark))
        self._scripts = SETTINGS % (self.base, *themes) + watchdog.script()
        self.page = lru_cache(maxsize=128)(self._page)

    def announce(self, name: str, preloads: Preloads) -> None:
        """Have the first answer of a page announce these from now on."""
        self.preloads[name] = preloads
        self.page.cache_clear()

    def hashes(self) -> list[str]:
        """Content-Security-Policy sources of the inline scripts."""
        texts = INLINE.findall(self.index + self._scripts)
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]

    def _page(self, name: str, lang: Language, origin: str, view: Hashable | None) -> CachedFile:
        """The first answer of a page in a language; ``origin`` like ``https://host`` or empty.

        ``view`` is what `Preview.view` gave for the link.
        """
        entry = pages()[name]
        title, description = lang.text(entry.title), lang.text(entry.description)
        text = UNUSED.sub("", self.index)
        text = text.replace(LANG, f'<html lang="{lang.code}">')
        text = text.replace(TITLE, _tags(name, lang, origin, title, description))
        # the style sheet first, since nothing is painted without it
        styles = "".join(STYLESHEET.findall(text))
        text = STYLESHEET.sub("", text).replace(ENTRY, f"{self._scripts}\n    {styles}{ENTRY}")
        # after the app's own scripts, which it cannot start without
        # the app's own style too, so that nothing moves when it comes by Streamlit's way
        last = _announcements(self.preloads.get(name, Preloads())) + style()
        text = text.replace(HEAD_END, last + HEAD_END)
        text = NOSCRIPT.sub(lambda _: _without_script(lang, title, description), text)
        picture = self.preview.draw(view, lang) if self.preview and view is not None else ""
        text = text.replace(ROOT, f"{ROOT}{picture}{watchdog.box(lang)}")
        more = {"content-language": lang.code, "vary": "Accept-Encoding, Accept-Language"}
        return CachedFile(text.encode(), "text/html; charset=utf-8", ASK_AGAIN, more)


def _announcements(preloads: Preloads) -> str:
    """Links to what the browser shall fetch before the app asks for it."""
    scripts = (f'<link rel="modulepreload" crossorigin href="./{file}">' for file in preloads.scripts)
    files = (f'<link rel="preload" as="fetch" crossorigin href="./{file}">' for file in preloads.files)
    return "".join([*scripts, *files])


def _tags(name: str, lang: Language, origin: str, title: str, description: str) -> str:
    brand = lang.text("Factory Atlas")
    full = title if title == brand else f"{title} · {brand}"
    path = "/" if name == "overview" else f"/{name}"
    metas = [
        ("name", "description", description),
        ("property", "og:type", "website"),
        ("property", "og:site_name", brand),
        ("property", "og:title", full),
        ("property", "og:description", description),
        ("property", "og:locale", lang.spoken.preview),
        ("property", "og:url", f"{origin}{path}?lang={lang.code}"),
        ("property", "og:image", f"{origin}/app/static/preview.png"),
        ("property", "og:image:width", "1200"),
        ("property", "og:image:height", "630"),
        ("name", "twitter:card", "summary_large_image"),
    ]
    tags = [f"<title>{escape(full)}</title>"]
    tags += [f'<meta {kind}="{key}" content="{escape(value)}">' for kind, key, value in metas]
    tags += [
        f'<link rel="alternate" hreflang="{code}" href="{origin}{path}?lang={code}">' for code in LANGUAGES
    ]
    return "\n    ".join(tags)


def _without_script(lang: Language, title: str, description: str) -> str:
    hint = lang.text("This page needs JavaScript. The tables can be downloaded without it:")
    return (
        f"<noscript><h1>{escape(title)}</h1><p>{escape(description)}</p>"
        f'<p>{escape(hint)} <a href="./data/datapackage.json">/data/datapackage.json</a></p></noscript>'
    )


def language_of(query: bytes, accept_language: str) -> Language:
    """The link's language when it names one of ours, else the browser's first, as the app does."""
    wanted = parse_qs(query[:4096].decode("latin-1")).get("lang", [""])[-1]
    first = accept_language.split(",")[0].split(";")[0].strip()
    return Language(wanted if wanted in LANGUAGES else guess(first))


class IndexPageMiddleware:
    """Middleware that answers page addresses; an unknown one gets the frame and status 404."""

    def __init__(self, app: ASGIApp, pages: Pages, names: Sequence[str]) -> None:
        self.app, self.pages, self.names = app, pages, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or OCCUPIED.match(path):
            await self.app(scope, receive, send)
            return
        name = path.strip("/")
        if "/" in name or "." in name:
            await PlainTextResponse("Not found.", 404)(scope, receive, send)
            return
        if name and (name == FIRST or path != f"/{name}") and name in self.names:
            await RedirectResponse(self._address(name, scope), 308)(scope, receive, send)
            return
        known = name in self.names
        headers = {key: value.decode("latin-1") for key, value in scope["headers"]}
        language = language_of(scope["query_string"], headers.get(b"accept-language", ""))
        page = name if known else FIRST
        preview = self.pages.preview
        view = preview.view(page, scope["query_string"]) if preview else None
        origin = self._origin(scope, headers)
        file = await run_in_threadpool(self.pages.page, page, language, origin, view)
        await answer(file, scope, send, 200 if known or not name else 404)

    def _origin(self, scope: Scope, headers: Mapping[bytes, str]) -> str:
        """Where previews find the picture: the configured address, else the one that was asked."""
        host = headers.get(b"host", "")
        own = f"{scope['scheme']}://{host}" if HOST.fullmatch(host) else ""
        return (self.pages.public or own) + self.pages.base

    def _address(self, name: str, scope: Scope) -> str:
        """The one address of a page, with what the link asked for."""
        query = scope["query_string"].decode("latin-1")
        return f"{self.pages.base}/{'' if name == FIRST else name}{'?' if query else ''}{query}"
