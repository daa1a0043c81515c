"""The reader's own roadmap as bars over months."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import bars, labelled_rows
from atlas.language import Language


def gantt(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """One bar a step from its start for its months, a diamond where savings have paid the cost.

    ``rows``: ``step``, ``start`` (months from now), ``months``, ``paid`` (months from now, or empty).
    """
    _ = lang.text
    ends = rows["start"] + rows["months"]
    spans = bars(
        range(len(rows)),
        x=rows["months"].tolist(),
        base=rows["start"].tolist(),
        hovertext=[
            _("{step}: month {start} to {end}", step=step, start=f"{a:g}", end=f"{b:g}")
            for step, a, b in zip(rows["step"], rows["start"], ends, strict=True)
        ],
        hoverinfo="text",
        # a plan is no actual, so it is hollow like every target
        marker={"color": theme.BACKGROUND, "line": {"color": theme.QUALITATIVE[0], "width": 2}},
    )
    paid = [place for place, month in enumerate(rows["paid"]) if pd.notna(month)]
    marks: dict[str, Any] = {
        "type": "scatter",
        "x": [float(rows["paid"].iloc[place]) for place in paid],
        "y": paid,
        "mode": "markers",
        "marker": {"symbol": "diamond-open", "size": 13, "color": theme.ACCENT, "opacity": 1},
        "hovertext": [_("paid back: month {month}", month=f"{rows['paid'].iloc[p]:.0f}") for p in paid],
        "hoverinfo": "text",
    }
    last = max([float(ends.max()), *marks["x"], 12.0])
    across = {
        "range": [0, last * 1.05],
        "title": {"text": _("Months from now; diamond: cost paid back")},
        "visible": True,
    }
    figure = labelled_rows(rows["step"].tolist(), [spans, marks], xaxis=across)
    first, end = rows["step"].iloc[0], lang.number(float(ends.max()))
    return theme.Drawing(
        figure, _("The plan starts with {step} and ends in month {month}.", step=first, month=end)
    )
