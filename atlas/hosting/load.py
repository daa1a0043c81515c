"""What the server carries, and the limits beyond which it takes no more: sessions and memory."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from atlas.app import workers

MB = 1024**2
#: where the kernel says what a container may use, in its newer and its older form
CONTAINER = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
STATUS = Path("/proc/self/statm")
#: bytes of a page of memory; 0 on Windows, where there is no such figure, and what is assumed there
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
UNKNOWN = 4096 * MB
#: megabytes below which pages cannot be served
LEAST_MB = 400


def memory_limit_mb() -> int:
    """What all processes together may use: the operator's figure, the container's, or the machine's."""
    if given := os.environ.get("ATLAS_MEMORY_MB"):
        return int(given)
    machine = PAGE * os.sysconf("SC_PHYS_PAGES") if PAGE else UNKNOWN
    stated = [path.read_text(encoding="ascii").strip() for path in CONTAINER if path.exists()]
    return min([machine, *(int(text) for text in stated if text.isdigit())]) // MB


def own_limit_mb() -> int:
    """What is left for this process when all workers use what they may; raises ValueError if too little."""
    limit = memory_limit_mb()
    left = limit - workers.AT_ONCE * workers.LIMITS.memory_mb
    if left < LEAST_MB:
        raise ValueError(
            f"{limit} MB of memory less {workers.AT_ONCE} workers of {workers.LIMITS.memory_mb} MB "
            f"leave {left} MB for pages, which need {LEAST_MB}; "
            "give more memory, or lower ATLAS_WORKER_MB or ATLAS_WORKERS"
        )
    return left


def used_mb() -> int:
    """Memory of this process now."""
    if not STATUS.exists():
        return 0
    return int(STATUS.read_text(encoding="ascii").split()[1]) * PAGE // MB


@dataclass
class Load:
    """Counts of one process; changed only on its event loop."""

    most_sessions: int = int(os.environ.get("ATLAS_SESSIONS", "400"))
    limit_mb: int = field(default_factory=own_limit_mb)
    sessions: int = 0
    #: bytes of uploads on their way
    arriving: int = 0

    def full(self) -> bool:
        """No more sessions or files fit: nine tenths of the memory are in use, or all places taken."""
        return self.sessions >= self.most_sessions or self.short_of_memory()

    def short_of_memory(self, more: int = 0) -> bool:
        """Whether ``more`` bytes beside those on their way would leave too little."""
        return used_mb() + (self.arriving + more) // MB > 0.9 * self.limit_mb
