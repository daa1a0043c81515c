"""Lighthouse factories: our list beside the announcements and the article; shares over time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from atlas import places
from atlas.lighthouses.areas import latest
from atlas.lighthouses.sites import select

#: a claim "nearly x" holds down to this part below x
NEARLY = 0.05
ELECTRONICS_AND_APPLIANCES = ("electronics", "home_appliances")
OWNERS = ("chinese", "taiwan", "foreign")
NATIONAL = "100000"


def cohort_totals(
    sites: pd.DataFrame, designations: pd.DataFrame, cohorts: pd.DataFrame, scope: str = "greater"
) -> pd.DataFrame:
    """Announced against listed sites, one row a cohort, oldest first.

    Out: ``cohort``, ``announced_new`` (as announced), ``official_new`` (without awards to members),
    ``listed_new``, ``missing_new``, ``announced_total``, ``official_total`` (running sum of
    ``official_new``), ``listed_total``, ``missing_total``. `scope`: world, greater or mainland; nothing
    is announced for the mainland alone, so its official columns are empty.
    """
    table = cohorts.sort_values("cohort", ignore_index=True)
    prefix = "" if scope == "world" else "china_"
    columns = {"announced_new": f"{prefix}added", "official_new": f"{prefix}unique_added"}
    columns["announced_total"] = f"{prefix}total"
    out = table[["cohort"]].copy()
    for name, column in columns.items():
        out[name] = table[column].astype("Int64") if scope != "mainland" else pd.NA
    # where no total is published, adding up on our own would look like one
    out["official_total"] = out["official_new"].cumsum().astype("Int64").mask(out["announced_total"].isna())
    chosen = select(sites, designations, scope)
    out["listed_new"] = out["cohort"].map(chosen["cohort"].value_counts()).fillna(0).astype(int)
    out["listed_total"] = out["listed_new"].cumsum()
    for what in ("new", "total"):
        out[f"missing_{what}"] = (out[f"official_{what}"] - out[f"listed_{what}"]).astype("Int64")
    return out


def gaps_in(gaps: pd.DataFrame, scope: str) -> pd.DataFrame:
    """Rows of ``lighthouse_gaps`` that a scope covers: all for the world, else those in China."""
    return gaps if scope == "world" else gaps[gaps["place"] == "china"]


def industries_by_cohort(selection: pd.DataFrame) -> pd.DataFrame:
    """Every cohort × industry of the selection: ``cohort``, ``industry``, ``new``, ``total`` (so far)."""
    return _running(selection, "industry")


def _running(selection: pd.DataFrame, column: str) -> pd.DataFrame:
    counts = pd.crosstab(selection["cohort"], selection[column])
    return pd.DataFrame({"new": counts.stack(), "total": counts.cumsum().stack()}).reset_index()


def ownership(selection: pd.DataFrame) -> dict[str, float]:
    """Share of the selection (0 to 1, NaN of none) that each of `OWNERS` has."""
    owners = selection["owner"].tolist()
    return {owner: owners.count(owner) / len(owners) if owners else float("nan") for owner in OWNERS}


def region_shares(selection: pd.DataFrame, provinces: pd.DataFrame) -> pd.DataFrame:
    """The move inland: ``cohort``, ``region``, ``new``, ``total``, ``share`` (of all sites so far, 0 to 1).

    Regions are those of `places.REGIONS`, and ``other`` where the selection has such sites.
    """
    regions = dict(zip(provinces["province_code"], provinces["region"], strict=True))
    rows = _running(selection.assign(region=selection["province_code"].map(regions)), "region")
    rows["share"] = rows["total"] / rows.groupby("cohort")["total"].transform("sum")
    order = {region: place for place, region in enumerate([*places.REGIONS, "other"])}
    return rows.sort_values(
        ["cohort", "region"],
        key=lambda column: column.map(order) if column.name == "region" else column,
        ignore_index=True,
    )


def grid_by_region(provinces: pd.DataFrame, context: pd.DataFrame) -> pd.DataFrame:
    """Does the west offer cleaner power? The CO2 factor (kg/kWh) of each region's provinces.

    Out: ``region``, ``year``, ``provinces`` (with a figure), ``below_national`` (how many of them),
    ``low``, ``median``, ``high``, ``low_code``, ``high_code`` (province codes) and ``national``. Provinces
    count alike, whatever their size.
    """
    figures = latest(context, "grid_factor")
    national = float(figures.loc[figures["province_code"] == NATIONAL, "value"].iloc[0])
    joined = figures.merge(provinces[["province_code", "region"]], on="province_code")
    rows = []
    for region in places.REGIONS:
        part = joined[joined["region"] == region].sort_values("value", ignore_index=True)
        low, high = part.iloc[0], part.iloc[-1]
        rows.append(
            {
                "region": region,
                "year": int(low["year"]),
                "provinces": len(part),
                "below_national": int((part["value"] < national).sum()),
                "low": low["value"],
                "median": part["value"].median(),
                "high": high["value"],
                "low_code": low["province_code"],
                "high_code": high["province_code"],
                "national": national,
            }
        )
    return pd.DataFrame(rows)


def article_claims(
    claims: pd.DataFrame, sites: pd.DataFrame, designations: pd.DataFrame, cohorts: pd.DataFrame
) -> pd.DataFrame:
    """What the article prints beside what was announced and what our list gives.

    Out: the columns of `claims`, ``official`` (as announced), ``official_unique`` (without awards to
    members), ``listed`` (our list, Taiwan included), all in the claim's unit, and ``verdict``: agrees or
    differs (against ``official``, or ``listed`` where nothing is announced; a percentage agrees when
    it does rounded to one; "nearly" allows for `NEARLY`).
    """
    world = cohort_totals(sites, designations, cohorts, "world").set_index("cohort")
    china = cohort_totals(sites, designations, cohorts, "greater").set_index("cohort")
    found = []
    for measure, cohort in zip(claims["measure"], claims["cohort"], strict=True):
        values = _counted(measure, world.loc[cohort].to_dict(), china.loc[cohort].to_dict())
        if measure == "electronics_appliances_share":
            values["listed"] = _industry_share(select(sites, designations, "greater", cohort_up_to=cohort))
        found.append(values)
    out = claims.reset_index(drop=True).join(pd.DataFrame(found, dtype="float64"))
    out["verdict"] = [_verdict(row) for row in out.to_dict("records")]
    return out


def _counted(measure: str, world: dict[Any, Any], china: dict[Any, Any]) -> dict[str, float | None]:
    kinds = {"official": "announced", "official_unique": "official", "listed": "listed"}
    out: dict[str, float | None] = dict.fromkeys(kinds)
    for name, kind in kinds.items():
        if measure == "china_share":
            out[name] = 100 * china[f"{kind}_total"] / world[f"{kind}_total"]
        elif measure in ("total", "china_total"):
            out[name] = (world if measure == "total" else china)[f"{kind}_total"]
        elif measure in ("new_total", "new_china"):
            out[name] = (world if measure == "new_total" else china)[f"{kind}_new"]
    return out


def _industry_share(chosen: pd.DataFrame) -> float:
    return 100 * float(chosen["industry"].isin(ELECTRONICS_AND_APPLIANCES).mean())


def _verdict(row: dict[Hashable, Any]) -> str:
    low, high = row["value_low"], row["value_high"]
    value = row["official"] if pd.notna(row["official"]) else row["listed"]
    value = round(value) if row["unit"] == "percent" else value
    holds = {
        "exact": value == low,
        "more_than": value > low,
        "nearly": high * (1 - NEARLY) <= value < high,
    }
    return "agrees" if holds[row["qualifier"]] else "differs"
