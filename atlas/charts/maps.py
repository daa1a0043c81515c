"""The province map: one choropleth in an equal-area conic projection, cities above it.

The outlines come by address from the static folder, so they are fetched once and no figure
carries them. A `Scattergeo` must be the first trace: plotly otherwise asks an outside host
for its world map before it draws, and stays blank where that host is out of reach.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from atlas.charts import theme

#: an operator may serve a reviewed outline file instead: see docs/hosting.md
OUTLINES = os.environ.get("ATLAS_OUTLINES", "app/static/china_provinces.geojson")
#: Hong Kong and Macao are smaller than a pixel, so each gets a square (code → lon, lat)
SMALL_UNITS = {"810000": (114.17, 22.32), "820000": (113.55, 22.17)}
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


class Step(NamedTuple):
    """One picture of the play button: its caption, class of each unit, sites in each city."""

    caption: str
    classes: Sequence[int]
    sites: Sequence[int]


def province_map(
    units: pd.DataFrame,
    cities: pd.DataFrame,
    legend: Sequence[tuple[int, str]],
    *,
    details: Sequence[str] = ("hover",),
    template: str = "%{customdata[1]}",
    selected: str | None = None,
    steps: Sequence[Step] = (),
    play: str = "",
    height: int = 600,
) -> go.Figure:
    """Provinces coloured by class, cities as circles sized by their number of sites.

    ``units``: ``province_code``, ``class`` (see `COLOURS`) and the ``details`` that the hover
    ``template`` shows as ``%{customdata[1]}`` and so on. ``cities``: ``lat``, ``lon``,
    ``sites``, ``hover``. ``legend``: class and its label. A click gives
    the province code as ``location`` or the city's as first item of ``customdata``
    (``cities`` column ``city``). ``steps`` and ``play`` (the button's words) add the play button.
    """
    hover = {"customdata": units[["province_code", *details]], "hovertemplate": template + "<extra></extra>"}
    traces = [_cities(cities), _provinces(units, hover), _small_units(units, hover)]
    traces += [] if selected is None else [_outline(selected)]
    traces += [_legend_entry(number, label) for number, label in legend]
    return theme.frame(
        height,
        traces,
        [_frame(str(number), step) for number, step in enumerate(steps)],
        geo=GEO,
        showlegend=True,
        legend=theme.LEGEND_BELOW,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        **(_play(steps[-1].caption, play) if steps else {}),
    )


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
            "color": theme.QUALITATIVE[0],
            "opacity": 0.88,
            "line": {"color": theme.BACKGROUND, "width": 1},
        },
        "selected": {"marker": {"opacity": 0.88}},
        "unselected": {"marker": {"opacity": 0.88}},
        "showlegend": False,
    }


def _provinces(units: pd.DataFrame, hover: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": OUTLINES,
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


def _small_units(units: pd.DataFrame, hover: dict[str, Any]) -> dict[str, Any]:
    small = units["province_code"].isin(SMALL_UNITS)
    rows = units[small]
    places = [SMALL_UNITS[code] for code in rows["province_code"]]
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


def _outline(code: str) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": OUTLINES,
        "locations": [code],
        "z": [1],
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": theme.INK, "width": 2}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _legend_entry(number: int, label: str) -> dict[str, Any]:
    marker = {
        "symbol": "square",
        "size": 14,
        "color": COLOURS[number],
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


def _frame(name: str, step: Step) -> dict[str, Any]:
    """What one step changes of the first two traces."""
    return {
        "name": name,
        "traces": [0, 1],
        "data": [
            {"type": "scattergeo", "marker": {"size": _sizes(step.sites)}},
            {"type": "choropleth", "z": list(step.classes)},
        ],
        "layout": {"title": {"text": f"<b>{step.caption}</b>"}},
    }


def _play(caption: str, words: str) -> dict[str, Any]:
    """A button that runs through the steps in the browser, without asking the server."""
    motion = {"frame": {"duration": 700, "redraw": True}, "transition": {"duration": 0}, "fromcurrent": False}
    return {
        # Streamlit sets a title in bold; a frame that changes only its text stays small
        "title": {
            "text": caption,
            "font": {"size": theme.LABEL_SIZE},
            "x": 0,
            "y": 0.89,
            "yanchor": "top",
        },
        "updatemenus": [
            {
                "type": "buttons",
                "x": 0,
                "y": 1,
                "xanchor": "left",
                "yanchor": "top",
                "bgcolor": theme.BACKGROUND,
                "bordercolor": theme.FAINT,
                "showactive": False,
                "buttons": [{"label": words, "method": "animate", "args": [None, motion]}],
            }
        ],
    }
