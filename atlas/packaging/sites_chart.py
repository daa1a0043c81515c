"""Plants in space: a map of the cities with projects."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.maps import OUTLINES
from atlas.packaging.names import Names

LAND = "app/static/world_land.geojson"
#: areas of the map: longitudes and latitudes
AREAS = {
    "world": ([-130.0, 155.0], [-12.0, 62.0]),
    "east_asia": ([96.0, 146.0], [-2.0, 46.0]),
    "taiwan": ([118.6, 123.4], [21.6, 25.6]),
}


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
