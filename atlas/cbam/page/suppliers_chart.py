"""What verified data of each supplier would be worth, as ranges."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from atlas.cbam.page.charts import short
from atlas.charts import theme
from atlas.charts.rows import bars, labelled_rows
from atlas.charts.theme import Drawing
from atlas.language import Language

SHOWN = 12


def worth(found: pd.DataFrame, names: Sequence[str], lang: Language) -> Drawing:
    """The smaller saving of a year in full, up to the larger one hatched (`suppliers.worth`)."""
    _ = lang.text
    shown, labels = found.head(SHOWN), list(names[:SHOWN])
    low, high = shown["low_eur"].fillna(0.0), shown["high_eur"].fillna(0.0)
    texts = [f"{short(a, lang)}\u2013{short(b, lang)}" for a, b in zip(low, high, strict=True)]
    hover = [
        f"{name}<br>{lang.money(a, digits=0)}\u2013{lang.money(b, digits=0)}"
        for name, a, b in zip(labels, low, high, strict=True)
    ]
    common = {"hovertext": hover, "hoverinfo": "text", "cliponaxis": False}
    sure = bars(range(len(labels)), x=low.tolist(), marker={"color": theme.QUALITATIVE[0]}, **common)
    more = bars(
        range(len(labels)),
        x=(high - low).tolist(),
        base=low.tolist(),
        text=texts,
        textposition="outside",
        textfont={"size": theme.LABEL_SIZE},
        marker={"color": theme.QUALITATIVE[0], "opacity": 0.55, "pattern": theme.hatched("/")},
        **common,
    )
    across = {"visible": False, "range": [0, (float(high.max()) or 1.0) * 1.35]}
    figure = labelled_rows(labels, [sure, more], xaxis=across, barmode="overlay")
    alt = _(
        "Verified data of {name} would save {low} to {high} a year.",
        name=labels[0],
        low=lang.money(float(low.iloc[0]), digits=0),
        high=lang.money(float(high.iloc[0]), digits=0),
    )
    return Drawing(figure, alt)
