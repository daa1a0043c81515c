"""Scopes, and which province a point lies in."""

import pandas as pd

from atlas import places, tables


def test_well_known_points():
    # city centres from general knowledge; Tokyo and a point far out at sea lie in no unit
    points = pd.DataFrame(
        {
            "lon": [116.40, 121.47, 91.11, 121.56, 114.16, 139.69, 130.0],
            "lat": [39.90, 31.23, 29.65, 25.04, 22.28, 35.69, 25.0],
        },
        index=["Beijing", "Shanghai", "Lhasa", "Taipei", "Hong Kong", "Tokyo", "sea"],
    )
    found = places.province_of(points)
    assert list(found.index) == list(points.index)
    assert found.dropna().to_dict() == {
        "Beijing": "110000",
        "Shanghai": "310000",
        "Lhasa": "540000",
        "Taipei": "710000",
        "Hong Kong": "810000",
    }
    assert found.isna().sum() == 2


def test_every_site_lies_in_its_province():
    sites = tables.load("lighthouses")
    sites = sites[sites["province_code"].notna() & sites["lat"].notna()]
    assert len(sites) > 90
    found = places.province_of(sites)
    assert sites.loc[found != sites["province_code"], "site_id"].tolist() == []


def test_regions_are_the_four_of_the_statistics_office():
    # 10 eastern, 6 central, 12 western and 3 north-eastern units: 31 of the mainland
    counts = tables.load("provinces")["region"].value_counts()
    assert {region: counts[region] for region in places.REGIONS} == {
        "east": 10,
        "central": 6,
        "west": 12,
        "northeast": 3,
    }
    assert counts["other"] == 3
