"""How many sessions are held, tuned and plain; memory per session, and its slope over a soak.

One Python process uses one core. Two of them share the sessions as the balancer of deploy/nginx.conf
would; the visitors themselves take a tenth of a core.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack

from atlas.app.pages import pages
from benchmarks.rows import Row, percentile
from benchmarks.servers import Server
from benchmarks.visitor import Visitor

#: a click every 5 to 10 s
THINK = (5.0, 10.0)
LIMIT_MS = 500.0
#: what is measured: kind of server, how many processes, numbers of sessions
STEPS = {
    "hosted, one process": ("hosted", 1, [100, 150, 200, 250, 300, 350]),
    "hosted, two processes": ("hosted", 2, [200, 300, 400, 500, 600]),
    "plain": ("plain", 1, [10, 15, 20, 30, 40, 60]),
}
#: minutes until the first closed sessions are forgotten (server.disconnectedSessionTTL) and memory is level
SETTLED = 1.5


def run(short: bool) -> list[Row]:
    """The largest number held at p95 under 500 ms without an error; memory; slope."""
    return asyncio.run(_run(short))


async def _run(short: bool) -> list[Row]:
    held, rows = {}, []
    for name, (kind, processes, steps) in STEPS.items():
        held[name] = 0
        for number in [10] if short else steps:
            with ExitStack() as stack:
                servers = [stack.enter_context(Server(kind)) for _ in range(processes)]
                times, failures = await crowd([s.address for s in servers], number, 2 if short else 5)
            worst = percentile(times, 0.95)
            what = f"{number} sessions, {name}: p95 of a click, {failures} errors"
            rows.append(Row(what, worst, "ms", count=len(times)))
            if failures or worst >= LIMIT_MS:
                break
            held[name] = number
    rows += [
        Row(f"sessions held, {name}", number, "", goal=None if name == "plain" else 200, at_least=True)
        for name, number in held.items()
    ]
    one, _, plain = held.values()
    times_more = Row("sessions held, hosted / plain, one process each", one / max(plain, 1), "×", goal=5)
    times_more.at_least = True
    return [*rows, times_more, *await memory(10 if short else 60, 0.2 if short else 6)]


async def crowd(addresses: Sequence[str], number: int, clicks: int) -> tuple[list[float], int]:
    """Times of all clicks of a number of sessions spread over servers and pages, and how many failed."""
    dice = random.Random(number)
    names = list(pages())
    times: list[float] = []

    async def one(spot: int) -> None:
        name = names[spot % len(names)]
        address = addresses[spot // len(names) % len(addresses)]
        visitor = Visitor(address, "" if name == "overview" else name)
        await asyncio.sleep(dice.uniform(0, THINK[1]))
        try:
            await visitor.open()
            for _ in range(clicks):
                await asyncio.sleep(dice.uniform(*THINK))
                times.append((await visitor.click()).milliseconds)
        finally:
            await visitor.close()

    ended = await asyncio.gather(*(one(spot) for spot in range(number)), return_exceptions=True)
    return times or [float("inf")], sum(isinstance(end, BaseException) for end in ended)


async def memory(number: int, minutes: float) -> list[Row]:
    """Memory of open sessions, and what sessions that came and went leave behind."""
    with Server("hosted") as server:
        await one_round(server.address, number)
        before, began = server.memory_mb(), time.monotonic()
        visitors = await open_all(server.address, number)
        per_session = (server.memory_mb() - before) / number
        await asyncio.gather(*(visitor.close() for visitor in visitors))
        levels, gone, seen = [], 0, []
        while (passed := (time.monotonic() - began) / 60) < minutes or len(levels) < 3:
            await one_round(server.address, number)
            gone += number
            if passed > min(SETTLED, minutes / 3):
                levels.append(server.memory_mb())
                seen.append(gone)
    slope = statistics.linear_regression(seen, levels).slope * 1000
    label = f"slope over {seen[-1] - seen[0]:,} sessions that came and went, {minutes:g} min"
    return [
        Row("memory per open session", per_session, "MB", count=number, goal=2.0),
        Row(label, slope, "MB per 1,000 sessions", count=len(levels)),
    ]


async def open_all(address: str, number: int) -> list[Visitor]:
    """Open sessions over the pages, each with two clicks."""
    names = list(pages())
    visitors = [
        Visitor(address, "" if (name := names[i % len(names)]) == "overview" else name) for i in range(number)
    ]
    for visitor in visitors:
        await visitor.open()
        await visitor.click()
        await visitor.click()
    return visitors


async def one_round(address: str, number: int) -> None:
    """Sessions come and go."""
    visitors = await open_all(address, number)
    await asyncio.gather(*(visitor.close() for visitor in visitors))
