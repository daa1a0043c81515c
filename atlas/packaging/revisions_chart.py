"""How forecasts of capacity moved with the date of the statement."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.marks_chart import ARROWS, LEGEND, axis_numbers, form_keys, records, symbol
from atlas.packaging.names import Names


def revisions(rows: pd.DataFrame, names: Names) -> theme.Drawing:
    """How the figure for the end of some years moved by date of statement.

    ``rows``: as `packaging.revisions` gives them. One colour for each target year; the
    whisker is the range, the dotted line the days on which the statement may have been made.
    """
    traces: list[Any] = []
    for number, (year, group) in enumerate(rows.groupby("year")):
        colour = theme.QUALITATIVE[number]
        traces += [_stated_spans(group, colour), _revision_trace(group, colour, names, str(year))]
    figure = theme.frame(
        440,
        [*traces, *form_keys(rows, names)],
        showlegend=True,
        legend=LEGEND,
        hovermode="closest",
        xaxis={"type": "date", "tickformat": "%Y-%m", "dtick": "M6", "tickangle": 0},
        yaxis=axis_numbers(rows, partial(names.lang.compact, digits=2), log=False),
    )
    return theme.Drawing(figure, _revisions_alt(rows, names))


def _stated_spans(rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    """A line from the first to the last day on which each statement may have been made."""
    x: list[str | None] = []
    y: list[float | None] = []
    middle = rows["midpoint"].fillna(rows["value_low"]).fillna(rows["value_high"])
    for first, last, value in zip(rows["stated_first"], rows["stated_last"], middle, strict=True):
        if first < last:
            x += [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", None]
            y += [value, value, None]
    line = {"color": colour, "width": 1, "dash": "dot"}
    unseen = {"hoverinfo": "skip", "showlegend": False, "opacity": 0.5}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, **unseen}


def _revision_trace(rows: pd.DataFrame, colour: str, names: Names, year: str) -> dict[str, Any]:
    middle = rows["midpoint"].fillna(rows["value_low"]).fillna(rows["value_high"])
    day = rows["stated_first"] + (rows["stated_last"] - rows["stated_first"]) / 2
    whisker = {"thickness": 1, "width": 0, "color": colour}
    return {
        "type": "scatter",
        "x": day.dt.strftime("%Y-%m-%d").tolist(),
        "y": middle.tolist(),
        "mode": "markers",
        "name": names.date(pd.Timestamp(int(year), 12, 31), "year_end"),
        "marker": {
            "symbol": [
                ARROWS.get(form, symbol(kind, reliability))
                for form, kind, reliability in zip(
                    rows["value_form"], rows["kind"], rows["reliability"], strict=True
                )
            ],
            "color": colour,
            "size": 10,
            "line": {"width": 2, "color": colour},
        },
        "error_y": {"type": "data", "array": (rows["value_high"] - middle).fillna(0).tolist(), **whisker},
        "hovertext": [names.statement(row, False) for row in records(rows)],
        "hoverinfo": "text",
    }


def _revisions_alt(rows: pd.DataFrame, names: Names) -> str:
    _ = names.lang.text
    closed = rows.dropna(subset=["midpoint"])
    if closed.empty:
        return _("No statement with both ends.")
    year = closed["year"].value_counts().index[0]
    mine = closed[closed["year"] == year]
    first, last = mine.iloc[0], mine.iloc[-1]
    return _(
        "The figure for the end of {year} moved from {first} ({then}) to {last} ({now}).",
        year=year,
        first=names.value(first["value_low"], first["value_high"]),
        then=names.date(first["as_of"], first["as_of_precision"]),
        last=names.value(last["value_low"], last["value_high"]),
        now=names.date(last["as_of"], last["as_of_precision"]),
    )
