"""Rows whose label stands above them: long names cost no width, so they read on a phone too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.charts import theme

ROW_HEIGHT = 54
#: thickness of a bar, in rows
THICKNESS = 0.4
#: pixels from the middle of a row up to the foot of its label
ABOVE = 10
LEGEND = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"}


def labelled_rows(
    labels: Sequence[str], traces: Sequence[dict[str, Any]], *, height: int = ROW_HEIGHT, **layout: Any
) -> go.Figure:
    """A figure with one row a label, 0 at the top; bars go to ``y`` = row number; ``height`` of a row."""
    names = [
        {
            "x": 0,
            "xref": "paper",
            "y": row,
            "yshift": ABOVE,
            "text": label,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
            "align": "left",
            "font": {"size": theme.TICK_SIZE},
        }
        for row, label in enumerate(labels)
    ]
    rows = {"visible": False, "range": [len(labels) - 0.6, -0.85]}
    return theme.frame(height * len(labels) + 36, traces, annotations=names, yaxis=rows, **layout)


def bars(rows: Sequence[int], **settings: Any) -> dict[str, Any]:
    """Bars in the rows with these numbers, with the settings of plotly's bar trace."""
    return {"type": "bar", "y": list(rows), "width": THICKNESS, "orientation": "h", **settings}


def bar_rows(rows: pd.DataFrame, alt: str, highlighted: str | None = None) -> theme.Drawing:
    """Bars with their value at the end: ``label``, ``value``, ``text``, ``hover``, one with the accent."""
    labels = rows["label"].tolist()
    drawn = bars(
        range(len(rows)),
        x=rows["value"].tolist(),
        text=rows["text"].tolist(),
        textposition="outside",
        textfont={"size": theme.LABEL_SIZE},
        cliponaxis=False,
        hovertext=rows["hover"].tolist(),
        hoverinfo="text",
        marker={
            "color": [theme.ACCENT if label == highlighted else theme.QUALITATIVE[0] for label in labels]
        },
    )
    across = {"visible": False, "range": [0, (float(rows["value"].max()) or 1) * 1.3]}
    return theme.Drawing(labelled_rows(labels, [drawn], xaxis=across), alt)
