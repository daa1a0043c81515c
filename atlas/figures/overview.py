"""The small pictures of the overview, one for each subject."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from atlas.figures import theme
from atlas.language import Language

HEIGHT = 170


def _small(left: int = 4) -> go.Figure:
    figure = theme.frame(HEIGHT, bargap=0.4, margin={"l": left, "r": 8, "t": 22, "b": 4})
    figure.update_yaxes(visible=False, rangemode="tozero")
    figure.update_xaxes(showgrid=False, type="category")
    return figure


def _columns(
    labels: list[str],
    values: list[float],
    texts: list[str],
    solid: list[bool],
    base: list[float] | None = None,
) -> go.Bar:
    """Columns whose actual values are solid and whose later ones are hollow."""
    return go.Bar(
        x=labels,
        y=values,
        base=base,
        text=texts,
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
        marker={
            "color": [theme.ACCENT if here else theme.BACKGROUND for here in solid],
            "line": {"color": theme.ACCENT, "width": 2},
        },
    )


def lighthouses_by_year(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Awards announced for China so far, at the end of each year. ``rows``: ``year``, ``total``."""
    figure = _small()
    totals = rows["total"].astype("float64").tolist()
    figure.add_trace(
        _columns(
            rows["year"].astype("str").tolist(),
            totals,
            [lang.number(n) for n in totals],
            [True] * len(totals),
        )
    )
    alt = lang.text(
        "Awards for China rose from {first} to {last}.",
        first=lang.number(totals[0]),
        last=lang.number(totals[-1]),
    )
    return theme.Drawing(figure, alt)


def capacity_ranges(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Lowest to highest statement for each year's end: ``year``, ``lowest``, ``highest``, ``actual``."""
    figure = _small()
    low, high = rows["lowest"].tolist(), rows["highest"].tolist()
    texts = [lang.range(a / 1000, b / 1000) for a, b in zip(low, high, strict=True)]
    spans = [b - a for a, b in zip(low, high, strict=True)]
    figure.add_trace(
        _columns(rows["year"].astype("str").tolist(), spans, texts, rows["actual"].tolist(), low)
    )
    alt = lang.text(
        "Statements for the end of {year} lie between {low} and {high} wafers a month.",
        year=rows["year"].iloc[-1],
        low=lang.number(low[-1]),
        high=lang.number(high[-1]),
    )
    return theme.Drawing(figure, alt)


def cost_by_year(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Cost per tonne for each year: ``year``, ``cost_eur``; later years rest on an assumed price."""
    figure = _small()
    costs = rows["cost_eur"].tolist()
    figure.add_trace(
        _columns(
            rows["year"].astype("str").tolist(),
            costs,
            [lang.number(cost) for cost in costs],
            [year == rows["year"].iloc[0] for year in rows["year"]],
        )
    )
    figure.update_xaxes(tickvals=[str(year) for year in rows["year"][::2]])
    alt = lang.text(
        "The cost of one tonne rises from {first} in {start} to {last} in {end}, at an assumed price.",
        first=lang.money(costs[0], digits=0),
        start=rows["year"].iloc[0],
        last=lang.money(costs[-1], digits=0),
        end=rows["year"].iloc[-1],
    )
    return theme.Drawing(figure, alt)
