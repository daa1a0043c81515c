"""A rerun after a click on each page, alone on the server, against an empty script with the same tuning.

Page and empty script take turns in blocks; within a block each click follows the last at once, for
Streamlit waits some milliseconds between two sendings, and a click after a pause would not show that.
"""

import asyncio

from atlas.app.pages import pages
from benchmarks.rows import Row, percentile, ratio, spread
from benchmarks.servers import Server
from benchmarks.visitor import Visitor

WARM_UP, BLOCK, GOAL_MS, GOAL_TIMES, GOAL_KB = 8, 10, 30.0, 5.0, 50.0


def run(short: bool) -> list[Row]:
    """p50 of each page, its ratio to the floor of the same round, p95, and bytes per click."""
    return asyncio.run(_run(1 if short else 6))


async def _run(blocks: int) -> list[Row]:
    rows: list[Row] = []
    with Server("hosted") as hosted, Server("empty") as empty:
        for name in pages():
            page = Visitor(hosted.address, "" if name == "overview" else name)
            floor = Visitor(empty.address, query="")
            await page.open()
            await floor.open()
            times, sizes, lowest = [], [], []
            for _ in range(WARM_UP):
                await page.click()
                await floor.click()
            for _ in range(blocks):
                clicks = [await page.click() for _ in range(BLOCK)]
                times += [click.milliseconds for click in clicks]
                sizes += [click.bytes / 1000 for click in clicks]
                lowest += [(await floor.click()).milliseconds for _ in range(BLOCK)]
            await page.close()
            await floor.close()
            own, base = spread(f"click on {name}", "ms", times, GOAL_MS), spread("empty script", "ms", lowest)
            rows += [
                own,
                ratio(f"click on {name} / empty script", own, base, GOAL_TIMES),
                Row(f"click on {name}, p95", percentile(times, 0.95), "ms", count=len(times)),
                spread(f"bytes per click on {name}", "kB", sizes, GOAL_KB),
            ]
    return rows
