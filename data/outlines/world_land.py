"""Derive static/world_land.geojson, the neutral land outlines under the map of packaging sites.

Natural Earth 1:110m land (public domain), as packed in the npm package world-atlas 2.0.2:

    npm pack world-atlas@2.0.2
    tar xzf world-atlas-2.0.2.tgz package/land-110m.json
    python data/outlines/world_land.py package/land-110m.json static/world_land.geojson

The tarball has the sha256
032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97; the script checks the
file it reads. The outlines show land and water only, no borders. Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import shapely

SHA256 = "ead5f68119c49a9250902e7da303bcb209341bbb8fefe7369a439b48b704658a"
ANTARCTICA = -60.0
SMALLEST_SQUARE_DEGREES = 0.5
DECIMALS = 1


def arcs_of(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Arcs in degrees: TopoJSON stores them as steps on a grid."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def ring_of(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """One ring; a negative index means the arc ~index backwards."""
    ring: list[tuple[float, float]] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += part[1:] if ring else part
    return ring


def main(raw: Path, out: Path) -> None:
    """Write the outlines; refuse a raw file other than the pinned one."""
    content = raw.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{raw} is not the pinned file")
    topology = json.loads(content)
    arcs = arcs_of(topology)
    land = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for rings in geometry["arcs"]:
            polygon = shapely.Polygon(ring_of(rings[0], arcs), [ring_of(hole, arcs) for hole in rings[1:]])
            if polygon.bounds[3] > ANTARCTICA and polygon.area > SMALLEST_SQUARE_DEGREES:
                land.append(shapely.make_valid(polygon))
    shape = shapely.set_precision(shapely.union_all(land), 10.0**-DECIMALS)
    # plotly's geo subplot wants clockwise outer rings; other rings would paint the whole globe
    shape = shapely.orient_polygons(shape, exterior_cw=True)
    geometry = shapely.geometry.mapping(shapely.transform(shape, lambda points: points.round(DECIMALS)))
    document = {
        "type": "FeatureCollection",
        "source": "Natural Earth 1:110m land, public domain, via npm world-atlas 2.0.2",
        "features": [{"type": "Feature", "id": "land", "properties": {}, "geometry": geometry}],
    }
    out.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
