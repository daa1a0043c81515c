"""Capacity over time: every statement is one mark, none are added up.

Forms: actual solid, target hollow, forecast and estimate with a broken outline, doubtful
hatched; a bound is an arrow.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.marks_chart import (
    ARROWS,
    HOLLOW,
    LEGEND,
    axis_numbers,
    form_keys,
    legend_key,
    records,
    symbol,
)
from atlas.packaging.names import Names

#: part of a year that the statements on one date may fill, and one statement at most
SLOT, STEP = 0.88, 0.09
#: dashes short enough for the outline of a narrow bar
OUTLINES = {
    "actual": "solid",
    "target": "solid",
    "forecast": "3px,2px",
    "estimate": "1px,2px",
    "claim": "1px,2px",
}


def capacity(
    rows: pd.DataFrame,
    apart: pd.DataFrame,
    names: Names,
    *,
    midpoints: bool = False,
    log: bool = False,
    indexed: bool = False,
) -> theme.Drawing:
    """Statements on comparable series over time, newer ones to the right within a date.

    ``rows``: one set of `packaging.comparable_sets`, with ``midpoint``; ``apart``: their
    `packaging.spread`. ``midpoints`` draws only the middle of each range; ``indexed`` tells
    that the values are an index.
    """
    placed = _placed(rows)
    several = rows["vendor_id"].nunique() > 1
    traces = []
    for place, vendor in enumerate(dict.fromkeys(placed["vendor_id"])):
        colour = theme.QUALITATIVE[place % len(theme.QUALITATIVE)]
        mine = placed[placed["vendor_id"] == vendor]
        if not midpoints:
            traces += _ranges(mine, colour)
        traces.append(_marks(mine, colour, [names.statement(r, several) for r in records(mine)], midpoints))
        if several:
            traces.append(legend_key(names.vendor(vendor), symbol="square", color=colour))
    number = names.lang.number if indexed else partial(names.lang.compact, digits=2)
    figure = theme.frame(
        440,
        [*traces, *form_keys(placed, names), *_range_key(placed, midpoints, names)],
        showlegend=True,
        legend=LEGEND,
        hovermode="closest",
        annotations=[] if several else _spread_labels(apart, number, log),
        xaxis=_years(placed, names),
        yaxis=axis_numbers(placed, number, log),
    )
    return theme.Drawing(figure, _capacity_alt(apart, names))


def _range_key(rows: pd.DataFrame, midpoints: bool, names: Names) -> list[dict[str, Any]]:
    """The legend's word for a box, where ranges are drawn as such."""
    if midpoints or not (rows["value_form"] == "range").any():
        return []
    outline = {"width": 1.5, "color": theme.INK}
    return [legend_key(names.lang.text("range"), symbol="square-open", color=theme.INK, line=outline)]


def _years(rows: pd.DataFrame, names: Names) -> dict[str, Any]:
    years = sorted(set(rows["year"]))
    return {
        "tickvals": years,
        "ticktext": [str(year) for year in years],
        "title": {
            "text": names.lang.text("end of the year; within a year older statements left, newer right"),
            "font": {"size": theme.TICK_SIZE},
        },
        "showgrid": False,
    }


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``x`` in years; statements on one date stand side by side by date of statement."""
    rows = rows.sort_values(["period_end", "as_of", "row_id"])
    date = rows.groupby("period_end")
    number, size = date.cumcount(), date["row_id"].transform("size")
    step = (SLOT / size).clip(upper=STEP)
    year = rows["period_end"].dt.year + (rows["period_end"].dt.month - 12) / 12
    return rows.assign(x=year + (number - (size - 1) / 2) * step, width=0.8 * step)


def _ranges(rows: pd.DataFrame, colour: str) -> list[dict[str, Any]]:
    """One closed outline for each range; ranges of one form share a trace."""
    traces = []
    ranges = rows[rows["value_form"] == "range"]
    for key, group in ranges.groupby(["kind", "reliability"]):
        kind, reliability = (str(part) for part in key)
        x: list[float | None] = []
        y: list[float | None] = []
        for row in records(group[["x", "width", "value_low", "value_high"]]):
            left, right = round(row["x"] - row["width"] / 2, 3), round(row["x"] + row["width"] / 2, 3)
            low, high = row["value_low"], row["value_high"]
            x += [left, right, right, left, left, None]
            y += [low, low, high, high, low, None]
        solid = kind == "actual" and reliability != "low"
        pattern = (
            {"fillpattern": {"shape": "/", "fgcolor": colour, "size": 5}} if reliability == "low" else {}
        )
        traces.append(
            {
                "type": "scatter",
                "x": x,
                "y": y,
                "mode": "lines",
                "line": {"color": colour, "width": 1.5, "dash": OUTLINES[kind]},
                "fill": "toself",
                "fillcolor": colour if solid else HOLLOW,
                "hoverinfo": "skip",
                "showlegend": False,
                **pattern,
            }
        )
    return traces


def _marks(rows: pd.DataFrame, colour: str, hover: list[str], midpoints: bool) -> dict[str, Any]:
    """Points, arrows of bounds, and an unseen mark in each range that carries the hover text."""
    unseen = (rows["value_form"] == "range") & (not midpoints)
    where = rows["midpoint"].fillna(rows["value_low"]).fillna(rows["value_high"])
    symbols = [
        ARROWS.get(form, symbol(kind, reliability))
        for form, kind, reliability in zip(rows["value_form"], rows["kind"], rows["reliability"], strict=True)
    ]
    return {
        "type": "scatter",
        "x": rows["x"].round(3).tolist(),
        "y": where.tolist(),
        "mode": "markers",
        "marker": {
            "symbol": symbols,
            "color": colour,
            "size": 9,
            "opacity": [0 if hidden else 1 for hidden in unseen],
            "line": {"width": 2, "color": colour},
        },
        "hovertext": hover,
        "hoverinfo": "text",
        "showlegend": False,
    }


def _spread_labels(apart: pd.DataFrame, number: Callable[[float], str], log: bool) -> list[dict[str, Any]]:
    """Lowest and highest of several statements, written above the statements of that date."""
    apart = apart[(apart["statements"] > 1) & (apart["period_end"].dt.month == 12)]
    return [
        {
            "x": row["period_end"].year,
            "y": math.log10(row["highest"]) if log else row["highest"],
            "text": f"{number(row['lowest'])}–<br>{number(row['highest'])}",
            "showarrow": False,
            "yanchor": "bottom",
            "yshift": 6,
            "font": {"size": theme.TICK_SIZE},
        }
        for row in records(apart)
    ]


def _capacity_alt(apart: pd.DataFrame, names: Names) -> str:
    _ = names.lang.text
    if apart.empty:
        return _("No statement with both ends.")
    last = apart.sort_values(["statements", "period_end"]).iloc[-1]
    return _(
        "{series}: {count} statements for {period} lie between {low} and {high}.",
        series=names.series(last),
        count=int(last["statements"]),
        period=names.date(last["period_end"], "year_end"),
        low=names.lang.number(last["lowest"]),
        high=names.lang.number(last["highest"]),
    )
