"""Lighthouse factories: which sites a reader selects, in which cities, with which awards and results.

A site joins the network with its first award; a later award of the same site adds nothing
to any count. All functions take the tables of ``data/`` as `atlas.tables` loads them.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from atlas import places
from atlas.language import columns_of

#: columns of a site that its city has too, and those whose values are listed for each city
OF_CITY = (*columns_of("city"), "province_code", "prefecture_code", "country", "lat", "lon")
OF_SITE = {
    "site_id": "site_ids",
    **dict(zip(columns_of("company"), columns_of("companies"), strict=True)),
    "industry": "industries",
}


def map_cohorts(cohorts: pd.DataFrame) -> list[str]:
    """Cohorts (``YYYY-MM``, oldest first) whose total in China is published."""
    return sorted(cohorts.loc[cohorts["china_total"].notna(), "cohort"])


def members(sites: pd.DataFrame, designations: pd.DataFrame, up_to: str | None = None) -> pd.DataFrame:
    """All sites that were members by cohort `up_to` (``YYYY-MM``; None: today), oldest first.

    Out: the columns of `sites`, ``cohort`` (of the first award) and ``awards`` (number up to then).
    """
    awards = designations if up_to is None else designations[designations["cohort"] <= up_to]
    first = awards[awards["is_first"].astype(bool)].set_index("site_id")["cohort"]
    held = sites[sites["site_id"].isin(first.index)]
    site, counts = held["site_id"], awards["site_id"].value_counts()
    joined = held.assign(cohort=site.map(first), awards=site.map(counts).astype("int64"))
    return joined.sort_values(["cohort", "site_id"], ignore_index=True)


def select(
    sites: pd.DataFrame,
    designations: pd.DataFrame,
    scope: str = "mainland",
    *,
    cohort_up_to: str | None = None,
    **filters: str | None,
) -> pd.DataFrame:
    """The sites of a selection, one row each: all `members` by a cohort, narrowed by the filters of `narrow`."""
    every = members(sites, designations, cohort_up_to)
    return narrow(every, designations, scope, cohort_up_to=cohort_up_to, **filters)


def narrow(
    every: pd.DataFrame,
    designations: pd.DataFrame,
    scope: str = "mainland",
    industry: str | None = None,
    designation: str | None = None,
    cohort_up_to: str | None = None,
    owner: str | None = None,
    group: str | None = None,
) -> pd.DataFrame:
    """The members of a selection, with the columns and in the order of `members`.

    `scope`: a key of `places.SCOPES`, or ``world``. `designation`: the site has that award by
    `cohort_up_to`, as its first or as a later one. `owner`: chinese, taiwan or foreign; `group`: the
    group that owns it. KeyError for an unknown scope; other codes that no site has give an empty
    selection.
    """
    kept = np.ones(len(every), dtype=bool)
    if scope != "world":
        kept &= every["country"].isin(places.SCOPES[scope]).to_numpy()
    for column, wanted in (("industry", industry), ("owner", owner), ("group_id", group)):
        if wanted is not None:
            kept &= (every[column] == wanted).to_numpy()
    if designation is not None:
        held = designations[designations["designation"] == designation]
        if cohort_up_to is not None:
            held = held[held["cohort"] <= cohort_up_to]
        kept &= every["site_id"].isin(held["site_id"]).to_numpy()
    return every[kept].reset_index(drop=True)


def drawn(selection: pd.DataFrame, shade: str, cohort: str, since: str | None) -> pd.DataFrame:
    """The sites that a measure counts, so that a map draws those and no others.

    ``new``: those of `cohort`; ``change``: those after cohort `since` (None: all); else the selection.
    """
    if shade == "new":
        return selection[selection["cohort"] == cohort].reset_index(drop=True)
    if shade == "change" and since is not None:
        return selection[selection["cohort"] > since].reset_index(drop=True)
    return selection


def by_city(selection: pd.DataFrame) -> pd.DataFrame:
    """The selection's cities, most sites first; sites without coordinates are left out.

    Out: ``city_en/_zh_hant/_zh_hans``, ``province_code``, ``prefecture_code``, ``country``, ``lat``,
    ``lon``, ``sites``, and as tuples in one order ``site_ids``, ``companies_en/_zh_hant/_zh_hans``,
    ``industries``. Sites of one city whose district is known stand at their own point.
    """
    located = selection[selection["lat"].notna()]
    of = {name: located[name].tolist() for name in (*OF_CITY, *OF_SITE)}
    spots: dict[tuple[Any, ...], list[int]] = {}
    for spot, city in enumerate(zip(of["city_en"], of["country"], of["lat"], of["lon"], strict=True)):
        spots.setdefault(city, []).append(spot)
    cities = sorted(spots.values(), key=lambda held: (-len(held), of["city_en"][held[0]]))
    return pd.DataFrame(
        {name: [of[name][held[0]] for held in cities] for name in OF_CITY}
        | {"sites": [len(held) for held in cities]}
        | {
            name: [tuple(of[column][spot] for spot in held) for held in cities]
            for column, name in OF_SITE.items()
        }
    )


def site_cards(selection: pd.DataFrame, designations: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """The selection with what a card shows, in its order.

    Out: the columns of `selection`, ``held`` (tuple of records: designation, cohort, is_first,
    category_known, basis, source_id; oldest first) and ``results`` (tuple of records of
    ``lighthouse_metrics``).
    """
    cards = selection.copy()
    award_columns = ["designation", "cohort", "is_first", "category_known", "basis", "source_id"]
    cards["held"] = _records(cards, designations.sort_values("cohort", kind="stable"), award_columns)
    columns = [column for column in results.columns if column != "site_id"]
    cards["results"] = _records(cards, results, columns)
    return cards


def _records(cards: pd.DataFrame, rows: pd.DataFrame, columns: list[str]) -> pd.Series:
    found: dict[str, list[dict[Hashable, Any]]] = {site: [] for site in cards["site_id"]}
    wanted = rows.loc[rows["site_id"].isin(list(found)), ["site_id", *columns]]
    for row in wanted.to_dict("records"):
        found[row.pop("site_id")].append(row)
    return pd.Series([tuple(found[site]) for site in cards["site_id"]], index=cards.index, dtype=object)


def published(results: pd.DataFrame) -> pd.DataFrame:
    """The results that rest on a page we read; the others stand in a secondary copy only."""
    kept: pd.DataFrame = results[results["evidence"] == "published"]
    return kept
