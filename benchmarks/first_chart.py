"""Time to the first chart, cold browser, 20 Mbit/s and 40 ms: hosted, Dash with gzip, plain; alternating.

Hosted has two times: the still map of its first answer, and plotly's map that can be used.
"""

from contextlib import ExitStack

from benchmarks.browser import chromium, visit
from benchmarks.line import slow
from benchmarks.rows import Row, ratio, spread
from benchmarks.servers import Server

PAGES = {"hosted": "/lighthouses?lang=en", "dash": "/", "plain": "/lighthouses?lang=en"}


def run(short: bool) -> list[Row]:
    """Medians with quartiles, and the ratios."""
    seen: dict[str, list[float]] = {kind: [] for kind in PAGES}
    drawn: dict[str, list[float]] = {kind: [] for kind in PAGES}
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        addresses = {}
        for kind, page in PAGES.items():
            server = stack.enter_context(Server(kind))
            visit(browser, server.address + page)
            addresses[kind] = stack.enter_context(slow(server.address)) + page
        for _ in range(3 if short else 15):
            for kind, address in addresses.items():
                found = visit(browser, address)
                seen[kind].append(found.seen / 1000)
                drawn[kind].append(found.drawn / 1000)
    first = {kind: spread(f"first chart, {kind}", "s", values) for kind, values in seen.items()}
    usable = spread("chart to use, hosted", "s", drawn["hosted"])
    return [
        *first.values(),
        ratio("first chart, hosted / Dash with gzip", first["hosted"], first["dash"], 1.0),
        ratio("first chart, hosted / plain", first["hosted"], first["plain"], 1 / 3),
        usable,
        ratio("chart to use, hosted / Dash with gzip", usable, first["dash"]),
        ratio("chart to use, hosted / plain", usable, first["plain"]),
    ]
