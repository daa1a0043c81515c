"""I need N wafers a month by a date: whose stated capacity could cover it, and on what terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from atlas.packaging.statements import SERIES, latest_levels, statements

#: statements older than this before the newest one on the same date are left out
VINTAGE_MONTHS = 12
#: customers whose share of a supplier counts as taken: the three largest of CoWoS
LARGEST = ("nvidia", "broadcom", "amd")
#: families that a need in wafers makes sense for
FAMILIES = ("cowos", "stacking", "memory", "bumping", "interposer")
WAFERS = ("wafers_12in_month", "wafers_month")


class Plan(NamedTuple):
    """Answers by series, and every assumption behind them."""

    answers: pd.DataFrame
    assumptions: pd.DataFrame


def plan(
    capacity: pd.DataFrame,
    technologies: pd.DataFrame,
    vendors: pd.DataFrame,
    allocation: pd.DataFrame,
    *,
    wafers: float,
    by: pd.Timestamp,
    family: str,
    doubtful: bool = False,
) -> Plan:
    """Which series of a family could give ``wafers`` a month by the date ``by``.

    ``answers``: `SERIES`, ``aggregate``, ``period_end``, ``low``, ``high``, ``statements``,
    ``newest``, ``source_ids``, ``taken_low`` and ``taken_high`` (percent held by `LARGEST`;
    empty where no source states it, then nothing is deducted), ``free_low``, ``free_high``,
    ``answer``: ``covers`` (even at the low end), ``may_cover`` (only at the high end),
    ``too_small``. Series are alternatives and never add
    up; a technology that is part of another is left out. ``assumptions``: ``assumption``,
    ``vendor_id``, ``customer``, ``year``, ``low``, ``high``, ``source_ids``.
    """
    members = technologies.loc[
        (technologies["family"] == family) & technologies["part_of"].isna(), "technology"
    ]
    rows = statements(capacity, technologies=list(members), doubtful=True)
    rows = rows[rows["unit"].isin(WAFERS)]
    kept = rows if doubtful else rows[rows["reliability"] != "low"]
    levels = latest_levels(kept, by, VINTAGE_MONTHS)
    shares = _shares(allocation, by.year)
    taken = shares.groupby("vendor_id")[["low", "high"]].sum().add_prefix("taken_")
    answers = levels.merge(taken.reset_index(), on="vendor_id", how="left")
    aggregates = vendors.loc[vendors["vendor_type"] == "aggregate", "vendor_id"]
    answers["aggregate"] = answers["vendor_id"].isin(aggregates)
    answers["free_low"] = answers["low"] * (1 - answers["taken_high"].fillna(0) / 100)
    answers["free_high"] = answers["high"] * (1 - answers["taken_low"].fillna(0) / 100)
    answers["answer"] = [_answer(wafers, row) for row in answers.to_dict("records")]
    answers = answers.sort_values(["aggregate", "free_high"], ascending=[True, False], ignore_index=True)
    shares = shares[shares["vendor_id"].isin(answers["vendor_id"])]
    return Plan(answers, _assumptions(answers, shares, left_out=len(rows) - len(kept)))


def _answer(wafers: float, row: Mapping[Any, Any]) -> str:
    if row["free_low"] >= wafers:
        return "covers"
    return "may_cover" if row["free_high"] >= wafers else "too_small"


def _shares(allocation: pd.DataFrame, year: int) -> pd.DataFrame:
    """Stated share of each large customer at each supplier, newest year up to ``year``."""
    rows = allocation[
        allocation["customer"].isin(LARGEST)
        & allocation["share_percent"].notna()
        & (allocation["reliability"] != "low")
        & (allocation["year"] <= year)
    ]
    newest = rows.groupby(["supplier_id", "customer"])["year"].transform("max")
    return (
        rows[rows["year"] == newest]
        .groupby(["supplier_id", "customer", "year"], as_index=False)
        .agg(
            low=("share_percent", "min"),
            high=("share_percent", "max"),
            source_ids=("source_id", lambda keys: ";".join(dict.fromkeys(keys))),
        )
        .rename(columns={"supplier_id": "vendor_id"})
    )


def _assumptions(answers: pd.DataFrame, shares: pd.DataFrame, left_out: int) -> pd.DataFrame:
    levels = answers[[*SERIES, "period_end", "low", "high", "source_ids"]].assign(
        assumption="level", year=answers["period_end"].dt.year
    )
    undeducted = answers.loc[answers["taken_low"].isna(), ["vendor_id"]].drop_duplicates()
    parts = [
        levels[["assumption", "vendor_id", "technology", "scope", "year", "low", "high", "source_ids"]],
        shares.assign(assumption="customer_share"),
        undeducted.assign(assumption="no_share_stated"),
        pd.DataFrame(
            {
                "assumption": ["vintage_months", "doubtful_left_out"],
                "low": [float(VINTAGE_MONTHS), float(left_out)],
                "high": [float(VINTAGE_MONTHS), float(left_out)],
            }
        ),
    ]
    return pd.concat(parts, ignore_index=True)
