"""From the start of the process to its first answer."""

from benchmarks.rows import Row, spread
from benchmarks.servers import Server


def run(short: bool) -> list[Row]:
    """Hosted (tables checked, every page opened once) and plain (nothing yet), alternating."""
    took: dict[str, list[float]] = {"hosted": [], "plain": []}
    for _ in range(2 if short else 5):
        for kind, seconds in took.items():
            with Server(kind) as server:
                seconds.append(server.answered)
    rows = {kind: spread(f"start to first answer, {kind}", "s", seconds) for kind, seconds in took.items()}
    return list(rows.values())
