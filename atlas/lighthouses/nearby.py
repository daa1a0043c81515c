"""What stands around a place: lighthouses by distance, the place's province and city cluster."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from atlas import places
from atlas.lighthouses.areas import cluster_of

#: kilometres of the circles on the map
CIRCLES = (50, 100, 200)
#: coordinates in an address: latitude and longitude in degrees
COORDINATES = r"-?(?:90|[1-8]?\d(?:\.\d{1,6})?),-?(?:180|(?:1[0-7]\d|[1-9]?\d)(?:\.\d{1,6})?)"
#: how many lighthouses are listed at most, and how many at least however far they are
MOST, LEAST = 14, 5


class Place(NamedTuple):
    """Where a reader's plant stands; ``site_id`` if it is one of the list."""

    lat: float
    lon: float
    site_id: str | None = None


def read_coordinates(text: str) -> Place | None:
    """The place that a reader's text names (``31.2, 121.5``), None where it names none."""
    plain = re.sub(r"\s+", "", text.replace("，", ",").replace("°", ""))
    if not re.fullmatch(COORDINATES, plain, re.ASCII):
        return None
    lat, lon = (float(part) for part in plain.split(","))
    return Place(lat, lon)


def around(every: pd.DataFrame, place: Place, industry: str | None = None) -> pd.DataFrame:
    """Lighthouses around a place: those of the industry first, then by distance.

    Out: the columns of `every`, ``km`` and ``same_industry``. All within the widest circle, at least
    `LEAST` and at most `MOST`; the site itself is left out, and so are sites without a point.
    """
    others = every[every["lat"].notna() & (every["site_id"] != place.site_id)]
    km = places.distances_km(others, place.lat, place.lon)
    near = others.assign(km=km, same_industry=others["industry"] == industry)
    near = near.sort_values("km", kind="stable")
    count = min(max(int((near["km"] <= max(CIRCLES)).sum()), LEAST), MOST)
    return near.head(count).sort_values(
        ["same_industry", "km"], ascending=[False, True], kind="stable", ignore_index=True
    )


def province_and_cluster(
    every: pd.DataFrame, clusters: pd.DataFrame, place: Place
) -> tuple[str | None, str | None]:
    """Province (by spatial join) and city cluster of a place; None where it lies in none.

    A cluster that covers a part of a province only is told by the prefecture, which a plant of the
    list has and bare coordinates have not.
    """
    province = places.province_of(pd.DataFrame({"lat": [place.lat], "lon": [place.lon]})).iloc[0]
    if pd.isna(province):
        return None, None
    own = every[every["site_id"] == place.site_id]
    prefecture = own["prefecture_code"].iloc[0] if len(own) else None
    asked = pd.DataFrame({"province_code": [province], "prefecture_code": [prefecture]}, dtype=object)
    return str(province), cluster_of(asked, clusters)[0]


def part_of_province(province: str, clusters: pd.DataFrame) -> str | None:
    """The cluster that covers some prefectures of a province, not all of it."""
    inside = clusters[
        clusters["area_code"].str.startswith(province[:2]) & (clusters["area_code"] != province)
    ]
    return str(inside["cluster"].iloc[0]) if len(inside) else None
