"""Every page is opened once inside the server, the first before the first visitor, the others right after.

It pays for imports, caches and first figures, and tells what a page is made of, so that the
hosted form can announce the scripts a page needs in its first answer.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionClient

from atlas.language import LANGUAGES

#: what lies in these is drawn only when a reader opens it
CLOSED = {"popover", "dialog"}
OWN_FILE = re.compile(r"app/static/[\w./-]+\.(?:geojson|json)")
LONGEST_WAIT = 60.0
log = logging.getLogger("atlas")


@dataclass
class PageContents:
    """What a page's first view is made of: kinds of elements and own files its figures fetch."""

    elements: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


class _Client(SessionClient):
    """Receives what a browser would, and remembers only the kinds."""

    def __init__(self) -> None:
        self.contents = PageContents()
        self.finished = asyncio.Event()
        self._closed: list[tuple[int, ...]] = []

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        kind = msg.WhichOneof("type")
        if kind == "delta":
            self._look(msg)
        elif kind == "script_finished" and msg.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.finished.set()

    def _look(self, msg: ForwardMsg) -> None:
        path = tuple(msg.metadata.delta_path)
        if any(path[: len(closed)] == closed for closed in self._closed):
            return
        if msg.delta.WhichOneof("type") == "add_block":
            block = msg.delta.add_block
            if block.WhichOneof("type") in CLOSED or (
                block.HasField("expandable") and not block.expandable.expanded
            ):
                self._closed.append(path)
        elif msg.delta.WhichOneof("type") == "new_element":
            element = msg.delta.new_element
            self.contents.elements.add(str(element.WhichOneof("type")))
            if element.HasField("plotly_chart"):
                # plotly escapes slashes
                spec = element.plotly_chart.spec.replace("\\u002f", "/")
                self.contents.files |= set(OWN_FILE.findall(spec))


async def open_pages(runtime: Runtime, pages: Sequence[str]) -> dict[str, PageContents]:
    """Open each page once, the languages taking turns; what each page is made of."""
    languages = list(LANGUAGES)
    return {
        name: await _open(runtime, name, languages[number % len(languages)])
        for number, name in enumerate(pages)
    }


async def _open(runtime: Runtime, name: str, language: str) -> PageContents:
    client = _Client()
    session = runtime.connect_session(client, {})
    request = BackMsg()
    request.rerun_script.query_string = f"lang={language}"
    request.rerun_script.page_name = name
    runtime.handle_backmsg(session, request)
    try:
        await asyncio.wait_for(client.finished.wait(), LONGEST_WAIT)
    except TimeoutError:
        log.warning("page %s did not finish within %s s at the start", name, LONGEST_WAIT)
    finally:
        runtime.close_session(session)
    if "exception" in client.contents.elements:
        log.warning("page %s failed at the start", name)
    return client.contents
