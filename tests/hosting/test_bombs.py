"""No small file hurts: the server lives, its memory stays, others go on, and the answer is a sentence."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.app import workers
from atlas.cbam.files import portfolio
from benchmarks.visitor import Visitor
from tests.hosting import bombs
from tests.hosting.process import Hosted

PORTFOLIO = "lang=en&tab=portfolio"
#: seconds that a worker has; a click elsewhere that waited for it would take that long
WORKER_SECONDS = 12
LONGEST_CLICK = 10.0


def memory_mb(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 // 1024**2


async def elsewhere(address: str, until: asyncio.Event) -> float:
    """The longest click of another visitor until then."""
    visitor = Visitor(address, "packaging")
    await visitor.open()
    longest = 0.0
    while not until.is_set():
        longest = max(longest, (await visitor.click()).milliseconds / 1000)
        await asyncio.sleep(0.05)
    await visitor.close()
    return longest


async def explode(address: str, name: str, content: bytes) -> tuple[list[str], float]:
    """What the page says of a file, and the longest click of somebody else meanwhile."""
    until = asyncio.Event()
    other = asyncio.create_task(elsewhere(address, until))
    visitor = Visitor(address, "cbam", PORTFOLIO)
    await visitor.open()
    await visitor.upload(name, content)
    await visitor.close()
    until.set()
    return visitor.alerts, await other


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Hosted:  # type: ignore[misc]
    """A server whose workers have less time, so that the test has too."""
    running = Hosted(
        tmp_path_factory.mktemp("bombs") / "log", ATLAS_WORKER_SECONDS=str(WORKER_SECONDS)
    ).wait()
    yield running
    running.stop()


@pytest.mark.parametrize("kind", bombs.KINDS)
def test_a_bomb_is_a_sentence_and_others_go_on(guarded: Hosted, kind: str) -> None:
    name, make = bombs.KINDS[kind]
    content = make()
    assert len(content) < 3 * 1024**2
    before = memory_mb(guarded.process.pid)
    alerts, longest = asyncio.run(explode(guarded.address, name, content))
    assert guarded.process.poll() is None
    assert alerts and all(text and "Traceback" not in text for text in alerts), alerts
    assert longest < LONGEST_CLICK
    assert memory_mb(guarded.process.pid) < before + 150


SHORT = workers.Limits(memory_mb=400, seconds=10, output_mb=16)
far = st.builds(
    bombs.far_cell,
    st.builds("{}{}".format, st.sampled_from(["A", "CV", "XFD"]), st.integers(1, 2_000_000)),
    st.sampled_from(["worksheets/sheet1.xml", "a/b.xml", "Worksheets/s.XML", "sheet.xml"]),
).map(lambda content: ("a.xlsx", content))
low = st.builds(bombs.far_row, st.integers(1, 2**31), st.integers(1, 200)).map(lambda c: ("a.xlsx", c))
columns = st.builds(bombs.dictionary, st.integers(1, 200_000), st.integers(1, 2_000))
lists = st.builds(bombs.nested, st.integers(1, 20_000), st.integers(1, 50))
parquet = st.one_of(columns, lists).map(lambda content: ("a.parquet", content))
quotes = st.builds(bombs.broken_quotes, st.integers(1, 20_000)).map(lambda content: ("a.csv", content))
noise = st.tuples(st.sampled_from(["a.csv", "a.xlsx", "a.parquet"]), st.binary(max_size=3000))


@settings(
    max_examples=int(os.environ.get("BOMBS", "8")), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(file=st.one_of(far, low, parquet, quotes, noise))
def test_any_file_is_answered_within_the_limits(file: tuple[str, bytes]) -> None:
    name, content = file
    began = time.monotonic()
    try:
        found = workers.run_within(SHORT, portfolio.read, content, name)
        assert len(found.lines) or len(found.problems)
    except workers.Refused as refused:
        assert refused.kind in ("memory", "time", "died", "output")
    assert time.monotonic() - began < 25
