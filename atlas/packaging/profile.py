"""Everything the tables hold on one vendor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from atlas.packaging.statements import SERIES


class Profile(NamedTuple):
    """One vendor: its row, tables about it, and the keys of all their sources."""

    vendor: pd.Series
    technologies: list[str]
    capacity: pd.DataFrame
    projects: pd.DataFrame
    customers: pd.DataFrame
    ranking: pd.DataFrame
    shares: pd.DataFrame
    sources: list[str]


def profile(frames: Mapping[str, pd.DataFrame], vendor_id: str) -> Profile:
    """Collect one vendor from the tables (by name, as `tables.load_all` gives them).

    ``capacity`` holds all statements, doubtful ones included, newest period first.
    Raises KeyError for an unknown vendor.
    """
    vendors = frames["packaging_vendors"].set_index("vendor_id", drop=False)
    vendor = pd.Series(vendors.loc[vendor_id])
    capacity = _of(frames["packaging_capacity"], vendor_id).sort_values(
        [*SERIES, "period_end", "as_of"], ascending=[True] * len(SERIES) + [False, False], ignore_index=True
    )
    projects = _of(frames["packaging_projects"], vendor_id)
    customers = _of(frames["packaging_customers"], vendor_id)
    ranking = _of(frames["osat_ranking"], vendor_id)
    shares = _of(frames["packaging_shares"], vendor_id)
    keys: list[str] = str(vendor["source_ids"]).split(";")
    for table in (capacity, customers, ranking, shares):
        keys += table["source_id"].tolist()
    for cell in projects["source_ids"]:
        keys += cell.split(";")
    technologies: list[str] = (
        [] if pd.isna(vendor["technologies"]) else str(vendor["technologies"]).split(";")
    )
    return Profile(
        vendor, technologies, capacity, projects, customers, ranking, shares, list(dict.fromkeys(keys))
    )


def _of(table: pd.DataFrame, vendor_id: str) -> pd.DataFrame:
    return table[table["vendor_id"] == vendor_id].reset_index(drop=True)
