"""A figure as it is read from the far end of a room: all text and marks larger, the data untouched."""

from __future__ import annotations

import re
from collections.abc import Callable
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


def enlarged(drawing: theme.Drawing, factor: float = FACTOR) -> theme.Drawing:
    """The drawing with its text larger, of `SMALLEST` pixels at least; its height is left to its box.

    With a ``factor`` of its own the text is as much larger (or smaller), and at least ``factor`` of a tick's.
    """
    plain = _grown(drawing.figure.to_dict(), "", factor)
    plain["layout"] = {name: part for name, part in plain["layout"].items() if name != "height"}
    return theme.Drawing(theme.Figure(plain), drawing.alt)


def _grown(part: Any, name: str, factor: float) -> Any:
    if isinstance(part, dict):
        return {key: _length(key, each, part, name, factor) for key, each in part.items()}
    if isinstance(part, list | tuple):
        return [_grown(each, name, factor) for each in part]
    if not isinstance(part, str):
        return part
    return IN_WORDS.sub(lambda found: f"font-size:{_text(int(found[1]), factor):.0f}px", part)


def _length(key: str, value: Any, within: dict[str, Any], name: str, factor: float) -> Any:
    if name.endswith("font") and key == "size":
        return _each(value, lambda size: _text(size, factor))
    if key in PIXELS.get(name, ()) and f"{key}ref" not in within:
        return _each(value, lambda length: length * factor)
    return _grown(value, key, factor)


def _text(size: float, factor: float) -> float:
    return max(theme.TICK_SIZE * factor, size * factor)


def _each(value: Any, change: Callable[[float], float]) -> Any:
    if isinstance(value, list | tuple):
        return [_each(each, change) for each in value]
    return change(value) if isinstance(value, int | float) else value
