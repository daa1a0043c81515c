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
from atlas.overview import charts, text
from atlas.overview.text import Card, Dated, Gaps, Sureness
from atlas.packaging import statements

#: the year of the packaging card
CAPACITY_YEAR = 2026
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
    own = statements.without_article(own)
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
def dates() -> tuple[list[Dated], list[Dated]]:
    """The two last dates of the carbon border, and the four next ones, seen from the day of the data."""
    rows = cache.table("cbam_key_dates").dropna(subset="date").sort_values("date")
    today = pd.Timestamp(tables.date_of())
    past, coming = rows[rows["date"] <= today].tail(2), rows[rows["date"] > today].head(4)
    return [_dated(row) for row in past.to_dict("records")], [
        _dated(row) for row in coming.to_dict("records")
    ]


def _dated(row: dict[Any, Any]) -> Dated:
    return Dated(row["date"], row)


@cached
def sureness() -> Sureness:
    """How many figures and sources there are, how near they stand to the facts, and how the claims fared."""
    frames = cache.every_table()
    facts = [frame for name, frame in frames.items() if name != "sources" and "source_id" in frame]
    return Sureness(
        rows=sum(len(frame) for frame in facts),
        sources=len(frames["sources"]),
        first_hand=float(frames["sources"]["tier"].isin(claims.FIRST_HAND).mean()),
        statements=len(frames["evidence"]),
        claims=claims.tally(frames["evidence_checks"]),
    )


def _gaps() -> Gaps:
    """What the lists of this atlas lack."""
    last = totals("world").iloc[-1]
    return Gaps(
        missing=missing(),
        late=int(last["missing_new"]),
        new=int(last["announced_new"]),
        when=str(last["cohort"]),
        price_until=prices_until(),
    )


@cached
def cards(lang: Language) -> tuple[Card, ...]:
    """The three subjects with a figure, in their order."""
    latest, ends, costs = announced().iloc[-1].to_dict(), capacity(), cost()
    year = ends[ends["year"] == CAPACITY_YEAR].iloc[0].to_dict()
    rows = cache.table("packaging_capacity")
    cowos = rows[(rows["technology"] == "cowos") & (rows["period_end"].dt.year == CAPACITY_YEAR)]
    first, last = costs.iloc[0].to_dict(), costs.iloc[-1].to_dict()
    return (
        text.lighthouses(
            latest,
            missing(),
            tuple(cache.table("lighthouse_cohorts")["china_source_id"].dropna().tail(3)),
            lang,
        ),
        text.packaging(year, CAPACITY_YEAR, tuple(cowos["source_id"]), lang),
        text.cbam(first, last, lang),
    )


@cached
def finding(lang: Language) -> str:
    """How many figures from how many sources."""
    return text.finding(sureness(), lang)


@cached
def past(lang: Language) -> str:
    """The latest awards and the last dates of the carbon border, as a list in Markdown."""
    return text.past(totals("world").iloc[-1].to_dict(), dates()[0], lang)


@cached
def coming(lang: Language) -> str:
    """The next dates of the carbon border, as a list in Markdown."""
    return text.coming(dates()[1], lang)


@cached
def doubts(lang: Language) -> str:
    """How the checked claims fared and what is missing, in Markdown."""
    return text.doubts(sureness(), _gaps(), lang)


@cached
def fact_check(lang: Language) -> str:
    """How many claims were checked, and how they fared."""
    return text.fact_check(sureness(), lang)


@cached
def picture(name: str, lang: Language) -> Drawing:
    """The small picture of a subject."""
    if name == "lighthouses":
        return charts.lighthouses_by_year(announced(), lang)
    if name == "packaging":
        return charts.capacity_ranges(capacity(), lang)
    return charts.cost_by_year(cost(), lang)
