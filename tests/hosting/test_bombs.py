"""No small file hurts: the server lives, its memory stays, others go on, and the answer is a sentence."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    """What the page says or shows of a file, and the longest click of somebody else meanwhile."""
    until = asyncio.Event()
    other = asyncio.create_task(elsewhere(address, until))
    visitor = Visitor(address, "cbam", PORTFOLIO)
    try:
        await visitor.open()
        before = visitor.elements.copy()
        await visitor.upload(name, content)
    finally:
        until.set()
        await visitor.close()
    # a file of a generated kind may be a sound one: then its lines are shown
    return visitor.alerts or sorted(visitor.elements - before), await other


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


far = st.builds(
    bombs.far_cell,
    st.builds("{}{}".format, st.sampled_from(["A", "CV", "XFD"]), st.integers(1, 2_000_000)),
    st.sampled_from(["worksheets/sheet1.xml", "a/b.xml", "Worksheets/s.XML", "sheet.xml"]),
)
low = st.builds(bombs.far_row, st.integers(1, 2**31), st.integers(1, 200))
tiny = st.builds(bombs.many_cells, st.integers(1, 3_000_000))
zeros = st.builds(bombs.archive_of_zeros, st.integers(1, 1_000))
false = st.builds(bombs.false_sizes, st.integers(1, 300))
columns = st.builds(bombs.dictionary, st.integers(1, 1_000_000), st.integers(1, 5_000))
lists = st.builds(bombs.nested, st.integers(1, 500_000), st.integers(1, 100))
quotes = st.builds(bombs.broken_quotes, st.integers(1, 16_000))
wide = st.builds(bombs.repeated_cells, st.integers(1, 2**31), st.integers(1, 2**31))
kinds = {
    "a.xlsx": [far, low, tiny, zeros, false],
    "a.parquet": [columns, lists],
    "a.csv": [quotes],
    "a.ods": [wide],
}
files = [st.tuples(st.just(name), content) for name, contents in kinds.items() for content in contents]
noise = st.tuples(st.sampled_from([*kinds, "a.xls", "a.xlsb"]), st.binary(max_size=3000))
#: longest click of somebody else, and memory of the server above where it began, of each file
figures: list[tuple[float, int]] = []


@settings(
    max_examples=int(os.environ.get("BOMBS", "12")), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(file=st.one_of(*files, noise))
def _any_file_is_a_sentence(server: Hosted, before: int, file: tuple[str, bytes]) -> None:
    name, content = file
    said, longest = asyncio.run(explode(server.address, name, content))
    more = memory_mb(server.process.pid) - before
    figures.append((longest, more))
    assert server.process.poll() is None
    assert said and not any("Traceback" in text or "Something went wrong" in text for text in said), said
    assert more < 150


def test_any_file_is_a_sentence_and_others_go_on(guarded: Hosted) -> None:
    """Generated files of each kind, against the server; ``BOMBS=500`` and ``-s`` for many and their figures."""
    _any_file_is_a_sentence(guarded, memory_mb(guarded.process.pid))
    clicks, memory = zip(*figures, strict=True)
    # of single clicks a busy machine may hold one up
    middle, late = (sorted(clicks)[int(len(clicks) * share)] for share in (0.5, 0.95))
    assert late < LONGEST_CLICK
    sys.stdout.write(
        f"{len(figures)} files; longest click of another while one is read: median {middle:.2f} s, "
        f"p95 {late:.2f} s, worst {max(clicks):.2f} s; memory at most {max(memory):+} MB\n"
    )
