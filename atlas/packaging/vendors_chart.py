"""Vendors as rows, with a lane each for capacity, capital expenditure and plants.

Columns stand on one scale in each lane. Their place in the row is a drawing matter; the values
are in the hover text and in the table of the exhibit.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.charts import theme
from atlas.packaging.marks_chart import HOLLOW, legend_key

#: pixels of a row, and of one with a single line of words
ROW_HEIGHT, LOW = 44, 30
HEAD = 46
#: left and right edge of each lane, as a share of the width
LANES = {
    "name": (0.0, 0.165),
    "capacity": (0.17, 0.28),
    "capacity_text": (0.285, 0.43),
    "capex": (0.435, 0.505),
    "capex_text": (0.51, 0.695),
    "plants": (0.7, 1.0),
}
AXES = {name: number for number, name in enumerate(LANES, 1)}
#: part of a row that the highest column may fill, and the foot of the columns below its middle
FULL, FOOT = 0.78, 0.4
OUTLINES = {"actual": "solid", "target": "solid", "forecast": "3px,2px", "estimate": "1px,2px"}


class Lane(NamedTuple):
    """Columns of one lane: ``vendor_id``, ``year``, ``bottom``, ``top``, ``kind``, ``doubtful``, ``hover``."""

    name: str
    years: tuple[int, ...]
    columns: pd.DataFrame
    colour: str
    title: str


def vendors(
    rows: pd.DataFrame,
    lanes: list[Lane],
    plants: pd.DataFrame,
    words: dict[str, str],
    alt: str,
    brief: bool = False,
) -> theme.Drawing:
    """One row a vendor. ``rows``: ``vendor_id``, ``name``, ``capacity``, ``capex``, ``plants`` (texts of two
    lines) and ``hover``; ``plants``: ``vendor_id``, ``x``, ``planned``, ``hover``; ``words``: titles,
    names of the forms, ``today`` and its day; ``brief``: rows of one line, first and last year only."""
    place = {key: number for number, key in enumerate(rows["vendor_id"])}
    traces: list[dict[str, Any]] = [_texts(rows, "name", "name", place)]
    for lane in lanes:
        traces += [
            *_columns(lane, place),
            _nothing(lane, place),
            _texts(rows, lane.name, f"{lane.name}_text", place),
        ]
    traces += [*_plants(plants, place), _plant_texts(rows, place), *_forms(words)]
    heads = [_head(lane.name, lane.title) for lane in lanes] + [_head("plants", words["plants"])]
    figure = theme.frame(
        (LOW if brief else ROW_HEIGHT) * len(place) + HEAD + 30,
        traces,
        margin={"l": 4, "r": 4, "t": HEAD, "b": 26},
        showlegend=True,
        hovermode="closest",
        legend=theme.LEGEND_BELOW | {"y": 0, "font": {"size": 13}, "tracegroupgap": 0},
        yaxis={"range": [len(place) - 0.5, -0.5], "visible": False},
        annotations=heads,
        shapes=[*_rules(len(place)), *(_today(words["day"], row) for row in place.values())],
        **_axes(lanes, brief),
    )
    return theme.Drawing(figure, alt)


def _axes(lanes: list[Lane], brief: bool) -> dict[str, Any]:
    """An x axis for each lane; those of columns tell their years on top."""
    axes: dict[str, Any] = {}
    for name, number in AXES.items():
        key = "xaxis" if number == 1 else f"xaxis{number}"
        axes[key] = {"domain": list(LANES[name]), "range": [0, 1], "visible": False, "anchor": "y"}
    for lane in lanes:
        first, last = lane.years[0], lane.years[-1]
        shown = (first, last) if brief else lane.years
        axes[f"xaxis{AXES[lane.name]}"] |= {
            "range": [first - 0.5, last + 0.5],
            "visible": True,
            "side": "top",
            "showgrid": False,
            "tickvals": list(shown),
            "ticktext": [f"’{year % 100}" for year in shown],
            "tickfont": {"size": 12},
            "tickangle": 0,
        }
    axes[f"xaxis{AXES['plants']}"] |= {
        "type": "date",
        "range": ["2022-10-01", "2030-02-01"],
        "visible": True,
        "side": "top",
        "showgrid": False,
        "dtick": "M12",
        "tickformat": "’%y",
        "tickfont": {"size": 12},
        "tickangle": 0,
    }
    return axes


def _axis(name: str) -> dict[str, str]:
    return {"xaxis": f"x{AXES[name]}" if AXES[name] > 1 else "x", "yaxis": "y"}


def _head(lane: str, title: str) -> dict[str, Any]:
    return {
        "x": LANES[lane][0],
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "yshift": 22,
        "text": f"<b>{title}</b>",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "font": {"size": 13},
    }


def _rules(count: int) -> list[dict[str, Any]]:
    """Faint lines between the vendors."""
    line = {"color": theme.FAINT, "width": 1}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": row - 0.5, "y1": row - 0.5, "line": line}
        for row in range(count + 1)
    ]


def _today(day: str, row: int) -> dict[str, Any]:
    """The day of the data, in one row, not through the words below it."""
    line = {"color": theme.INK, "width": 1, "dash": "dot"}
    axis = f"x{AXES['plants']}"
    return {
        "type": "line",
        "xref": axis,
        "x0": day,
        "x1": day,
        "y0": row - 0.45,
        "y1": row + 0.1,
        "line": line,
    }


def _texts(rows: pd.DataFrame, column: str, lane: str, place: dict[str, int]) -> dict[str, Any]:
    """Words of a lane: points that a click finds."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(rows),
        "y": [place[key] for key in rows["vendor_id"]],
        "text": rows[column].tolist(),
        "textposition": "middle right",
        "textfont": {"size": 13 if lane != "name" else theme.TICK_SIZE},
        "customdata": [[key, column, 0] for key in rows["vendor_id"]],
        "hovertext": rows[f"{column}_hover"].tolist(),
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": False,
        **_axis(lane),
    }


def _plant_texts(rows: pd.DataFrame, place: dict[str, int]) -> dict[str, Any]:
    trace = _texts(rows, "plants", "plants", place)
    low = [row + 0.25 for row in trace["y"]]
    return trace | {"x": ["2022-10-01"] * len(rows), "y": low}


def _columns(lane: Lane, place: dict[str, int]) -> list[dict[str, Any]]:
    """Outlines by form, and a mark in each that carries hover and click."""
    shown = lane.columns[
        lane.columns["vendor_id"].isin(list(place)) & lane.columns["year"].isin(list(lane.years))
    ]
    if shown.empty:
        return []
    top = float(shown["top"].max())
    shown = shown.assign(
        row=shown["vendor_id"].map(place),
        y0=shown["vendor_id"].map(place) + FOOT - shown["bottom"] / top * FULL,
        y1=shown["vendor_id"].map(place) + FOOT - shown["top"] / top * FULL,
    )
    shown = shown.assign(y1=shown["y1"].where(shown["y0"] - shown["y1"] > 0.05, shown["y0"] - 0.05))
    traces = []
    for key, group in shown.groupby(["kind", "doubtful"]):
        kind, doubtful = str(key[0]), bool(key[1])
        x: list[float | None] = []
        y: list[float | None] = []
        for row in group.to_dict("records"):
            left, right = row["year"] - 0.3, row["year"] + 0.3
            x += [left, right, right, left, left, None]
            y += [round(row[end], 3) for end in ("y0", "y0", "y1", "y1", "y0")] + [None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "line": {"color": lane.colour, "width": 1.5, "dash": OUTLINES[kind]},
                "fill": "toself",
                "fillcolor": lane.colour if kind == "actual" and not doubtful else HOLLOW,
                "hoverinfo": "skip",
                "showlegend": False,
                **({"fillpattern": {"shape": "/", "fgcolor": lane.colour, "size": 5}} if doubtful else {}),
                **_axis(lane.name),
            }
        )
    return [*traces, _targets(shown, lane)]


def _targets(shown: pd.DataFrame, lane: Lane) -> dict[str, Any]:
    """What pointer and click find in each column."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": shown["year"].tolist(),
        "y": ((shown["y0"] + shown["y1"]) / 2).round(3).tolist(),
        "marker": {"size": 18, "opacity": 0, "color": lane.colour},
        "customdata": [[r["vendor_id"], lane.name, r["year"]] for r in shown.to_dict("records")],
        "hovertext": shown["hover"].tolist(),
        "hoverinfo": "text",
        "showlegend": False,
        **_axis(lane.name),
    }


def _nothing(lane: Lane, place: dict[str, int]) -> dict[str, Any]:
    """A dotted foot for each year without a published figure."""
    held = set(zip(lane.columns["vendor_id"], lane.columns["year"], strict=True))
    x: list[float | None] = []
    y: list[float | None] = []
    for key, row in place.items():
        for year in lane.years:
            if (key, year) not in held:
                x += [year - 0.3, year + 0.3, None]
                y += [row + FOOT, row + FOOT, None]
    line = {"color": theme.MUTED, "width": 1.5, "dash": "1px,3px"}
    unseen = {"hoverinfo": "skip", "showlegend": False}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, **unseen, **_axis(lane.name)}


def _plants(plants: pd.DataFrame, place: dict[str, int]) -> list[dict[str, Any]]:
    """A line of time for each vendor, and its plants: full when at work, open when planned."""
    x: list[str | None] = []
    y: list[float | None] = []
    for row in place.values():
        x += ["2022-10-01", "2030-02-01", None]
        y += [row - 0.12, row - 0.12, None]
    line = {"color": theme.FAINT, "width": 1}
    base = {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}
    shown = plants[plants["vendor_id"].isin(list(place))]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": shown["x"].tolist(),
        "y": [place[key] - 0.12 for key in shown["vendor_id"]],
        "marker": {
            "size": 11,
            "symbol": ["circle-open" if planned else "circle" for planned in shown["planned"]],
            "color": theme.INK,
            "line": {"width": 2, "color": theme.INK},
        },
        "customdata": [[key, "plants", 0] for key in shown["vendor_id"]],
        "hovertext": shown["hover"].tolist(),
        "hoverinfo": "text",
        "showlegend": False,
        **_axis("plants"),
    }
    return [base | {"showlegend": False, **_axis("plants")}, dots]


def _forms(words: dict[str, str]) -> list[dict[str, Any]]:
    """Legend of the forms, in ink."""
    outline = {"width": 2, "color": theme.INK}
    return [
        legend_key(words["actual"], symbol="square", color=theme.INK),
        legend_key(words["target"], symbol="square-open", color=theme.INK, line=outline),
        legend_key(words["forecast"], symbol="square-open-dot", color=theme.INK, line=outline),
        legend_key(words["doubtful"], symbol="x-thin-open", color=theme.INK, line=outline),
        legend_key(
            words["nothing"],
            symbol="line-ew-open",
            color=theme.MUTED,
            line={"width": 2, "color": theme.MUTED},
        ),
    ]
