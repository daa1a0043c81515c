"""I need N wafers a month by a date: whose stated capacity could cover it, and on what terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from atlas.packaging.statements import SERIES, statements, without_article

#: customers whose share of a supplier counts as taken: the three largest of CoWoS
LARGEST = ("nvidia", "broadcom", "amd")
#: families that a need in wafers makes sense for
FAMILIES = ("cowos", "stacking", "memory", "bumping", "interposer")
MONTHS = 12
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
    demand: pd.DataFrame,
    *,
    wafers: float,
    year: int,
    family: str,
    doubtful: bool = False,
) -> Plan:
    """Which series of a family could give ``wafers`` a month at the end of ``year``.

    Supply and need are of the same year. ``answers``: `SERIES`, ``aggregate``, ``period_end``,
    ``low``, ``high``, ``statements``, ``source_ids``, ``taken_low`` and ``taken_high`` (percent held
    by `LARGEST`), ``allocated`` (largest allocation to one customer, wafers a month), ``gap_low`` and
    ``gap_high`` (percent of demand that finds no supply; all empty where no source states it, then
    nothing is deducted), ``free_low``, ``free_high``, ``answer``: ``covers`` (even at the low end),
    ``may_cover`` (only at the high end), ``too_small``. Series are alternatives and never add up; a
    technology that is part of another is left out. ``assumptions``: ``assumption``, ``vendor_id``,
    ``customer``, ``year``, ``low``, ``high``, ``source_ids``.
    """
    members = technologies.loc[
        (technologies["family"] == family) & technologies["part_of"].isna(), "technology"
    ]
    rows = statements(capacity, technologies=list(members), first_year=year, last_year=year, doubtful=True)
    rows = rows[rows["unit"].isin(WAFERS)]
    kept = rows if doubtful else rows[rows["reliability"] != "low"]
    shares, gaps = _shares(allocation, year), _gaps(demand, year)
    answers = _levels(without_article(kept))
    for deducted in (_taken(shares), _allocated(allocation, year), _summed(gaps, "gap")):
        answers = answers.merge(deducted, on="vendor_id", how="left")
    aggregates = vendors.loc[vendors["vendor_type"] == "aggregate", "vendor_id"]
    answers = _free(answers.assign(aggregate=answers["vendor_id"].isin(aggregates)))
    answers["answer"] = [_answer(wafers, row) for row in answers.to_dict("records")]
    answers = answers.sort_values(["aggregate", "free_high"], ascending=[True, False], ignore_index=True)
    known = answers["vendor_id"]
    shares, gaps = shares[shares["vendor_id"].isin(known)], gaps[gaps["vendor_id"].isin(known)]
    return Plan(answers, _assumptions(answers, shares, gaps, left_out=len(rows) - len(kept)))


def _levels(rows: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest statement of each series at its last date in the year, both ends given."""
    closed = rows[rows["midpoint"].notna()]
    last = closed.groupby(SERIES)["period_end"].transform("max")
    return (
        closed[closed["period_end"] == last]
        .groupby([*SERIES, "period_end"], as_index=False)
        .agg(
            low=("value_low", "min"),
            high=("value_high", "max"),
            statements=("row_id", "size"),
            source_ids=("source_id", _keys),
        )
    )


def _keys(keys: pd.Series) -> str:
    return ";".join(dict.fromkeys(keys))


def _taken(shares: pd.DataFrame) -> pd.DataFrame:
    """Percent that the largest customers hold together at each supplier."""
    return shares.groupby("vendor_id")[["low", "high"]].sum().add_prefix("taken_").reset_index()


def _allocated(allocation: pd.DataFrame, year: int) -> pd.DataFrame:
    """The largest allocation to one customer in the year, as wafers a month."""
    rows = allocation[
        (allocation["year"] == year)
        & (allocation["customer"] != "total")
        & (allocation["reliability"] != "low")
    ]
    most = rows.groupby("supplier_id")["wafers_high"].max() / MONTHS
    return most.rename("allocated").rename_axis("vendor_id").reset_index()


def _gaps(demand: pd.DataFrame, year: int) -> pd.DataFrame:
    """Stated shortage of the year, in percent of demand; one for the whole market holds for its largest maker."""
    rows = demand[
        (demand["measure"] == "gap")
        & (demand["customer"] == "total")
        & (demand["reliability"] != "low")
        & (demand["period_end"].dt.year == year)
    ]
    whole = rows[rows["scope_vendor_id"] == "industry"].assign(scope_vendor_id="tsmc")
    rows = pd.concat([rows, whole], ignore_index=True)
    found: pd.DataFrame = (
        rows.groupby("scope_vendor_id", as_index=False)
        .agg(low=("value_low", "min"), high=("value_high", "max"), source_ids=("source_id", _keys))
        .rename(columns={"scope_vendor_id": "vendor_id"})
        .assign(year=year)
    )
    return found


def _summed(gaps: pd.DataFrame, stem: str) -> pd.DataFrame:
    return gaps[["vendor_id", "low", "high"]].rename(columns={"low": f"{stem}_low", "high": f"{stem}_high"})


def _free(answers: pd.DataFrame) -> pd.DataFrame:
    """What is left of each end: after the largest customers, and after those who wait already.

    A gap of g percent means that demand is supply / (1 - g); those who wait are served first.
    """
    ends = {}
    for end, other in (("low", "high"), ("high", "low")):
        supply = answers[end]
        gap = answers[f"gap_{other}"].fillna(0) / 100
        ends[end] = supply * (1 - answers[f"taken_{other}"].fillna(0) / 100) - supply * gap / (1 - gap)
    least = answers["low"] - answers["allocated"].fillna(0)
    return answers.assign(
        free_low=ends["low"].clip(upper=least).clip(lower=0), free_high=ends["high"].clip(lower=0)
    )


def _answer(wafers: float, row: Mapping[Any, Any]) -> str:
    # where nobody states who holds the capacity, nobody knows what is left of it
    known = pd.notna(row["taken_low"]) or pd.notna(row["allocated"])
    if known and row["free_low"] >= wafers:
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
            source_ids=("source_id", _keys),
        )
        .rename(columns={"supplier_id": "vendor_id"})
    )


def _assumptions(
    answers: pd.DataFrame, shares: pd.DataFrame, gaps: pd.DataFrame, left_out: int
) -> pd.DataFrame:
    levels = answers[[*SERIES, "period_end", "low", "high", "source_ids"]].assign(
        assumption="level", year=answers["period_end"].dt.year
    )
    undeducted = answers.loc[answers["taken_low"].isna(), ["vendor_id"]].drop_duplicates()
    counted = pd.DataFrame(
        {"assumption": ["doubtful_left_out"], "low": [float(left_out)], "high": [float(left_out)]}
    )
    parts = [
        levels[["assumption", "vendor_id", "technology", "scope", "year", "low", "high", "source_ids"]],
        shares.assign(assumption="customer_share"),
        gaps.assign(assumption="shortage"),
        undeducted.assign(assumption="no_share_stated"),
        counted,
    ]
    return pd.concat(parts, ignore_index=True)
