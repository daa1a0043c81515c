"""A figure as it is read from the far end of a room: all text and marks larger, the data untouched."""

from __future__ import annotations

import re
from typing import Any

from atlas.charts import theme

#: pixels of the smallest text that a room can read
SMALLEST = 20
FACTOR = SMALLEST / theme.TICK_SIZE
#: lengths in pixels of marks, margins and notes; the rest of a figure is data, shares or words
PIXELS = {
    "marker": {"size"},
    "line": {"width"},
    "margin": {"l", "r", "t", "b"},
    "annotations": {"ax", "ay", "xshift", "yshift", "standoff"},
    "legend": {"tracegroupgap", "entrywidth"},
}
IN_WORDS = re.compile(r"font-size:\s*(\d+)px")


def enlarged(drawing: theme.Drawing) -> theme.Drawing:
    """The drawing with text of at least `SMALLEST` pixels; its height is left to the box it stands in."""
    plain = _grown(drawing.figure.to_dict(), "")
    plain["layout"] = {name: part for name, part in plain["layout"].items() if name != "height"}
    return theme.Drawing(theme.Figure(plain), drawing.alt)


def _grown(part: Any, name: str) -> Any:
    if isinstance(part, dict):
        return {key: _length(key, each, part, name) for key, each in part.items()}
    if isinstance(part, list | tuple):
        return [_grown(each, name) for each in part]
    return IN_WORDS.sub(_larger, part) if isinstance(part, str) else part


def _length(key: str, value: Any, within: dict[str, Any], name: str) -> Any:
    if name.endswith("font") and key == "size":
        return _times(value, SMALLEST)
    if key in PIXELS.get(name, ()) and f"{key}ref" not in within:
        return _times(value)
    return _grown(value, key)


def _times(value: Any, least: float = -1e9) -> Any:
    if isinstance(value, list | tuple):
        return [_times(each, least) for each in value]
    return max(least, value * FACTOR) if isinstance(value, int | float) else value


def _larger(found: re.Match[str]) -> str:
    return f"font-size:{_times(int(found[1]), SMALLEST):.0f}px"
