"""What others notice while five sessions upload and assess 200,000 lines each, and what stays of it in memory."""

import asyncio
import io
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import httpx

from benchmarks.rows import Row, percentile
from benchmarks.servers import Server
from benchmarks.visitor import Visitor

SESSIONS, LINES = 5, 200_000
#: goals in milliseconds: a click elsewhere at p95 and at worst, and the health address at worst
CLICK_MS, WORST_MS, HEALTH_MS = 500.0, 1000.0, 200.0
#: megabytes that may stay behind for a round of uploads
FLAT_MB = 20.0
#: seconds between two clicks of the same visitor, and two questions for health
PAUSE = 0.2
#: seconds after which a closed session is forgotten (server.disconnectedSessionTTL and the purge)
FORGOTTEN = 85.0
ELSEWHERE = ("packaging", "lighthouses")
GOODS = ("72083600", "76011010", "25232900", "31021010", "72061000")
ORIGINS = ("CN", "IN", "TR", "UA", "TW")


@dataclass
class Noticed:
    """Milliseconds of clicks elsewhere and of the health address, and the server's memory meanwhile."""

    clicks: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def run(short: bool) -> list[Row]:
    """Clicks, health and memory, alone and beside the uploads."""
    return asyncio.run(_run(1 if short else 3, 5.0 if short else FORGOTTEN))


def lines(count: int) -> bytes:
    """A file of so many lines."""
    text = io.StringIO()
    text.write("line_id,importer,period,cn_code,origin,net_mass_t\n")
    for number in range(count):
        good, origin = GOODS[number % len(GOODS)], ORIGINS[number // 7 % len(ORIGINS)]
        text.write(
            f"{number},Importer {number % 50},2026-Q{number % 4 + 1},{good},{origin},{number % 900 + 1}.5\n"
        )
    return text.getvalue().encode()


async def _run(rounds: int, pause: float) -> list[Row]:
    content, noticed, left, spent = lines(LINES), Noticed(), [], []
    loop = asyncio.get_running_loop()
    with Server("hosted") as server, ProcessPoolExecutor(1, get_context("spawn")) as others:
        alone = await _watch(server, loop.run_in_executor(others, time.sleep, 10), Noticed())
        for _ in range(rounds):
            began = time.perf_counter()
            await _watch(server, loop.run_in_executor(others, _upload, server.address, content), noticed)
            spent.append(time.perf_counter() - began)
            await asyncio.sleep(pause)
            left.append(server.memory_mb())
    return [
        *_rows(alone, "alone", goals=False),
        *_rows(noticed, f"beside {SESSIONS} × {LINES:,} lines", goals=True),
        Row("uploads and answers of a round", max(spent), "s", min(spent), max(spent), len(spent)),
        Row("memory of the server at most", max(noticed.memory), "MB"),
        Row(
            "memory that a further round leaves",
            (left[-1] - left[0]) / max(rounds - 1, 1),
            "MB",
            goal=FLAT_MB,
        ),
    ]


def _rows(noticed: Noticed, when: str, goals: bool) -> list[Row]:
    clicks, health = noticed.clicks, noticed.health
    return [
        Row(
            f"click elsewhere, p95, {when}",
            percentile(clicks, 0.95),
            "ms",
            count=len(clicks),
            goal=CLICK_MS if goals else None,
        ),
        Row(
            f"click elsewhere, worst, {when}",
            max(clicks),
            "ms",
            count=len(clicks),
            goal=WORST_MS if goals else None,
        ),
        Row(
            f"health, worst, {when}", max(health), "ms", count=len(health), goal=HEALTH_MS if goals else None
        ),
    ]


async def _watch(server: Server, done: asyncio.Future[None], noticed: Noticed) -> Noticed:
    """Click elsewhere, ask for health and look at the memory until the work is done."""
    watchers = [_click(server.address, page, done, noticed) for page in ELSEWHERE]
    await asyncio.gather(done, *watchers, _health(server, done, noticed))
    return noticed


def _upload(address: str, content: bytes) -> None:
    """All sessions at once, in a process of their own, which times nothing; each must get its answer."""

    async def one() -> None:
        visitor = Visitor(address, "cbam", "lang=en&tab=portfolio")
        await visitor.open()
        await visitor.upload("lines.csv", content)
        await visitor.close()
        if visitor.alerts:
            raise RuntimeError(f"not assessed: {visitor.alerts[0]}")

    async def all_of_them() -> None:
        await asyncio.gather(*(one() for _ in range(SESSIONS)))

    asyncio.run(all_of_them())


async def _click(address: str, page: str, done: asyncio.Future[None], noticed: Noticed) -> None:
    visitor = Visitor(address, page)
    await visitor.open()
    while not done.done():
        noticed.clicks.append((await visitor.click()).milliseconds)
        await asyncio.sleep(PAUSE)
    await visitor.close()


async def _health(server: Server, done: asyncio.Future[None], noticed: Noticed) -> None:
    async with httpx.AsyncClient(base_url=server.address, timeout=60) as client:
        while not done.done():
            began = time.perf_counter()
            (await client.get("/health")).raise_for_status()
            noticed.health.append((time.perf_counter() - began) * 1000)
            noticed.memory.append(server.memory_mb())
            await asyncio.sleep(PAUSE)
