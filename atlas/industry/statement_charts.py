"""What each source says of the same figure: a point, or a line for a range, one row a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import LEGEND, labelled_rows
from atlas.language import Language

#: pixels of a line of a statement, and of the label of its row
LINE, LABEL = 26, 44


def share_ranges(
    rows: pd.DataFrame, labels: Mapping[str, str], article: str, lang: Language, alt: str
) -> theme.Drawing:
    """Percentages by source, those of the article apart from the others.

    ``rows``: ``group`` (the row), ``value_low``, ``value_high`` (an open end empty), ``source_id``, ``publisher``,
    ``when``; ``labels``: group → name; ``article``: the source of the article.
    """
    _ = lang.text
    groups = list(dict.fromkeys(rows["group"]))
    deepest = int(rows.groupby("group").size().max())
    height = LABEL + LINE * deepest
    rows = rows.assign(line=rows.groupby("group").cumcount() * LINE / height)
    said = {True: _("The article"), False: _("Other sources")}
    traces = [
        _statements(rows[(rows["source_id"] == article) == own], groups, labels, lang)
        | {
            "name": said[own],
            "line": {"color": colour, "width": 4},
            "marker": {"color": colour, "size": 12, "symbol": symbol},
        }
        for own, colour, symbol in ((True, theme.ACCENT, "circle"), (False, theme.QUALITATIVE[0], "diamond"))
    ]
    top = float(rows[["value_low", "value_high"]].max().max())
    ticks = [tick for tick in range(0, 101, 20) if tick <= top + 10]
    figure = labelled_rows(
        [labels[group] for group in groups],
        traces,
        height=height,
        showlegend=True,
        legend=LEGEND,
        xaxis={
            "range": [0, top * 1.55],
            "tickvals": ticks,
            "ticktext": [lang.percent(tick / 100) for tick in ticks],
        },
    )
    return theme.Drawing(figure, alt)


def _statements(
    rows: pd.DataFrame, groups: list[str], labels: Mapping[str, str], lang: Language
) -> dict[str, Any]:
    """Points and ranges with their words; gaps part one from the next."""
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str] = []
    hovers: list[str] = []
    for row in rows.to_dict("records"):
        low = row["value_high"] if pd.isna(row["value_low"]) else row["value_low"]
        high = row["value_low"] if pd.isna(row["value_high"]) else row["value_high"]
        bound = "> " if pd.isna(row["value_high"]) else "< " if pd.isna(row["value_low"]) else ""
        words = bound + lang.range(low, high) + "%"
        ends = [low, high] if high > low else [high]
        x += [*ends, None]
        y += [groups.index(row["group"]) + row["line"]] * len(ends) + [None]
        texts += [""] * (len(ends) - 1) + [f"{words} · {row['when']}" if row["when"] else words, ""]
        hovers += [f"{row['publisher']}<br>{labels[row['group']]}: {words}"] * len(ends) + [""]
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "text": texts,
        "hovertext": hovers,
        "hoverinfo": "text",
        "mode": "lines+markers+text",
        "textposition": "middle right",
        "textfont": {"size": theme.TICK_SIZE},
    }
