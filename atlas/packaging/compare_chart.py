"""Two or more vendors in one chart: columns side by side for each year, and what lies between them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.marks_chart import HOLLOW


def compared(
    cells: pd.DataFrame, order: list[str], between: dict[int, str], title: str, alt: str
) -> theme.Drawing:
    """``cells``: ``vendor``, ``year``, ``bottom``, ``top``, ``kind``, ``doubtful``, ``text``, ``hover``;
    ``between``: words under a year that tell the difference of the first two vendors."""
    years = sorted(set(cells["year"]))
    traces = [
        _vendor(cells[cells["vendor"] == vendor], vendor, theme.QUALITATIVE[number % 5])
        for number, vendor in enumerate(order)
    ]
    figure = theme.frame(
        380,
        traces,
        showlegend=True,
        hovermode="closest",
        barmode="group",
        bargap=0.3,
        margin={"t": 24},
        legend=theme.LEGEND_BELOW | {"y": 1.12},
        xaxis={
            "tickvals": years,
            "ticktext": [f"<b>{year}</b><br>{between.get(year, '')}" for year in years],
            "showgrid": False,
        },
        yaxis={"rangemode": "tozero", "title": {"text": title, "font": {"size": theme.TICK_SIZE}}},
    )
    return theme.Drawing(figure, alt)


def _vendor(rows: pd.DataFrame, name: str, colour: str) -> dict[str, Any]:
    sure = (rows["kind"] == "actual") & ~rows["doubtful"]
    height = (rows["top"] - rows["bottom"]).where(rows["top"] > rows["bottom"], rows["top"] * 0.01)
    return {
        "type": "bar",
        "name": name,
        "x": rows["year"].tolist(),
        "base": rows["bottom"].tolist(),
        "y": height.tolist(),
        "text": rows["text"].tolist(),
        "textposition": "outside",
        "textfont": {"size": theme.TICK_SIZE},
        "cliponaxis": False,
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
        "marker": {
            # plotly draws no hatching on a bar without colour
            "color": [
                colour if full or doubt else HOLLOW
                for full, doubt in zip(sure, rows["doubtful"], strict=True)
            ],
            "line": {"color": colour, "width": 2},
            "pattern": {
                "shape": ["/" if doubt else "" for doubt in rows["doubtful"]],
                "fgcolor": colour,
                "size": 6,
            },
        },
    }
