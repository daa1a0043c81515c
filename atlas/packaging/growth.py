"""Printed growth beside the growth that capacity figures give: multiple, growth, growth a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.packaging.statements import statements

#: measure of a printed growth figure → which of the recomputed figures it is held against
GROWTH = {"capacity_multiple": "multiple", "capacity_growth": "growth", "capacity_cagr": "cagr"}
LEVEL = ["vendor_id", "technology", "process_step", "scope"]
DAYS_OF_YEAR = 365.25


def growth_check(capacity: pd.DataFrame) -> pd.DataFrame:
    """Each printed growth figure, recomputed from monthly capacities.

    Two rows for a printed figure: ``basis`` ``same_source`` (the printing source's own
    capacities, what it quotes from others left out) and ``other_sources`` (all others of
    normal reliability). Columns: those of the printed row, ``years``, ``multiple_low``,
    ``multiple_mid``, ``multiple_high``, the same for ``growth`` and ``cagr`` in percent, and
    ``verdict``. Low is the lowest end over the highest start, high the highest end over the
    lowest start, mid the medians of the midpoints. Verdicts: see `verdict`.
    """
    printed = capacity[capacity["metric"].isin(GROWTH) & capacity["base_end"].notna()]
    levels = statements(capacity)
    found: list[dict[Any, Any]] = []
    for row in printed.to_dict("records"):
        same = levels["source_id"] == row["source_id"]
        for basis, rows in (("same_source", _own_view(levels[same])), ("other_sources", levels[~same])):
            found.append({**row, "basis": basis, **_recomputed(row, rows)})
    return pd.DataFrame(found)


def _own_view(levels: pd.DataFrame) -> pd.DataFrame:
    """What a source says itself: forecasts it quotes beside its own figure are left out."""
    own = levels["kind"].isin(["actual", "target"])
    spoken = own.groupby([levels[column] for column in [*LEVEL, "period_end"]]).transform("any")
    return levels[own | ~spoken]


def _recomputed(row: Mapping[Any, Any], levels: pd.DataFrame) -> dict[str, Any]:
    mine = levels[(levels[LEVEL] == [row[column] for column in LEVEL]).all(axis=1)].dropna(
        subset=["midpoint"]
    )
    start = mine[mine["period_end"] == row["base_end"]]
    end = mine[mine["period_end"] == row["period_end"]]
    years = round((row["period_end"] - row["base_end"]).days / DAYS_OF_YEAR)
    if start.empty or end.empty or start["unit"].nunique() + end["unit"].nunique() > 2:
        return {"years": years, "verdict": "not_computable"}
    multiples = {
        "low": end["value_low"].min() / start["value_high"].max(),
        "mid": end["midpoint"].median() / start["midpoint"].median(),
        "high": end["value_high"].max() / start["value_low"].min(),
    }
    result: dict[str, Any] = {"years": years}
    for side, multiple in multiples.items():
        result[f"multiple_{side}"] = multiple
        result[f"growth_{side}"] = (multiple - 1) * 100
        result[f"cagr_{side}"] = (multiple ** (1 / years) - 1) * 100
    name = GROWTH[row["metric"]]
    low, mid, high = (result[f"{name}_{side}"] for side in ("low", "mid", "high"))
    return {**result, "verdict": verdict(row["value_low"], row["value_high"], low, mid, high)}


def verdict(printed_low: float, printed_high: float, low: float, mid: float, high: float) -> str:
    """Code of what the computed range says about a printed one.

    A printed "at least" (no high end): ``holds`` at the low end exactly, ``understated``
    below the whole computed range, ``holds_for_middle`` up to its middle, ``holds_at_top``
    up to its high end, else ``too_high``. A printed range: ``holds`` inside the computed
    one, ``too_low`` or ``too_high`` outside, else ``partly``.
    """
    if pd.isna(printed_high):
        if printed_low < low:
            return "understated"
        steps = ((low, "holds"), (mid, "holds_for_middle"), (high, "holds_at_top"))
        return next((code for edge, code in steps if printed_low <= edge), "too_high")
    if printed_high < low:
        return "too_low"
    if printed_low > high:
        return "too_high"
    return "holds" if low <= printed_low and printed_high <= high else "partly"
