"""The hosted form: the same app behind compression, headers, link previews and data addresses.

`python server.py`, with HOST and PORT; see docs/hosting.md. Streamlit takes its settings from
.streamlit/config.toml here: its own STREAMLIT_* variables count only for `streamlit run`.
"""

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit import runtime

from atlas import tables
from atlas.app import cache, frame, workers
from atlas.app.pages import pages
from atlas.cbam.answers import law_answers
from atlas.cbam.law import rule_sets
from atlas.hosting import (
    calculator,
    health,
    index_page,
    releases,
    run_slots,
    scripts,
    security,
    static_preview,
    tables_by_address,
)
from atlas.hosting.static_files import FromShelf, Shelf
from atlas.hosting.warm_up import rehearse

ROOT = Path(__file__).resolve().parent
BROWSER = Path(st.__file__).parent / "static"
#: pages that may embed the app, as Content-Security-Policy writes them
ANCESTORS = os.environ.get("ATLAS_FRAME_ANCESTORS", "'self'")
#: the address that link previews name; without it the one a request came by
PUBLIC = os.environ.get("ATLAS_PUBLIC_URL", "").rstrip("/")

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


index = (BROWSER / "index.html").read_text(encoding="utf-8")
first_answers = index_page.Pages(index, PUBLIC, static_preview, theme("light"), theme("dark"))
headers = security.security_headers(security.policy(first_answers.hashes(), ANCESTORS))
shelf = Shelf({"/static": BROWSER / "static", "/app/static": ROOT / "static"})


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Before the first visitor: tables, catalogues, every page once; then scripts are compressed."""
    cache.start()
    # each takes a third of a second; pages compare the two, and the calculator serves both
    for scenario in rule_sets.rule_sets():
        law_answers.rules(scenario)
    manifest = scripts.Manifest(BROWSER / "manifest.json")
    for name, makeup in (await rehearse(runtime.get_instance(), pages())).items():
        needed = manifest.needed(makeup.elements)
        largest_first = sorted(needed, key=lambda file: -(BROWSER / file).stat().st_size)
        first_answers.extras[name] = index_page.Extras(largest_first, sorted(makeup.files))
    announced = [file for extras in first_answers.extras.values() for file in extras.announced()]
    gc.collect()
    gc.freeze()
    # in the background: whoever comes first waits for the file he asks for, not for all of them
    wanted = dict.fromkeys(f"/{file}" for file in [*announced, *manifest.basic()])
    Thread(target=shelf.prepare, args=[wanted], daemon=True).start()
    yield


app = st.App(
    ROOT / "dashboard.py",
    lifespan=lifespan,
    routes=[
        health.route(),
        releases.route(PUBLIC),
        tables_by_address.TableFiles().mount(),
        calculator.Calculator(law_answers.rules).mount(),
    ],
    middleware=[
        Middleware(security.Guard, headers=headers),
        Middleware(FromShelf, shelf=shelf),
        Middleware(index_page.FirstAnswer, pages=first_answers, names=pages()),
    ],
)


def main() -> None:
    """Check the tables, then serve until stopped."""
    try:
        cache.start()
    except tables.TableError as error:
        sys.exit(f"The data are damaged, so the server does not start: {error}")
    security.log_to_standard_error()
    sys.setswitchinterval(SWITCH_INTERVAL)
    slots = run_slots.RunSlots(AT_ONCE, LONGEST_WAIT)
    frame.run_slot, workers.waiting = slots.slot, slots.lent
    uvicorn.run(
        app,
        host=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8501")),
        ws="websockets-sansio",
        ws_ping_interval=20,
        ws_max_size=st.get_option("server.maxMessageSize") * 1024 * 1024,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
