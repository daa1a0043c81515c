"""The groups that own lighthouses: their sites, awards and results in figures."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd


class Group(NamedTuple):
    """One group: sites, those outside China, sustainability awards among all awards, sites with a result."""

    sites: int
    abroad: int
    awards: int
    sustainability: int
    with_results: int
    first: str
    last: str


def group(
    every: pd.DataFrame, designations: pd.DataFrame, results: pd.DataFrame, group_id: str, up_to: str
) -> Group:
    """Figures of one group from the `members` by a cohort, its awards and the results of its sites."""
    own = every[every["group_id"] == group_id]
    held = designations[designations["site_id"].isin(own["site_id"]) & (designations["cohort"] <= up_to)]
    return Group(
        sites=len(own),
        abroad=int((~own["country"].isin(["CN", "TW", "HK", "MO"])).sum()),
        awards=len(held),
        sustainability=int((held["designation"] == "sustainability").sum()),
        with_results=int(own["site_id"].isin(results["site_id"]).sum()),
        first=str(held["cohort"].min()) if len(held) else "",
        last=str(held["cohort"].max()) if len(held) else "",
    )


def abroad(every: pd.DataFrame) -> pd.DataFrame:
    """Sites outside China that a group of the mainland, or Foxconn by its listed arm there, owns."""
    outside = ~every["country"].isin(["CN", "TW", "HK", "MO"])
    own = (every["owner"] == "chinese") | every["company_en"].str.contains("Industrial Internet")
    found: pd.DataFrame = every[outside & own]
    return found.reset_index(drop=True)


def cohort_in_china_or_of_chinese_groups(every: pd.DataFrame, cohort: str) -> pd.DataFrame:
    """Sites of a cohort in China, and abroad of Chinese groups: what an article counts together."""
    of_cohort = every[every["cohort"] == cohort]
    inside = of_cohort[of_cohort["country"].isin(["CN", "TW", "HK", "MO"])]
    return pd.concat([inside, abroad(of_cohort)], ignore_index=True)
