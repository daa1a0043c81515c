"""Figures about trust: verdicts by article, and printed beside recomputed."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import LEGEND, bars, labelled_rows
from atlas.language import Language

#: group of verdicts → colour and bar pattern: confirmed plain, open dotted, contradicted hatched
GROUPS = {
    "confirmed": (theme.QUALITATIVE[2], ""),
    "open": (theme.QUALITATIVE[1], "."),
    "contradicted": (theme.QUALITATIVE[3], "/"),
}
#: a gap beyond this is drawn at the edge of the figure
FARTHEST = 4.0
#: letters in a line of a claim that a phone shows (half as many Chinese ones), and pixels of its row
WRAP_AT, CLAIM_ROW = 48, 66


def group_names(lang: Language) -> dict[str, str]:
    """Name of each group of verdicts."""
    _ = lang.text
    return {"confirmed": _("Confirmed"), "open": _("Open"), "contradicted": _("Contradicted")}


def verdict_bars(rows: pd.DataFrame, labels: Mapping[str, str], lang: Language) -> theme.Drawing:
    """Checks of each article as one stacked bar: confirmed, open, contradicted.

    ``rows`` as `evidence.by_article` gives them; ``labels``: ``article_id`` → its short name.
    """
    names = group_names(lang)
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
        "Of {count} checks, {confirmed} are confirmed, {open} open and {contradicted} contradicted.",
        count=lang.number(total.sum()),
        **{group: lang.number(total[group]) for group in GROUPS},
    )
    return theme.Drawing(figure, alt)


def off_by(rows: pd.DataFrame, lang: Language) -> theme.Drawing:
    """How far recomputed lies from printed: one row a claim, 1 where they agree, logarithmic.

    ``rows``: ``label`` (the claim), ``ratio_low``, ``ratio_high`` (recomputed divided by printed), ``hover``;
    ordered, the farthest first.
    """
    _ = lang.text
    width = WRAP_AT // lang.spoken.width
    wrapped = ["<br>".join(textwrap.wrap(label, width)) for label in rows["label"]]
    traces = []
    for row, claim in enumerate(rows.to_dict("records")):
        low, high = (max(1 / FARTHEST, min(FARTHEST, claim[f"ratio_{end}"])) for end in ("low", "high"))
        traces.append(
            {
                "type": "scatter",
                "x": [1, low, high],
                "y": [row] * 3,
                "mode": "lines+markers",
                "line": {"color": theme.QUALITATIVE[3], "width": 3},
                "marker": {"size": [0, 12, 12], "color": theme.QUALITATIVE[3]},
                "hovertext": [claim["hover"]] * 3,
                "hoverinfo": "text",
            }
        )
    ticks = {0.25: "¼", 0.5: "½", 1.0: _("as printed"), 2.0: "2×", 4.0: "4×"}
    across = {"tickvals": list(ticks), "ticktext": list(ticks.values())}
    figure = labelled_rows(
        wrapped,
        traces,
        height=CLAIM_ROW,
        shapes=[theme.upright(1, 1.5)],
        xaxis={"type": "log", "range": [-0.66, 0.66], **across},
    )
    alt = _(
        "Recomputed against printed for {count} claims; the farthest: {claim}.",
        count=len(rows),
        claim=rows["label"].iloc[0],
    )
    return theme.Drawing(figure, alt)
