"""A job in a process of its own: its answer, its exceptions, and each limit as a refusal."""

import os
import resource
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

from atlas.app import workers
from atlas.app.refusals_text import refusal
from atlas.language import LANGUAGES, Language

#: time enough for what ends by itself, also on a busy machine
SMALL = workers.Limits(memory_mb=200, seconds=30, output_mb=1)
SHORT = workers.Limits(memory_mb=200, seconds=3, output_mb=1)


def process() -> int:
    return os.getpid()


def refused_by_itself(text: str) -> None:
    raise ValueError(text)


def unpicklable() -> None:
    class Local(Exception):
        pass

    raise Local("a reader's own value")


def greedy(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024**2))


def hang() -> None:
    while True:
        pass


def doze(seconds: float) -> None:
    time.sleep(seconds)


def abort() -> None:
    os.abort()


def large(size: int) -> bytes:
    return bytes(size)


def write(path: str) -> None:
    Path(path).write_text("a reader's own value")


def main_module() -> str:
    return str(getattr(sys.modules["__main__"], "__file__", ""))


def test_the_answer_comes_from_another_process_each_time() -> None:
    assert len({os.getpid(), workers.run(process), workers.run(process)}) == 3


def test_a_table_comes_back_as_it_is() -> None:
    table = pd.DataFrame({"a": [1.5, None], "b": ["煙", ""], "c": pd.Categorical(["x", "y"])})
    pd.testing.assert_frame_equal(workers.run(pd.DataFrame.copy, table), table)


def test_an_exception_of_the_job_is_raised_here() -> None:
    with pytest.raises(ValueError, match="^this line$"):
        workers.run(refused_by_itself, "this line")
    with pytest.raises(RuntimeError, match=r"^Local at test_workers\.py:\d+$"):
        workers.run(unpicklable)


@pytest.mark.parametrize(
    ("kind", "job", "argument"),
    [
        ("memory", greedy, [400]),
        ("time", hang, []),
        ("time", doze, [60]),
        ("died", abort, []),
        ("output", large, [2 * 1024**2]),
    ],
)
def test_each_limit_is_a_refusal_and_the_next_job_goes_on(
    kind: str, job: object, argument: list[int]
) -> None:
    began = time.monotonic()
    with pytest.raises(workers.Refused) as refused:
        workers.run_within(SHORT if kind == "time" else SMALL, job, *argument)  # type: ignore[arg-type]
    assert refused.value.kind == kind
    assert kind != "time" or time.monotonic() - began < 20
    assert workers.run_within(SMALL, len, "abc") == 3
    for code in LANGUAGES:
        assert refusal(kind, Language(code))


def test_processor_time_is_counted_by_the_kernel() -> None:
    """A job that waits for its turn on a busy machine has not used its time."""
    assert workers.run_within(SHORT, resource.getrlimit, resource.RLIMIT_CPU) == (4, 5)
    workers.run_within(SHORT, doze, 4)


def test_a_worker_leaves_nothing_on_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="File too large"):
        workers.run(write, str(tmp_path / "kept"))
    assert (tmp_path / "kept").stat().st_size == 0


def test_the_main_module_is_not_run_again() -> None:
    """Ours is a Streamlit script: run in a worker it would build a page without a reader."""
    assert workers.run(main_module) == ""


def test_nobody_waits_for_ever_and_not_everybody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused_of_four(patience: float) -> list[str]:
        """One place and one that waits for it so many seconds, while four come at once."""
        monkeypatch.setattr(workers, "_places", workers._Places(1, 1, patience))
        kinds: list[str] = []

        def ask() -> None:
            try:
                workers.run(doze, 2)
            except workers.Refused as refused:
                kinds.append(refused.kind)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return kinds

    # two find no place to wait; of the other two one waits in vain, or is served
    assert refused_of_four(patience=0.2) == ["busy"] * 3
    assert refused_of_four(patience=60) == ["busy"] * 2
    monkeypatch.setattr(workers, "_places", workers._Places(1, 1, 5))
    assert workers.run(len, "ab") == 2
