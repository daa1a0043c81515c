"""Why a fact differs: one row of a reasons file covers one difference, or many of a kind.

Columns: ``table``, ``key``, ``column``, ``kind`` (``fact``, or ``method`` for a change of method
or form that is no news about the world) and ``reason``. An empty ``key`` or ``column`` covers all,
and ``*`` stands for any end (``a6-*``); the row that says most wins.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from atlas.releases.differences import FORMS, Change

HEADINGS = ("table", "key", "column", "kind", "reason")
KINDS = ("fact", "method")


class Reason(NamedTuple):
    """One row of a reasons file."""

    table: str
    key: str
    column: str
    kind: str
    reason: str


class Explained(NamedTuple):
    """A difference with its reason."""

    change: Change
    kind: str
    reason: str


class ReasonsError(ValueError):
    """A reasons file that cannot be used; the message names its row."""


def read(path: Path) -> list[Reason]:
    """The rows of a reasons file; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != HEADINGS:
            raise ReasonsError(f"{path.name}: the columns must be {', '.join(HEADINGS)}")
        rows = [Reason(*(str(line[name] or "").strip() for name in HEADINGS)) for line in lines]
    for number, row in enumerate(rows, 2):
        if not row.table or not row.reason or row.kind not in KINDS:
            raise ReasonsError(f"{path.name}, row {number}: table, kind ({' or '.join(KINDS)}) and reason")
    return rows


def explain(
    changes: Sequence[Change], reasons: Sequence[Reason], ask: Callable[[str, str, int], Reason] | None = None
) -> tuple[list[Explained], list[Change]]:
    """Each difference with its reason, and those that have none.

    ``ask`` is called once for each table and way of differing without a reason (with how often).
    """
    known = list(reasons)
    if ask is not None:
        lacking = [change for change in changes if _fitting(change, known) is None]
        for table, column in dict.fromkeys((change.table, change.column) for change in lacking):
            count = sum((change.table, change.column) == (table, column) for change in lacking)
            known.append(ask(table, column, count))
    explained, lost = [], []
    for change in changes:
        found = _fitting(change, known)
        if found is None:
            lost.append(change)
        else:
            kind = "method" if change.change in FORMS else found.kind
            explained.append(Explained(change, kind, found.reason))
    return explained, lost


def _fitting(change: Change, reasons: Sequence[Reason]) -> Reason | None:
    """The reason that says most about a difference."""
    fits = [
        reason
        for reason in reasons
        if fnmatchcase(change.table, reason.table)
        and (not reason.key or fnmatchcase(change.key, reason.key))
        and (not reason.column or fnmatchcase(change.column, reason.column))
    ]
    return max(
        fits, key=lambda reason: (len(reason.key), len(reason.column), len(reason.table)), default=None
    )
