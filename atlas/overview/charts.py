"""The small pictures of the overview, one for each subject."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.charts import theme
from atlas.language import Language

HEIGHT = 170


def _small(columns: dict[str, Any], **xaxis: Any) -> go.Figure:
    return theme.frame(
        HEIGHT,
        [columns],
        bargap=0.4,
        margin={"l": 4, "r": 8, "t": 22, "b": 4},
        xaxis={"showgrid": False, "type": "category", **xaxis},
        yaxis={"visible": False, "rangemode": "tozero"},
    )


def _columns(
    labels: list[str],
    values: list[float],
    texts: list[str],
    solid: list[bool],
    base: list[float] | None = None,
) -> dict[str, Any]:
    """Columns whose actual values are solid and whose later ones are hollow."""
    return {
        "type": "bar",
        "x": labels,
        "y": values,
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "color": [theme.ACCENT if here else theme.BACKGROUND for here in solid],
            "line": {"color": theme.ACCENT, "width": 2},
        },
        **({} if base is None else {"base": base}),
    }


def lighthouses_by_year(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Awards announced for China so far, at the end of each year. ``rows``: ``year``, ``total``."""
    totals = rows["total"].astype("float64").tolist()
    texts = [lang.number(total) for total in totals]
    years = rows["year"].astype("str").tolist()
    # every second year, as below: all of them run into one another
    figure = _small(_columns(years, totals, texts, [True] * len(totals)), tickvals=years[::2])
    alt = lang.text(
        "Awards for China rose from {first} to {last}.",
        first=lang.number(totals[0]),
        last=lang.number(totals[-1]),
    )
    return theme.Drawing(figure, alt)


def capacity_ranges(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Lowest to highest statement for each year's end: ``year``, ``lowest``, ``highest``, ``actual``."""
    low, high = rows["lowest"].tolist(), rows["highest"].tolist()
    texts = [lang.range(a / 1000, b / 1000) for a, b in zip(low, high, strict=True)]
    spans = [b - a for a, b in zip(low, high, strict=True)]
    years = rows["year"].astype("str").tolist()
    figure = _small(_columns(years, spans, texts, rows["actual"].tolist(), low))
    alt = lang.text(
        "Statements for the end of {year} lie between {low} and {high} wafers a month.",
        year=rows["year"].iloc[-1],
        low=lang.number(low[-1]),
        high=lang.number(high[-1]),
    )
    return theme.Drawing(figure, alt)


def cost_by_year(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Cost per tonne for each year: ``year``, ``cost_eur``; later years rest on an assumed price."""
    years, costs = rows["year"].astype("str").tolist(), rows["cost_eur"].tolist()
    texts = [lang.number(cost) for cost in costs]
    columns = _columns(years, costs, texts, [year == years[0] for year in years])
    figure = _small(columns, tickvals=years[::2])
    alt = lang.text(
        "The cost of one tonne rises from {first} in {start} to {last} in {end}, at an assumed price.",
        first=lang.money(costs[0], digits=0),
        start=rows["year"].iloc[0],
        last=lang.money(costs[-1], digits=0),
        end=rows["year"].iloc[-1],
    )
    return theme.Drawing(figure, alt)
