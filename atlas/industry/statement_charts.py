"""What each source says of the same figure: a point, or a line for a range, one row a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import LEGEND
from atlas.language import Language

#: pixels of a line of a statement, and the lines that the label of a row takes
LINE, LABEL = 26, 1.5
#: letters of a publisher's name that a phone has room for
HOUSE = 18


def share_ranges(
    rows: pd.DataFrame, labels: Mapping[str, str], article: str, lang: Language, alt: str
) -> theme.Drawing:
    """Percentages by source, those of the article apart from the others; each row as high as its statements.

    ``rows``: ``group`` (the row), ``value_low``, ``value_high`` (an open end empty), ``source_id``, ``publisher``,
    ``when``; ``labels``: group → name; ``article``: the source of the article.
    """
    sizes = rows["group"].value_counts(sort=False).reindex(list(dict.fromkeys(rows["group"])))
    starts = (sizes + LABEL).cumsum() - sizes
    rows = rows.assign(y=rows["group"].map(starts) + rows.groupby("group").cumcount())
    traces = _traces(rows, labels, article, lang)
    height, top = (
        float(sizes.sum() + LABEL * len(sizes)),
        float(rows[["value_low", "value_high"]].max().max()),
    )
    ticks = [tick for tick in range(0, 101, 20) if tick <= top + 10]
    figure = theme.frame(
        int(LINE * height) + 70,
        traces,
        annotations=[_label(labels[str(group)], float(start) - 0.6) for group, start in starts.items()],
        showlegend=bool((rows["source_id"] == article).any()),
        legend=LEGEND,
        xaxis={
            "range": [0, top * 2.1],
            "tickvals": ticks,
            "ticktext": [lang.percent(tick / 100) for tick in ticks],
        },
        yaxis={"visible": False, "range": [height, 0.2]},
    )
    return theme.Drawing(figure, alt)


def _traces(
    rows: pd.DataFrame, labels: Mapping[str, str], article: str, lang: Language
) -> list[dict[str, Any]]:
    """The statements of the article, and those of the others."""
    _ = lang.text
    said = {True: _("The article"), False: _("Other sources")}
    return [
        _statements(rows[(rows["source_id"] == article) == own], labels, lang)
        | {
            "name": said[own],
            "line": {"color": colour, "width": 4},
            "marker": {"color": colour, "size": 12, "symbol": symbol},
        }
        for own, colour, symbol in ((True, theme.ACCENT, "circle"), (False, theme.QUALITATIVE[0], "diamond"))
    ]


def _label(text: str, y: float) -> dict[str, Any]:
    """The name of a row, above its statements."""
    return {
        "x": 0,
        "xref": "paper",
        "y": y,
        "text": f"<b>{text}</b>",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "font": {"size": theme.TICK_SIZE},
    }


def _statements(rows: pd.DataFrame, labels: Mapping[str, str], lang: Language) -> dict[str, Any]:
    """Points and ranges with their words; gaps part one from the next."""
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str] = []
    hovers: list[str] = []
    for row in rows.to_dict("records"):
        low = row["value_high"] if pd.isna(row["value_low"]) else row["value_low"]
        high = row["value_low"] if pd.isna(row["value_high"]) else row["value_high"]
        bound = "> " if pd.isna(row["value_high"]) else "< " if pd.isna(row["value_low"]) else ""
        words = bound + lang.percent_range(low / 100, high / 100)
        ends = [low, high] if high > low else [high]
        x += [*ends, None]
        y += [row["y"]] * len(ends) + [None]
        house = _house(row["publisher"])
        text = " · ".join(part for part in (words, row["when"], house) if part)
        texts += [""] * (len(ends) - 1) + [text, ""]
        hovers += [f"{row['publisher']}<br>{labels[row['group']]}: {words}"] * len(ends) + [""]
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "text": texts,
        "hovertext": hovers,
        "hoverinfo": "text",
        "mode": "lines+markers+text",
        "cliponaxis": False,
        "textposition": "middle right",
        "textfont": {"size": theme.TICK_SIZE},
    }


def _house(publisher: str) -> str:
    """Who gives a figure, short: the house that a copy names in brackets, else the publisher."""
    name = publisher[publisher.rfind("(") + 1 :].rstrip(")")
    return name if len(name) <= HOUSE else name[:HOUSE].rstrip() + "…"
