"""Figures around the lighthouse map: regions, industries, official totals against our list."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.language import Language


def region_lines(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Share of each region in all sites named so far, one line a region, named at its end.

    ``rows``: ``cohort`` (YYYY-MM), ``region`` (its name), ``share`` (0 to 1), ordered by
    cohort; at most five regions.
    """
    lines, ends = [], []
    for colour, (region, line) in zip(theme.QUALITATIVE, rows.groupby("region", sort=False), strict=False):
        dates = [f"{cohort}-01" for cohort in line["cohort"]]
        lines.append(
            {
                "type": "scatter",
                "x": dates,
                "y": line["share"].round(4).tolist(),
                "mode": "lines",
                "name": str(region),
                "line": {"color": colour, "width": 3, "shape": "hv"},
                "hovertemplate": "%{y:.0%}",
            }
        )
        ends.append((dates[-1], float(line["share"].iloc[-1]), str(region), colour))
    figure = theme.frame(
        360,
        lines,
        hovermode="x unified",
        margin={"r": 96, "t": 8, "l": 8, "b": 8},
        yaxis={"tickformat": ".0%", "rangemode": "tozero"},
        xaxis={"showgrid": False},
        annotations=_end_names(ends),
    )
    return theme.Drawing(figure, _region_alt(rows, lang))


def _end_names(ends: list[tuple[str, float, str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "x": date,
            "y": share,
            "text": region,
            "showarrow": False,
            "xanchor": "left",
            "xshift": 6,
            "font": {"size": theme.LABEL_SIZE, "color": colour},
        }
        for date, share, region, colour in _apart(ends)
    ]


def _region_alt(rows: pd.DataFrame, lang: Language) -> str:
    first, last = (rows[rows["cohort"] == end] for end in (rows["cohort"].min(), rows["cohort"].max()))
    lead = last.sort_values("share").iloc[-1]
    before = first.loc[first["region"] == lead["region"], "share"].sum()
    return lang.text(
        "{region} holds {now} of all sites named so far, after {before} in the first cohort.",
        region=lead["region"],
        now=lang.percent(lead["share"]),
        before=lang.percent(before),
    )


def _apart(ends: list[tuple[str, float, str, str]], gap: float = 0.055) -> list[tuple[str, float, str, str]]:
    """Labels moved up where they would cover each other, lowest first."""
    placed: list[tuple[str, float, str, str]] = []
    for date, share, region, colour in sorted(ends, key=lambda end: end[1]):
        floor = placed[-1][1] + gap if placed else share
        placed.append((date, max(share, floor), region, colour))
    return placed


def industry_heatmap(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Industries (rows) by cohort (columns): the number of new sites, written in its cell.

    ``rows``: ``cohort``, ``industry`` (its name), ``sites``; ordered by total, most first.
    """
    _ = lang.text
    grid = rows.pivot_table(index="industry", columns="cohort", values="sites", aggfunc="sum", sort=False)
    grid = grid[sorted(grid.columns)]
    texts = [["" if pd.isna(n) or n == 0 else str(int(n)) for n in line] for line in grid.to_numpy()]
    cells = {
        "type": "heatmap",
        "z": grid.where(grid > 0).to_numpy().tolist(),
        "x": list(grid.columns),
        "y": list(grid.index),
        "text": texts,
        "texttemplate": "%{text}",
        "textfont": {"size": theme.TICK_SIZE},
        "colorscale": [[i / 2, theme.SEQUENTIAL[i]] for i in range(3)],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{y}<br>%{x}: %{z}<extra></extra>",
        "hoverongaps": False,
    }
    figure = theme.frame(
        28 * len(grid) + 70,
        [cells],
        xaxis={"type": "category", "showgrid": False, "tickangle": -60, "side": "bottom"},
        yaxis={"autorange": "reversed", "showgrid": False},
    )
    top = rows.groupby("industry", sort=False)["sites"].sum().sort_values(ascending=False)
    alt = _("Most sites are in {industry}: {count}.", industry=top.index[0], count=lang.number(top.iloc[0]))
    return theme.Drawing(figure, alt)


def coverage_bars(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """New sites of each cohort: those in our list, and on top, hatched, those it lacks.

    ``rows``: ``cohort``, ``listed``, ``missing``, ``hover``.
    """
    _ = lang.text
    hatched = {
        "color": theme.BACKGROUND,
        "line": {"color": theme.ACCENT, "width": 1.5},
        "pattern": {"shape": "/", "fgcolor": theme.ACCENT},
    }
    cohorts = {"type": "category", "categoryorder": "array", "categoryarray": rows["cohort"].tolist()}
    figure = theme.frame(
        320,
        [
            _column(rows, "listed", _("In our list"), {"color": theme.QUALITATIVE[0]}),
            _column(rows[rows["missing"] > 0], "missing", _("Announced, not in our list"), hatched),
        ],
        barmode="stack",
        bargap=0.3,
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis={**cohorts, "showgrid": False, "tickangle": -60},
    )
    alt = _(
        "{listed} of {announced} announced sites are in our list.",
        listed=lang.number(rows["listed"].sum()),
        announced=lang.number((rows["listed"] + rows["missing"]).sum()),
    )
    return theme.Drawing(figure, alt)


def _column(rows: pd.DataFrame, column: str, name: str, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": rows["cohort"].tolist(),
        "y": rows[column].astype("int").tolist(),
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
        "marker": marker,
        "name": name,
    }
