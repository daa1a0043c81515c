"""A province map as a still picture in SVG, for readers whose browser cannot draw plotly figures yet.

It is made from the figure of `province_map` itself, so both always show the same.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from atlas.charts.maps import COLOURS, GEO

WIDTH = 1600
#: pixels of a figure that fills its box, at a desk
FIGURE_HEIGHT = 408
Point = tuple[float, float]


def province_svg(figure: Mapping[str, Any], outlines: Path, label: str) -> str:
    """The map of a figure of `province_map` (as plain data) with ``label`` for who cannot see it.

    ``outlines``: GeoJSON whose features carry the province code as ``id``. Colours are the
    placeholders of `theme`, written as CSS variables (``#000013`` is ``var(--c000013)``).
    """
    paths, place, height = _drawn(outlines)
    cities, provinces, small, *others = figure["data"]
    others = [trace for trace in others if trace.get("geo", "geo") == "geo"]
    # marks keep their size in pixels where the picture is as high as the figure
    scale = height / (figure["layout"].get("height") or FIGURE_HEIGHT)
    parts = [
        f'<path d="{paths[code]}" style="fill:{_colour(COLOURS[number])}"/>'
        for code, number in zip(provinces["locations"], provinces["z"], strict=True)
        if code in paths
    ]
    parts += [
        f'<path d="{paths[code]}" class="chosen"/>'
        for trace in others
        for code in trace.get("locations", ())
        if code in paths
    ]
    parts += _squares(small, place, scale) + _circles(cities, place, scale)
    return (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'style="stroke-width:{0.6 * scale:.2f}">{"".join(parts)}</svg>'
    )


def legend(figure: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Colour (a CSS variable) and label of each class in a figure's legend."""
    return [
        (_colour(trace["marker"]["color"]), trace["name"]) for trace in figure["data"] if trace.get("name")
    ]


def albers(lon: float, lat: float) -> Point:
    """A point (degrees) in the projection of `province_map.GEO`, on a globe of radius 1, y downwards.

    Equal-area conic after J. P. Snyder, Map Projections: A Working Manual (1987), p. 98.
    """
    south, north = (math.radians(parallel) for parallel in GEO["projection"]["parallels"])
    n = (math.sin(south) + math.sin(north)) / 2
    c = math.cos(south) ** 2 + 2 * n * math.sin(south)
    angle = n * math.radians(lon - GEO["projection"]["rotation"]["lon"])
    radius = math.sqrt(c - 2 * n * math.sin(math.radians(lat))) / n
    return radius * math.sin(angle), radius * math.cos(angle)


@lru_cache(maxsize=2)
def _drawn(outlines: Path) -> tuple[dict[str, str], Callable[[float, float], Point], float]:
    """Path of each province, where a point lies in the picture, and the picture's height."""
    west, east = GEO["lonaxis"]["range"]
    south, north = GEO["lataxis"]["range"]
    steps = [i / 50 for i in range(51)]
    edge = [albers(west + (east - west) * step, lat) for step in steps for lat in (south, north)]
    edge += [albers(lon, south + (north - south) * step) for step in steps for lon in (west, east)]
    width, height = (max(side) - min(side) for side in zip(*edge, strict=True))
    # like plotly: as large as the range allows, its middle latitude on the central meridian in the middle
    middle = albers(GEO["projection"]["rotation"]["lon"], (south + north) / 2)
    scale = WIDTH / width

    def place(lon: float, lat: float) -> Point:
        x, y = albers(lon, lat)
        return WIDTH / 2 + (x - middle[0]) * scale, height * scale / 2 + (y - middle[1]) * scale

    features = json.loads(outlines.read_text(encoding="utf-8"))["features"]
    paths = {feature["id"]: _path(feature["geometry"], place) for feature in features}
    return paths, place, height * scale


def _path(geometry: Mapping[str, Any], place: Callable[[float, float], Point]) -> str:
    many = geometry["type"] == "MultiPolygon"
    polygons = geometry["coordinates"] if many else [geometry["coordinates"]]
    return "".join(_ring([place(*point[:2]) for point in ring]) for polygon in polygons for ring in polygon)


def _ring(points: Sequence[Point]) -> str:
    """A closed line in whole units, each point relative to the one before: that is shortest."""
    spots = [(round(x), round(y)) for x, y in points]
    moves = [(x - a, y - b) for (a, b), (x, y) in zip(spots, spots[1:], strict=False)]
    (x, y), line = spots[0], "".join(f"{dx} {dy} " for dx, dy in moves if dx or dy)
    return f"M{x} {y}l{line.rstrip()}z"


def _squares(trace: Mapping[str, Any], place: Callable[[float, float], Point], scale: float) -> list[str]:
    side = trace["marker"]["size"] * scale
    return [
        f'<rect x="{x - side / 2:.0f}" y="{y - side / 2:.0f}" width="{side:.0f}" height="{side:.0f}" '
        f'style="fill:{_colour(colour)}"/>'
        for (x, y), colour in zip(_places(trace, place), trace["marker"]["color"], strict=True)
    ]


def _circles(trace: Mapping[str, Any], place: Callable[[float, float], Point], scale: float) -> list[str]:
    return [
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size * scale / 2:.0f}"/>'
        for (x, y), size in zip(_places(trace, place), trace["marker"]["size"], strict=True)
    ]


def _places(trace: Mapping[str, Any], place: Callable[[float, float], Point]) -> Iterable[Point]:
    return (place(lon, lat) for lon, lat in zip(trace["lon"], trace["lat"], strict=True))


def _colour(placeholder: str) -> str:
    return f"var(--c{placeholder.removeprefix('#')})"
