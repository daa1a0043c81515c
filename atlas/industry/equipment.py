"""Chip equipment in China: what a budget buys, and the rule of half domestic equipment."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

ALL_TOOLS = "china_all_tools"
#: process steps in the order of the figure
STEPS = (
    ALL_TOOLS,
    "china_etch",
    "china_deposition",
    "china_cleaning",
    "china_stripping",
    "china_ion_implant",
    "china_lithography",
)
#: tool makers whose share of sales to China is compared
MAKERS = ("asml", "applied_materials", "lam_research", "tokyo_electron", "kla")


def _shares(outside: pd.DataFrame, metric: str, subjects: tuple[str, ...]) -> pd.DataFrame:
    """Independent facts of a metric in the order of the subjects, oldest first."""
    rows = outside[(outside["metric"] == metric) & outside["subject"].isin(subjects)]
    order = rows["subject"].map({subject: place for place, subject in enumerate(subjects)})
    rows = rows.assign(
        order=order, year=rows["period"].str.removeprefix("FY"), forecast=rows["kind"] == "forecast"
    )
    return (
        rows.sort_values(["order", "year"], kind="stable")
        .drop(columns=["order", "year"])
        .reset_index(drop=True)
    )


def domestic_shares(outside: pd.DataFrame) -> pd.DataFrame:
    """What houses say is the share of domestic tools, by process step: ``outside_facts`` with ``forecast``."""
    return _shares(outside, "domestic_share", STEPS)


def china_shares(outside: pd.DataFrame) -> pd.DataFrame:
    """What share of the tool makers' sales goes to China: ``outside_facts`` with ``forecast``."""
    return _shares(outside, "china_revenue_share", MAKERS)


def export_limits(outside: pd.DataFrame) -> pd.DataFrame:
    """Events of the rules on exports of lithography machines, in their order."""
    rows = outside[outside["subject"].isin(("lithography_export_rules", "us_export_rules"))]
    return rows.sort_values("period", kind="stable").reset_index(drop=True)


def scanner_prices(equipment: pd.DataFrame) -> pd.DataFrame:
    """Average price in US dollars of each scanner type, cheapest first: ``scanner``, ``price``."""
    rows = equipment[(equipment["metric"] == "tool_price") & (equipment["unit"] == "usd_unit")]
    prices = rows[["scanner", "value_low", "fact_id"]].rename(columns={"value_low": "price"})
    return prices.sort_values("price").reset_index(drop=True)


def machines_for(budget_usd: float, prices: pd.DataFrame) -> pd.DataFrame:
    """How many scanners of each type a budget buys: adds ``machines`` (may be a fraction).

    ValueError for a negative budget.
    """
    if budget_usd < 0:
        raise ValueError("a budget cannot be negative")
    return prices.assign(machines=budget_usd / prices["price"])


def required_share(equipment: pd.DataFrame) -> float:
    """Share of domestic equipment that new capacity needs, in percent, as the sources give it."""
    return float(equipment.loc[equipment["metric"] == "domestic_share", "value_low"].max())


class DomesticShare(NamedTuple):
    """The answer of the 50 % calculator; shares in percent, money in the unit of the prices."""

    share: float
    share_by_count: float
    total: float
    domestic: float
    passes: bool
    to_move: float
    unpriced: int


def domestic_share(lines: pd.DataFrame, required_percent: float) -> DomesticShare | None:
    """Does a line pass, and how much spending would have to move to domestic suppliers?

    ``lines``: ``quantity``, ``price`` (of one), ``domestic`` (bool). Rows without quantity or price
    are left out and counted in ``unpriced``. None while nothing is priced. ValueError for a
    negative entry. The rule is by spending; ``share_by_count`` is for comparison.
    """
    known = lines[lines["quantity"].notna() & lines["price"].notna()]
    if (known[["quantity", "price"]] < 0).to_numpy().any():
        raise ValueError("quantity and price cannot be negative")
    money = known["quantity"] * known["price"]
    total = float(money.sum())
    if total == 0:
        return None
    own = known["domestic"].astype("bool")
    domestic = float(money[own].sum())
    missing = max(0.0, required_percent / 100 * total - domestic)
    return DomesticShare(
        share=domestic / total * 100,
        share_by_count=float(known.loc[own, "quantity"].sum() / known["quantity"].sum() * 100),
        total=total,
        domestic=domestic,
        # a share that is half to the last cent passes, whatever the sum of fractions says
        passes=missing <= 1e-9 * total,
        to_move=missing,
        unpriced=len(lines) - len(known),
    )
