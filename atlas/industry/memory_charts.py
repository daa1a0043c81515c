"""Figure on memory fabs in China: the licence of each site over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import LEGEND, bars, labelled_rows
from atlas.language import Language

#: years that the timeline shows; the yearly approval covers 2026
FIRST, CHANGE, LAST = "2022-01-01", "2025-12-31", "2026-12-31"


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
    traces = [
        _band(band, [row for row, is_named in enumerate(named) if is_named == band[-1]], titles)
        for band in bands
    ]
    years = {"type": "date", "range": [FIRST, LAST], "dtick": "M12", "tickformat": "%Y"}
    figure = labelled_rows(titles, traces, barmode="overlay", showlegend=True, legend=LEGEND, xaxis=years)
    alt = _(
        "{named} of {sites} sites lost their exemption on {date} and need approval of equipment once a year.",
        named=sum(named),
        sites=len(rows),
        date=lang.date(CHANGE),
    )
    return theme.Drawing(figure, alt)


def _band(band: tuple[str, str, str, str, str, bool], rows: list[int], titles: list[str]) -> dict[str, Any]:
    """One status from its start to its end, in the rows of the sites that have it."""
    start, end, words, colour, pattern, of_named = band
    length = (pd.Timestamp(end) - pd.Timestamp(start)).days * 86_400_000
    return bars(
        rows,
        x=[length] * len(rows),
        base=[start] * len(rows),
        name=words,
        text=[words if start == FIRST else ""] * len(rows),
        insidetextanchor="start",
        textfont={"size": theme.LABEL_SIZE},
        hovertext=[f"{titles[row]}<br>{words}" for row in rows],
        hoverinfo="text",
        marker={"color": colour, "pattern": theme.hatched(pattern)},
        showlegend=of_named,
    )
