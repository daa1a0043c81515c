"""The releases that were closed: for each its date, the one before it, and its explained differences."""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import cache

from atlas import tables
from atlas.releases.differences import FACTS, Change
from atlas.releases.reasons import Explained

HEADINGS = ("table", "change", "key", "column", "before", "now", "kind", "reason")


def written(changes: list[Explained]) -> str:
    """The differences as the text of a release's ``DATE.changes.csv``."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(HEADINGS)
    lines.writerows([*change, kind, reason] for change, kind, reason in changes)
    return text.getvalue()


@cache
def changes(date: str) -> tuple[Explained, ...]:
    """The explained differences of a release from the one before; none for the first."""
    file = tables.RELEASES / f"{date}.changes.csv"
    if not file.exists():
        return ()
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    return tuple(
        Explained(Change(*(row[name] for name in HEADINGS[:6])), row["kind"], row["reason"]) for row in rows
    )


def since(date: str) -> list[Explained]:
    """The differences of every release after ``date``, the oldest first."""
    return [each for later in tables.releases() if later > date for each in changes(later)]


def counted(explained: list[Explained]) -> dict[str, Counter[str]]:
    """How many rows of each table were added, removed and changed, the tables in order of mention."""
    rows = dict.fromkeys(
        (each.change.table, each.change.change, each.change.key)
        for each in explained
        if each.change.change in FACTS
    )
    found: dict[str, Counter[str]] = {}
    for table, change, _ in rows:
        found.setdefault(table, Counter())[change] += 1
    return found
