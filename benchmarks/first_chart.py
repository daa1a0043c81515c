"""Time to the first chart, cold browser, 20 Mbit/s and 40 ms: hosted, Dash with gzip, plain; alternating."""

from benchmarks.browser import chromium, visit
from benchmarks.rows import Row, ratio, spread
from benchmarks.servers import Server

PAGES = {"hosted": "/lighthouses?lang=en", "dash": "/", "plain": "/lighthouses?lang=en"}


def run(short: bool) -> list[Row]:
    """Medians with quartiles, and the two ratios."""
    times: dict[str, list[float]] = {kind: [] for kind in PAGES}
    with Server("hosted") as hosted, Server("dash") as dash, Server("plain") as plain, chromium() as browser:
        servers = {"hosted": hosted, "dash": dash, "plain": plain}
        for kind, server in servers.items():
            visit(browser, server.address + PAGES[kind], slow_line=False)
        for _ in range(3 if short else 15):
            for kind, server in servers.items():
                times[kind].append(visit(browser, server.address + PAGES[kind]).milliseconds / 1000)
    rows = {kind: spread(f"first chart, {kind}", "s", values) for kind, values in times.items()}
    return [
        *rows.values(),
        ratio("first chart, hosted / Dash with gzip", rows["hosted"], rows["dash"], 1.0),
        ratio("first chart, hosted / plain", rows["hosted"], rows["plain"], 1 / 3),
    ]
