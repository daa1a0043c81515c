"""Figures about trust: verdicts by article, and independent figures beside the article's."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import LEGEND, bars, labelled_rows
from atlas.language import Language

#: code of the evidence → colour and bar pattern: supported plain, untestable dotted, disputed hatched
GROUPS = {
    "supported": (theme.QUALITATIVE[2], ""),
    "untestable": (theme.QUALITATIVE[1], "."),
    "disputed": (theme.QUALITATIVE[3], "/"),
}
#: a gap beyond this is drawn at the edge of the figure
FARTHEST = 4.0
#: letters in a line of a claim that a phone shows (half as many Chinese ones), and pixels of its row
WRAP_AT, CLAIM_ROW = 48, 86


def verdict_bars(
    rows: pd.DataFrame, labels: Mapping[str, str], names: Mapping[str, str], lang: Language
) -> theme.Drawing:
    """Checks of each article as one stacked bar: supported, untestable, disputed.

    ``rows`` as `claims.by_article` gives them; ``labels``: ``article_id`` → its short name; ``names``: code
    of the evidence → its name.
    """
    names_of_rows = [labels[article] for article in rows["article_id"]]
    traces = [
        bars(
            range(len(rows)),
            x=rows[group].tolist(),
            name=names[group],
            text=[lang.number(count) if count else "" for count in rows[group]],
            textfont={"size": theme.LABEL_SIZE},
            insidetextanchor="middle",
            textangle=0,
            hovertext=[
                f"{name}<br>{names[group]}: {n}" for name, n in zip(names_of_rows, rows[group], strict=True)
            ],
            hoverinfo="text",
            marker={"color": colour, "pattern": theme.hatched(pattern)},
        )
        for group, (colour, pattern) in GROUPS.items()
    ]
    figure = labelled_rows(
        names_of_rows, traces, barmode="stack", showlegend=True, legend=LEGEND, xaxis={"visible": False}
    )
    total = rows[list(GROUPS)].sum()
    alt = lang.text(
        "Of {count} claims, independent sources support {supported} and dispute {disputed}; {untestable} cannot be tested.",
        count=lang.number(total.sum()),
        **{group: lang.number(total[group]) for group in GROUPS},
    )
    return theme.Drawing(figure, alt)


def positions(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """Independent figures as a multiple of what the article prints: one row a claim, logarithmic.

    ``rows``: ``label`` (the claim), ``said`` (both figures in words), ``ratio_low``, ``ratio_high`` (independent
    divided by printed), ``hover``; ordered, the farthest first. The article stands at 1.
    """
    _ = lang.text
    width = WRAP_AT // lang.spoken.width
    wrapped = [
        "<br>".join(textwrap.wrap(label, width)) + f"<br>{said}"
        for label, said in zip(rows["label"], rows["said"], strict=True)
    ]
    traces = [_claim(row, claim) for row, claim in enumerate(rows.to_dict("records"))]
    article = {
        "type": "scatter",
        "x": [1.0] * len(rows),
        "y": list(range(len(rows))),
        "mode": "markers",
        "marker": {"size": 14, "symbol": "diamond", "color": theme.ACCENT},
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
    }
    ticks = {0.25: "¼", 0.5: "½", 1.0: _("the article"), 2.0: "2×", 4.0: "4×"}
    across = {"tickvals": list(ticks), "ticktext": list(ticks.values())}
    figure = labelled_rows(
        wrapped,
        [*traces, article],
        height=CLAIM_ROW,
        shapes=[theme.upright(1, 1.5)],
        xaxis={"type": "log", "range": [-0.72, 0.72], **across},
    )
    alt = _(
        "Independent figures beside {count} figures of the article; the farthest apart: {claim}.",
        count=len(rows),
        claim=rows["label"].iloc[0],
    )
    return theme.Drawing(figure, alt)


def _claim(row: int, claim: Mapping[Any, Any]) -> dict[str, Any]:
    """The independent range of one claim; what lies beyond the figure is drawn at its edge."""
    low, high = (max(1 / FARTHEST, min(FARTHEST, claim[f"ratio_{end}"])) for end in ("low", "high"))
    return {
        "type": "scatter",
        "x": [low, high],
        "y": [row] * 2,
        "mode": "lines+markers",
        "line": {"color": theme.QUALITATIVE[0], "width": 4},
        "marker": {"size": 12, "color": theme.QUALITATIVE[0]},
        "hovertext": [claim["hover"]] * 2,
        "hoverinfo": "text",
    }
