"""My plant beside the lighthouses: published changes of named plants, and three calculators.

What is published is the change that winners reached, mostly without the value before. So a
reader's plant stands beside named plants; it gets no percentile of an industry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from atlas.language import columns_of

SITE_COLUMNS = ["site_id", "country", "industry"] + [
    column for stem in ("company", "site", "city") for column in columns_of(stem)
]


class Spread(NamedTuple):
    """Where the plants of a strip lie: how many, lowest, middle and highest value."""

    plants: int
    low: float
    median: float
    high: float


class Case(NamedTuple):
    """A plant near to the reader's: of the same industry or not, and how many chosen metrics it published."""

    site_id: str
    same_industry: bool
    matches: int


class Own(NamedTuple):
    """A reader's figures of one metric: values before and after, or the change in percent."""

    before: float | None = None
    after: float | None = None
    change: float | None = None


def comparable(results: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Results in one form, with the plant behind each.

    In: ``lighthouse_metrics`` and ``lighthouses``. Out: the columns of `results` (``technologies``
    as a tuple of codes), `SITE_COLUMNS`, and

    - ``shown``: for a change the signed change in percent of the value before (a fall is negative),
      for a level the level in its unit. Where both values before and after are rates, the change in
      percent is computed from them;
      ``unit`` follows;
    - ``points``: the same change in percentage points, where it is known;
    - ``other``: the second reading in percent of the value before. "Up 400 %" is five times (shown);
      read as "to 400 %" it is four times, +300 %. Empty where the second reading is percentage
      points, which are not percent of the value before.

    A metric that has changes and levels keeps the changes only.
    """
    rows = results.merge(sites[SITE_COLUMNS], on="site_id")
    changed = rows.loc[rows["kind"] == "change", "metric"]
    rows = rows[(rows["kind"] == "change") | ~rows["metric"].isin(changed)].reset_index(drop=True)
    signed = rows["value"] * rows["direction"].map({"decrease": -1.0, "increase": 1.0, "level": 1.0})
    in_points = rows["unit"] == "percentage_points"
    rows["points"] = signed.where(in_points)
    rows["shown"] = signed.mask(in_points, 100 * (rows["after"] / rows["before_low"] - 1))
    rows["unit"] = rows["unit"].mask(in_points, "percent")
    rows["other"] = (signed - 100).where(rows["reading"] == "by_or_to")
    rows["technologies"] = (
        rows["technologies"].fillna("").str.split(";").map(lambda tags: tuple(filter(None, tags)))
    )
    return rows


def metrics(rows: pd.DataFrame, least: int = 1) -> pd.DataFrame:
    """Metrics of `comparable` rows that at least `least` plants published, most plants first.

    Out: ``metric``, ``kind``, ``direction``, ``unit`` (of ``shown``), ``plants``.
    """
    grouped = rows.groupby("metric", as_index=False).agg(
        kind=("kind", "first"),
        direction=("direction", "first"),
        unit=("unit", "first"),
        plants=("site_id", "nunique"),
    )
    kept = grouped[grouped["plants"] >= least]
    return kept.sort_values(["plants", "metric"], ascending=[False, True], ignore_index=True)


def strip(rows: pd.DataFrame, metric: str, industry: str | None = None) -> pd.DataFrame:
    """The named plants of one metric, strongest result first; ``same_industry`` marks the reader's own."""
    plants = rows[rows["metric"] == metric]
    falls = bool((plants["direction"] == "decrease").any())
    ordered = plants.sort_values(["shown", "site_id"], ascending=[falls, True], ignore_index=True)
    return marked(ordered, industry)


def marked(plants: pd.DataFrame, industry: str | None) -> pd.DataFrame:
    """The plants with ``same_industry``: whether each is of that industry."""
    return plants.assign(same_industry=plants["industry"] == industry)


def spread(plants: pd.DataFrame) -> Spread:
    """Number of plants, lowest, median and highest ``shown``; ValueError for an empty strip."""
    if plants.empty:
        raise ValueError("no plant has published this metric")
    shown = plants["shown"]
    return Spread(plants["site_id"].nunique(), float(shown.min()), float(shown.median()), float(shown.max()))


def own_value(own: Own, kind: str) -> float | None:
    """The reader's point on a strip: the change in percent, or the level after; None if unknown.

    Values before and after win over a change that is given too. A value before of zero has no
    change in percent.
    """
    if kind == "level":
        return own.after
    if own.before is not None and own.after is not None:
        return 100 * (own.after / own.before - 1) if own.before else None
    return own.change


def stronger(plants: pd.DataFrame, value: float) -> int:
    """How many named plants published a stronger result than `value`, in the metric's own direction."""
    falls = (plants["direction"] == "decrease").any()
    return int((plants["shown"] < value).sum() if falls else (plants["shown"] > value).sum())


def technologies(rows: pd.DataFrame, chosen: Sequence[str] = (), industry: str | None = None) -> pd.DataFrame:
    """Technologies that the sources name with the results, most plants first. Not a cause.

    `chosen`: metrics to keep (none: all). Out: ``technology``, ``plants``, ``results``, and as tuples
    ``site_ids`` (sorted) and ``metrics`` (most frequent first).
    """
    kept = rows[rows["metric"].isin(list(chosen))] if chosen else rows
    if industry is not None:
        kept = kept[kept["industry"] == industry]
    found: dict[str, list[dict[Any, Any]]] = {}
    for row in kept[["technologies", "site_id", "metric"]].to_dict("records"):
        for technology in row["technologies"]:
            found.setdefault(technology, []).append(row)
    lines: list[dict[str, Any]] = [
        {
            "technology": technology,
            "plants": len({row["site_id"] for row in named}),
            "results": len(named),
            "site_ids": tuple(sorted({row["site_id"] for row in named})),
            "metrics": tuple(metric for metric, _ in Counter(row["metric"] for row in named).most_common()),
        }
        for technology, named in found.items()
    ]
    lines.sort(key=lambda line: (-line["plants"], -line["results"], line["technology"]))
    return pd.DataFrame(lines, columns=["technology", "plants", "results", "site_ids", "metrics"])


def cases(rows: pd.DataFrame, chosen: Sequence[str], industry: str | None, limit: int = 6) -> list[Case]:
    """Plants nearest to the reader's industry and goals, nearest first, at most ``limit``.

    First those of the industry with a chosen metric, then those with most chosen metrics, then
    those of the industry. Plants with neither are left out.
    """
    goals, metrics_of = set(chosen), dict[tuple[str, str], set[str]]()
    for site, own, metric in zip(rows["site_id"], rows["industry"], rows["metric"], strict=True):
        metrics_of.setdefault((site, own), set()).add(metric)
    found = [
        Case(site, own == industry, len(published & goals)) for (site, own), published in metrics_of.items()
    ]
    near = [case for case in found if case.matches or case.same_industry]
    near.sort(
        key=lambda case: (
            not (case.same_industry and case.matches),
            -case.matches,
            not case.same_industry,
            case.site_id,
        )
    )
    return near[:limit]
