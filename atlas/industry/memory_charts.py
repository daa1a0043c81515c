"""Figures on memory fabs in China: shares by source, the licence of each site over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import LEGEND, bars, labelled_rows
from atlas.language import Language

#: years that the timeline shows; the yearly approval covers 2026
FIRST, CHANGE, LAST = "2022-01-01", "2025-12-31", "2026-12-31"
ARTICLE = "SEED8"
#: pixels of a row of shares, and the step from one statement to the next in rows
SHARE_ROW, SHARE_LINE = 84, 0.3


def share_ranges(rows: pd.DataFrame, labels: Mapping[str, str], lang: Language) -> theme.Drawing:
    """What each source says a site is worth: a point, or a line for a range, one row a site and share.

    ``rows`` as `memory_fabs.shares` gives them, with ``group`` (the row) and ``publisher``; ``labels``: group → name.
    """
    _ = lang.text
    groups = list(dict.fromkeys(rows["group"]))
    # each statement on a line of its own below the label of its row
    rows = rows.assign(line=rows.groupby("group").cumcount() * SHARE_LINE)
    said = {True: _("The article"), False: _("Other sources")}
    traces = [
        _statements(rows[(rows["source_id"] == ARTICLE) == article], groups, labels, lang)
        | {
            "name": said[article],
            "line": {"color": colour, "width": 4},
            "marker": {"color": colour, "size": 12, "symbol": symbol},
        }
        for article, colour, symbol in (
            (True, theme.ACCENT, "circle"),
            (False, theme.QUALITATIVE[0], "diamond"),
        )
    ]
    figure = labelled_rows(
        [labels[group] for group in groups],
        traces,
        height=SHARE_ROW,
        showlegend=True,
        legend=LEGEND,
        xaxis={"range": [0, 64], "tickvals": [0, 20, 40, 60], "ticktext": ["0%", "20%", "40%", "60%"]},
    )
    own = rows[rows["metric"] == "company_share"]
    alt = _(
        "Sources put the share of a company's output in one Chinese fab at {low} to {high}%.",
        low=lang.number(own["value_low"].min()),
        high=lang.number(own["value_high"].max()),
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
        high = row["value_low"] if pd.isna(row["value_high"]) else row["value_high"]
        words = ("> " if pd.isna(row["value_high"]) else "") + lang.range(row["value_low"], high) + "%"
        ends = [row["value_low"], high] if high > row["value_low"] else [high]
        x += [*ends, None]
        y += [groups.index(row["group"]) + row["line"]] * len(ends) + [None]
        texts += [""] * (len(ends) - 1) + [words, ""]
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
        "textfont": {"size": theme.LABEL_SIZE},
    }


def licence_bands(sites: pd.DataFrame, names: Mapping[str, str], lang: Language) -> theme.Drawing:
    """The licence of each site: exempt until the end of 2025, approval once a year after.

    ``sites``: ``memory_sites``; ``names``: ``site_id`` → name. Sites that the rule does not name get a faint bar.
    """
    _ = lang.text
    rows = sites.sort_values(["licence", "company", "site_id"])
    titles = [names[site] for site in rows["site_id"]]
    named = (rows["licence"] == "named").tolist()
    bands = [
        (FIRST, CHANGE, _("exempt"), theme.QUALITATIVE[2], "", True),
        (CHANGE, LAST, _("yearly approval"), theme.QUALITATIVE[1], "/", True),
        (FIRST, LAST, _("not named in the rule"), theme.FAINT, "", False),
    ]
    traces = []
    for start, end, words, colour, pattern, wanted in bands:
        shown = [row for row, is_named in enumerate(named) if is_named == wanted]
        length = (pd.Timestamp(end) - pd.Timestamp(start)).days * 86_400_000
        traces.append(
            bars(
                shown,
                x=[length] * len(shown),
                base=[start] * len(shown),
                name=words,
                text=[words if start == FIRST else ""] * len(shown),
                insidetextanchor="start",
                textfont={"size": theme.LABEL_SIZE},
                hovertext=[f"{titles[row]}<br>{words}" for row in shown],
                hoverinfo="text",
                marker={"color": colour, "pattern": theme.hatched(pattern)},
                showlegend=wanted,
            )
        )
    years = {"type": "date", "range": [FIRST, LAST], "dtick": "M12", "tickformat": "%Y"}
    figure = labelled_rows(titles, traces, barmode="overlay", showlegend=True, legend=LEGEND, xaxis=years)
    alt = _(
        "Three of six sites lost their exemption on {date} and need approval of equipment once a year.",
        date=lang.date(CHANGE),
    )
    return theme.Drawing(figure, alt)
