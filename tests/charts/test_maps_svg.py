"""The still picture of the province map: the same places, classes and marks as the figure it stands for."""

import math
import re

import pyproj
import pytest

from atlas import places
from atlas.charts import maps_svg
from atlas.charts.maps import COLOURS, GEO
from atlas.language import Language
from atlas.lighthouses import answers, areas
from atlas.lighthouses.answers import Filters
from atlas.lighthouses.map_chart import Marks


def drawn(shade: str = "sites", selected: str | None = None) -> tuple[dict, str]:
    chosen = Filters("mainland", None, None, None, None, "2026-01", None)
    figure = answers.area_map(chosen, shade, Marks(selected), Language("en")).figure.to_dict()
    return figure, maps_svg.province_svg(figure, places.OUTLINES, 'a "map" & more')


@pytest.mark.parametrize("lon,lat", [(73, 17.5), (135.5, 54), (105, 36), (121.5, 31.2), (87.6, 43.8)])
def test_projection_is_albers(lon: float, lat: float) -> None:
    south, north = GEO["projection"]["parallels"]
    lon_0 = GEO["projection"]["rotation"]["lon"]
    reference = pyproj.Proj(f"+proj=aea +lat_1={south} +lat_2={north} +lat_0=36 +lon_0={lon_0} +R=1")
    # ours has its origin at the apex of the cone and counts downwards
    x, y = maps_svg.albers(lon, lat)
    middle = maps_svg.albers(lon_0, 36)
    assert (x, middle[1] - y) == pytest.approx(reference(lon, lat), abs=1e-9)


@pytest.mark.parametrize("shade", areas.SHADES)
def test_every_unit_has_the_colour_of_its_class(shade: str) -> None:
    figure, text = drawn(shade)
    fills = re.findall(r'<path d="[^"]+" style="fill:var\(--c(\d+)\)"', text)
    assert len(fills) == 34
    assert [f"#{fill}" for fill in fills] == [COLOURS[number] for number in figure["data"][1]["z"]]


def test_cities_keep_their_number_and_their_areas() -> None:
    figure, text = drawn()
    radii = [int(r) for r in re.findall(r'<circle [^>]*r="(\d+)"', text)]
    sizes = figure["data"][0]["marker"]["size"]
    assert len(radii) == len(sizes)
    largest, smallest = sizes.index(max(sizes)), sizes.index(min(sizes))
    assert radii[largest] / radii[smallest] == pytest.approx(max(sizes) / min(sizes), rel=0.1)


def test_all_lies_inside_the_picture() -> None:
    _, text = drawn()
    width, height = (int(part) for part in re.search(r'viewBox="0 0 (\d+) (\d+)"', text).groups())
    for path in re.findall(r'<path d="([^"]+)"', text):
        for ring in path.removesuffix("z").split("z"):
            start, _, moves = ring.removeprefix("M").partition("l")
            x, y = (int(part) for part in start.split())
            steps = iter(int(part) for part in moves.split())
            for dx, dy in zip(steps, steps, strict=True):
                x, y = x + dx, y + dy
                assert 0 <= x <= width and 0 <= y <= height


def test_shanghai_lies_on_the_right_of_chengdu_at_its_true_distance() -> None:
    figure, text = drawn()
    spots = [(int(x), int(y)) for x, y in re.findall(r'<circle cx="(\d+)" cy="(\d+)"', text)]
    cities = figure["data"][0]
    shanghai, *_ = [i for i, hover in enumerate(cities["hovertext"]) if "<b>Shanghai</b>" in hover]
    (chengdu,) = [i for i, hover in enumerate(cities["hovertext"]) if "<b>Chengdu</b>" in hover]
    # the picture is as wide as its southern edge, on a globe of 6,371 km
    width = 6371 * (maps_svg.albers(135.5, 17.5)[0] - maps_svg.albers(73, 17.5)[0])
    apart = math.dist(spots[shanghai], spots[chengdu]) / maps_svg.WIDTH * width
    assert spots[shanghai][0] > spots[chengdu][0]
    assert apart == pytest.approx(1660, rel=0.05)  # great-circle distance of the two cities


def test_a_chosen_province_is_outlined_and_words_are_escaped() -> None:
    assert 'class="chosen"' not in drawn()[1]
    text = drawn(selected="440000")[1]
    assert text.count('class="chosen"') == 1
    assert "a &quot;map&quot; &amp; more" in text


def test_legend_is_the_figures_own() -> None:
    figure, _ = drawn()
    assert [label for _, label in maps_svg.legend(figure)][:2] == ["none", "1–2"]
