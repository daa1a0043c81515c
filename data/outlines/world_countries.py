"""Derive static/world_countries.geojson, the outlines of the map of all lighthouses.

Natural Earth 1:110m countries (public domain, de facto lines), as packed in the npm package
world-atlas 2.0.2:

    npm pack world-atlas@2.0.2
    tar xzf world-atlas-2.0.2.tgz package/countries-110m.json
    python data/outlines/world_countries.py package/countries-110m.json static/world_countries.geojson

The script checks the file it reads. Same input, same bytes. Each feature's id is the ISO 3166-1
alpha-2 code. Natural Earth draws two areas without a code inside another one's; they keep their
own line and take the code they lie in.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import shapely
from babel.core import get_global
from world_land import ANTARCTICA, arcs_of, ring_of

SHA256 = "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8"
#: Natural Earth's name of what has no numeric code → the code that it is filed under here
WITHOUT_NUMBER = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK"}
SMALLEST_SQUARE_DEGREES = 0.2
#: what crosses the 180th meridian is cut beside it: an edge on it would turn a polygon inside out
SEAM = shapely.box(-179.9, -90, 179.9, 90)
DECIMALS = 1


def main(raw: Path, out: Path) -> None:
    """Write the outlines; refuse a raw file other than the pinned one."""
    content = raw.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{raw} is not the pinned file")
    topology = json.loads(content)
    arcs = arcs_of(topology)
    two_letters = get_global("territory_aliases")
    found: dict[str, list[shapely.Geometry]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = WITHOUT_NUMBER.get(name) or two_letters[geometry["id"]][0]
        many = geometry["type"] == "MultiPolygon"
        for rings in geometry["arcs"] if many else [geometry["arcs"]]:
            outer, *holes = (_unwound(ring_of(ring, arcs)) for ring in rings)
            polygon = shapely.make_valid(shapely.Polygon(outer, holes))
            for turn in (-360, 0, 360):
                moved = shapely.transform(polygon, lambda points, turn=turn: points + [turn, 0])
                found.setdefault(code, []).append(shapely.intersection(moved, SEAM))
    features = [_feature(code, parts) for code, parts in sorted(found.items())]
    document = {
        "type": "FeatureCollection",
        "source": "Natural Earth 1:110m countries, public domain, de facto lines, via npm world-atlas 2.0.2",
        "features": [feature for feature in features if feature],
    }
    out.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


def _unwound(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring without jumps from one side of the 180th meridian to the other: it runs on beyond it."""
    turn, told = 0, [ring[0]]
    for (before, _), (lon, lat) in zip(ring, ring[1:], strict=False):
        turn += -360 if lon - before > 180 else 360 if before - lon > 180 else 0
        told.append((lon + turn, lat))
    return told


def _feature(code: str, parts: list[shapely.Geometry]) -> dict[str, object] | None:
    largest = max(part.area for part in parts)
    kept = [
        polygon
        for part in parts
        for polygon in shapely.get_parts(part)
        if polygon.geom_type == "Polygon"
        and polygon.bounds[3] > ANTARCTICA
        and (polygon.area > SMALLEST_SQUARE_DEGREES or polygon.area == largest)
    ]
    if not kept:
        return None
    # plotly's geo subplot wants clockwise outer rings; other rings would paint the whole globe
    shape = shapely.orient_polygons(shapely.MultiPolygon(kept), exterior_cw=True)
    shape = shapely.transform(shape, lambda points: points.round(DECIMALS))
    return {
        "type": "Feature",
        "id": code,
        "properties": {},
        "geometry": shapely.geometry.mapping(shape),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
