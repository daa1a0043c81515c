"""Small comparisons of the industry page: bills, scanners, domestic share, pay, margins."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from atlas.figures import theme
from atlas.figures.labelled_rows import THICKNESS, bar_rows, labelled_rows
from atlas.language import Language


def bill_bars(bills: pd.DataFrame, names: Mapping[str, str], basis: str, lang: Language) -> theme.Drawing:
    """Power bill a month in Germany for each price, and in China below; the chosen price has the accent.

    ``bills`` as `location_cost.bills` gives them; ``names``: basis → name, ``china`` included. A range ends hatched.
    """
    _ = lang.text
    rows = bills.assign(label=bills["basis"].map(names))
    labels = [*rows["label"], names["china"]]
    low = [*rows["germany_low"], rows["china"].iloc[0]]
    high = [*rows["germany_high"], rows["china"].iloc[0]]
    texts = [
        lang.compact(b) if a == b else f"{lang.compact(a)}–{lang.compact(b)}"
        for a, b in zip(low, high, strict=True)
    ]
    colours = [theme.ACCENT if row == basis else theme.QUALITATIVE[0] for row in rows["basis"]] + [
        theme.QUALITATIVE[3]
    ]
    figure = labelled_rows(labels, barmode="stack")
    hovers = [f"{a}: {b} EUR" for a, b in zip(labels, texts, strict=True)]
    common = {"y": list(range(len(labels))), "width": THICKNESS, "orientation": "h", "hovertext": hovers}
    figure.add_trace(go.Bar(x=low, hoverinfo="text", marker={"color": colours}, **common))
    figure.add_trace(
        go.Bar(
            x=[b - a for a, b in zip(low, high, strict=True)], text=texts, textposition="outside", cliponaxis=False,
            textfont={"size": theme.LABEL_SIZE}, hoverinfo="text",
            marker={"color": colours, "pattern": theme.hatched("/")}, **common,
        )
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, max(high) * 1.3 or 1])
    alt = _(
        "Power bill a month in EUR: {bills}.",
        bills=lang.join([f"{a} {b}" for a, b in zip(labels, texts, strict=True)]),
    )
    return theme.Drawing(figure, alt)


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
    figure = theme.frame(120, barmode="stack")
    parts = (
        (_("Domestic"), share, theme.QUALITATIVE[2], ""),
        (_("Imported"), 100 - share, theme.QUALITATIVE[3], "/"),
    )
    for name, value, colour, pattern in parts:
        figure.add_trace(
            go.Bar(
                x=[value], y=[""], orientation="h", name=name, insidetextanchor="middle", textangle=0,
                text=[f"{name} {lang.percent(value / 100)}" if value > 12 else ""], textfont={"size": theme.LABEL_SIZE},
                hovertemplate=f"{name}: {lang.percent(value / 100, 1)}<extra></extra>",
                marker={"color": colour, "pattern": theme.hatched(pattern)},
            )
        )  # fmt: skip
    figure.add_vline(x=required, line={"color": theme.INK, "width": 3})
    figure.update_xaxes(range=[0, 100], tickvals=[0, required, 100], ticksuffix="%", showgrid=False)
    figure.update_yaxes(visible=False)
    alt = _(
        "Domestic equipment is {share} of the spending; the rule asks for {required}.",
        share=lang.percent(share / 100, 1),
        required=lang.percent(required / 100),
    )
    return theme.Drawing(figure, alt)
