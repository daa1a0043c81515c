"""The map and the figures around it: traces, order, classes, words."""

import json
import re

import pandas as pd
import pytest

from atlas import tables
from atlas.charts import theme
from atlas.charts.bars import ranked_bars
from atlas.language import Language
from atlas.lighthouses import answers, areas, charts, place_answers, sites
from atlas.lighthouses.answers import Filters

FRAMES = tables.load_all()
EN, HANT = Language("en"), Language("zh-Hant")
COHORTS = sites.map_cohorts(FRAMES["lighthouse_cohorts"])


def draw(
    shade: str,
    scope: str = "mainland",
    lang: Language = EN,
    selected: str | None = None,
    near: str | None = None,
) -> theme.Drawing:
    chosen = Filters(scope, None, None, None, None, COHORTS[-1], None)
    return answers.area_map(chosen, shade, place_answers.marks(selected, near, lang), lang)


@pytest.mark.parametrize("shade", areas.SHADES)
def test_the_map_needs_no_outside_file(shade: str) -> None:
    figure = draw(shade).figure
    # plotly looks at the first trace only: a choropleth there would ask for its world file
    assert figure.data[0].type == "scattergeo"
    choropleths = [trace for trace in figure.data if trace.type == "choropleth"]
    # the map and its inset
    assert [trace.geojson for trace in choropleths] == ["app/static/china_provinces.geojson"] * 2
    assert len(choropleths[0].locations) == 34


@pytest.mark.parametrize("shade", areas.SHADES)
def test_the_map_is_small(shade: str) -> None:
    assert len(draw(shade, "greater", HANT, "320000").figure.to_json()) < 30_000


def test_colours_are_the_themes_own() -> None:
    text = draw("sites", selected="320000").figure.to_json()
    assert set(re.findall(r"#[0-9a-fA-F]{6}", text)) <= {f"#0000{n:02d}" for n in range(1, 41)}


def test_the_inset_shows_the_same_as_the_map() -> None:
    figure = draw("sites").figure
    small = [trace for trace in figure.data if trace.geo == "geo2"]
    assert [trace.type for trace in small] == ["choropleth", "scattergeo"]
    assert list(small[0].z) == list(figure.data[1].z)
    assert list(small[1].marker.size) == list(figure.data[0].marker.size)


def test_the_world_has_its_own_outlines_and_a_square_for_singapore() -> None:
    figure = draw("sites", "world").figure
    countries = figure.data[1]
    assert countries.geojson == "app/static/world_countries.geojson"
    classes = dict(zip(countries.locations, countries.z, strict=True))
    assert classes["CN"] == 5 and classes["AU"] == 1
    assert [row[0] for row in figure.data[2].customdata] == ["SG"]


def test_circles_stand_around_the_readers_place() -> None:
    figure = draw("sites", near="31.2,121.5").figure
    lines = [trace for trace in figure.data if trace.type == "scattergeo" and trace.mode == "lines"]
    assert [trace.hovertext for trace in lines] == ["50 km", "100 km", "200 km"]


def test_clusters_colour_the_cities_and_are_named() -> None:
    figure = draw("cluster").figure
    named = {trace.name: trace.marker.color for trace in figure.data if trace.name}
    assert named["Yangtze delta"] == theme.QUALITATIVE[0] and len(named) == 6
    colours = dict(
        zip(
            (text.split("</b>")[0] for text in figure.data[0].hovertext),
            figure.data[0].marker.color,
            strict=True,
        )
    )
    assert (
        colours["<b>Suzhou"] == named["Yangtze delta"] and colours["<b>Chengdu"] == named["Chengdu-Chongqing"]
    )


def test_units_without_a_figure_have_their_own_class() -> None:
    figure = draw("grid_factor", "greater").figure
    classes = dict(zip(figure.data[1].locations, figure.data[1].z, strict=True))
    assert [code for code, number in classes.items() if number == 0] == [
        "540000",
        "710000",
        "810000",
        "820000",
    ]
    assert "no figure" in [trace.name for trace in figure.data]


def test_small_units_get_a_visible_marker() -> None:
    squares = draw("sites").figure.data[2]
    assert squares.marker.symbol == "square" and [row[0] for row in squares.customdata] == [
        "810000",
        "820000",
    ]


def test_several_sites_of_a_city_are_told_apart() -> None:
    hovers = draw("sites").figure.data[0].hovertext
    qingdao = next(text for text in hovers if "Qingdao" in text)
    # eight sites by the city's own count of January 2026, one of them in Jiaozhou
    assert "<b>Qingdao</b>: 7" in qingdao and qingdao.count("<br>") == 7


def test_alternative_text_names_the_highest() -> None:
    assert "Jiangsu 20" in draw("sites").alt and "江蘇 20" in draw("sites", lang=HANT).alt


def test_bars_keep_their_order_and_highlight() -> None:
    rows = pd.DataFrame({"label": ["a", "b"], "value": [2.0, 1.0], "text": ["2", "1"], "hover": ["", ""]})
    bar = ranked_bars(rows, highlighted=["b"]).data[0]
    assert list(bar.y) == ["a", "b"] and list(bar.marker.color) == [theme.QUALITATIVE[0], theme.ACCENT]


def test_region_lines_end_in_their_names_without_overlap() -> None:
    rows = pd.DataFrame(
        {
            "cohort": ["2018-09"] * 3 + ["2026-01"] * 3,
            "region": ["A", "B", "C"] * 2,
            "share": [1, 0, 0, 0.6, 0.2, 0.2],
        }
    )
    drawing = charts.region_lines(rows, EN)
    heights = sorted(float(note.y) for note in drawing.figure.layout.annotations)
    assert [trace.name for trace in drawing.figure.data] == ["A", "B", "C"]
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) > 0.05
    assert drawing.alt == "A holds 60% of all sites named so far, after 100% in the first cohort."


def test_what_is_missing_is_hatched() -> None:
    rows = pd.DataFrame({"cohort": ["x", "y"], "listed": [3, 6], "missing": [0, 2], "hover": ["", ""]})
    drawing = charts.coverage_bars(rows, EN)
    listed, missing = drawing.figure.data
    assert list(listed.y) == [3, 6] and list(missing.x) == ["y"] and missing.marker.pattern.shape == "/"
    assert drawing.alt == "9 of 11 announced sites are in our list."


def test_heatmap_leaves_nothing_blank_but_nothing() -> None:
    rows = pd.DataFrame({"cohort": ["a", "a", "b"], "industry": ["X", "Y", "X"], "sites": [1, 0, 2]})
    heat = charts.industry_heatmap(rows, EN).figure.data[0]
    assert json.loads(json.dumps([list(line) for line in heat.text])) == [["1", "2"], ["", ""]]
