"""Provinces and regions of the map, which province a point lies in, and what stands around it.

geopandas is heavy, so it is imported where it is used; `warm_up` does so before the first reader asks.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

OUTLINES = Path(__file__).resolve().parent.parent / "static" / "china_provinces.geojson"
WORLD_OUTLINES = OUTLINES.with_name("world_countries.geojson")
#: countries of the list that are too small for the outlines
TOO_SMALL = ("SG",)

#: address code → ISO 3166-1 codes of the places it covers; greater is how the announcements count
SCOPES = {"mainland": ("CN",), "greater": ("CN", "TW", "HK", "MO")}
#: groups of the mainland statistics office, in the order in which pages show them
REGIONS = ("east", "central", "west", "northeast")
#: units that the mainland statistics do not cover
OUTSIDE_MAINLAND = ("710000", "810000", "820000")
#: the outlines are simplified, so a point this far off its unit still counts to it
TOLERANCE_KM = 10.0
# equal-area conic as in the outlines' derivation, so that distances are kilometres
METRES = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +datum=WGS84 +units=m"


@cache
def countries() -> tuple[str, ...]:
    """ISO alpha-2 code of each country that the world map draws."""
    features = json.loads(WORLD_OUTLINES.read_text(encoding="utf-8"))["features"]
    return tuple(sorted([*(str(feature["id"]) for feature in features), *TOO_SMALL]))


@cache
def _units(outlines: Path) -> Any:
    """The province outlines in metres, read once."""
    import geopandas as gpd

    return gpd.read_file(outlines)[["id", "geometry"]].to_crs(METRES)


def province_of(
    points: pd.DataFrame, outlines: Path = OUTLINES, within_km: float = TOLERANCE_KM
) -> pd.Series:
    """Six-digit code of the province each point lies in, indexed as `points`; NA outside all.

    In: columns ``lon`` and ``lat`` (degrees, WGS84). A point up to `within_km` kilometres off
    counts to the nearest unit.
    """
    import geopandas as gpd

    where = gpd.points_from_xy(points["lon"], points["lat"], crs=4326)
    asked = gpd.GeoDataFrame(index=points.index, geometry=where).to_crs(METRES)
    nearest = gpd.sjoin_nearest(asked, _units(outlines), max_distance=within_km * 1000, how="left")
    codes: pd.Series = nearest.loc[~nearest.index.duplicated(), "id"].rename("province_code")
    return codes


def misplaced(points: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``province_code`` whose point lies farther than the tolerance from that very province."""
    import geopandas as gpd

    known = points[points["province_code"].notna() & points["lat"].notna()]
    where = gpd.GeoSeries(gpd.points_from_xy(known["lon"], known["lat"], crs=4326), index=known.index).to_crs(
        METRES
    )
    own = _units(OUTLINES).set_index("id").geometry.reindex(known["province_code"])
    off = where.distance(own.set_axis(known.index))
    far: pd.DataFrame = known[~(off <= TOLERANCE_KM * 1000)]
    return far


def _around(lat: float, lon: float) -> str:
    """A projection in which every distance from this point is true, on the ellipsoid."""
    return f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"


def distances_km(points: pd.DataFrame, lat: float, lon: float) -> pd.Series:
    """Kilometres from one point to each of `points` (``lat``, ``lon``), indexed as they are."""
    import geopandas as gpd
    import shapely

    where = gpd.points_from_xy(points["lon"], points["lat"], crs=4326)
    placed = gpd.GeoSeries(where, index=points.index).to_crs(_around(lat, lon))
    kilometres: pd.Series = placed.distance(shapely.Point(0, 0)) / 1000
    return kilometres


def circle(lat: float, lon: float, km: float) -> tuple[list[float], list[float]]:
    """Longitudes and latitudes of the points at a distance, as a closed line."""
    import geopandas as gpd
    import shapely

    ring = gpd.GeoSeries([shapely.Point(0, 0).buffer(km * 1000, quad_segs=18)], crs=_around(lat, lon))
    longitudes, latitudes = ring.to_crs(4326).iloc[0].exterior.coords.xy
    return [round(x, 3) for x in longitudes], [round(y, 3) for y in latitudes]


def warm_up() -> None:
    """Import geopandas and read the outlines, so that the first question about a place is quick."""
    circle(31.2, 121.5, 50)
    province_of(pd.DataFrame({"lat": [31.2], "lon": [121.5]}))
