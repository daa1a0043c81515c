"""Work on what a visitor sent, in a process of its own with limits of memory, time and output.

A file of two kilobytes may end a compiled reader, or make it ask for gigabytes. So each job gets a
fresh process, forked from a server process that has the libraries loaded already, and few run at
once. A job that dies, hangs or outgrows a limit is `Refused`; the sessions go on, and what the
process held is gone with it. The kernel holds the limits, also inside compiled code.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from multiprocessing import spawn
from multiprocessing.connection import Connection
from threading import BoundedSemaphore, Lock
from typing import Any, NamedTuple, ParamSpec, TypeVar

try:
    import resource
except ImportError:  # Windows: time and output are limited there, memory is not
    resource = None  # type: ignore[assignment]  # the module is missing on that system only

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger("atlas")


class Limits(NamedTuple):
    """What one job may take; all can be set by the operator, see docs/hosting.md."""

    #: megabytes beyond what the process has when it starts
    memory_mb: int = int(os.environ.get("ATLAS_WORKER_MB", "1024"))
    #: of processor time; a busy machine may take `STRETCH` times as long for them
    seconds: float = float(os.environ.get("ATLAS_WORKER_SECONDS", "60"))
    output_mb: int = 256


LIMITS = Limits()
#: processes at once, jobs that may wait for one, and seconds that a job waits at most
AT_ONCE = int(os.environ.get("ATLAS_WORKERS", "2"))
MOST_WAITING, PATIENCE = 20, 60.0
STRETCH = 3
#: workers give way to the sessions' own process
NICE = 10
MB = 1024**2
#: what the server process loads before it forks
PRELOAD = ["pandas", "pyarrow.parquet", "python_calamine", "xlsxwriter", "atlas.tables", "atlas.language"]

#: what surrounds the wait for a worker; the hosted form lets other scripts run meanwhile
waiting: Callable[[], AbstractContextManager[None]] = nullcontext


class Refused(Exception):
    """A job without an answer; ``kind`` is memory, time, output, died or busy."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def run(job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``job`` returns, worked out in a process of its own.

    The job is a function of a module; what goes in and comes out can be pickled. An exception of
    the job is raised here too. Raises Refused.
    """
    return run_within(LIMITS, job, *args, **kwargs)


def run_within(limits: Limits, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`run` with limits of its own."""
    with waiting(), _places:
        answer, value = pickle.loads(_answer(limits, pickle.dumps((job, args, kwargs), protocol=5)))
    if answer == "refused":
        raise Refused(value)
    if answer == "failed":
        raise value
    return value  # type: ignore[no-any-return]  # what the job returned


class _Places:
    """Few jobs at once, few more that wait, none of them for ever."""

    def __init__(self, at_once: int, most_waiting: int, patience: float) -> None:
        self._free = BoundedSemaphore(at_once)
        self._most, self._patience = at_once + most_waiting, patience
        self._here, self._lock = 0, Lock()

    def __enter__(self) -> None:
        with self._lock:
            if self._here >= self._most:
                raise Refused("busy")
            self._here += 1
        if not self._free.acquire(timeout=self._patience):
            self._leave()
            raise Refused("busy")

    def __exit__(self, *_: object) -> None:
        self._free.release()
        self._leave()

    def _leave(self) -> None:
        with self._lock:
            self._here -= 1


_places = _Places(AT_ONCE, MOST_WAITING, PATIENCE)


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context


_processes = _context()
_described = spawn.get_preparation_data


def _without_main(name: str) -> dict[str, Any]:
    """What a new process is told, without the main module: ours is a Streamlit script, not to run there."""
    data: dict[str, Any] = _described(name)
    return {key: value for key, value in data.items() if not key.startswith("init_main")}


spawn.get_preparation_data = _without_main


def _answer(limits: Limits, task: bytes) -> bytes:
    """What the process of a job sent, or a refusal in the same form."""
    reading, writing = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_work, args=(writing, limits, task), daemon=True)
    try:
        process.start()
        writing.close()
        if not reading.poll(limits.seconds * STRETCH):
            return pickle.dumps(("refused", "time"))
        return bytes(reading.recv_bytes(limits.output_mb * MB))
    except (EOFError, OSError):
        # the process ended without an answer, or its answer is longer than it may be
        process.join(1)
        spent = process.exitcode == -getattr(signal, "SIGXCPU", 0)
        return pickle.dumps(("refused", "time" if spent else "died"))
    finally:
        if process.pid is not None:
            process.kill()
            process.join()
        process.close()
        reading.close()


def _work(writing: Connection, limits: Limits, task: bytes) -> None:
    """Do a job and send its answer; runs in the process of the job."""
    try:
        _limit(limits)
        job, args, kwargs = pickle.loads(task)
        message = pickle.dumps(("done", job(*args, **kwargs)), protocol=5)
        if len(message) > limits.output_mb * MB:
            message = pickle.dumps(("refused", "output"))
    except MemoryError:
        message = pickle.dumps(("refused", "memory"))
    except Exception as error:
        message = _failure(error)
    writing.send_bytes(message)


def _limit(limits: Limits) -> None:
    """Have the kernel hold the limits of this process; it may write no file, not even of its memory."""
    os.nice(NICE) if hasattr(os, "nice") else None
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (int(limits.seconds) + 1, int(limits.seconds) + 2))
    bounds = {"RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:
            present = int(file.read().split()[0]) * resource.getpagesize()
        bounds["RLIMIT_AS"] = present + limits.memory_mb * MB
    for name, most in bounds.items():
        resource.setrlimit(getattr(resource, name), (most, most))


def _failure(error: Exception) -> bytes:
    """An exception as an answer; the log gets its kind and place, never its values."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"
    try:
        return pickle.dumps(("failed", error))
    except Exception:
        return pickle.dumps(("failed", RuntimeError(f"{type(error).__name__} at {where}")))
