"""Time to the first chart, cold browser, 20 Mbit/s and 40 ms: hosted, Dash with gzip, plain; alternating."""

from contextlib import ExitStack

from benchmarks.browser import chromium, visit
from benchmarks.line import slow
from benchmarks.rows import Row, ratio, spread
from benchmarks.servers import Server

PAGES = {"hosted": "/lighthouses?lang=en", "dash": "/", "plain": "/lighthouses?lang=en"}


def run(short: bool) -> list[Row]:
    """Medians with quartiles, and the two ratios."""
    times: dict[str, list[float]] = {kind: [] for kind in PAGES}
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        addresses = {}
        for kind, page in PAGES.items():
            server = stack.enter_context(Server(kind))
            visit(browser, server.address + page)
            addresses[kind] = stack.enter_context(slow(server.address)) + page
        for _ in range(3 if short else 15):
            for kind, address in addresses.items():
                times[kind].append(visit(browser, address).milliseconds / 1000)
    rows = {kind: spread(f"first chart, {kind}", "s", values) for kind, values in times.items()}
    return [
        *rows.values(),
        ratio("first chart, hosted / Dash with gzip", rows["hosted"], rows["dash"], 1.0),
        ratio("first chart, hosted / plain", rows["hosted"], rows["plain"], 1 / 3),
    ]
