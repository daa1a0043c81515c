"""The hosted form: the same app behind compression, headers, link previews and data addresses.

`python server.py`, with HOST and PORT; see docs/hosting.md. Streamlit takes its settings from
.streamlit/config.toml here: its own STREAMLIT_* variables count only for `streamlit run`.
"""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit import runtime

from atlas import catalogues, places, tables
from atlas.app import cache, frame, workers
from atlas.app.pages import pages
from atlas.cbam.answers import law_answers
from atlas.cbam.law import rule_sets
from atlas.hosting import (
    base_path,
    brief,
    calculator,
    gone_sessions,
    health,
    index_page,
    logs,
    quotas,
    releases,
    run_slots,
    scripts,
    security,
    static_preview,
    tables_by_address,
)
from atlas.hosting.load import Load
from atlas.hosting.static_files import StaticFiles, StaticFilesMiddleware
from atlas.hosting.warm_up import open_pages

ROOT = Path(__file__).resolve().parent
BROWSER = Path(st.__file__).parent / "static"
#: pages that may embed the app, as Content-Security-Policy writes them
ANCESTORS = os.environ.get("ATLAS_FRAME_ANCESTORS", security.OWN_PAGES)
#: the address that link previews name; without it the one a request came by
PUBLIC = os.environ.get("ATLAS_PUBLIC_URL", "").rstrip("/")
#: the path below which a proxy offers the app, such as ``/atlas``
BASE = os.environ.get("ATLAS_BASE_PATH", "")
#: bytes of an upload with what multipart puts around it, and of one message from a browser
LARGEST_UPLOAD = (st.get_option("server.maxUploadSize") + 1) * 1024**2
LARGEST_MESSAGE = 2 * 1024**2

#: pages, in the order of the navigation, that are opened before the first answer
AT_START = 2
#: scripts that run at once: one may be a long calculation; and seconds that the others wait at most
AT_ONCE, LONGEST_WAIT = 2, 0.5
#: seconds a thread may keep the interpreter: scripts are shorter, and to be interrupted costs them a tenth
SWITCH_INTERVAL = 0.02


def theme(kind: str) -> dict[str, str]:
    """Fonts and colours of the light or the dark theme, from .streamlit/config.toml."""
    colours = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor", "borderColor")
    settings = {name: st.get_option(f"theme.{kind}.{name}") for name in colours}
    settings |= {"bodyFont": st.get_option("theme.font"), "headingFont": st.get_option("theme.headingFont")}
    return {name: value for name, value in settings.items() if value}


SCRIPTS = scripts.Manifest(BROWSER / "manifest.json")
files = StaticFiles({"/static": BROWSER / "static", "/app/static": ROOT / "static"})


async def prepare(index_pages: index_page.Pages) -> None:
    """Before the first visitor: tables, catalogues, rules, and the pages that most come to."""
    cache.start()
    # each takes a third of a second; pages compare the two, and the calculator serves both
    for scenario in rule_sets.rule_sets():
        law_answers.rules(scenario)
    await announce(index_pages, list(pages())[:AT_START])


async def announce(index_pages: index_page.Pages, names: Sequence[str]) -> None:
    """Open pages once; their first answers then announce the scripts that they need."""
    for name, contents in (await open_pages(runtime.get_instance(), names)).items():
        needed = SCRIPTS.needed(contents.elements)
        largest_first = sorted(needed, key=lambda file: -(BROWSER / file).stat().st_size)
        index_pages.announce(name, index_page.Preloads(largest_first, sorted(contents.files)))
    gc.collect()
    gc.freeze()


async def go_on(index_pages: index_page.Pages) -> None:
    """After the first answer, so that nobody waits for it who does not ask for it: the other pages, and the rest."""
    await announce(index_pages, list(pages())[AT_START:])
    announced = [file for preloads in index_pages.preloads.values() for file in preloads.announced()]
    # in the background: whoever comes first waits for the file he asks for, not for all of them
    wanted = dict.fromkeys(f"/{file}" for file in [*announced, *SCRIPTS.basic()])
    Thread(target=files.prepare, args=[wanted], daemon=True).start()
    # the process that workers are forked from loads its libraries
    Thread(target=workers.run, args=[len, ""], daemon=True).start()
    # geopandas takes a second to import, which nobody should wait for who asks what stands near a plant
    Thread(target=places.warm_up, daemon=True).start()


def application() -> st.App:
    """The app and what the hosted form puts around it; raises ValueError for a setting that cannot be."""
    index = (BROWSER / "index.html").read_text(encoding="utf-8")
    base, load = base_path.checked(BASE), Load()
    index_pages = index_page.Pages(index, PUBLIC, base, static_preview, theme("light"), theme("dark"))
    headers = security.security_headers(security.policy(index_pages.hashes(), ANCESTORS))
    security.cookies_in_frames(ANCESTORS, PUBLIC)
    quotas.keep_uploads_off_the_disk(LARGEST_UPLOAD)

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        running = runtime.get_instance()
        await prepare(index_pages)
        tasks = [asyncio.create_task(each) for each in (gone_sessions.forget(running), go_on(index_pages))]
        yield
        for task in tasks:
            task.cancel()

    return st.App(
        ROOT / "dashboard.py",
        lifespan=lifespan,
        routes=[
            health.route(load),
            releases.route(PUBLIC, base),
            brief.route(PUBLIC, base, lambda: frame.run_slot()),
            tables_by_address.TableFiles().mount(),
            calculator.Calculator(law_answers.rules).mount(),
        ],
        middleware=[
            Middleware(base_path.BasePathMiddleware, base=base),
            Middleware(security.SecurityMiddleware, headers=headers),
            Middleware(StaticFilesMiddleware, files=files),
            Middleware(index_page.IndexPageMiddleware, pages=index_pages, names=pages()),
            Middleware(quotas.QuotaMiddleware, load=load, largest=LARGEST_UPLOAD, quotas=quotas.Quotas()),
        ],
    )


def main() -> None:
    """Check tables and settings, then serve until stopped."""
    try:
        cache.start()
        app = application()
    except (tables.TableError, catalogues.CatalogueError) as error:
        sys.exit(f"Data or words are damaged, so the server does not start: {error}")
    except ValueError as error:
        sys.exit(f"The settings do not fit, so the server does not start: {error}")
    logs.to_standard_error()
    sys.setswitchinterval(SWITCH_INTERVAL)
    slots = run_slots.RunSlots(AT_ONCE, LONGEST_WAIT)
    frame.run_slot, workers.waiting = slots.slot, slots.lent
    uvicorn.run(
        app,
        host=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8501")),
        ws="websockets-sansio",
        ws_ping_interval=20,
        ws_max_size=LARGEST_MESSAGE,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
