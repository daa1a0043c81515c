"""Capacity over time and its revisions: every statement is one mark, none are added up.

Forms: actual solid, target hollow, forecast and estimate with a broken outline, doubtful
hatched; a bound is an arrow.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.figures import theme
from atlas.packaging_names import Names

KINDS = ["actual", "estimate", "target", "forecast", "claim"]
#: part of a year that the statements on one date may fill, and one statement at most
SLOT, STEP = 0.88, 0.09
#: dashes short enough for the outline of a narrow bar
OUTLINES = {
    "actual": "solid",
    "target": "solid",
    "forecast": "3px,2px",
    "estimate": "1px,2px",
    "claim": "1px,2px",
}
ARROWS = {"lower_bound": "triangle-up", "upper_bound": "triangle-down"}
HOLLOW = "rgba(0,0,0,0)"
LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": -0.2,
    "yanchor": "top",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": theme.TICK_SIZE},
    "entrywidth": 90,
    "entrywidthmode": "pixels",
}


def capacity(
    rows: pd.DataFrame,
    apart: pd.DataFrame,
    names: Names,
    *,
    midpoints: bool = False,
    log: bool = False,
    index: bool = False,
) -> theme.Drawing:
    """Statements on comparable series over time, newer ones to the right within a date.

    ``rows``: one set of `packaging.comparable_sets`, with ``midpoint``; ``apart``: their
    `packaging.spread`. ``midpoints`` draws only the middle of each range; ``index`` tells
    that the values are an index.
    """
    placed = _placed(rows)
    several = rows["vendor_id"].nunique() > 1
    figure = theme.frame(440, showlegend=True, legend=LEGEND, hovermode="closest")
    vendors = list(dict.fromkeys(placed["vendor_id"]))
    for number, vendor in enumerate(vendors):
        colour = theme.QUALITATIVE[number % len(theme.QUALITATIVE)]
        mine = placed[placed["vendor_id"] == vendor]
        if not midpoints:
            _add_ranges(figure, mine, colour)
        _add_marks(figure, mine, colour, [names.statement(r, several) for r in _records(mine)], midpoints)
        if several:
            figure.add_trace(_key(names.vendor(vendor), symbol="square", color=colour))
    _add_form_keys(figure, placed, names)
    _add_spread(figure, apart, names, log)
    years = sorted(set(placed["year"]))
    figure.update_xaxes(
        tickvals=years,
        ticktext=[str(year) for year in years],
        title={"text": names.lang.text("end of the year"), "font": {"size": theme.TICK_SIZE}},
        showgrid=False,
    )
    figure.update_yaxes(type="log" if log else "linear", tickformat="~s")
    if not log:
        _axis_numbers(figure, placed, names, index)
    return theme.Drawing(figure, _capacity_alt(apart, names))


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return list(rows.to_dict("records"))


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``x`` in years; statements on one date stand side by side by date of statement."""
    rows = rows.sort_values(["period_end", "as_of", "row_id"])
    date = rows.groupby("period_end")
    number, size = date.cumcount(), date["row_id"].transform("size")
    step = (SLOT / size).clip(upper=STEP)
    year = rows["period_end"].dt.year + (rows["period_end"].dt.month - 12) / 12
    return rows.assign(x=year + (number - (size - 1) / 2) * step, width=0.8 * step)


def _add_ranges(figure: go.Figure, rows: pd.DataFrame, colour: str) -> None:
    """One closed outline for each range; ranges of one form share a trace."""
    ranges = rows[rows["value_form"] == "range"]
    for key, group in ranges.groupby(["kind", "reliability"]):
        kind, reliability = (str(part) for part in key)
        x: list[float | None] = []
        y: list[float | None] = []
        for row in group.to_dict("records"):
            left, right = round(row["x"] - row["width"] / 2, 3), round(row["x"] + row["width"] / 2, 3)
            low, high = row["value_low"], row["value_high"]
            x += [left, right, right, left, left, None]
            y += [low, low, high, high, low, None]
        solid = kind == "actual" and reliability != "low"
        figure.add_trace(
            go.Scatter(
                x=x,
                y=y,
                mode="lines",
                line={"color": colour, "width": 1.5, "dash": OUTLINES[kind]},
                fill="toself",
                fillcolor=colour if solid else HOLLOW,
                fillpattern={"shape": "/", "fgcolor": colour, "size": 5} if reliability == "low" else None,
                hoverinfo="skip",
                showlegend=False,
            )
        )


def _add_marks(figure: go.Figure, rows: pd.DataFrame, colour: str, hover: list[str], midpoints: bool) -> None:
    """Points, arrows of bounds, and an unseen mark in each range that carries the hover text."""
    unseen = (rows["value_form"] == "range") & (not midpoints)
    where = rows["midpoint"].fillna(rows["value_low"]).fillna(rows["value_high"])
    symbols = [
        ARROWS.get(form, _symbol(kind, reliability))
        for form, kind, reliability in zip(rows["value_form"], rows["kind"], rows["reliability"], strict=True)
    ]
    figure.add_trace(
        go.Scatter(
            x=rows["x"].round(3).tolist(),
            y=where.tolist(),
            mode="markers",
            marker={
                "symbol": symbols,
                "color": colour,
                "size": 9,
                "opacity": [0 if hidden else 1 for hidden in unseen],
                "line": {"width": 2, "color": colour},
            },
            hovertext=hover,
            hoverinfo="text",
            showlegend=False,
        )
    )


def _symbol(kind: str, reliability: str) -> str:
    return "x-thin-open" if reliability == "low" else theme.FORMS[kind]["symbol"]


def _key(label: str, **marker: Any) -> go.Scatter:
    """A legend entry without data."""
    return go.Scatter(x=[None], y=[None], mode="markers", marker={"size": 11, **marker}, name=label)


def _add_form_keys(figure: go.Figure, rows: pd.DataFrame, names: Names) -> None:
    _ = names.lang.text
    line = {"width": 2, "color": theme.INK}
    for kind in KINDS:
        if (rows["kind"] == kind).any():
            symbol = theme.FORMS[kind]["symbol"]
            dash = theme.FORMS[kind]["dash"]
            figure.add_trace(
                go.Scatter(
                    x=[None],
                    y=[None],
                    mode="lines+markers",
                    line={"color": theme.INK, "dash": dash, "width": 1.5},
                    marker={"symbol": symbol, "size": 9, "color": theme.INK, "line": line},
                    name=names.term("kind", kind),
                )
            )
    if (rows["reliability"] == "low").any():
        figure.add_trace(_key(_("doubtful"), symbol="x-thin-open", color=theme.INK, line=line))
    if rows["value_form"].isin(list(ARROWS)).any():
        figure.add_trace(_key(_("only a limit"), symbol="triangle-up", color=theme.INK))


def _add_spread(figure: go.Figure, apart: pd.DataFrame, names: Names, log: bool) -> None:
    """Lowest and highest of several statements, written above the statements of that date."""
    apart = apart[(apart["statements"] > 1) & (apart["period_end"].dt.month == 12)]
    for row in apart.to_dict("records"):
        top = row["highest"]
        figure.add_annotation(
            x=row["period_end"].year,
            y=math.log10(top) if log else top,
            text=f"{names.lang.compact(row['lowest'], 2)}–<br>{names.lang.compact(row['highest'], 2)}",
            showarrow=False,
            yanchor="bottom",
            yshift=6,
            font={"size": theme.TICK_SIZE},
        )


def _axis_numbers(figure: go.Figure, rows: pd.DataFrame, names: Names, index: bool) -> None:
    """Tick labels in the language's own steps (thousand, 萬)."""
    top = float(rows[["value_low", "value_high"]].max().max())
    step = 10.0 ** (len(str(int(top))) - 1)
    step = step / 2 if top / step < 4 else step
    ticks = [number * step for number in range(int(top * 1.2 / step) + 1)]
    digits = 0 if step >= 10_000 else 1
    labels = [names.lang.number(tick) if index else names.lang.compact(tick, digits) for tick in ticks]
    figure.update_yaxes(tickvals=ticks, ticktext=labels, range=[0, top * 1.22])


def _capacity_alt(apart: pd.DataFrame, names: Names) -> str:
    _ = names.lang.text
    if apart.empty:
        return _("No statement with both ends.")
    last = apart.sort_values(["statements", "period_end"]).iloc[-1]
    return _(
        "{series}: {count} statements for {period} lie between {low} and {high}.",
        series=names.series(last),
        count=int(last["statements"]),
        period=names.date(last["period_end"], "year_end"),
        low=names.lang.number(last["lowest"]),
        high=names.lang.number(last["highest"]),
    )


def revisions(rows: pd.DataFrame, names: Names) -> theme.Drawing:
    """How the figure for the end of some years moved by date of statement.

    ``rows``: as `packaging.revisions` gives them. One colour for each target year; the
    whisker is the range, the dotted line the days on which the statement may have been made.
    """
    figure = theme.frame(440, showlegend=True, legend=LEGEND, hovermode="closest")
    for number, (year, group) in enumerate(rows.groupby("year")):
        figure.add_trace(_stated_spans(group, theme.QUALITATIVE[number]))
        figure.add_trace(_revision_trace(group, theme.QUALITATIVE[number], names, str(year)))
    _add_form_keys(figure, rows, names)
    figure.update_xaxes(type="date", tickformat="%Y-%m", dtick="M6", tickangle=0)
    _axis_numbers(figure, rows, names, index=False)
    return theme.Drawing(figure, _revisions_alt(rows, names))


def _stated_spans(rows: pd.DataFrame, colour: str) -> go.Scatter:
    """A line from the first to the last day on which each statement may have been made."""
    x: list[str | None] = []
    y: list[float | None] = []
    middle = rows["midpoint"].fillna(rows["value_low"]).fillna(rows["value_high"])
    for first, last, value in zip(rows["stated_first"], rows["stated_last"], middle, strict=True):
        if first < last:
            x += [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", None]
            y += [value, value, None]
    line = {"color": colour, "width": 1, "dash": "dot"}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False, opacity=0.5)


def _revision_trace(rows: pd.DataFrame, colour: str, names: Names, year: str) -> go.Scatter:
    middle = rows["midpoint"].fillna(rows["value_low"]).fillna(rows["value_high"])
    day = rows["stated_first"] + (rows["stated_last"] - rows["stated_first"]) / 2
    whisker = {"thickness": 1, "width": 0, "color": colour}
    return go.Scatter(
        x=day.dt.strftime("%Y-%m-%d").tolist(),
        y=middle.tolist(),
        mode="markers",
        name=names.date(pd.Timestamp(int(year), 12, 31), "year_end"),
        marker={
            "symbol": [
                ARROWS.get(form, _symbol(kind, reliability))
                for form, kind, reliability in zip(
                    rows["value_form"], rows["kind"], rows["reliability"], strict=True
                )
            ],
            "color": colour,
            "size": 10,
            "line": {"width": 2, "color": colour},
        },
        error_y={"type": "data", "array": (rows["value_high"] - middle).fillna(0).tolist(), **whisker},
        hovertext=[names.statement(row, False) for row in _records(rows)],
        hoverinfo="text",
    )


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
