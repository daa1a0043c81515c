"""A map as editable free-form shapes: outlines in the figure's own projection, sites as circles on top."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from atlas.brief import marks, plain
from atlas.brief.plain import Trace
from atlas.charts.maps_svg import albers

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
WHOLE = {"lonaxis": (-180.0, 180.0), "lataxis": (-60.0, 85.0)}
#: size of a pixel of the screen on a slide
PIXEL = Pt(0.62)
Point = tuple[float, float]
Box = tuple[int, int, int, int]


def is_map(figure: Mapping[str, Any]) -> bool:
    """Whether a figure is drawn on the globe."""
    return any(trace["type"] in ("choropleth", "scattergeo") for trace in figure["data"])


def natural_earth(lon: float, lat: float) -> Point:
    """A point (degrees) in the Natural Earth projection, y downwards.

    Polynomial of B. Savric and others, Cartography and Geographic Information Science 38 (2011).
    """
    p, x = math.radians(lat), math.radians(lon)
    across = 0.870700 - 0.131979 * p**2 - 0.013791 * p**4 + 0.003971 * p**10 - 0.001529 * p**12
    up = 1.007226 * p + 0.015085 * p**3 - 0.044475 * p**7 + 0.028874 * p**9 - 0.005916 * p**11
    return x * across, -up


def _flat(lon: float, lat: float) -> Point:
    return math.radians(lon), -math.radians(lat)


PROJECTIONS: dict[str, Callable[[float, float], Point]] = {
    "conic equal area": albers,
    "natural earth": natural_earth,
}


class Sheet(NamedTuple):
    """Where a point of the globe lies on the slide, and which points the map shows."""

    place: Callable[[float, float], Point]
    lon: tuple[float, float]
    lat: tuple[float, float]

    def shows(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the map's range."""
        return self.lon[0] <= lon <= self.lon[1] and self.lat[0] <= lat <= self.lat[1]


def sheet(figure: Mapping[str, Any], box: Box) -> Sheet:
    """The map's range as large as the box allows, in its middle."""
    geo = figure["layout"].get("geo", {})
    project = PROJECTIONS.get(geo.get("projection", {}).get("type", ""), _flat)
    spans = [tuple(geo.get(name, {}).get("range") or WHOLE[name]) for name in ("lonaxis", "lataxis")]
    (west, east), (south, north) = spans
    steps = [i / 40 for i in range(41)]
    edge = [project(west + (east - west) * step, lat) for step in steps for lat in (south, north)]
    edge += [project(lon, south + (north - south) * step) for step in steps for lon in (west, east)]
    (left, right), (top, bottom) = [(min(side), max(side)) for side in zip(*edge, strict=True)]
    scale = min(box[2] / (right - left), box[3] / (bottom - top))
    over = box[0] + (box[2] - scale * (right - left)) / 2, box[1] + (box[3] - scale * (bottom - top)) / 2

    def place(lon: float, lat: float) -> Point:
        x, y = project(lon, lat)
        return over[0] + (x - left) * scale, over[1] + (y - top) * scale

    return Sheet(place, spans[0], spans[1])


def draw(slide: Any, figure: Mapping[str, Any], box: Box) -> None:
    """Outlines first, then the points, then the legend below the map."""
    entries = [t for t in figure["data"] if t.get("name") and not _spots(t)]
    room = Pt(26) if entries else 0
    on = sheet(figure, (box[0], box[1], box[2], box[3] - room))
    for trace in figure["data"]:
        if trace["type"] == "choropleth":
            _outlines(slide, trace, on)
    for trace in figure["data"]:
        if trace["type"] == "scattergeo":
            _points(slide, trace, on)
    _legend(slide, entries, box)


@cache
def _features(name: str) -> dict[str, list[list[Point]]]:
    """The rings of each feature of an outline file by its id."""
    features = json.loads((STATIC / name).read_text(encoding="utf-8"))["features"]
    found = {}
    for feature in features:
        shape = feature["geometry"]
        many = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        key = str(feature.get("id", feature.get("properties", {}).get("id", "")))
        found[key] = [[(x, y) for x, y, *_ in ring] for polygon in many for ring in polygon]
    return found


def _outlines(slide: Any, trace: Trace, on: Sheet) -> None:
    name = Path(str(trace["geojson"])).name
    # an operator's own outline file is fetched by readers; a slide is drawn from ours
    features = _features(name if (STATIC / name).exists() else "china_provinces.geojson")
    edge = trace.get("marker", {}).get("line", {})
    for code, value in zip(plain.values(trace, "locations"), plain.values(trace, "z"), strict=True):
        rings = [part for ring in features.get(str(code), ()) for part in _inside(ring, on)]
        _freeform(slide, rings, on, str(code), _look(_class_colour(trace, value), edge))


def _inside(ring: list[Point], on: Sheet) -> list[list[Point]]:
    """The parts of a ring within the map's range."""
    if all(on.shows(*spot) for spot in ring):
        return [ring]
    (west, east), (south, north) = on.lon, on.lat
    seen = shapely.clip_by_rect(shapely.Polygon(ring), west, south, east, north)
    parts = getattr(seen, "geoms", [seen])
    return [
        list(part.exterior.coords)
        for part in parts
        if isinstance(part, shapely.Polygon) and not part.is_empty
    ]


def _freeform(slide: Any, rings: list[list[Point]], on: Sheet, name: str, look: str) -> None:
    """One shape for all rings of a unit; nothing where nothing of it is to be seen.

    Written as XML: the builder of python-pptx takes seconds for a map.
    """
    lines = [[(round(x), round(y)) for x, y in (on.place(*spot) for spot in ring)] for ring in rings]
    lines = [line for line in lines if len(set(line)) > 2]
    if not lines:
        return
    (left, right), (top, bottom) = (
        (min(side), max(side)) for side in zip(*(spot for line in lines for spot in line), strict=True)
    )
    paths = "".join(_ring(line, left, top) for line in lines)
    size = f'w="{right - left}" h="{bottom - top}"'
    _shape(
        slide,
        name,
        (left, top, right - left, bottom - top),
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {size}>{paths}</a:path></a:pathLst></a:custGeom>',
        look,
    )


def _ring(line: list[tuple[int, int]], left: int, top: int) -> str:
    """A closed line, each point once."""
    spots = [spot for spot, before in zip(line, [None, *line], strict=False) if spot != before]
    first, *others = [f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in spots]
    drawn = "".join(f"<a:lnTo>{spot}</a:lnTo>" for spot in others)
    return f"<a:moveTo>{first}</a:moveTo>{drawn}<a:close/>"


def _shape(slide: Any, name: str, box: Box, geometry: str, look: str) -> None:
    tree = slide.shapes._spTree
    number = len(tree) + 1000
    tree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name, True)}"/><p:cNvSpPr/>'
            f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{box[0]}" y="{box[1]}"/>'
            f'<a:ext cx="{box[2]}" cy="{box[3]}"/></a:xfrm>{geometry}{look}</p:spPr></p:sp>'
        )
    )


def _look(colour: Any, edge: Mapping[str, Any], hollow: bool = False) -> str:
    """Fill and edge of a shape, as XML."""
    inside, line = plain.colour(colour), edge.get("color")
    border = inside if hollow else plain.colour(line) if isinstance(line, str) else None
    width = edge.get("width", 1)
    thick = int(Pt(width if isinstance(width, int | float) else 1) * 0.62)
    return _fill(None if hollow else inside) + (
        f'<a:ln w="{thick}">{_fill(border)}</a:ln>' if border else "<a:ln><a:noFill/></a:ln>"
    )


def _fill(colour: str | None) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else "<a:noFill/>"


def _class_colour(trace: Trace, value: Any) -> Any:
    """The colour that a value has on the trace's scale: of the last step at or below it."""
    low, high = float(trace.get("zmin", 0)), float(trace.get("zmax", 1))
    share = (float(value) - low) / ((high - low) or 1)
    scale = trace.get("colorscale") or [[0, None]]
    return next((colour for stop, colour in reversed(scale) if stop <= share), scale[0][1])


def _spots(trace: Trace) -> list[tuple[int, float, float]]:
    """The points of a trace: their place in it, longitude and latitude."""
    pairs = zip(plain.values(trace, "lon"), plain.values(trace, "lat"), strict=False)
    told = [(n, plain.number(lon), plain.number(lat)) for n, (lon, lat) in enumerate(pairs)]
    return [(n, lon, lat) for n, lon, lat in told if lon is not None and lat is not None]


def _points(slide: Any, trace: Trace, on: Sheet) -> None:
    spots, style = _spots(trace), trace.get("marker", {})
    count = max((n for n, *_ in spots), default=-1) + 1
    sizes, colours = plain.each(style.get("size", 8), count), plain.each(style.get("color"), count)
    symbols = plain.each(style.get("symbol", "circle"), count)
    texts = plain.each(trace.get("text"), count) if "text" in str(trace.get("mode")) else [None] * count
    for n, lon, lat in spots:
        size = int(float(sizes[n] or 0) * PIXEL)
        if size and on.shows(lon, lat):
            x, y = on.place(lon, lat)
            _mark(slide, (x, y), size, symbols[n], colours[n], style.get("line", {}))
            if texts[n]:
                box = slide.shapes.add_textbox(Emu(int(x)), Emu(int(y - Pt(9))), Pt(120), Pt(18))
                marks.write(box.text_frame, plain.words(texts[n]), Pt(10))


def _mark(slide: Any, spot: Point, size: int, symbol: Any, colour: Any, edge: Mapping[str, Any]) -> None:
    name = str(symbol or "circle")
    kind = {"square": "rect", "diamond": "diamond"}.get(name.partition("-")[0], "ellipse")
    geometry = f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'
    box = (round(spot[0] - size / 2), round(spot[1] - size / 2), size, size)
    _shape(slide, name, box, geometry, _look(colour, edge, hollow="open" in name))


def _legend(slide: Any, entries: list[Trace], box: Box) -> None:
    width = box[2] // max(len(entries), 1)
    for number, trace in enumerate(_in_order(entries)):
        left, middle = box[0] + number * width, box[1] + box[3] - Pt(11)
        style = trace.get("marker", {})
        symbol, colour = style.get("symbol", "square"), style.get("color")
        _mark(slide, (left + Pt(8), middle), Pt(11), symbol, colour, style.get("line", {}))
        text = slide.shapes.add_textbox(Emu(left + Pt(16)), Emu(middle - Pt(11)), Emu(width - Pt(16)), Pt(22))
        marks.write(text.text_frame, plain.words(trace["name"]), Pt(11))


def _in_order(entries: list[Trace]) -> Iterator[Trace]:
    """Legend entries, each name once."""
    names: set[str] = set()
    for trace in entries:
        if trace["name"] not in names:
            names.add(trace["name"])
            yield trace
