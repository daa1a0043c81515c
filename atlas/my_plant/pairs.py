"""Technologies that the sources name together with a result, and the steps that named plants took.

Only winners publish, so a count is how often something is named, never how often it succeeds.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from typing import Any

import pandas as pd

PAIR_COLUMNS = ["metric", "first", "second", "plants", "low", "median", "high", "kind", "unit", "site_ids"]
STEP_COLUMNS = ["technology", "plants", "low", "median", "high", "kind", "unit", "site_ids"]


def several(rows: pd.DataFrame) -> int:
    """How many results name two or more technologies."""
    return int((rows["technologies"].map(len) >= 2).sum())


def pairs(rows: pd.DataFrame, metrics: tuple[str, ...], industry: str | None = None) -> pd.DataFrame:
    """Metric × pair of technologies from `results.comparable` rows, most plants first.

    Out: ``metric``, ``first`` and ``second`` (codes in order), ``plants``, ``low``, ``median``, ``high`` (of
    ``shown``), ``kind``, ``unit`` and ``site_ids`` (strongest first).
    """
    found: dict[tuple[str, str, str], list[dict[Hashable, Any]]] = {}
    for row in _of(rows, metrics, industry).to_dict("records"):
        for pair in combinations(sorted(set(row["technologies"])), 2):
            found.setdefault((row["metric"], *pair), []).append(row)
    lines = [
        {"metric": metric, "first": first, "second": second, **_span(named)}
        for (metric, first, second), named in found.items()
    ]
    lines.sort(
        key=lambda line: (-line["plants"], metrics.index(line["metric"]), line["first"], line["second"])
    )
    return pd.DataFrame(lines, columns=PAIR_COLUMNS)


def steps(rows: pd.DataFrame, goal: str, industry: str | None = None) -> pd.DataFrame:
    """Technologies that plants named with a goal: first by how often, then by how strong the middle result is.

    Out: ``technology``, ``plants``, ``low``, ``median``, ``high``, ``kind``, ``unit``, ``site_ids`` (strongest
    first).
    """
    found: dict[str, list[dict[Hashable, Any]]] = {}
    for row in _of(rows, (goal,), industry).to_dict("records"):
        for technology in row["technologies"]:
            found.setdefault(technology, []).append(row)
    lines: list[dict[str, Any]] = [
        {"technology": technology, **_span(named)} for technology, named in found.items()
    ]
    lines.sort(key=lambda line: (-line["plants"], -abs(line["median"]), line["technology"]))
    return pd.DataFrame(lines, columns=STEP_COLUMNS)


def payback_months(cost: float | None, saving_a_year: float | None) -> float | None:
    """Months until savings have paid a cost; None where either is missing or nothing is saved."""
    if cost is None or not saving_a_year or pd.isna(cost) or pd.isna(saving_a_year) or saving_a_year <= 0:
        return None
    return 12 * cost / saving_a_year


def _of(rows: pd.DataFrame, metrics: tuple[str, ...], industry: str | None) -> pd.DataFrame:
    kept = rows[rows["metric"].isin(list(metrics))]
    return kept if industry is None else kept[kept["industry"] == industry]


def _span(named: list[dict[Hashable, Any]]) -> dict[str, Any]:
    shown = pd.Series([row["shown"] for row in named], dtype="float64")
    strongest = sorted(named, key=lambda row: (-abs(row["shown"]), row["site_id"]))
    return {
        "plants": len({row["site_id"] for row in named}),
        "low": float(shown.min()),
        "median": float(shown.median()),
        "high": float(shown.max()),
        "kind": str(named[0]["kind"]),
        "unit": str(named[0]["unit"]),
        "site_ids": tuple(dict.fromkeys(str(row["site_id"]) for row in strongest)),
    }
