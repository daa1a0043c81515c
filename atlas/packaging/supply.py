"""Supply against demand by year, and old forecasts against what was later reported.

Statements stand beside each other; none are added, none averaged across houses, and no
distribution is made up between the ends of a range.
"""

from __future__ import annotations

import pandas as pd

#: outcome of a forecast told by its range
BELOW, INSIDE, ABOVE = "below", "inside", "above"


def supply(capacity: pd.DataFrame, doubtful: bool = False) -> pd.DataFrame:
    """Yearly capacity of CoWoS and the like as stated: rows with ``year``, ``low``, ``high``."""
    rows = capacity[
        (capacity["metric"] == "annual_capacity")
        & capacity["technology"].isin(["cowos", "cowos_and_like"])
        & (capacity["unit"] == "wafers_12in_year")
        & (doubtful | (capacity["reliability"] != "low"))
    ]
    return _ends(rows, "period_end").rename(columns={"row_id": "key"})


def demand(allocation: pd.DataFrame, demand: pd.DataFrame, doubtful: bool = False) -> pd.DataFrame:
    """Yearly demand in wafers as stated, whole market and single customers, from both tables."""
    one = allocation.dropna(subset=["wafers_low"]).assign(vendor_id=allocation["supplier_id"])
    two = demand[(demand["measure"] == "annual_demand") & demand["period_end"].notna()]
    two = two.assign(
        vendor_id=two["scope_vendor_id"],
        year=two["period_end"].dt.year,
        wafers_low=two["value_low"],
        wafers_high=two["value_high"],
    )
    columns = [
        "row_id",
        "year",
        "customer",
        "vendor_id",
        "technology",
        "wafers_low",
        "wafers_high",
        "kind",
        "house",
        "as_of",
        "as_of_precision",
        "reliability",
        "doubt",
        "source_id",
    ]
    rows = pd.concat([one[columns], two[columns]], ignore_index=True)
    rows = rows[doubtful | (rows["reliability"] != "low")]
    return rows.assign(year=rows["year"].astype("int64"), low=rows["wafers_low"], high=rows["wafers_high"])


def band(supply: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest supply of each year with the number of statements."""
    return supply.groupby("year", as_index=False).agg(
        low=("low", "min"), high=("high", "max"), statements=("key", "size")
    )


def shortages(demand: pd.DataFrame) -> pd.DataFrame:
    """Statements of shortage in percent of demand: what is met, turned into what is not."""
    rows = demand[demand["measure"].isin(["gap", "demand_met"]) & (demand["unit"] == "percent")]
    met = rows["measure"] == "demand_met"
    return rows.assign(
        low=rows["value_low"].where(~met, 100 - rows["value_high"]),
        high=rows["value_high"].where(~met, 100 - rows["value_low"]),
    ).sort_values(["period_end", "as_of"], ignore_index=True)


def scored(vintages: pd.DataFrame) -> pd.DataFrame:
    """Each old forecast with its error in percent: middle of the forecast over middle of the outcome.

    Empty for a forecast that is only a bound, and where no outcome was found.
    """
    middle = (vintages["forecast_low"] + vintages["forecast_high"]) / 2
    reached = (vintages["actual_low"] + vintages["actual_high"]) / 2
    return vintages.assign(error=(middle / reached - 1) * 100, year=vintages["target_end"].dt.year)


def verdict(low: float, high: float, reached_low: float, reached_high: float) -> str:
    """What two ranges say of a forecast: it lies below, above, or they overlap."""
    if high < reached_low:
        return BELOW
    return ABOVE if low > reached_high else INSIDE


def _ends(rows: pd.DataFrame, date: str) -> pd.DataFrame:
    return rows.assign(year=rows[date].dt.year, low=rows["value_low"], high=rows["value_high"])
