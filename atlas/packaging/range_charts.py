"""Ranges as rows: a line of words, and below it the range from low to high.

The words stand above the bar, so that the figure reads the same on a phone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.charts import theme
from atlas.packaging.marks_chart import HOLLOW
from atlas.packaging.names import Names

ROW_HEIGHT = 66
#: width of a line of words on a phone, in half-width characters
LINE = 46


def range_rows(rows: pd.DataFrame, *, line: float | None = None, line_label: str = "") -> go.Figure:
    """One row for each range, the first on top.

    ``rows``: ``label``, ``low``, ``high`` (one of them empty for a bound, drawn as an
    arrow), ``text`` (the value in words), ``hover``, ``solid`` (actual or computed),
    ``hatched`` (doubtful), ``colour``. ``line`` marks a number that the ranges are held
    against in each row.
    """
    low, high = rows["low"].fillna(rows["high"]), rows["high"].fillna(rows["low"])
    top, bottom = max(float(high.max()), line or 0.0), min(float(low.min()), 0.0)
    place = list(range(len(rows)))
    traces = [_thread(low, place, bottom), _bars(rows, low, (high - low).clip(lower=(top - bottom) * 0.006))]
    bound = rows["low"].isna() | rows["high"].isna()
    if bound.any():
        traces.append(_arrows(rows[bound], [place[i] for i, open_side in enumerate(bound) if open_side]))
    words = [_words(number, label) for number, label in enumerate(rows["label"])]
    return theme.frame(
        ROW_HEIGHT * len(rows) + 48,
        traces,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        xaxis={"range": [bottom, bottom + (top - bottom) * 1.5], "visible": False},
        yaxis={"range": [len(rows) - 0.5, -0.75], "visible": False},
        annotations=words if line is None else [*words, _line_label(line, line_label)],
        shapes=[] if line is None else [_line(line, number) for number in place],
    )


def _words(number: int, label: str) -> dict[str, Any]:
    """The line of words above a bar."""
    return {
        "x": 0,
        "y": number - 0.18,
        "xref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "text": _wrapped(label),
        "showarrow": False,
        "font": {"size": theme.TICK_SIZE},
    }


def _wrapped(label: str) -> str:
    """The label in two lines where it is too long for one and has none of its own, broken at a dot or colon."""
    if "<br>" in label:
        return label
    sizes = [2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in label]
    if sum(sizes) <= LINE:
        return label
    breaks = [found.end() for found in re.finditer(r"· |: |[：，]", label)]
    fitting = [i for i in breaks if sum(sizes[:i]) <= LINE]
    return f"{label[: fitting[-1]]}<br>{label[fitting[-1] :]}" if fitting else label


def _thread(low: pd.Series, place: list[int], start: float) -> dict[str, Any]:
    """A faint line from the edge to each bar, which leads the eye."""
    x = [value for end in low for value in (start, end, None)]
    y = [value for number in place for value in (number, number, None)]
    line = {"color": theme.FAINT, "width": 1}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, "hoverinfo": "skip"}


def _bars(rows: pd.DataFrame, low: pd.Series, width: pd.Series) -> dict[str, Any]:
    bound = rows["low"].isna() | rows["high"].isna()
    # plotly draws no hatching on a bar without colour
    filled = (rows["solid"] | rows["hatched"]) & ~bound
    return {
        "type": "bar",
        "base": low.tolist(),
        "x": width.tolist(),
        "y": list(range(len(rows))),
        "orientation": "h",
        "width": 0.26,
        "marker": {
            "color": [c if full else HOLLOW for c, full in zip(rows["colour"], filled, strict=True)],
            "line": {"color": rows["colour"].tolist(), "width": [0 if arrow else 2 for arrow in bound]},
            "pattern": {
                "shape": ["/" if hatched else "" for hatched in rows["hatched"]],
                "fgcolor": rows["colour"].tolist(),
                "size": 6,
            },
        },
        "text": [f"  {text}" for text in rows["text"]],
        "textposition": "outside",
        "textfont": {"size": theme.TICK_SIZE},
        "cliponaxis": False,
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
    }


def _arrows(rows: pd.DataFrame, place: list[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": rows["low"].fillna(rows["high"]).tolist(),
        "y": place,
        "mode": "markers",
        "marker": {
            "symbol": ["triangle-right" if pd.isna(high) else "triangle-left" for high in rows["high"]],
            "size": 13,
            "color": rows["colour"].tolist(),
        },
        "hoverinfo": "skip",
    }


def _line(value: float, number: int) -> dict[str, Any]:
    """The number that the ranges are held against, in one row, not through the words between the rows."""
    line = {"color": theme.ACCENT, "width": 3}
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": number - 0.22,
        "y1": number + 0.22,
        "line": line,
    }


def _line_label(value: float, label: str) -> dict[str, Any]:
    return {
        "x": value,
        "y": 1,
        "yref": "paper",
        "text": label,
        "showarrow": False,
        "yanchor": "bottom",
        "xanchor": "left",
        "font": {"size": theme.TICK_SIZE},
    }


def side_by_side(rows: pd.DataFrame, names: Names) -> theme.Drawing:
    """Statements that may not be added, one below the other; ``rows`` share one unit."""
    _ = names.lang.text
    closed = rows.assign(
        low=rows["value_low"],
        high=rows["value_high"],
        label=[f"{names.counted(row)}<br>{names.stated(row)}" for row in rows.to_dict("records")],
        text=[
            names.value(low, high) for low, high in zip(rows["value_low"], rows["value_high"], strict=True)
        ],
        hover=[names.statement(row) for row in rows.to_dict("records")],
        solid=rows["kind"] == "actual",
        hatched=rows["reliability"] == "low",
        colour=theme.QUALITATIVE[0],
    )
    unit = names.term("packaging_unit", rows["unit"].iloc[0]) if len(rows) else ""
    alt = _(
        "{count} figures counted in different ways, in {unit}; they do not add up.",
        count=len(rows),
        unit=unit,
    )
    return theme.Drawing(range_rows(closed), alt)
