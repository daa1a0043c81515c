"""One technology in the middle, those it is related to around it, the relation written on each line."""

from __future__ import annotations

import math
from typing import Any

from atlas.charts import theme

Spot = tuple[float, float]
#: name, relation in words, whether it points away from the middle
Related = tuple[str, str, bool]


def relations(middle: str, others: list[Related], alt: str) -> theme.Drawing:
    """``others``: name, relation in words, and whether it points away from the middle."""
    angles = [2 * math.pi * place / max(len(others), 1) + 0.35 for place in range(len(others))]
    spots = [(math.cos(angle), math.sin(angle)) for angle in angles]
    lines = {
        "type": "scatter",
        "mode": "lines",
        "x": [value for spot in spots for value in (0, spot[0], None)],
        "y": [value for spot in spots for value in (0, spot[1], None)],
        "line": {"color": theme.FAINT, "width": 2},
        "hoverinfo": "skip",
    }
    figure = theme.frame(
        300,
        [lines, _nodes(middle, others, spots)],
        annotations=[_relation(spot, other) for spot, other in zip(spots, others, strict=True)],
        xaxis={"visible": False, "range": [-1.6, 1.6]},
        yaxis={"visible": False, "range": [-1.4, 1.4]},
    )
    return theme.Drawing(figure, alt)


def _nodes(middle: str, others: list[Related], spots: list[Spot]) -> dict[str, Any]:
    sides = ["top center" if spot[1] >= 0 else "bottom center" for spot in spots]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0, *(spot[0] for spot in spots)],
        "y": [0, *(spot[1] for spot in spots)],
        "text": [f"<b>{middle}</b>", *(name for name, _words, _away in others)],
        "textposition": ["top center", *sides],
        "marker": {
            "size": [18, *[12] * len(others)],
            "color": [theme.ACCENT, *[theme.QUALITATIVE[0]] * len(others)],
        },
        "hoverinfo": "skip",
    }


def _relation(spot: Spot, other: Related) -> dict[str, Any]:
    """The relation in words, on its line."""
    _name, words, away = other
    return {
        "x": spot[0] * 0.55,
        "y": spot[1] * 0.55,
        "text": f"{words} →" if away else f"← {words}",
        "showarrow": False,
        "font": {"size": 12},
        "bgcolor": theme.BACKGROUND,
    }
