"""A figure in the light theme's own colours, whatever the theme of the page, for a picture of it."""

from __future__ import annotations

from typing import Any

from atlas.brief import plain
from atlas.charts import theme
from atlas.charts.enlarged import FACTOR, enlarged

INK, MUTED, PAPER = (plain.lit(name) for name in (theme.INK, theme.MUTED, theme.BACKGROUND))
#: text of a figure with many rows shrinks to this share of its size on the page, then the picture grows
SMALLEST = 0.8


def light(drawing: theme.Drawing, free: int, font: str) -> tuple[theme.Drawing, int]:
    """The drawing with larger text and light colours, and the height in pixels that its rows need at least.

    ``free`` is the height there is, ``font`` a family of CSS.
    """
    height = drawing.figure.to_dict()["layout"].get("height") or 0
    factor = min(FACTOR, max(SMALLEST, free / height)) if height else FACTOR
    figure: dict[str, Any] = _lit(enlarged(drawing, factor).figure.to_dict())
    layout = figure["layout"]
    ground = {"paper_bgcolor": PAPER, "plot_bgcolor": PAPER}
    colours = [plain.lit(each) for each in theme.QUALITATIVE]
    own = {**ground, "colorway": colours, "font": {**layout.get("font", {}), "family": font}}
    return theme.Drawing(theme.Figure({**figure, "layout": {**layout, **own}}), drawing.alt), (
        round(height * factor) if height * factor > free else 0
    )


def _lit(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _lit(each) for name, each in part.items()}
    if isinstance(part, list | tuple):
        return [_lit(each) for each in part]
    return plain.lit(part) if isinstance(part, str) else part
