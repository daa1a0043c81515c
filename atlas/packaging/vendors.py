"""Vendors side by side: capacity, money and plants by year, each cell with the rows behind it.

A cell is a row with ``vendor_id``, ``year``, ``low``, ``high`` (one of them empty for a bound),
``unit``, ``kind``, ``doubtful`` and ``ids`` (keys of the rows behind it). Figures of a subsidiary
are part of its parent's row only where a source counts the group; nothing is added up.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from atlas.packaging.statements import COMPARABLE, statements, without_article

#: a level reached comes before one that is planned
CERTAINTY = ["actual", "estimate", "target", "forecast", "claim"]
#: lines that are the vendor's own; a plant, a project or a partner's line is not the vendor
OWN = ("own", "own_unclear", "group")
WAFERS = ("wafers_12in_month", "wafers_month")
CELL = ["vendor_id", "year", "low", "high", "unit", "kind", "doubtful", "ids"]
#: what a project's date is taken from, the first that it has
READY = ("volume", "opening", "pilot", "first_phase", "first_building", "completion", "expansion", "full")
BASE_YEAR = 2024


def rows_of(vendors: pd.DataFrame) -> dict[str, str]:
    """Vendor → the vendor in whose row it stands: its parent's, or its own; aggregates have none."""
    single = vendors[vendors["vendor_type"] != "aggregate"]
    return {
        row["vendor_id"]: row["parent_vendor_id"] if pd.notna(row["parent_vendor_id"]) else row["vendor_id"]
        for row in single.to_dict("records")
    }


def _cells(rows: list[dict[str, Any]], *more: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*CELL, *more])


def _groups(rows: pd.DataFrame, *by: str) -> list[pd.DataFrame]:
    """The rows in groups that agree in some columns."""
    return [group for _, group in rows.groupby(list(by))]


def _surest(rows: pd.DataFrame) -> str:
    """The kind of a cell: reached where any statement says so, a target only where all are."""
    kinds = set(rows["kind"])
    for reached in CERTAINTY[:2]:
        if reached in kinds:
            return reached
    return "target" if kinds == {"target"} else "forecast"


def capacity_cells(
    capacity: pd.DataFrame, technologies: pd.DataFrame, family: str, doubtful: bool = False
) -> pd.DataFrame:
    """Monthly capacity of one family at the last stated date of each year, as a range.

    Of the statements that may share an axis the largest set counts; where anybody reports a level
    as reached, plans for that date are left out. Adds ``technology``.
    """
    inside = technologies[(technologies["family"] == family) & technologies["part_of"].isna()]
    rows = statements(capacity, technologies=list(inside["technology"]), doubtful=doubtful)
    rows = without_article(rows[rows["scope"].isin(OWN)])
    if family != "panel":
        rows = rows[rows["unit"].isin(WAFERS)]
    last = rows.groupby(["vendor_id", "year"])["period_end"].transform("max")
    found: list[dict[str, Any]] = []
    for held in _groups(rows[rows["period_end"] == last], "vendor_id", "year"):
        sets = [group for _, group in held.groupby(COMPARABLE)]
        mine = max(sets, key=lambda group: (len(group), group["as_of"].max()))
        reached = mine[mine["kind"].isin(CERTAINTY[:2])]
        mine = reached if len(reached) else mine
        found.append(
            {
                "vendor_id": mine["vendor_id"].iloc[0],
                "year": int(mine["year"].iloc[0]),
                "low": mine["value_low"].min(),
                "high": mine["value_high"].max(),
                "unit": mine["unit"].iloc[0],
                "kind": _surest(mine),
                "doubtful": bool((mine["reliability"] == "low").any()),
                "ids": tuple(mine["row_id"]),
                "technology": mine["technology"].iloc[0],
            }
        )
    return _cells(found, "technology")


def measure_cells(measures: pd.DataFrame, measure: str, rates: pd.DataFrame) -> pd.DataFrame:
    """A yearly measure in the vendor's own currency, beside it in US dollars and as a multiple.

    Plans that were superseded are left out; an actual figure comes before a plan for the same
    year. Adds ``usd_low`` and ``usd_high`` (at the yearly rate, empty without one), ``provisional``
    (the rate's year is not over), ``multiple_low`` and ``multiple_high`` of the own year 2024.
    """
    rows = measures[(measures["measure"] == measure) & (measures["months"] == 12) & ~measures["superseded"]]
    rows = rows.assign(year=rows["period_end"].dt.year, sure=rows["kind"].map(CERTAINTY.index))
    best = rows.groupby(["vendor_id", "year"])["sure"].transform("min")
    known = {(row["currency"], row["year"]): row for row in rates.to_dict("records")}
    found: list[dict[str, Any]] = []
    for mine in _groups(rows[rows["sure"] == best], "vendor_id", "year"):
        unit = str(mine["unit"].iloc[0])
        low, high = mine["value_low"].min(), mine["value_high"].max()
        found.append(
            {
                "vendor_id": mine["vendor_id"].iloc[0],
                "year": int(mine["year"].iloc[0]),
                "low": low,
                "high": high,
                "unit": unit,
                "kind": str(mine["kind"].iloc[0]),
                "doubtful": bool((mine["doubt"].notna() & (mine["doubt"] != "whole_company")).any()),
                "ids": tuple(mine["measure_id"]),
                **_dollars(low, high, unit, known.get((unit[:3].upper(), int(mine["year"].iloc[0])))),
            }
        )
    more = ("usd_low", "usd_high", "provisional")
    return _with_multiples(_cells(found, *more))


def _dollars(low: float, high: float, unit: str, rate: dict[Any, Any] | None) -> dict[str, Any]:
    if unit.startswith("usd"):
        return {"usd_low": low, "usd_high": high, "provisional": False}
    if rate is None:
        return {"usd_low": math.nan, "usd_high": math.nan, "provisional": False}
    per = float(rate["units_per_usd"])
    return {"usd_low": low / per, "usd_high": high / per, "provisional": not rate["complete"]}


def _with_multiples(cells: pd.DataFrame) -> pd.DataFrame:
    """Multiples of the vendor's own base year; the ends are the least and the greatest quotient."""
    base = cells[cells["year"] == BASE_YEAR].set_index("vendor_id")
    low, high = (cells["vendor_id"].map(base[side].to_dict()).astype("float64") for side in ("low", "high"))
    own = cells["year"] == BASE_YEAR
    return cells.assign(
        multiple_low=(cells["low"].astype("float64") / high).mask(own & low.notna(), 1.0),
        multiple_high=(cells["high"].astype("float64") / low).mask(own & low.notna(), 1.0),
    )


def money_cells(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """Money announced by year of announcement: least and greatest project, never a sum."""
    said = milestones[(milestones["milestone"] == "announced") & milestones["current"]]
    rows = projects.dropna(subset=["capex_m"]).merge(said[["project_id", "first"]], on="project_id")
    rows = rows.assign(year=rows["first"].dt.year)
    found = [
        {
            "vendor_id": mine["vendor_id"].iloc[0],
            "year": int(mine["year"].iloc[0]),
            "low": mine["capex_m"].min() / 1000,
            "high": mine["capex_m"].max() / 1000,
            "unit": f"{mine['capex_currency'].iloc[0].lower()}_bn",
            "kind": "target",
            "doubtful": False,
            "ids": tuple(mine["project_id"]),
        }
        for mine in _groups(rows, "vendor_id", "year", "capex_currency")
    ]
    return _cells(found)


def plant_dates(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """One date a project, from the first of `READY` that it has: when it works, or is to work.

    Columns: ``project_id``, ``vendor_id``, ``milestone``, ``date``, ``date_precision``, ``first``,
    ``last``, ``middle``, ``kind``. Projects without such a date are left out.
    """
    rows = milestones[milestones["current"] & milestones["milestone"].isin(READY)]
    rows = rows.assign(order=rows["milestone"].map(READY.index))
    rows = rows.sort_values(["project_id", "order"]).drop_duplicates("project_id")
    rows = rows.merge(projects[["project_id", "vendor_id"]], on="project_id")
    return rows.assign(middle=rows["first"] + (rows["last"] - rows["first"]) / 2).sort_values("middle")


def other_statements(capacity: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """One sure statement of each vendor without a cell, whatever it counts: levels first, then the newest."""
    rows = capacity[
        (capacity["reliability"] != "low")
        & ~capacity["vendor_id"].isin(cells["vendor_id"])
        & capacity["unit"].str.contains("wafers|units|panels")
        & (capacity["doubt"].fillna("") != "part_of_total")
    ]
    rows = rows.assign(level=rows["metric"] == "monthly_capacity")
    rows = rows.sort_values(["vendor_id", "level", "period_end", "value_high"], na_position="first")
    return rows.drop_duplicates("vendor_id", keep="last").reset_index(drop=True)


def order(
    vendors: pd.DataFrame, capex: pd.DataFrame, capacity: pd.DataFrame, *others: pd.DataFrame
) -> list[str]:
    """Vendors with anything to show: the largest spender first, then who states a level, then by rows."""
    usd = capex.sort_values("year").groupby("vendor_id")["usd_high"].last().fillna(0.0)
    rows = vendors[(vendors["vendor_type"] != "aggregate") & vendors["parent_vendor_id"].isna()]
    weight = {
        key: (
            float(usd.get(key, 0.0)),
            int((capacity["vendor_id"] == key).any()),
            sum(int((table["vendor_id"] == key).sum()) for table in others),
        )
        for key in rows["vendor_id"]
    }
    return [key for key in sorted(weight, key=weight.__getitem__, reverse=True) if any(weight[key])]


def differences(cells: pd.DataFrame, vendors: tuple[str, ...], low: str, high: str) -> pd.DataFrame:
    """The first vendor against each other one, year by year: least and greatest difference and ratio.

    Columns: ``year``, ``vendor_id`` (the other one), ``less`` and ``more`` (first minus other),
    ``ratio_low``, ``ratio_high`` (first over other). Only years that both have.
    """
    by = {(row["vendor_id"], row["year"]): row for row in cells.to_dict("records")}
    found = []
    for other in vendors[1:]:
        for year in sorted({year for _, year in by}):
            one, two = by.get((vendors[0], year)), by.get((other, year))
            if one and two and all(pd.notna(row[side]) for row in (one, two) for side in (low, high)):
                found.append(
                    {
                        "year": year,
                        "vendor_id": other,
                        "less": one[low] - two[high],
                        "more": one[high] - two[low],
                        "ratio_low": one[low] / two[high],
                        "ratio_high": one[high] / two[low],
                    }
                )
    return pd.DataFrame(found, columns=["year", "vendor_id", "less", "more", "ratio_low", "ratio_high"])
