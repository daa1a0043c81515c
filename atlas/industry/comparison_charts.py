"""Small comparisons of the industry page: bills, scanners, domestic share, pay, margins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.rows import bar_rows, bars, labelled_rows
from atlas.language import Language


def bill_bars(bills: pd.DataFrame, names: Mapping[str, str], basis: str, lang: Language) -> theme.Drawing:
    """Power bill a month in Germany for each price, and in China below; the chosen price has the accent.

    ``bills`` as `germany.bills` gives them; ``names``: basis → name, ``china`` included. A range ends hatched.
    """
    _ = lang.text
    rows = bills.assign(label=bills["basis"].map(names))
    labels = [*rows["label"], names["china"]]
    low = [*rows["germany_low"], rows["china_low"].iloc[0]]
    high = [*rows["germany_high"], rows["china_high"].iloc[0]]
    texts = [lang.compact_range(a, b) for a, b in zip(low, high, strict=True)]
    colours = [theme.ACCENT if row == basis else theme.QUALITATIVE[0] for row in rows["basis"]]
    hovers = [f"{a}: {b} EUR" for a, b in zip(labels, texts, strict=True)]
    traces = _ends(low, high, texts, [*colours, theme.QUALITATIVE[3]], hovers)
    across = {"visible": False, "range": [0, max(high) * 1.3 or 1]}
    figure = labelled_rows(labels, traces, barmode="stack", xaxis=across)
    alt = _(
        "Power bill a month in EUR: {bills}.",
        bills=lang.join([f"{a} {b}" for a, b in zip(labels, texts, strict=True)]),
    )
    return theme.Drawing(figure, alt)


def _ends(
    low: list[float], high: list[float], texts: list[str], colours: list[str], hovers: list[str]
) -> list[dict[str, Any]]:
    """Bars up to the low end, and on them hatched ones up to the high end, with the text."""
    spans = [b - a for a, b in zip(low, high, strict=True)]
    common = {"hovertext": hovers, "hoverinfo": "text"}
    written = {"text": texts, "textposition": "outside", "textfont": {"size": theme.LABEL_SIZE}}
    hatched = {"color": colours, "pattern": theme.hatched("/")}
    return [
        bars(range(len(low)), x=low, marker={"color": colours}, **common),
        bars(range(len(low)), x=spans, marker=hatched, cliponaxis=False, **written, **common),
    ]


def scanner_bars(machines: pd.DataFrame, names: Mapping[str, str], lang: Language) -> theme.Drawing:
    """How many scanners of each type a budget buys; ``machines`` as `equipment.machines_for` gives them."""
    _ = lang.text
    rows = pd.DataFrame(
        {
            "label": machines["scanner"].map(names),
            "value": machines["machines"],
            "text": [lang.number(value, 1) for value in machines["machines"]],
        }
    )
    prices = [lang.compact(price) for price in machines["price"]]
    rows["hover"] = [
        _("{scanner}: {count} machines at {price} USD", scanner=label, count=text, price=price)
        for label, text, price in zip(rows["label"], rows["text"], prices, strict=True)
    ]
    alt = _(
        "The budget buys {counts}.",
        counts=lang.join([f"{b} {a}" for a, b in zip(rows["label"], rows["text"], strict=True)]),
    )
    return bar_rows(rows, alt)


def share_bar(share: float, required: float, lang: Language) -> theme.Drawing:
    """Domestic and imported spending as one bar, with the line the rule draws. Shares in percent."""
    _ = lang.text
    parts = (
        (_("Domestic"), share, theme.QUALITATIVE[2], ""),
        (_("Imported"), 100 - share, theme.QUALITATIVE[3], "/"),
    )
    traces = [
        {
            "type": "bar",
            "x": [value],
            "y": [""],
            "orientation": "h",
            "name": name,
            "insidetextanchor": "middle",
            "textangle": 0,
            "text": [f"{name} {lang.percent(value / 100)}" if value > 12 else ""],
            "textfont": {"size": theme.LABEL_SIZE},
            "hovertemplate": f"{name}: {lang.percent(value / 100, 1)}<extra></extra>",
            "marker": {"color": colour, "pattern": theme.hatched(pattern)},
        }
        for name, value, colour, pattern in parts
    ]
    figure = theme.frame(
        120,
        traces,
        barmode="stack",
        shapes=[theme.upright(required, 3)],
        xaxis={"range": [0, 100], "tickvals": [0, required, 100], "ticksuffix": "%", "showgrid": False},
        yaxis={"visible": False},
    )
    alt = _(
        "Domestic equipment is {share} of the spending; the rule asks for {required}.",
        share=lang.percent(share / 100, 1),
        required=lang.percent(required / 100),
    )
    return theme.Drawing(figure, alt)
