"""Ranked horizontal bars with the value written at the end of each: the plainest comparison."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from atlas.charts import theme

ROW_HEIGHT = 30


def ranked_bars(
    rows: pd.DataFrame,
    *,
    highlighted: Sequence[str] = (),
    colour: str = theme.QUALITATIVE[0],
    room: float = 1.18,
) -> go.Figure:
    """Bars from the first row (top) to the last (bottom).

    ``rows``: ``label``, ``value``, ``text`` (written at the bar's end), ``hover``. Rows
    whose label is ``highlighted`` get the accent. The height follows the number of rows; ``room``
    is the width over the longest bar's, for its text.
    """
    top = float(rows["value"].max()) if len(rows) else 1.0
    bars = {
        "type": "bar",
        "x": rows["value"].tolist(),
        "y": rows["label"].tolist(),
        "orientation": "h",
        "text": rows["text"].tolist(),
        "textposition": "outside",
        "textfont": {"size": theme.LABEL_SIZE},
        "cliponaxis": False,
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
        "marker": {"color": [theme.ACCENT if label in highlighted else colour for label in rows["label"]]},
    }
    return theme.frame(
        ROW_HEIGHT * len(rows) + 24,
        [bars],
        bargap=0.35,
        xaxis={"visible": False, "range": [0, (top or 1.0) * room]},
        yaxis={"autorange": "reversed", "showgrid": False, "ticks": ""},
    )
