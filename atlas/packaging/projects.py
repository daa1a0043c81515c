"""Packaging plants: their dated milestones with precision, slips, and places."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from atlas.packaging.precision import spans

KEY = ["project_id", "milestone"]
DAYS_OF_MONTH = 30.4375


def choose(
    projects: pd.DataFrame,
    *,
    vendors: Collection[str] = (),
    technologies: Collection[str] = (),
    countries: Collection[str] = (),
    statuses: Collection[str] = (),
) -> pd.DataFrame:
    """The projects that fit every choice; an empty choice means all."""
    for column, chosen in (("vendor_id", vendors), ("country", countries), ("status", statuses)):
        if chosen:
            projects = projects[projects[column].isin(chosen)]
    if technologies:
        wanted = set(technologies)
        fits = projects["technologies"].map(lambda codes: not wanted.isdisjoint(codes.split(";")))
        projects = projects[fits.astype("bool")]
    return projects.reset_index(drop=True)


def milestones(dates: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """All statements on milestones, oldest first, with their spans.

    Adds ``first`` and ``last`` (days that the date may mean), ``stated`` (first day on which
    the source may have said so, empty where its date is unknown) and ``current``: true for
    the newest statement on a milestone. A plan that its source itself calls superseded comes
    before every other.
    """
    when = spans(dates, "date", "date_precision")
    published = sources.set_index("source_id")["published"]
    rows = dates.assign(
        first=when["first"],
        last=when["last"],
        stated=pd.to_datetime(dates["source_id"].map(published), format="ISO8601"),
    )
    rows = rows.sort_values(
        [*KEY, "superseded", "stated", "first"],
        ascending=[True, True, False, True, True],
        ignore_index=True,
    )
    rows["current"] = ~rows.duplicated(KEY, keep="last")
    return rows


def slips(milestones: pd.DataFrame) -> pd.DataFrame:
    """Milestones whose date moved between the first and the newest statement.

    Columns: `KEY`, ``first_date``, ``first_precision``, ``first_source``, the same with
    ``now_``, ``first_middle`` and ``now_middle`` (middle of each span), ``moved`` (later,
    earlier, or within where the two spans overlap), ``months_low`` and ``months_high``
    (least and greatest shift that the two spans allow; negative is earlier). Unmoved
    milestones are left out.
    """
    found = []
    for _, rows in milestones.groupby(KEY, sort=False):
        then, now = rows.iloc[0], rows.iloc[-1]
        if (then["first"], then["last"]) == (now["first"], now["last"]):
            continue
        later, earlier = now["first"] > then["last"], now["last"] < then["first"]
        found.append(
            {
                **{column: now[column] for column in KEY},
                "first_date": then["date"],
                "first_precision": then["date_precision"],
                "first_source": then["source_id"],
                "now_date": now["date"],
                "now_precision": now["date_precision"],
                "now_source": now["source_id"],
                "first_middle": then["first"] + (then["last"] - then["first"]) / 2,
                "now_middle": now["first"] + (now["last"] - now["first"]) / 2,
                "moved": "later" if later else "earlier" if earlier else "within",
                "months_low": (now["first"] - then["last"]).days / DAYS_OF_MONTH,
                "months_high": (now["last"] - then["first"]).days / DAYS_OF_MONTH,
            }
        )
    return pd.DataFrame(found)


def with_open_plans(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """The projects with a milestone that its newest statement only plans or forecasts."""
    planned = milestones[milestones["current"] & milestones["kind"].isin(["target", "forecast"])]
    return projects[projects["project_id"].isin(planned["project_id"])].reset_index(drop=True)


def by_vendor(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """The projects grouped by vendor, the vendor with most of them first, by their next planned date."""
    planned = milestones[milestones["current"] & milestones["kind"].isin(["target", "forecast"])]
    coming = projects["project_id"].map(planned.groupby("project_id")["last"].min())
    count = projects.groupby("vendor_id")["project_id"].transform("size")
    rows = projects.assign(coming=coming, count=count)
    rows = rows.sort_values(["count", "vendor_id", "coming"], ascending=[False, True, True])
    return rows.drop(columns=["coming", "count"]).reset_index(drop=True)


def sites(projects: pd.DataFrame) -> pd.DataFrame:
    """Cities with projects: ``lat``, ``lon``, ``projects`` (number) and ``project_ids`` (a list)."""
    placed = projects.dropna(subset=["lat", "lon"])
    return placed.groupby(["lat", "lon"], as_index=False).agg(
        projects=("project_id", "size"), project_ids=("project_id", list)
    )


def unplaced(projects: pd.DataFrame) -> pd.DataFrame:
    """Projects whose city is not known; a map must list them beside itself."""
    return projects[projects["lat"].isna()].reset_index(drop=True)
