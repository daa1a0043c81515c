"""The outlines the browser fetches: 34 units, a clean coverage, as the map library wants them."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from atlas import places, tables

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def document() -> dict:
    return json.loads(places.OUTLINES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shapes() -> gpd.GeoDataFrame:
    return gpd.read_file(places.OUTLINES)


def test_ids_are_the_provinces_of_the_table(document):
    ids = [feature["id"] for feature in document["features"]]
    assert len(ids) == 34
    assert sorted(ids) == sorted(tables.load("provinces")["province_code"])


def test_file_is_small():
    assert places.OUTLINES.stat().st_size < 130_000


def test_neighbours_share_their_border(shapes):
    geometry = shapes.geometry.to_numpy()
    assert shapely.is_valid(geometry).all()
    assert shapely.coverage_is_valid(geometry)


def test_every_outer_ring_is_clockwise(shapes):
    parts = shapely.get_parts(shapes.geometry.to_numpy())
    assert len(parts) > 34
    assert not shapely.is_ccw(shapely.get_exterior_ring(parts)).any()


def test_label_points_lie_in_their_unit(shapes):
    units = shapes.set_index("id").geometry
    for row in tables.load("provinces").itertuples():
        assert units[row.province_code].contains(shapely.Point(row.label_lon, row.label_lat)), row.name_en


def test_area_is_that_of_the_land_drawn(shapes):
    # Natural Earth draws de facto lines: about 9.41 million km2, against 9.6 million in the yearbooks
    square_km = shapes.to_crs("ESRI:102025").area.sum() / 1e6
    assert square_km == pytest.approx(9.41e6, rel=0.01)


def test_the_world_file_is_empty():
    world = json.loads((ROOT / "static" / "topo" / "world_110m.json").read_text(encoding="utf-8"))
    assert world["type"] == "Topology"
    assert world["arcs"] == []
    assert all(layer["geometries"] == [] for layer in world["objects"].values())
