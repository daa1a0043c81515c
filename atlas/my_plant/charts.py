"""Strips of named plants: one line a metric, stronger results further right, the reader's point on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from atlas.charts import theme
from atlas.language import Language

#: pixels: one strip, its heading of two lines, and the ticks below it
STRIP, HEADING, TICKS = 176, 56, 40
#: half of a mark, in the units that plants are stacked by
HALF_MARK = 0.2
#: plants closer than this part of the axis stand above one another, this far (the strip is 2 high)
APART, STEP = 1 / 24, 0.42
#: rises above this percentage need a ratio scale, or all others shrink to one spot
WIDE = 300
RATIO_TICKS = (0, 100, 400, 1900)


def strips(plants: pd.DataFrame, own: Mapping[str, float], lang: Language) -> theme.Drawing:
    """One strip a metric, in the order of `plants`.

    ``plants``: ``metric`` (its code), ``name`` (of the metric), ``summary`` (second line of the
    heading), ``kind``, ``direction``, ``shown``, ``other`` (second reading or empty), ``median``,
    ``same_industry``, ``unclear`` and ``hover``. ``own``: the reader's value by code of the metric.
    """
    _ = lang.text
    groups = list(plants.groupby("metric", sort=False))
    traces, annotations = [], []
    axes: dict[str, Any] = {}
    for place, (metric, rows) in enumerate(groups):
        top = 1 - place / len(groups)
        # plotly's first axes have no number
        number = str(place + 1) if place else ""
        names = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        value = own.get(str(metric))
        ratio = bool(rows["kind"].iloc[0] == "change" and rows["shown"].max() > WIDE)
        axes[f"xaxis{number}"] = _x_axis(rows, value, ratio) | {"anchor": names["yaxis"]}
        annotations.append(_heading(rows.iloc[0], top))
        if ratio:
            annotations.append(_note(_("logarithmic axis"), top))
        scaled = rows.assign(**{c: _scaled(rows[c], ratio) for c in ("shown", "other", "median")})
        marks = [*_span(scaled), *_plants(scaled, ratio)]
        if value is not None:
            point = float(_scaled(pd.Series([value]), ratio).iloc[0])
            marks.append(_own(point, _("My plant")))
        axes[f"yaxis{number}"] = _y_axis(top, len(groups), marks) | {"anchor": names["xaxis"]}
        traces += [mark | names for mark in marks]
    height, margin = STRIP * max(len(groups), 1), {"l": 8, "r": 32, "t": 8, "b": 8}
    figure = theme.frame(height, traces, margin=margin, annotations=annotations, **axes)
    alt = _(
        "Published results of named plants: {metrics}.",
        metrics="; ".join(f"{rows['name'].iloc[0]}: {rows['summary'].iloc[0]}" for _code, rows in groups),
    )
    return theme.Drawing(figure, alt)


def _scaled(values: pd.Series, ratio: bool) -> pd.Series:
    return 1 + values / 100 if ratio else values


def _x_axis(rows: pd.DataFrame, own: float | None, ratio: bool) -> dict[str, Any]:
    values = [0.0, *rows["shown"], *rows["other"].dropna(), *([own] if own is not None else [])]
    low, high = min(values), max(values)
    settings: dict[str, Any] = {
        "gridcolor": theme.FAINT,
        "zeroline": True,
        "zerolinecolor": theme.MUTED,
        "tickfont": {"size": theme.TICK_SIZE, "color": theme.INK},
        "tickangle": 0,
    }
    if ratio:
        ticks = [tick for tick in RATIO_TICKS if tick <= high]
        texts = [f"+{tick:,}%" if tick else "0%" for tick in ticks]
        return settings | {"type": "log", "tickvals": [1 + tick / 100 for tick in ticks], "ticktext": texts}
    room = 0.06 * (high - low or 1)
    # a fall is a gain here: its axis runs backwards, so that stronger is always to the right
    falls = rows["direction"].iloc[0] == "decrease"
    ends = [high + room, low - room] if falls else [low - room, high + room]
    suffix = "%" if rows["unit"].iloc[0] == "percent" else ""
    return settings | {"range": ends, "ticksuffix": suffix, "nticks": 6}


def _y_axis(top: float, count: int, marks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The strip's part of the figure; where many plants lie close, as high as they are stacked."""
    heights = [height for mark in marks for height in mark["y"] if height is not None]
    ends = [min(-1.0, min(heights) - HALF_MARK), max(1.6, max(heights) + HALF_MARK)]
    domain = [top - (1 - TICKS / STRIP) / count, top - HEADING / STRIP / count]
    return {"domain": [max(domain[0], 0), domain[1]], "range": ends, "visible": False}


def _heading(first: pd.Series, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{first['name']}</b><br><span style='font-size:{theme.TICK_SIZE}px'>{first['summary']}</span>",
        "x": 0,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"size": theme.LABEL_SIZE},
    }


def _note(words: str, top: float) -> dict[str, Any]:
    """What must be known of a strip's axis, at its upper right."""
    place = {"x": 1, "y": top, "xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top"}
    return place | {"text": words, "showarrow": False, "font": {"size": theme.TICK_SIZE}}


def _span(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The range as a thin line, the median as an upright one."""
    median = rows["median"].iloc[0]
    lines = {
        theme.MUTED: ([rows["shown"].min(), rows["shown"].max()], [0, 0]),
        theme.INK: ([median, median], [-0.9, 0.9]),
    }
    return [
        {
            "type": "scatter",
            "x": x,
            "y": y,
            "mode": "lines",
            "line": {"color": colour, "width": 2},
            "hoverinfo": "skip",
        }
        for colour, (x, y) in lines.items()
    ]


def _plants(rows: pd.DataFrame, ratio: bool) -> list[dict[str, Any]]:
    """The named plants; a doubtful wording is a cross, its second reading a dotted ring."""
    heights = _stacked(np.log(rows["shown"]) if ratio else rows["shown"])
    own_industry, unclear = rows["same_industry"].tolist(), rows["unclear"].tolist()
    colours = [theme.QUALITATIVE[0] if own else theme.MUTED for own in own_industry]
    marks = {
        "type": "scatter",
        "x": rows["shown"].tolist(),
        "y": heights,
        "mode": "markers",
        "marker": {
            "symbol": [theme.FORMS["claim" if doubt else "actual"]["symbol"] for doubt in unclear],
            "color": colours,
            "size": [14 if own else 11 for own in own_industry],
            "opacity": 1,
            "line": {"width": [2 if doubt else 0 for doubt in unclear], "color": colours},
        },
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
    }
    return [*_second_readings(rows, heights), marks]


def _second_readings(rows: pd.DataFrame, heights: list[float]) -> list[dict[str, Any]]:
    """From each plant whose wording allows it, a dotted line to the ring of the second reading."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for shown, other, height in zip(rows["shown"], rows["other"], heights, strict=True):
        if pd.notna(other):
            xs += [float(shown), float(other), None]
            ys += [height, height, None]
    if not xs:
        return []
    ring = {"symbol": "circle-open", "size": [0, 9, 0] * (len(xs) // 3), "color": theme.MUTED, "opacity": 1}
    line = {"color": theme.MUTED, "dash": "dot", "width": 1}
    return [
        {
            "type": "scatter",
            "x": xs,
            "y": ys,
            "mode": "lines+markers",
            "line": line,
            "marker": ring,
            "hoverinfo": "skip",
        }
    ]


def _stacked(shown: pd.Series) -> list[float]:
    """Heights that keep plants of nearly the same value apart, around the middle."""
    width = (float(shown.max()) - float(shown.min())) * APART or 1.0
    slots = (shown / width).round()
    order = slots.groupby(slots).cumcount()
    sizes = slots.map(slots.value_counts())
    return [float(h) for h in ((order - (sizes - 1) / 2) * STEP).clip(-0.9, 0.9)]


def _own(value: float, name: str) -> dict[str, Any]:
    """The reader's point, its name above all plants."""
    return {
        "type": "scatter",
        "x": [value, value],
        "y": [0, 1.05],
        "mode": "lines+markers+text",
        "text": ["", name],
        "textposition": "top center",
        "textfont": {"size": theme.LABEL_SIZE},
        "line": {"color": theme.ACCENT, "width": 2},
        "marker": {"symbol": "diamond", "size": [18, 0], "opacity": 1, "color": theme.ACCENT},
        "hovertext": [name, name],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
