"""Where the emissions and the free allocation of a good come from, over its chain of production."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.theme import Drawing
from atlas.language import Language


def chain(rows: pd.DataFrame, names: Sequence[str], lang: Language) -> Drawing:
    """Two rows of nested boxes: emissions and free allocation, t CO2e per tonne of the good.

    ``rows``: columns ``parent``, ``emissions`` and ``free``, the good first (`answers.chain_rows`);
    ``names``: name of each. A box is as wide as its step with all that went into it.
    """
    _ = lang.text
    emissions, free = rows["emissions"].sum(), rows["free"].sum()
    figure = theme.frame(
        300,
        [
            _boxes(rows, "emissions", names, _("Emissions"), (0.53, 1.0), theme.QUALITATIVE[0], lang),
            _boxes(rows, "free", names, _("Free allocation"), (0.0, 0.47), theme.QUALITATIVE[2], lang),
        ],
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
    )
    alt = _(
        "{emissions} t CO₂e per tonne of the good, of which {free} t are free, by step of production.",
        emissions=lang.number(emissions, 3),
        free=lang.number(free, 3),
    )
    return Drawing(figure, alt)


def _boxes(
    rows: pd.DataFrame,
    column: str,
    names: Sequence[str],
    title: str,
    height: tuple[float, float],
    colour: str,
    lang: Language,
) -> dict[str, Any]:
    _ = lang.text
    values = rows[column].clip(lower=0).tolist()
    parents = rows["parent"].tolist()
    whole = float(sum(values)) or 1.0
    texts = [_("{tonnes} t CO₂e", tonnes=lang.number(value, 3)) for value in values]
    return {
        "type": "icicle",
        "ids": ["", *(f"{at}" for at in range(len(rows)))][1:],
        "labels": [title, *names[1:]],
        "parents": ["" if parent < 0 else str(parent) for parent in parents],
        "values": values,
        "branchvalues": "remainder",
        "text": texts,
        "textinfo": "label+text",
        "hovertext": [
            f"{name}<br>{text} · {lang.percent(value / whole)}"
            for name, text, value in zip(names, texts, values, strict=True)
        ],
        "hoverinfo": "text",
        "tiling": {"orientation": "v", "pad": 2},
        "pathbar": {"visible": False},
        "domain": {"x": [0, 1], "y": list(height)},
        # a frame in the colour and ink on a faint ground: text can be read in both themes
        "marker": {"colors": [theme.NO_FIGURE] * len(rows), "line": {"width": 2, "color": colour}},
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
        "root": {"color": "rgba(0,0,0,0)"},
    }
