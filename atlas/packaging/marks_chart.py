"""Forms that the capacity figures share: markers by kind, legend of forms, numbers of an axis."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.names import Names

KINDS = ["actual", "estimate", "target", "forecast", "claim"]
ARROWS = {"lower_bound": "triangle-up", "upper_bound": "triangle-down"}
HOLLOW = "rgba(0,0,0,0)"
#: text of rows that stand close
SMALL = {"size": 13}
LEGEND = theme.LEGEND_BELOW | {
    "y": -0.2,
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


def beside(x: float, y: float, text: str, **more: Any) -> dict[str, Any]:
    """Words beside a row, from ``x`` (a share of the width) on."""
    return {
        "x": x,
        "xref": "paper",
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "font": SMALL,
        **more,
    }


def legend_key(label: str, **marker: Any) -> dict[str, Any]:
    """A legend entry without data."""
    return {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "mode": "markers",
        "marker": {"size": 11, **marker},
        "name": label,
    }


def form_keys(rows: pd.DataFrame, names: Names) -> list[dict[str, Any]]:
    """Legend entries that explain the forms in use, in ink."""
    _ = names.lang.text
    outline = {"width": 2, "color": theme.INK}
    keys = []
    for kind in KINDS:
        if (rows["kind"] == kind).any():
            form = theme.FORMS[kind]
            key = legend_key(names.term("kind", kind), symbol=form["symbol"], color=theme.INK, line=outline)
            line = {"color": theme.INK, "dash": form["dash"], "width": 1.5}
            keys.append(key | {"mode": "lines+markers", "line": line, "marker": key["marker"] | {"size": 9}})
    if (rows["reliability"] == "low").any():
        keys.append(legend_key(_("doubtful"), symbol="x-thin-open", color=theme.INK, line=outline))
    if rows["value_form"].isin(list(ARROWS)).any():
        keys.append(legend_key(_("only a limit"), symbol="triangle-up", color=theme.INK))
    return keys


def axis_numbers(rows: pd.DataFrame, number: Callable[[float], str], log: bool) -> dict[str, Any]:
    """A y axis with labels in the language's own steps (thousand, 萬)."""
    values = rows[["value_low", "value_high"]]
    top, bottom = float(values.max().max()), float(values.min().min())
    if log:
        ticks = [step * 10**power for power in range(7) for step in (1, 2, 5)]
        span = {"type": "log", "range": [math.log10(bottom * 0.8), math.log10(top * 1.5)]}
    else:
        step = 10.0 ** (len(str(int(top))) - 1)
        step = step / 2 if top / step < 4 else step
        ticks = [place * step for place in range(int(top * 1.2 / step) + 1)]
        span = {"range": [0, top * 1.22]}
    return span | {"tickvals": ticks, "ticktext": [number(tick) for tick in ticks]}
