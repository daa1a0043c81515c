"""The map and the figures around it: traces, order, classes, words."""

import json
import re

import pandas as pd
import pytest

from atlas import tables
from atlas.charts import theme
from atlas.charts.bars import ranked_bars
from atlas.language import Language
from atlas.lighthouses import charts, counts, sites
from atlas.lighthouses.map_chart import lighthouse_map

FRAMES = tables.load_all()
EN, HANT = Language("en"), Language("zh-Hant")
COHORTS = sites.map_cohorts(FRAMES["lighthouse_cohorts"])


def draw(
    shade: str, scope: str = "mainland", lang: Language = EN, selected: str | None = None
) -> theme.Drawing:
    chosen = sites.select(
        FRAMES["lighthouses"], FRAMES["lighthouse_designations"], scope, cohort_up_to=COHORTS[-1]
    )
    context = FRAMES["province_context"]
    units = sites.by_province(chosen, FRAMES["provinces"], context, shade, scope, COHORTS[-1])
    cities = sites.by_city(chosen)
    steps = sites.spread(chosen, units, cities, context, shade, COHORTS)
    return lighthouse_map(units, cities, steps, shade, lang, selected=selected)


@pytest.mark.parametrize("shade", sites.SHADES)
def test_the_map_needs_no_outside_file(shade: str) -> None:
    figure = draw(shade).figure
    # plotly looks at the first trace only: a choropleth there would ask for its world file
    assert figure.data[0].type == "scattergeo"
    choropleths = [trace for trace in figure.data if trace.type == "choropleth"]
    assert [trace.geojson for trace in choropleths] == ["app/static/china_provinces.geojson"]
    assert len(choropleths[0].locations) == 34


@pytest.mark.parametrize("shade", sites.SHADES)
def test_the_map_is_small(shade: str) -> None:
    assert len(draw(shade, "greater", HANT, "320000").figure.to_json()) < 20_000


def test_colours_are_the_themes_own() -> None:
    text = draw("sites", selected="320000").figure.to_json()
    assert set(re.findall(r"#[0-9a-fA-F]{6}", text)) <= {f"#0000{n:02d}" for n in range(1, 41)}


def test_the_last_step_is_the_picture_itself() -> None:
    figure = draw("sites").figure
    last = figure.frames[-1]
    assert list(last.data[1].z) == list(figure.data[1].z)
    assert list(last.data[0].marker.size) == list(figure.data[0].marker.size)
    assert len(figure.frames) == len(COHORTS) and COHORTS[-1] in last.layout.title.text


def test_steps_add_up_to_the_announced_cohorts() -> None:
    figure = draw("sites", "greater").figure
    texts = [frame.layout.title.text.removeprefix("<b>").removesuffix("</b>") for frame in figure.frames]
    totals = counts.cohort_totals(
        FRAMES["lighthouses"], FRAMES["lighthouse_designations"], FRAMES["lighthouse_cohorts"]
    )
    listed = totals.set_index("cohort")["listed_total"]
    assert texts == [f"{cohort}: {listed[cohort]} sites" for cohort in COHORTS]


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
    # eight sites by the city's own count of January 2026
    assert "<b>Qingdao</b>: 8" in qingdao and qingdao.count("<br>") == 8


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
