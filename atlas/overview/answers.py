"""What the overview shows, worked out once for all sessions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas import tables
from atlas.app import cache
from atlas.app.cache import cached
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.outlook import outlook
from atlas.charts.theme import Drawing
from atlas.evidence import claims
from atlas.language import Language
from atlas.lighthouses import counts, sites
from atlas.overview import charts
from atlas.packaging import statements

#: hot-rolled coil of China, above the 50 tonnes from which the mechanism applies
EXAMPLE = {"cn_code": "72083600", "origin": "CN", "net_mass_t": 100.0, "period": "2026-Q1"}


@cached
def announced() -> pd.DataFrame:
    """Awards announced for China and the world at the end of each year: ``year``, ``total``, ``world``."""
    cohorts = cache.table("lighthouse_cohorts")
    known = cohorts[cohorts["cohort"].isin(sites.map_cohorts(cohorts))].sort_values("cohort")
    last = known.assign(year=known["cohort"].str[:4]).groupby("year", as_index=False).last()
    return last[["year", "cohort"]].assign(total=last["china_total"], world=last["total"])


@cached
def totals(scope: str) -> pd.DataFrame:
    """Announced against listed sites of a scope, one row a cohort."""
    sites, designations = cache.table("lighthouses"), cache.table("lighthouse_designations")
    return counts.cohort_totals(sites, designations, cache.table("lighthouse_cohorts"), scope)


def missing() -> int:
    """Sites announced for China that our list lacks."""
    return int(totals("greater")["missing_total"].dropna().iloc[-1])


@cached
def capacity() -> pd.DataFrame:
    """TSMC's own CoWoS capacity at year's end, 2023 to 2027: lowest and highest statement."""
    rows = statements.statements(
        cache.table("packaging_capacity"),
        technologies=["cowos"],
        vendors=["tsmc"],
        first_year=2023,
        last_year=2027,
    )
    own = rows[(rows["scope"] == "own") & (rows["period_end"].dt.month == 12)]
    ends = statements.spread(statements.comparable_sets(own)[0])
    reached = own[own["kind"] == "actual"]["period_end"].unique()
    return ends.assign(year=ends["period_end"].dt.year, actual=ends["period_end"].isin(reached))


@cached
def cost() -> pd.DataFrame:
    """Cost of one tonne of the example in each year, central price: ``year``, ``cost_eur``."""
    rows = outlook(pd.DataFrame([EXAMPLE]), {"law": law_answers.rules()}, price_paths=("central",))
    return rows.assign(cost_eur=rows["cost_eur"] / rows["net_mass_t"])


@cached
def prices_until() -> pd.Timestamp:
    """Last day of the quarters whose certificate price is published."""
    prices = cache.table("cbam_certificate_prices")
    last: pd.Timestamp = prices.loc[prices["price_eur"].notna(), "period_end"].max()
    return last


@cached
def dates() -> list[tuple[pd.Timestamp, dict[str, Any]]]:
    """The three last and four next dates of the carbon border, with their rows."""
    rows = cache.table("cbam_key_dates").dropna(subset="date").sort_values("date")
    today = pd.Timestamp(tables.package()["created"]).tz_localize(None)
    shown = pd.concat([rows[rows["date"] <= today].tail(3), rows[rows["date"] > today].head(4)])
    return [(row["date"], row) for row in shown.to_dict("records")]


@cached
def sureness() -> dict[str, float]:
    """Facts, sources, share of the sources that are first hand, checks and how many did not hold."""
    frames = cache.every_table()
    facts = [frame for name, frame in frames.items() if name != "sources" and "source_id" in frame]
    return {
        "rows": float(sum(len(frame) for frame in facts)),
        "sources": float(len(frames["sources"])),
        "first_hand": float(frames["sources"]["tier"].isin(claims.FIRST_HAND).mean()),
        "checks": float(len(frames["evidence_checks"])),
        "ok": float(frames["evidence_checks"]["verdict"].isin(["ok", "ok_rounded"]).sum()),
    }


@cached
def picture(name: str, lang: Language) -> Drawing:
    """The small picture of a subject, in the language with that code."""
    if name == "lighthouses":
        return charts.lighthouses_by_year(announced(), lang)
    if name == "packaging":
        return charts.capacity_ranges(capacity(), lang)
    return charts.cost_by_year(cost(), lang)
