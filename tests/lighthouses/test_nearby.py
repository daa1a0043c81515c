"""What stands around a place: distances against an independent formula, the list, province and cluster."""

import math

import pandas as pd
import pytest

from atlas import places, tables
from atlas.language import Language
from atlas.lighthouses import answers, nearby, place_answers
from atlas.lighthouses.answers import Filters
from atlas.lighthouses.nearby import Place

EN = Language("en")
CHOSEN = Filters("mainland", None, None, None, None, "2026-01", None)


def great_circle(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Haversine on a globe of the mean radius: within half a percent of the ellipsoid."""
    a, b, c, d = (math.radians(x) for x in (lat, lon, other_lat, other_lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


@pytest.mark.parametrize("place", [(31.23, 121.47), (-23.5, -46.6), (59.2, 17.6), (1.3, 103.9)])
def test_distances_agree_with_the_great_circle(place):
    sites = tables.load("lighthouses")
    sites = sites[sites["lat"].notna()]
    found = places.distances_km(sites, *place)
    for row, km in zip(sites.itertuples(), found, strict=True):
        expected = great_circle(*place, row.lat, row.lon)
        # to the antipodes the two figures of the earth differ most
        assert km == pytest.approx(expected, rel=0.01, abs=0.2), row.site_id


def test_circles_keep_their_distance():
    for km in nearby.CIRCLES:
        longitudes, latitudes = places.circle(30.0, 110.0, km)
        apart = [great_circle(30.0, 110.0, lat, lon) for lon, lat in zip(longitudes, latitudes, strict=True)]
        assert apart == pytest.approx([km] * len(apart), rel=0.01)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("31.2, 121.5", (31.2, 121.5)),
        (" -33.9，18.4 ", (-33.9, 18.4)),
        ("90,180", (90, 180)),
        ("91, 0", None),
        ("31.2", None),
        ("31,2,121,5", None),
        ("NaN, 5", None),
        ("10, 181", None),
        ("Shanghai", None),
        ("", None),
    ],
)
def test_coordinates_are_read_or_refused(text, place):
    found = nearby.read_coordinates(text)
    assert (found and found[:2]) == place


def test_same_industry_first_then_by_distance():
    rows = nearby.around(answers.members("2026-01"), Place(31.3, 120.6), "electronics")
    keys = [(not same, km) for same, km in zip(rows["same_industry"], rows["km"], strict=True)]
    assert keys == sorted(keys) and rows["same_industry"].iloc[0]


def test_at_least_five_however_far_and_never_the_plant_itself():
    far = nearby.around(answers.members("2026-01"), Place(-45.0, 170.0))
    assert len(far) == nearby.LEAST and far["km"].min() > 1000
    own = place_answers.near_rows(CHOSEN, "bosch-suzhou")
    assert "bosch-suzhou" not in set(own["site_id"])
    # the industry of the plant itself goes first
    assert own["industry"].iloc[0] == "automotive" or not own["same_industry"].any()


@pytest.mark.parametrize(
    ("near", "said"),
    [
        ("31.2,121.5", "In Shanghai; city cluster: Yangtze delta."),
        ("foxconn-shenzhen", "In Guangdong; city cluster: Pearl River delta."),
        ("23.4,116.7", "In Guangdong, part of which belongs to the city cluster Pearl River delta."),
        ("36.1,120.4", "In Shandong; in none of the five city clusters."),
        ("48.1,11.6", "This place lies outside China's provinces."),
    ],
)
def test_province_and_cluster_of_a_place(near, said):
    assert place_answers.near(CHOSEN, near, EN).line == said


def test_every_point_lies_in_its_province_and_the_check_can_fail():
    sites = tables.load("lighthouses")
    assert places.misplaced(sites)["site_id"].tolist() == []
    wrong = sites[sites["site_id"] == "bosch-wuxi"].assign(province_code="110000")
    assert len(places.misplaced(pd.concat([sites, wrong], ignore_index=True))) == 1
