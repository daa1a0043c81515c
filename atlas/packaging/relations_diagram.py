"""One technology in the middle, those it is related to around it, the relation written on each line."""

from __future__ import annotations

import math

from atlas.charts import theme


def relations(middle: str, others: list[tuple[str, str, bool]], alt: str) -> theme.Drawing:
    """``others``: name, relation in words, and whether it points away from the middle."""
    count = max(len(others), 1)
    spots = [
        (math.cos(2 * math.pi * n / count + 0.35), math.sin(2 * math.pi * n / count + 0.35))
        for n in range(len(others))
    ]
    x = [value for spot in spots for value in (0, spot[0], None)]
    y = [value for spot in spots for value in (0, spot[1], None)]
    lines = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": theme.FAINT, "width": 2},
        "hoverinfo": "skip",
    }
    nodes = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0, *(spot[0] for spot in spots)],
        "y": [0, *(spot[1] for spot in spots)],
        "text": [f"<b>{middle}</b>", *(name for name, _words, _away in others)],
        "textposition": [
            "top center",
            *("top center" if spot[1] >= 0 else "bottom center" for spot in spots),
        ],
        "marker": {
            "size": [18, *[12] * len(others)],
            "color": [theme.ACCENT, *[theme.QUALITATIVE[0]] * len(others)],
        },
        "hoverinfo": "skip",
    }
    notes = [
        {
            "x": spot[0] * 0.55,
            "y": spot[1] * 0.55,
            "text": f"{words} →" if away else f"← {words}",
            "showarrow": False,
            "font": {"size": 12},
            "bgcolor": theme.BACKGROUND,
        }
        for spot, (_name, words, away) in zip(spots, others, strict=True)
    ]
    figure = theme.frame(
        300,
        [lines, nodes],
        annotations=notes,
        xaxis={"visible": False, "range": [-1.6, 1.6]},
        yaxis={"visible": False, "range": [-1.4, 1.4]},
    )
    return theme.Drawing(figure, alt)
