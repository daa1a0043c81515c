"""Packaging plants: their dated milestones with precision, slips, and places."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from atlas.packaging.precision import spans

KEY = ["project_id", "milestone"]
#: the states of a project, in the order in which it passes them; each bears the name of a status
STATES = ("planned", "construction", "tools", "pilot", "operating")
#: state that a status, or a milestone that was reached, puts a project in
STATE_OF = {
    "planned": "planned",
    "announced": "planned",
    "approval_pending": "planned",
    "bought": "planned",
    "on_hold": "planned",
    "construction": "construction",
    "first_building": "construction",
    "first_phase": "construction",
    "completion": "construction",
    "clean_room": "tools",
    "tools": "tools",
    "pilot": "pilot",
    "partial": "operating",
    "operating": "operating",
    "opening": "operating",
    "volume": "operating",
    "expansion": "operating",
    "full": "operating",
}
#: kinds of a date that is still to come
PLANS = ("target", "forecast")
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
                "first_middle": middle(then),
                "now_middle": middle(now),
                "moved": "later" if later else "earlier" if earlier else "within",
                "months_low": (now["first"] - then["last"]).days / DAYS_OF_MONTH,
                "months_high": (now["last"] - then["first"]).days / DAYS_OF_MONTH,
            }
        )
    return pd.DataFrame(found)


def with_open_plans(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """The projects with a milestone that its newest statement only plans or forecasts."""
    planned = milestones[milestones["current"] & milestones["kind"].isin(PLANS)]
    return projects[projects["project_id"].isin(planned["project_id"])].reset_index(drop=True)


def next_dates(milestones: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """The next planned milestone of each project whose span is not over yet, one row each."""
    planned = milestones[milestones["current"] & milestones["kind"].isin(PLANS)]
    coming = planned[planned["last"] >= today].sort_values(["last", "first", "milestone"])
    return coming.drop_duplicates("project_id").reset_index(drop=True)


def by_vendor(projects: pd.DataFrame, milestones: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """The projects grouped by vendor, groups and projects by their next date; those without one last."""
    soonest = next_dates(milestones, today).set_index("project_id")["last"]
    coming = projects["project_id"].map(soonest)
    rows = projects.assign(coming=coming)
    rows = rows.assign(group=rows.groupby("vendor_id")["coming"].transform("min"))
    rows = rows.sort_values(["group", "vendor_id", "coming", "project_id"], na_position="last")
    return rows.drop(columns=["group", "coming"]).reset_index(drop=True)


def passed(projects: pd.DataFrame, milestones: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Planned milestones whose span is over while nobody has reported them or a later state."""
    status = projects.set_index("project_id")["status"].map(STATE_OF).map(STATES.index)
    rows = milestones[milestones["current"] & milestones["kind"].isin(PLANS) & (milestones["last"] < today)]
    rows = rows[rows["project_id"].isin(status.index)]
    to_come = rows["milestone"].map(STATE_OF).map(STATES.index) > rows["project_id"].map(status)
    return rows[to_come].reset_index(drop=True)


def stages(projects: pd.DataFrame, milestones: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """What has been reached until today: ``project_id``, ``state``, ``first`` and ``last`` day in it.

    A state begins in the middle of the span of a reported milestone, or on the day of the report of
    the project's status, and lasts until a later one begins; a project never falls back.
    """
    reached = milestones[milestones["current"] & (milestones["kind"] == "actual")]
    begun = reached.assign(state=reached["milestone"].map(STATE_OF), day=middle(reached))
    said = spans(projects, "status_as_of", "status_as_of_precision")
    reported = projects.assign(state=projects["status"].map(STATE_OF), day=said["first"])
    columns = ["project_id", "state", "day"]
    events = pd.concat([begun[columns], reported[columns]], ignore_index=True)
    events = events[events["project_id"].isin(projects["project_id"]) & (events["day"] <= today)]
    events = events.assign(rank=events["state"].map(STATES.index)).sort_values(["project_id", "day", "rank"])
    highest = events.groupby("project_id")["rank"].cummax()
    events = events[highest == events["rank"]].drop_duplicates(["project_id", "state"])
    until = events.groupby("project_id")["day"].shift(-1).fillna(today)
    return events.assign(first=events["day"], last=until)[
        ["project_id", "state", "first", "last"]
    ].reset_index(drop=True)


def middle(rows: Any) -> Any:
    """The middle of the span of a row or of each row, ours for the place of a mark."""
    return rows["first"] + (rows["last"] - rows["first"]) / 2


def money(projects: pd.DataFrame) -> pd.DataFrame:
    """The projects with an amount, currency by currency as stated, the largest first; nothing is added up.

    Currencies come in the order of how many projects state one.
    """
    rows = projects.dropna(subset=["capex_m"])
    count = rows.groupby("capex_currency")["project_id"].transform("size")
    rows = rows.assign(count=count).sort_values(
        ["count", "capex_currency", "capex_m", "project_id"], ascending=[False, True, False, True]
    )
    return rows.drop(columns="count").reset_index(drop=True)


def sites(projects: pd.DataFrame) -> pd.DataFrame:
    """Cities with projects: ``lat``, ``lon``, ``projects`` (number) and ``project_ids`` (a list)."""
    placed = projects.dropna(subset=["lat", "lon"])
    return placed.groupby(["lat", "lon"], as_index=False).agg(
        projects=("project_id", "size"), project_ids=("project_id", list)
    )


def unplaced(projects: pd.DataFrame) -> pd.DataFrame:
    """Projects whose city is not known; a map must list them beside itself."""
    return projects[projects["lat"].isna()].reset_index(drop=True)
