"""Supply as a band beside the statements of demand, and the errors of old forecasts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.marks_chart import HOLLOW, axis_numbers
from atlas.packaging.names import Names

LEGEND = theme.LEGEND_BELOW | {"y": 1.02, "yanchor": "bottom"}


def supply_and_demand(
    band: pd.DataFrame, demand: pd.DataFrame, words: dict[str, str], names: Names, alt: str
) -> theme.Drawing:
    """``band``: ``year``, ``low``, ``high``, ``text``; ``demand``: ``year``, ``low``, ``high``, ``total`` (the whole
    market, else one customer), ``hover``; ``words``: names of the three kinds of marks."""
    columns = {
        "type": "bar",
        "name": words["supply"],
        "x": band["year"].tolist(),
        "base": band["low"].tolist(),
        "y": (band["high"] - band["low"]).clip(lower=band["high"].max() * 0.008).tolist(),
        "width": 0.62,
        "marker": {"color": HOLLOW, "line": {"color": theme.ACCENT, "width": 2}},
        "text": band["text"].tolist(),
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": band["text"].tolist(),
        "hoverinfo": "text",
    }
    whole, single = demand[demand["total"]], demand[~demand["total"]]
    traces = [
        columns,
        _marks(whole, words["total"], "diamond", theme.QUALITATIVE[0], 0.0),
        _marks(single, words["customer"], "circle-open", theme.QUALITATIVE[1], 0.22),
    ]
    ends = pd.DataFrame(
        {"value_low": [*band["low"], *demand["low"]], "value_high": [*band["high"], *demand["high"]]}
    )
    years = sorted({*band["year"], *demand["year"]})
    figure = theme.frame(
        400,
        traces,
        showlegend=True,
        hovermode="closest",
        legend=LEGEND,
        margin={"t": 40},
        xaxis={"tickvals": years, "ticktext": [str(year) for year in years], "showgrid": False},
        yaxis=axis_numbers(ends, names.lang.compact, log=False),
    )
    return theme.Drawing(figure, alt)


def _marks(rows: pd.DataFrame, name: str, symbol: str, colour: str, aside: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [year + aside for year in rows["year"]],
        "y": ((rows["low"] + rows["high"]) / 2).tolist(),
        "marker": {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
    }


def errors(rows: pd.DataFrame, words: dict[str, str], alt: str) -> theme.Drawing:
    """Error of each forecast by the date it was made: ``made``, ``error``, ``year``, ``hover``."""
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": words["for"].format(year=year),
            "x": mine["made"].dt.strftime("%Y-%m-%d").tolist(),
            "y": mine["error"].round(1).tolist(),
            "marker": {
                "size": 11,
                "color": theme.QUALITATIVE[number % 5],
                "symbol": ("circle", "square", "diamond")[number % 3],
            },
            "hovertext": mine["hover"].tolist(),
            "hoverinfo": "text",
        }
        for number, (year, mine) in enumerate(rows.groupby("year"))
    ]
    figure = theme.frame(
        340,
        traces,
        showlegend=True,
        hovermode="closest",
        legend=LEGEND,
        margin={"t": 40},
        xaxis={"type": "date", "dtick": "M6", "tickformat": "%Y-%m", "tickangle": 0},
        yaxis={
            "ticksuffix": "%",
            "zeroline": True,
            "zerolinecolor": theme.INK,
            "dtick": 20,
            "title": {"text": words["error"]},
        },
    )
    return theme.Drawing(figure, alt)
