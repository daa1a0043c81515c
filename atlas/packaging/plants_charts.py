"""Plants in time and place: milestones with their precision and slips, and a map of sites."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.maps import OUTLINES
from atlas.language import MINUS, Language
from atlas.packaging.names import Names
from atlas.packaging.projects import DAYS_OF_MONTH

LAND = "app/static/world_land.geojson"
ROW_HEIGHT = 54
LEGEND = theme.LEGEND_BELOW | {"font": {"size": theme.TICK_SIZE}}
DATES = {"type": "date", "side": "top", "dtick": "M24", "tickformat": "%Y", "tickangle": 0}
#: form of each milestone; the shape repeats what the colour says
MARKS = {
    "announced": "circle-open",
    "construction": "square",
    "clean_room": "square-open",
    "tools": "square-open",
    "pilot": "diamond-open",
    "opening": "diamond",
    "volume": "star",
    "completion": "hexagon",
    "first_building": "hexagon-open",
    "first_phase": "hexagon-open",
    "expansion": "triangle-up",
    "full": "star-square",
}
#: areas of the map: longitudes and latitudes
AREAS = {
    "world": ([-130.0, 155.0], [-12.0, 62.0]),
    "east_asia": ([96.0, 146.0], [-2.0, 46.0]),
    "taiwan": ([118.6, 123.4], [21.6, 25.6]),
}


def timeline(
    projects: pd.DataFrame, milestones: pd.DataFrame, slips: pd.DataFrame, names: Names, today: str
) -> theme.Drawing:
    """One line for each project: milestones, the days each may mean, and what moved.

    ``projects``: rows of ``packaging_projects``; ``milestones`` and ``slips``: as
    `packaging_projects` gives them. Actual dates are in ink, planned ones in the first
    colour; a bar below a mark is the span its precision allows; an arrow shows a slip.
    """
    order = {key: number for number, key in enumerate(projects["project_id"])}
    current = milestones[milestones["current"] & milestones["project_id"].isin(list(order))]
    current = current.assign(row=current["project_id"].map(order))
    marks = [
        _marks(mine, milestone, names)
        for milestone in MARKS
        if len(mine := current[current["milestone"] == milestone])
    ]
    arrows = [
        _slip(slip, order[slip["project_id"]], names)
        for slip in slips.to_dict("records")
        if slip["project_id"] in order and slip["moved"] != "within"
    ]
    dated = set(current["project_id"])
    labels = [
        _label(_project_name(project, project["project_id"] in dated, names), order[project["project_id"]])
        for project in projects.to_dict("records")
    ]
    figure = theme.frame(
        ROW_HEIGHT * len(order) + 110,
        [_lives(current), _spans(current), *marks],
        showlegend=True,
        hovermode="closest",
        legend=LEGEND,
        annotations=[*arrows, *labels],
        shapes=[theme.upright(pd.Timestamp(today).timestamp() * 1000, 1)],
        xaxis=DATES | {"range": _date_range(current)},
        yaxis={"range": [len(order) - 0.4, -0.8], "visible": False},
    )
    return theme.Drawing(figure, _timeline_alt(projects, slips, names))


def _project_name(project: dict[Any, Any], dated: bool, names: Names) -> str:
    name = f"{names.vendor(project['vendor_id'])} · {names.lang.pick(project, 'name')}"
    return name if dated else f"{name} · " + names.lang.text("no date")


def _date_range(rows: pd.DataFrame) -> list[str]:
    if rows.empty:
        return ["2023-01-01", "2029-12-31"]
    first = max(rows["first"].min(), pd.Timestamp(2021, 7, 1))
    return [
        f"{first - pd.DateOffset(months=3):%Y-%m-%d}",
        f"{rows['last'].max() + pd.DateOffset(months=6):%Y-%m-%d}",
    ]


def _lives(rows: pd.DataFrame) -> dict[str, Any]:
    """A thin line from the first to the last milestone of each project."""
    ends = rows.groupby("row").agg(first=("first", "min"), last=("last", "max")).reset_index()
    return _strokes(ends, {"color": theme.FAINT, "width": 1})


def _spans(rows: pd.DataFrame) -> dict[str, Any]:
    return _strokes(rows[rows["first"] < rows["last"]], {"color": theme.NO_FIGURE, "width": 9})


def _strokes(rows: pd.DataFrame, line: dict[str, Any]) -> dict[str, Any]:
    """Horizontal strokes from ``first`` to ``last``, below the label of their ``row``."""
    x: list[str | None] = []
    y: list[float | None] = []
    for first, last, row in zip(rows["first"], rows["last"], rows["row"], strict=True):
        x += [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", None]
        y += [row + 0.2, row + 0.2, None]
    unseen = {"hoverinfo": "skip", "showlegend": False}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, **unseen}


def _marks(rows: pd.DataFrame, milestone: str, names: Names) -> dict[str, Any]:
    middle = rows["first"] + (rows["last"] - rows["first"]) / 2
    colours = [theme.INK if kind == "actual" else theme.QUALITATIVE[0] for kind in rows["kind"]]
    return {
        "type": "scatter",
        "x": middle.dt.strftime("%Y-%m-%d").tolist(),
        "y": (rows["row"] + 0.2).tolist(),
        "mode": "markers",
        "name": names.term("milestone", milestone),
        "marker": {
            "symbol": MARKS[milestone],
            "size": 12,
            "color": colours,
            "line": {"width": 2, "color": colours},
        },
        "hovertext": [_hover(row, names) for row in rows.to_dict("records")],
        "hoverinfo": "text",
    }


def _hover(row: dict[Any, Any], names: Names) -> str:
    date = names.date(row["date"], row["date_precision"])
    publisher = names.publisher(row["source_id"])
    return (
        f"<b>{names.term('milestone', row['milestone'])}: {date}</b><br>"
        f"{names.term('kind', row['kind'])} · {publisher}"
    )


def _slip(slip: dict[Any, Any], row: int, names: Names) -> dict[str, Any]:
    """An arrow from the first date to the newest one, the months in words at its start."""
    days = (slip["now_middle"] - slip["first_middle"]).days
    months = round(days / DAYS_OF_MONTH)
    return {
        "x": f"{slip['now_middle']:%Y-%m-%d}",
        "ax": f"{slip['first_middle']:%Y-%m-%d}",
        "y": row + 0.42,
        "ay": row + 0.42,
        "xref": "x",
        "axref": "x",
        "yref": "y",
        "ayref": "y",
        "text": names.lang.plural(
            "{sign}{count} month", "{sign}{count} months", abs(months), sign="+" if months > 0 else MINUS
        ),
        "font": {"size": 12},
        "arrowhead": 2,
        "arrowwidth": 2,
        "arrowcolor": theme.QUALITATIVE[3] if months > 0 else theme.QUALITATIVE[2],
    }


def _label(label: str, row: int) -> dict[str, Any]:
    return {
        "x": 0,
        "xref": "paper",
        "y": row - 0.05,
        "text": label,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"size": theme.TICK_SIZE},
    }


def _timeline_alt(projects: pd.DataFrame, slips: pd.DataFrame, names: Names) -> str:
    mine = slips[slips["project_id"].isin(projects["project_id"])]["moved"]
    count = names.lang.plural("{count} project.", "{count} projects.", len(projects))
    return names.lang.sentences([count, moved_words(mine, names.lang)])


def moved_words(moved: pd.Series, lang: Language) -> str:
    """How many dates moved which way."""
    later, earlier = int((moved == "later").sum()), int((moved == "earlier").sum())
    return lang.sentences(
        [
            lang.plural("{count} date has moved later.", "{count} dates have moved later.", later),
            lang.plural("{count} date has moved earlier.", "{count} dates have moved earlier.", earlier),
        ]
    )


def site_map(sites: pd.DataFrame, area: str, names: Names) -> theme.Drawing:
    """Cities with projects on neutral land outlines that our own server gives.

    ``sites``: ``lat``, ``lon``, ``projects``, ``label`` (city), ``hover`` and ``city`` (what a
    click returns as ``customdata``). ``area``: one of `AREAS`. The points are the first
    trace: plotly would otherwise fetch a world map from outside.
    """
    lon, lat = AREAS[area]
    # the land outlines are too coarse for one island
    near = area == "taiwan"
    outlines, places = (OUTLINES, ["710000", "350000"]) if near else (LAND, ["land"])
    inside = sites[sites["lon"].between(lon[0], lon[1]) & sites["lat"].between(lat[0], lat[1])]
    figure = theme.frame(
        300 if area == "world" else 420,
        [_points(inside, with_names=near), _land(outlines, places)],
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        geo={
            "visible": False,
            "projection": {"type": "natural earth" if area == "world" else "equirectangular"},
            "lonaxis": {"range": lon},
            "lataxis": {"range": lat},
            "bgcolor": "rgba(0,0,0,0)",
        },
    )
    _ = names.lang.text
    largest = inside.sort_values("projects", ascending=False)
    top = largest.iloc[0] if len(largest) else None
    alt = (
        _(
            "{count} cities with projects; most in {city} ({projects}).",
            count=len(inside),
            city=top["label"],
            projects=int(top["projects"]),
        )
        if top is not None
        else _("No project in this area.")
    )
    return theme.Drawing(figure, alt)


def _land(outlines: str, places: list[str]) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": outlines,
        "locations": places,
        "z": [1] * len(places),
        "colorscale": [[0, theme.NO_FIGURE], [1, theme.NO_FIGURE]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": theme.FAINT, "width": 0.5}},
    }


def _points(sites: pd.DataFrame, *, with_names: bool) -> dict[str, Any]:
    # labels of neighbours from north to south stand on alternate sides
    rank = sites["lat"].rank(method="first").astype("int")
    return {
        "type": "scattergeo",
        "lon": sites["lon"].tolist(),
        "lat": sites["lat"].tolist(),
        "customdata": sites[["city"]].to_numpy().tolist(),
        "textposition": ["middle right" if place % 2 else "middle left" for place in rank],
        "textfont": {"size": theme.TICK_SIZE},
        "hovertext": sites["hover"].tolist(),
        "hoverinfo": "text",
        "mode": "markers+text" if with_names else "markers",
        "marker": {
            "size": [round(10 * float(n) ** 0.5, 1) for n in sites["projects"]],
            "color": theme.ACCENT,
            "opacity": 0.8,
            "line": {"color": theme.BACKGROUND, "width": 1},
        },
        **({"text": sites["label"].tolist()} if with_names else {}),
    }
