"""What a change is worth in a reader's own plant: onboarding, defects, inventory.

Every function takes the reader's figures and returns its steps as columns. Money is in
whatever currency the reader enters. A negative figure is a ValueError.
"""

from __future__ import annotations

import pandas as pd

DAYS_PER_YEAR = 365


def attrition_readings(before: float, cut: float) -> dict[str, float]:
    """The rate after "down `cut` %" from a rate of `before` percent, under both readings.

    ``relative``: the cut is a part of the rate before. ``points``: it is taken off the rate. A rate
    cannot fall below zero: where points would, that reading is left out.
    """
    _not_negative(before=before, cut=cut)
    readings = {"relative": before * (1 - cut / 100)} if cut <= 100 else {}
    if cut <= before:
        readings["points"] = before - cut
    return readings


def onboarding(
    hires: float,
    day_cost: float,
    days_before: float,
    days_after: float,
    staff: float = 0,
    attrition_before: float = 0,
    attrition_cut: float = 0,
) -> pd.DataFrame:
    """Cost of a year's onboarding before and after, one row a reading of the fall in attrition.

    `hires` a year; `day_cost` of a new hire in training; rates in percent of `staff` a year. Fewer
    leavers mean fewer hires, but no fewer than none: ``capped`` says where that limit holds. Out:
    ``reading``, ``attrition_after``, ``hires_avoided``, ``capped``, ``days_saved`` (a year, of the hires
    that remain), ``cost_before``, ``cost_after``, ``saved``.
    """
    _not_negative(hires=hires, day_cost=day_cost, days_before=days_before, days_after=days_after, staff=staff)
    rows = []
    for reading, rate in attrition_readings(attrition_before, attrition_cut).items():
        fewer = staff * (attrition_before - rate) / 100
        avoided = min(hires, fewer)
        remaining = hires - avoided
        before, after = hires * days_before * day_cost, remaining * days_after * day_cost
        rows.append(
            {
                "reading": reading,
                "attrition_after": rate,
                "hires_avoided": avoided,
                "capped": fewer > hires,
                "days_saved": remaining * (days_before - days_after),
                "cost_before": before,
                "cost_after": after,
                "saved": before - after,
            }
        )
    return pd.DataFrame(rows)


def quality(
    units: float, unit_cost: float, defect_rate: float, defect_cut: float, cost_cut: float
) -> pd.DataFrame:
    """Money a year from fewer defects and a lower unit cost (one row).

    `units` made a year; each defective one loses its full `unit_cost`; `defect_rate`, `defect_cut` and
    `cost_cut` in percent. The same good output needs fewer units by the defects avoided, and the cut in
    unit cost applies to those that are still made. Out: ``defects_before``, ``defects_after`` (units),
    ``defect_cost_before``, ``defect_cost_after``, ``saved_defects``, ``saved_cost``, ``saved``.
    """
    _not_negative(units=units, unit_cost=unit_cost, defect_rate=defect_rate)
    _percentages(defect_rate=defect_rate, defect_cut=defect_cut, cost_cut=cost_cut)
    before = units * defect_rate / 100
    after = before * (1 - defect_cut / 100)
    saved_defects = (before - after) * unit_cost
    saved_cost = (units - (before - after)) * unit_cost * cost_cut / 100
    return pd.DataFrame(
        [
            {
                "defects_before": before,
                "defects_after": after,
                "defect_cost_before": before * unit_cost,
                "defect_cost_after": after * unit_cost,
                "saved_defects": saved_defects,
                "saved_cost": saved_cost,
                "saved": saved_defects + saved_cost,
            }
        ]
    )


def inventory(cost_of_goods: float, days: float, cut: float, interest: float) -> pd.DataFrame:
    """Working capital freed by fewer days of inventory (one row).

    `cost_of_goods` a year; `cut` of the days and `interest` a year in percent. Out: ``days_after``,
    ``capital_before``, ``capital_after``, ``freed`` (once) and ``interest_saved`` (a year). Capital is
    cost of goods a day times days of inventory.
    """
    _not_negative(cost_of_goods=cost_of_goods, days=days, interest=interest)
    _percentages(cut=cut)
    after = days * (1 - cut / 100)
    capital, less = cost_of_goods / DAYS_PER_YEAR * days, cost_of_goods / DAYS_PER_YEAR * after
    return pd.DataFrame(
        [
            {
                "days_after": after,
                "capital_before": capital,
                "capital_after": less,
                "freed": capital - less,
                "interest_saved": (capital - less) * interest / 100,
            }
        ]
    )


def _not_negative(**figures: float) -> None:
    for name, figure in figures.items():
        if not figure >= 0:
            raise ValueError(f"{name} must not be negative: {figure}")


def _percentages(**figures: float) -> None:
    for name, figure in figures.items():
        if not 0 <= figure <= 100:
            raise ValueError(f"{name} must lie between 0 and 100 percent: {figure}")
