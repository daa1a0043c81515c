"""Bytes of a first visit with an empty cache, the map drawn; bytes of a click are in `rerun`."""

from benchmarks.browser import chromium, visit
from benchmarks.first_chart import PAGES
from benchmarks.rows import Row
from benchmarks.servers import Server

GOAL_MB = 2.5


def run(short: bool) -> list[Row]:
    """Once each: bytes do not vary."""
    rows = []
    with chromium() as browser:
        for kind, page in PAGES.items():
            with Server(kind) as server:
                # the first visitor may come before all files are compressed
                visit(browser, server.address + page)
                received = visit(browser, server.address + page).bytes / 1e6
            rows.append(
                Row(f"first visit, {kind}", received, "MB", goal=GOAL_MB if kind == "hosted" else None)
            )
    return rows
