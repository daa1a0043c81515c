"""A cold Chromium and what it notes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
#: when a map is seen (the still picture of the first answer, or plotly's) and when plotly has drawn it
WATCH = """
const look = () => {
  if (!window.seen && document.querySelectorAll("#preview svg path").length >= 30)
    window.seen = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  if (document.querySelectorAll(".choroplethlayer path").length >= 30) window.drawn = performance.now();
  else requestAnimationFrame(look);
};
look();
"""


@dataclass
class Visit:
    """Time from navigation to a map that is seen and to plotly's own, and bytes over the line."""

    seen: float
    drawn: float
    bytes: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that reaches this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def visit(browser: Browser, address: str) -> Visit:
    """Open an address with an empty cache and wait for the map."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    received = 0

    def finished(event: dict[str, float]) -> None:
        nonlocal received
        received += int(event["encodedDataLength"])

    def frame(event: dict[str, dict[str, str]]) -> None:
        nonlocal received
        # binary frames are reported in base64
        received += len(event["response"]["payloadData"]) * 3 // 4

    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.loadingFinished", finished)
    line.on("Network.webSocketFrameReceived", frame)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.drawn", timeout=120_000)
    seen, drawn = page.evaluate("[window.seen ?? window.drawn, window.drawn]")
    page.wait_for_timeout(1500)
    context.close()
    return Visit(seen, drawn, received)
