"""Forms that the capacity figures share: markers by kind, legend of forms, numbers of an axis."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.figures import theme
from atlas.packaging_names import Names

KINDS = ["actual", "estimate", "target", "forecast", "claim"]
ARROWS = {"lower_bound": "triangle-up", "upper_bound": "triangle-down"}
HOLLOW = "rgba(0,0,0,0)"
LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": -0.2,
    "yanchor": "top",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": theme.TICK_SIZE},
    "entrywidth": 90,
    "entrywidthmode": "pixels",
}


def records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    """Rows as dictionaries."""
    return list(rows.to_dict("records"))


def symbol(kind: str, reliability: str) -> str:
    """Marker of a statement by its kind; a cross where it is doubtful."""
    return "x-thin-open" if reliability == "low" else theme.FORMS[kind]["symbol"]


def legend_key(label: str, **marker: Any) -> go.Scatter:
    """A legend entry without data."""
    return go.Scatter(x=[None], y=[None], mode="markers", marker={"size": 11, **marker}, name=label)


def add_form_keys(figure: go.Figure, rows: pd.DataFrame, names: Names) -> None:
    """Legend entries that explain the forms in use, in ink."""
    _ = names.lang.text
    line = {"width": 2, "color": theme.INK}
    for kind in KINDS:
        if (rows["kind"] == kind).any():
            symbol = theme.FORMS[kind]["symbol"]
            dash = theme.FORMS[kind]["dash"]
            figure.add_trace(
                go.Scatter(
                    x=[None],
                    y=[None],
                    mode="lines+markers",
                    line={"color": theme.INK, "dash": dash, "width": 1.5},
                    marker={"symbol": symbol, "size": 9, "color": theme.INK, "line": line},
                    name=names.term("kind", kind),
                )
            )
    if (rows["reliability"] == "low").any():
        figure.add_trace(legend_key(_("doubtful"), symbol="x-thin-open", color=theme.INK, line=line))
    if rows["value_form"].isin(list(ARROWS)).any():
        figure.add_trace(legend_key(_("only a limit"), symbol="triangle-up", color=theme.INK))


def axis_numbers(figure: go.Figure, rows: pd.DataFrame, number: Callable[[float], str], log: bool) -> None:
    """Tick labels in the language's own steps (thousand, 萬)."""
    values = rows[["value_low", "value_high"]]
    top, bottom = float(values.max().max()), float(values.min().min())
    if log:
        ticks = [step * 10**power for power in range(7) for step in (1, 2, 5)]
        span = [math.log10(bottom * 0.8), math.log10(top * 1.5)]
        figure.update_yaxes(type="log", range=span)
    else:
        step = 10.0 ** (len(str(int(top))) - 1)
        step = step / 2 if top / step < 4 else step
        ticks = [place * step for place in range(int(top * 1.2 / step) + 1)]
        figure.update_yaxes(range=[0, top * 1.22])
    figure.update_yaxes(tickvals=ticks, ticktext=[number(tick) for tick in ticks])
