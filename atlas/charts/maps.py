"""Maps of areas coloured by class, with circles above them: China's provinces, or the countries of the world.

The outlines come by address from the static folder, so they are fetched once and no figure
carries them. A `Scattergeo` must be the first trace: plotly otherwise asks an outside host
for its world map before it draws, and stays blank where that host is out of reach.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from atlas.charts import theme

#: an operator may serve a reviewed outline file instead: see docs/hosting.md
OUTLINES = os.environ.get("ATLAS_OUTLINES", "app/static/china_provinces.geojson")
WORLD_OUTLINES = "app/static/world_countries.geojson"
#: class of a unit: 0 no figure, 1 none, 2 to 6 from little to much
COLOURS = [theme.NO_FIGURE, theme.BACKGROUND, *theme.SEQUENTIAL]
#: Albers' equal-area projection of China
GEO: dict[str, Any] = {
    "visible": False,
    "projection": {"type": "conic equal area", "parallels": [25, 47], "rotation": {"lon": 105}},
    "lonaxis": {"range": [73, 135.5]},
    "lataxis": {"range": [17.5, 54]},
    "bgcolor": "rgba(0,0,0,0)",
}
#: the eastern coast around the Yangtze delta, enlarged, in the corner where China's map is empty
COAST: dict[str, Any] = {
    **GEO,
    "projection": {**GEO["projection"], "rotation": {"lon": 119.4}},
    "lonaxis": {"range": [116.4, 122.4]},
    "lataxis": {"range": [29.5, 34.0]},
    "domain": {"x": [0.0, 0.22], "y": [0.0, 0.36]},
    "bgcolor": theme.BACKGROUND,
}
#: an equal-area view of all countries with people
WORLD: dict[str, Any] = {
    "visible": False,
    "projection": {"type": "natural earth", "rotation": {"lon": 15}},
    "lataxis": {"range": [-45, 75]},
    "bgcolor": "rgba(0,0,0,0)",
}


class Ground(NamedTuple):
    """What a map is drawn on: the file of its outlines, its view, and units smaller than a pixel.

    Each of those gets a square (code → longitude, latitude). ``inset`` is a second, larger view.
    """

    outlines: str
    geo: Mapping[str, Any]
    small: Mapping[str, tuple[float, float]]
    inset: Mapping[str, Any] | None = None


CHINA = Ground(OUTLINES, GEO, {"810000": (114.17, 22.32), "820000": (113.55, 22.17)})
CHINA_WITH_COAST = CHINA._replace(inset=COAST)
COUNTRIES = Ground(WORLD_OUTLINES, WORLD, {"SG": (103.85, 1.29)})


def province_map(
    units: pd.DataFrame,
    cities: pd.DataFrame,
    legend: Sequence[tuple[int | str, str]],
    *,
    details: Sequence[str] = ("hover",),
    template: str = "%{customdata[1]}",
    selected: str | None = None,
    ground: Ground = CHINA,
    rings: Sequence[tuple[Sequence[float], Sequence[float], str]] = (),
    inset_name: str = "",
    height: int | None = 600,
) -> go.Figure:
    """Areas coloured by class, cities as circles sized by their number of sites.

    ``units``: ``province_code`` (or the country's), ``class`` (see `COLOURS`) and the ``details`` that
    the hover ``template`` shows as ``%{customdata[1]}`` and so on. ``cities``: ``lat``, ``lon``,
    ``sites``, ``hover``, and if they differ ``colour``. ``legend``: class, or colour, and its label. A click gives
    the area's code as ``location`` or the city's as first item of ``customdata`` (``cities`` column
    ``city``). ``rings``: longitudes and latitudes of a line around a place, and its label. ``inset_name``
    stands in the inset. Without a ``height`` the figure fills its box.
    """
    hover = {"customdata": units[["province_code", *details]], "hovertemplate": template + "<extra></extra>"}
    traces = [_cities(cities), _areas(units, hover, ground), _small_units(units, hover, ground)]
    traces += [] if selected is None else [_outline(selected, ground)]
    traces += [_ring(*ring) for ring in rings]
    if ground.inset is not None:
        # the same two traces once more, in the frame of the inset
        traces += [trace | {"geo": "geo2", "showlegend": False} for trace in (traces[1], traces[0])]
    traces += [_legend_entry(number, label) for number, label in legend]
    figure: go.Figure = theme.frame(
        height,
        traces,
        showlegend=True,
        legend=theme.LEGEND_BELOW,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        **_views(ground, inset_name),
    )
    return figure


def _views(ground: Ground, inset_name: str) -> dict[str, Any]:
    """Layout of the map and its inset."""
    # said outright: with two of them plotly would share the space out
    layout: dict[str, Any] = {"geo": {**ground.geo, "domain": {"x": [0, 1], "y": [0, 1]}}}
    if ground.inset is not None:
        layout |= {"geo2": ground.inset, "shapes": [_frame_of(ground.inset["domain"])]}
        layout["annotations"] = [_name_of(ground.inset["domain"], inset_name)]
    return layout


def _frame_of(domain: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    (x0, x1), (y0, y1) = domain["x"], domain["y"]
    line = {"color": theme.MUTED, "width": 1}
    corners = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
    return {"type": "rect", "xref": "paper", "yref": "paper", "line": line, **corners}


def _name_of(domain: Mapping[str, Sequence[float]], name: str) -> dict[str, Any]:
    place = {"x": domain["x"][0], "y": domain["y"][1], "xref": "paper", "yref": "paper"}
    anchors = {"xanchor": "left", "yanchor": "bottom"}
    return {"text": name, "showarrow": False, "font": {"size": theme.TICK_SIZE}, **place, **anchors}


def _ring(longitudes: Sequence[float], latitudes: Sequence[float], label: str) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "lon": list(longitudes),
        "lat": list(latitudes),
        "mode": "lines" if len(longitudes) > 1 else "markers",
        "line": {"color": theme.ACCENT, "width": 1.5},
        "marker": {"color": theme.ACCENT, "symbol": "diamond", "size": 13},
        "hovertext": label,
        "hoverinfo": "text",
        "showlegend": False,
    }


def _sizes(sites: Any) -> list[int]:
    """Diameters whose areas are proportional to the number of sites; none is invisible."""
    return [round(8 * float(n) ** 0.5) for n in sites]


def _cities(cities: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "lon": cities["lon"].round(2).tolist(),
        "lat": cities["lat"].round(2).tolist(),
        "customdata": cities[["city"]].to_numpy().tolist(),
        "hovertext": cities["hover"].tolist(),
        "hoverinfo": "text",
        "mode": "markers",
        "marker": {
            "size": _sizes(cities["sites"]),
            "color": cities["colour"].tolist() if "colour" in cities else theme.QUALITATIVE[0],
            "opacity": 0.88,
            "line": {"color": theme.BACKGROUND, "width": 1},
        },
        "selected": {"marker": {"opacity": 0.88}},
        "unselected": {"marker": {"opacity": 0.88}},
        "showlegend": False,
    }


def _areas(units: pd.DataFrame, hover: dict[str, Any], ground: Ground) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": ground.outlines,
        "locations": units["province_code"].tolist(),
        "z": units["class"].astype("int").tolist(),
        "zmin": -0.5,
        "zmax": len(COLOURS) - 0.5,
        "colorscale": _steps_of_colour(),
        "showscale": False,
        "customdata": hover["customdata"].to_numpy().tolist(),
        "hovertemplate": hover["hovertemplate"],
        "marker": {"line": {"color": theme.MUTED, "width": 0.6}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _steps_of_colour() -> list[list[Any]]:
    width = 1 / len(COLOURS)
    return [[edge, colour] for i, colour in enumerate(COLOURS) for edge in (i * width, (i + 1) * width)]


def _small_units(units: pd.DataFrame, hover: dict[str, Any], ground: Ground) -> dict[str, Any]:
    small = units["province_code"].isin(list(ground.small))
    rows = units[small]
    places = [ground.small[code] for code in rows["province_code"]]
    return {
        "type": "scattergeo",
        "lon": [place[0] for place in places],
        "lat": [place[1] for place in places],
        "customdata": hover["customdata"][small].to_numpy().tolist(),
        "hovertemplate": hover["hovertemplate"],
        "mode": "markers",
        "marker": {
            "symbol": "square",
            "size": 9,
            "color": [COLOURS[number] for number in rows["class"]],
            "line": {"color": theme.MUTED, "width": 1},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def _outline(code: str, ground: Ground) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": ground.outlines,
        "locations": [code],
        "z": [1],
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": theme.INK, "width": 2}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _legend_entry(number: int | str, label: str) -> dict[str, Any]:
    marker = {
        "symbol": "square",
        "size": 14,
        "color": COLOURS[number] if isinstance(number, int) else number,
        "line": {"color": theme.MUTED, "width": 1},
    }
    return {
        "type": "scattergeo",
        "lon": [None],
        "lat": [None],
        "mode": "markers",
        "marker": marker,
        "name": label,
        "hoverinfo": "skip",
    }
