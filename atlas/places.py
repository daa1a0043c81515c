"""Provinces and regions of the map, and which province a point lies in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

OUTLINES = Path(__file__).resolve().parent.parent / "static" / "china_provinces.geojson"

#: address code → ISO 3166-1 codes of the places it covers; greater is how the announcements count
SCOPES = {"mainland": ("CN",), "greater": ("CN", "TW", "HK", "MO")}
#: groups of the mainland statistics office, in the order in which pages show them
REGIONS = ("east", "central", "west", "northeast")
#: units that the mainland statistics do not cover
OUTSIDE_MAINLAND = ("710000", "810000", "820000")


def in_scope(provinces: pd.DataFrame, scope: str) -> pd.DataFrame:
    """Rows of `provinces` that a scope (a key of `SCOPES`) covers; KeyError for another scope."""
    if len(SCOPES[scope]) > 1:
        return provinces
    return provinces[~provinces["province_code"].isin(OUTSIDE_MAINLAND)]


def province_of(points: pd.DataFrame, outlines: Path = OUTLINES, within_km: float = 10.0) -> pd.Series:
    """Six-digit code of the province each point lies in, indexed as `points`; NA outside all.

    In: columns ``lon`` and ``lat`` (degrees, WGS84). The outlines are simplified, so a point up
    to `within_km` kilometres off counts to the nearest unit.
    """
    import geopandas as gpd  # heavy, and only this function needs it

    # equal-area conic as in the outlines' derivation, so that distances are kilometres
    metres = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +datum=WGS84 +units=m"
    units = gpd.read_file(outlines)[["id", "geometry"]].to_crs(metres)
    where = gpd.points_from_xy(points["lon"], points["lat"], crs=4326)
    places = gpd.GeoDataFrame(index=points.index, geometry=where).to_crs(metres)
    nearest = gpd.sjoin_nearest(places, units, max_distance=within_km * 1000, how="left")
    codes: pd.Series = nearest.loc[~nearest.index.duplicated(), "id"].rename("province_code")
    return codes
