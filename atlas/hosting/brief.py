"""``/brief/PAGE.pptx?…``: a view as slides, from the parameters of its link."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from atlas import tables
from atlas.app.address import AS_OF, LANGUAGE
from atlas.app.downloads import SLIDES, view_as_slides
from atlas.app.pages import pages
from atlas.app.view import ViewError
from atlas.language import LANGUAGES, Language, guess

#: characters of an address that is answered; the longest link of a page has a few hundred
LONGEST = 8_000


def route(public: str, base: str, slot: Callable[[], AbstractContextManager[None]]) -> Route:
    """The route; ``public`` is the host's address or empty, ``slot`` what a page's run waits for."""

    async def answer(request: Request) -> Response:
        page = request.path_params["page"]
        if page not in pages():
            raise HTTPException(404)
        if len(request.url.query) > LONGEST:
            return PlainTextResponse("The address is too long.", 414)
        query = {name: request.query_params.getlist(name) for name in request.query_params}
        lang = _language(request)
        release = request.query_params.get("data") or None
        if release == tables.date_of() or release not in tables.releases():
            release = None
        address = (public or f"{request.url.scheme}://{request.url.netloc}") + base
        link = f"{address}/{page}" + (f"?{request.url.query}" if request.url.query else "")
        if release is not None and query.get(AS_OF) != ["1"]:
            # the slides show that release, so their link must
            link += f"&{AS_OF}=1"

        def made() -> bytes:
            with slot():
                return view_as_slides(page, query | {LANGUAGE: [lang.code]}, lang, link, release)

        try:
            body = await run_in_threadpool(made)
        except ViewError:
            return PlainTextResponse("This view cannot be shown with these data.", 422)
        name = f'attachment; filename="{page}.pptx"'
        return Response(
            body, media_type=SLIDES, headers={"content-disposition": name, "cache-control": "no-store"}
        )

    return Route("/brief/{page}.pptx", answer, methods=["GET", "HEAD"])


def _language(request: Request) -> Language:
    """The language that the link names, else the browser's."""
    asked = request.query_params.get(LANGUAGE, "")
    wanted = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0]
    return Language(asked if asked in LANGUAGES else guess(wanted))
