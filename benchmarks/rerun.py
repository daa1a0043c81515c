"""A rerun after a click on each page, alone on the server, against an empty script with the same tuning.

Page and empty script take turns in blocks; within a block each click follows the last at once, for
Streamlit waits some milliseconds between two sendings, and a click after a pause would not show that.
With another checkout its server takes turns too, and each page is a ratio to what it was there, in time
on the clock and in processor time, which holds on a busy machine.
"""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from atlas.app.pages import pages
from benchmarks.rows import Row, percentile, ratio, spread
from benchmarks.servers import Server
from benchmarks.visitor import Visitor

WARM_UP, BLOCK, GOAL_MS, GOAL_TIMES, GOAL_KB, GOAL_BEFORE = 8, 10, 30.0, 5.0, 50.0, 1.0


@dataclass
class Clicks:
    """One visitor's clicks on one server: milliseconds, kilobytes, processor time of the server."""

    server: Server
    visitor: Visitor
    times: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    async def open(self) -> None:
        """Come, and click until what every visitor needs is there."""
        await self.visitor.open()
        for _ in range(WARM_UP):
            await self.visitor.click()

    async def block(self) -> None:
        """A few clicks, one at once after the other."""
        began = self.server.processor_ms()
        for _ in range(BLOCK):
            click = await self.visitor.click()
            self.times.append(click.milliseconds)
            self.sizes.append(click.bytes / 1000)
        self.processor.append((self.server.processor_ms() - began) / BLOCK)


def run(short: bool, before: Path | None = None) -> list[Row]:
    """p50 of each page, its ratios to the floor and to another checkout in the same round, p95, and bytes per click."""
    with ExitStack() as stack:
        servers = {kind: stack.enter_context(Server(kind)) for kind in ("hosted", "empty")}
        if before is not None:
            servers["before"] = stack.enter_context(Server("hosted", before))
        for server in servers.values():
            server.settle()
        return asyncio.run(_run(servers, 1 if short else 6))


async def _run(servers: dict[str, Server], blocks: int) -> list[Row]:
    rows: list[Row] = []
    for name in pages():
        address = "" if name == "overview" else name
        clicks = {
            kind: Clicks(
                server,
                Visitor(server.address, query="") if kind == "empty" else Visitor(server.address, address),
            )
            for kind, server in servers.items()
        }
        for each in clicks.values():
            await each.open()
        for _ in range(blocks):
            for each in clicks.values():
                await each.block()
        for each in clicks.values():
            await each.visitor.close()
        rows += _rows(name, clicks["hosted"], clicks["empty"], clicks.get("before"))
    return rows


def _rows(name: str, own: Clicks, empty: Clicks, before: Clicks | None) -> list[Row]:
    what = f"click on {name}"
    mine, floor = spread(what, "ms", own.times, GOAL_MS), spread("empty script", "ms", empty.times)
    rows = [
        mine,
        ratio(f"{what} / empty script", mine, floor, GOAL_TIMES),
        Row(f"{what}, p95", percentile(own.times, 0.95), "ms", count=len(own.times)),
        spread(f"bytes per click on {name}", "kB", own.sizes, GOAL_KB),
    ]
    if before is not None:
        used, earlier = (spread(f"{what}, processor", "ms", each.processor) for each in (own, before))
        rows += [
            ratio(f"{what} / before", mine, spread(what, "ms", before.times), GOAL_BEFORE),
            ratio(f"{what}, processor / before", used, earlier, GOAL_BEFORE),
        ]
    return rows
