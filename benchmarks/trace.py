"""What the browser's main thread does from the first byte to a map that can be used: Chromium's own trace.

A cold browser opens the hosted lighthouse page as in `first_chart`, without the slow line, while Chromium
records. Processor time of the page's main thread is told by kind, so that other work on the machine does
not count; see docs/decisions/0006-browser-trace.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from playwright.sync_api import Browser

from benchmarks.browser import WATCH, chromium
from benchmarks.first_chart import PAGES
from benchmarks.rows import Row, spread
from benchmarks.servers import Server

#: what is recorded: the tasks of the main thread and the script calls in them
CATEGORIES = ["devtools.timeline", "v8.execute", "blink.user_timing", "loading"]
#: marks of the page itself: it has begun, the map can be used
BEGIN, USABLE = "atlas-begin", "atlas-usable"
#: event → its kind; time inside an inner event counts for that one
KINDS = {
    "EvaluateScript": "scripts, run once",
    "v8.compile": "scripts, run once",
    "v8.compileModule": "scripts, run once",
    "v8.evaluateModule": "scripts, run once",
    "FunctionCall": "scripts, called",
    "RunMicrotasks": "scripts, called",
    "TimerFire": "scripts, called",
    "FireAnimationFrame": "scripts, called",
    "EventDispatch": "scripts, called",
    "ParseHTML": "HTML read",
    "UpdateLayoutTree": "styles worked out",
    "Layout": "layout",
    "PrePaint": "painting",
    "Paint": "painting",
    "Layerize": "painting",
    "Commit": "painting",
    "MinorGC": "memory cleared",
    "MajorGC": "memory cleared",
}
Event = dict[str, Any]


def record(browser: Browser, address: str) -> list[Event]:
    """The events of one visit, from navigation to the drawn map."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.add_init_script(WATCH + f'performance.mark("{BEGIN}");')
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.drawn", timeout=120_000)
    page.evaluate(f'performance.mark("{USABLE}")')
    recorded: list[Event] = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    return recorded


def work(events: Sequence[Event]) -> Counter[str]:
    """Processor milliseconds of the page's main thread by kind, between the two marks."""
    marks = {event["name"]: event for event in events if event.get("name") in (BEGIN, USABLE)}
    begin, end = marks[BEGIN], marks[USABLE]
    inside = [
        event
        for event in events
        if event.get("ph") == "X"
        and event["name"] in KINDS
        and (event["pid"], event["tid"]) == (begin["pid"], begin["tid"])
        and begin["ts"] <= event["ts"] < end["ts"]
    ]
    inside.sort(key=lambda event: (event["ts"], -event["dur"]))
    found: Counter[str] = Counter()
    for event in inside:
        found[KINDS[event["name"]]] += event.get("tdur", 0) / 1000
    for outer, inner in _nested(inside):
        found[KINDS[outer["name"]]] -= inner.get("tdur", 0) / 1000
    largest = max(event.get("tdur", 0) for event in inside if event["name"] == "v8.evaluateModule")
    found["of it the largest script (Streamlit's charts)"] = largest / 1000
    return found


def _nested(events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Each event that lies in another one, after the innermost that it lies in."""
    stack: list[Event] = []
    for event in events:
        while stack and stack[-1]["ts"] + stack[-1]["dur"] <= event["ts"]:
            stack.pop()
        if stack:
            yield stack[-1], event
        stack.append(event)


def run(short: bool) -> list[Row]:
    """Milliseconds by kind over the visits, most first."""
    visits: list[Counter[str]] = []
    with chromium() as browser, Server("hosted") as server:
        server.settle()
        # the first visitor may come before all files are compressed
        record(browser, server.address + PAGES["hosted"])
        for _ in range(2 if short else 7):
            visits.append(work(record(browser, server.address + PAGES["hosted"])))
    names = sorted({name for each in visits for name in each}, key=lambda name: -sum(v[name] for v in visits))
    return [spread(f"main thread, {name}", "ms", [each[name] for each in visits]) for name in names]
