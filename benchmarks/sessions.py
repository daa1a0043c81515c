"""How many sessions two cores hold, tuned and plain; memory per session, and its slope over a soak."""

import asyncio
import random
import statistics
import time

from atlas.components.frame import pages
from benchmarks.rows import Row, percentile
from benchmarks.servers import Server
from benchmarks.visitor import Visitor

#: a click every 5 to 10 s
THINK = (5.0, 10.0)
LIMIT_MS = 500.0
STEPS = {"hosted": [100, 150, 200, 250, 300], "plain": [10, 20, 30, 40, 60, 80]}


def run(short: bool) -> list[Row]:
    """The largest number held at p95 under 500 ms without an error; memory; slope."""
    return asyncio.run(_run(short))


async def _run(short: bool) -> list[Row]:
    held, rows = {}, []
    for kind, steps in STEPS.items():
        held[kind] = 0
        for number in [10] if short else steps:
            with Server(kind) as server:
                times, failures = await crowd(server.address, number, 2 if short else 5)
            worst = percentile(times, 0.95)
            rows.append(
                Row(
                    f"{number} sessions, {kind}: p95 of a click, {failures} errors",
                    worst,
                    "ms",
                    count=len(times),
                )
            )
            if failures or worst >= LIMIT_MS:
                break
            held[kind] = number
    rows.append(Row("sessions held, hosted", held["hosted"], "", goal=200, at_least=True))
    rows.append(Row("sessions held, plain", held["plain"], ""))
    rows.append(
        Row(
            "sessions held, hosted / plain",
            held["hosted"] / max(held["plain"], 1),
            "×",
            goal=5,
            at_least=True,
        )
    )
    return rows + await memory(10 if short else 60, 3 if short else 12)


async def crowd(address: str, number: int, clicks: int) -> tuple[list[float], int]:
    """Times of all clicks of a number of sessions spread over the pages, and how many failed."""
    dice = random.Random(number)
    names = pages()
    times: list[float] = []

    async def one(spot: int) -> None:
        name = names[spot % len(names)]
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


async def memory(number: int, rounds: int) -> list[Row]:
    """Memory of open sessions, and what rounds of coming and going leave behind."""
    with Server("hosted") as server:
        await one_round(server.address, number)
        before, levels = server.memory_mb(), []
        visitors = await open_all(server.address, number)
        per_session = (server.memory_mb() - before) / number
        await asyncio.gather(*(visitor.close() for visitor in visitors))
        began, moments = time.monotonic(), []
        for _ in range(rounds):
            await one_round(server.address, number)
            levels.append(server.memory_mb())
            moments.append((time.monotonic() - began) / 60)
        slope = statistics.linear_regression(range(rounds), levels).slope * 1000 / number
    label = f"slope over {rounds} rounds of {number} sessions, {moments[-1]:.1f} min"
    return [
        Row("memory per open session", per_session, "MB", count=number, goal=2.0),
        Row(label, slope, "MB per 1,000 sessions", count=rounds),
    ]


async def open_all(address: str, number: int) -> list[Visitor]:
    """Open sessions over the pages, each with two clicks."""
    names = pages()
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
