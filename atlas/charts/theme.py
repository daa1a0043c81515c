"""Colours, forms and the common frame of all figures.

Streamlit replaces the placeholder colours below in the browser by those of the theme in
force (``[theme.light]`` and ``[theme.dark]`` of ``.streamlit/config.toml``), so one figure
serves both themes and the reader may switch without a rerun. Use only these names in
figures; text is in ink, which `frame` sets: the theme's own text is too faint to read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go
import plotly.io as pio

#: five qualitative colours, safe for colour-blind readers
QUALITATIVE = ["#000001", "#000002", "#000003", "#000004", "#000005"]
INK, ACCENT, MUTED, FAINT, NO_FIGURE = "#000006", "#000007", "#000008", "#000009", "#000010"
#: five classes from little to much
SEQUENTIAL = ["#000011", "#000013", "#000015", "#000017", "#000019"]
BACKGROUND = "#000038"


#: plotly's template without any style, as the browser needs it: Streamlit gives the style
TEMPLATE = pio.templates["none"].to_plotly_json()
LABEL_SIZE = 16
TICK_SIZE = 14
#: names of lines and classes, which do not react to clicks
LEGEND_BELOW = {
    "orientation": "h",
    "x": 0,
    "y": 0,
    "yanchor": "top",
    "itemclick": False,
    "itemdoubleclick": False,
}

#: how sure a figure is, told by form and not by colour alone: line dash, marker, bar pattern
FORMS: dict[str, dict[str, str]] = {
    "actual": {"dash": "solid", "symbol": "circle", "pattern": ""},
    "target": {"dash": "solid", "symbol": "circle-open", "pattern": ""},
    "forecast": {"dash": "dash", "symbol": "circle-open-dot", "pattern": ""},
    "estimate": {"dash": "dashdot", "symbol": "diamond", "pattern": "."},
    "claim": {"dash": "dot", "symbol": "x-thin-open", "pattern": "/"},
}


class Drawing(NamedTuple):
    """A figure and the sentence that tells its main finding to who cannot see it."""

    figure: go.Figure
    alt: str


def variables(categorical: Sequence[str], sequential: Sequence[str], background: str) -> str:
    """The placeholders as CSS variables (``--c000001: …``), for what the browser draws without plotly."""
    colours = {f"{number:06d}": colour for number, colour in enumerate([*categorical, *sequential], 1)}
    colours[BACKGROUND.removeprefix("#")] = background
    return "".join(f"--c{name}:{colour};" for name, colour in colours.items())


class Figure(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure kept as the plain data it is made of.

    Plotly's own objects, which check each value, are made when something asks for them, as
    tests do. To make them for each figure, and to copy them for each rerun,
    would cost more than all the rest of a click. Do not change a figure after it was shown.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        self._plain = plain

    def __getattr__(self, name: str) -> Any:
        """Called for what plotly has not made yet."""
        if "_plain" not in self.__dict__:
            raise AttributeError(name)
        super().__init__(self.__dict__.pop("_plain"))
        return getattr(self, name)

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain data, the same object each time."""
        if "_plain" in self.__dict__:
            return self._plain
        if not hasattr(self, "_written"):
            self._written: dict[str, Any] = super().to_dict()
        return self._written


def hatched(shape: str) -> dict[str, Any]:
    """A bar's pattern drawn over its colour, so that text inside stays readable; "" is none."""
    return {"shape": shape, "size": 6, "solidity": 0.3, "fillmode": "overlay", "fgcolor": BACKGROUND}


def frame(
    height: int | None,
    data: Sequence[Mapping[str, Any]] = (),
    frames: Sequence[Mapping[str, Any]] = (),
    **layout: Any,
) -> go.Figure:
    """A figure of a fixed height, or (None) as high as its box, with common margins, fonts and faint grid.

    ``data`` are traces, ``frames`` the steps of a play button, as plotly takes them; ``layout``
    goes over the common layout, part by part. Say all here: what is added or updated later makes
    plotly build the figure from objects.
    """
    ink = {"size": TICK_SIZE, "color": INK}
    axis = {
        "automargin": True,
        "zeroline": False,
        "gridcolor": FAINT,
        "tickfont": ink,
        "title": {"font": ink},
    }
    common = {
        "template": TEMPLATE,
        **({} if height is None else {"height": height}),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "font": ink,
        "legend": {"font": ink},
        "hoverlabel": {"font": {"size": TICK_SIZE}, "align": "left"},
        "showlegend": False,
        "separators": ".,",
        "dragmode": False,
        "xaxis": axis,
        "yaxis": axis,
    }
    steps = {"frames": list(frames)} if frames else {}
    said = {name: part for name, part in layout.items() if part != []}
    return Figure({"data": list(data), "layout": _over(common, said), **steps})


def upright(x: float, width: float) -> dict[str, Any]:
    """A vertical line over the whole height, for ``shapes``."""
    line = {"color": INK, "width": width}
    return {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain", "line": line}


def _over(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The common settings with one's own over them, part by part."""
    parts = {
        name: _over(common[name], part)
        for name, part in own.items()
        if isinstance(part, dict) and isinstance(common.get(name), dict)
    }
    return common | own | parts
