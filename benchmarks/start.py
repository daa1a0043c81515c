"""From the start of the process to its first answer."""

from pathlib import Path

from benchmarks.rows import Row, ratio, spread
from benchmarks.servers import Server


def run(short: bool, before: Path | None = None) -> list[Row]:
    """Hosted (tables checked, the first pages opened), plain (nothing yet), another checkout's; alternating."""
    took: dict[str, list[float]] = {"hosted": [], "plain": []} | ({"before": []} if before else {})
    for _ in range(2 if short else 5):
        for kind, seconds in took.items():
            with Server("hosted", before) if kind == "before" and before else Server(kind) as server:
                seconds.append(server.answered)
    rows = {kind: spread(f"start to first answer, {kind}", "s", seconds) for kind, seconds in took.items()}
    compared = [ratio("start / before", rows["hosted"], rows["before"])] if before else []
    return [*rows.values(), *compared]
