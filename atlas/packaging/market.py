"""Market forecasts, rankings and customers' shares: as stated, and recomputed where possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

#: percentage points by which a recomputed growth may differ from the stated one; rounding
#: of the printed values moves it by less
TOLERANCE = 0.5
#: what `market_growth` adds to a series
GROWTH = ("from_year", "to_year", "recomputed_percent", "same_window", "verdict")


def market(values: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Values of these series with segment, house, unit and doubt beside each; by year."""
    columns = ["series_id", "segment", "house", "vendor_id", "unit", "doubt"]
    rows = values.merge(series[columns], on="series_id", validate="many_to_one")
    return rows.sort_values(["series_id", "year"], ignore_index=True)


def market_growth(values: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Growth a year of each series, recomputed beside the stated one.

    Adds to ``series``: ``from_year``, ``to_year`` (years of the values used: those of the
    stated window where both have one, else the first and last), ``recomputed_percent``
    ((end / start) ^ (1 / years) - 1, low ends), ``same_window`` and ``verdict``: matches
    (within `TOLERANCE`), differs, not_stated, not_computable.
    """
    found: list[dict[Any, Any]] = []
    for row in series.to_dict("records"):
        mine = values[values["series_id"] == row["series_id"]].set_index("year")["value_low"]
        found.append({**row, **_growth(row, mine)})
    return pd.DataFrame(found, columns=[*series.columns, *GROWTH])


def _growth(row: Mapping[Any, Any], values: pd.Series) -> dict[str, Any]:
    start, end = row["cagr_from"], row["cagr_to"]
    same = pd.notna(start) and pd.notna(end) and start in values.index and end in values.index
    if not same:
        if len(values) < 2:
            return {"same_window": False, "verdict": "not_computable"}
        start, end = values.index.min(), values.index.max()
    percent = ((values[end] / values[start]) ** (1 / (end - start)) - 1) * 100
    stated = row["stated_cagr_percent"]
    near = abs(percent - stated) <= TOLERANCE
    return {
        "from_year": start,
        "to_year": end,
        "recomputed_percent": percent,
        "same_window": same,
        "verdict": "not_stated" if pd.isna(stated) else "matches" if near else "differs",
    }


def ranking(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """One ranking of packaging houses, its total row left out, by rank.

    Adds ``share_shown`` in percent and ``share_from``: ``stated``, or ``computed`` from the
    revenue and the stated total where the source prints no share. Raises KeyError for an
    unknown ranking.
    """
    rows = table[table["ranking"] == code]
    if rows.empty:
        raise KeyError(code)
    total = rows.loc[rows["rank"].isna(), "revenue_usd_bn"]
    firms = rows[rows["rank"].notna()].sort_values("rank", ignore_index=True)
    stated = firms["share_percent"].notna()
    computed = firms["revenue_usd_bn"] / (float(total.iloc[0]) if len(total) else float("nan")) * 100
    return firms.assign(
        share_shown=firms["share_percent"].where(stated, computed),
        share_from=stated.map({True: "stated", False: "computed"}),
    )


def allocation(table: pd.DataFrame, year: int, doubtful: bool = False) -> pd.DataFrame:
    """What each source says who gets the CoWoS wafers of one year; largest customer first.

    ``doubtful`` keeps the rows of low reliability. The first release of the data has no column
    ``reliability``: none of its rows is left out.

    Adds ``share_computed`` (percent): wafers over the total of the same source, year and
    supplier, empty where that source gives no total. Statements of different sources or
    suppliers are not added. The total itself is left out.
    """
    reliability = table.reindex(columns=["reliability"])["reliability"]
    rows = table[(table["year"] == year) & (doubtful | (reliability != "low"))]
    key = ["source_id", "supplier_id", "technology"]
    totals = rows[rows["customer"] == "total"][[*key, "wafers_low"]]
    rows = rows[rows["customer"] != "total"].merge(
        totals.rename(columns={"wafers_low": "total"}), on=key, how="left"
    )
    rows["share_computed"] = rows["wafers_low"] / rows["total"] * 100
    largest = rows.groupby("customer")["wafers_high"].transform("max")
    share = rows.groupby("customer")["share_percent"].transform("max")
    rows = rows.assign(largest=largest, largest_share=share)
    rows = rows.sort_values(
        ["largest", "largest_share", "customer", "as_of"], ascending=[False, False, True, True]
    )
    return rows.drop(columns=["largest", "largest_share", "total"]).reset_index(drop=True)
