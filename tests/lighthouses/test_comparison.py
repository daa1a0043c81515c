"""Two provinces or countries side by side: each side is what the map's own table says."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.language import LANGUAGES, Language
from atlas.lighthouses import answers, comparison_answers
from atlas.lighthouses.answers import Filters

Show = Callable[..., AppTest]
ENGLISH = Language("en")
CHINA = Filters("mainland", None, None, None, None, answers.last_cohort(), "2018-01")


def test_each_side_is_the_maps_own_figure() -> None:
    rows = comparison_answers.pair(CHINA, "320000", "440000", ENGLISH).set_index("measure")
    sites = tables.load("lighthouses")
    for side, code in (("left", "320000"), ("right", "440000")):
        assert rows.loc["sites", side] == (sites["province_code"] == code).sum()
        for measure in rows.index:
            single = answers.ranking(CHINA, measure, ENGLISH).set_index("province")["value"]
            name = answers.area_names(False, ENGLISH)[code]
            assert rows.loc[measure, side] == single.get(name, 0)
    assert (rows["difference"] == rows["right"] - rows["left"]).all()


def test_an_area_without_a_figure_has_no_difference() -> None:
    taiwan = CHINA._replace(scope="greater")
    rows = comparison_answers.pair(taiwan, "320000", "710000", ENGLISH).set_index("measure")
    assert rows.loc["grid_factor", "difference"] != rows.loc["grid_factor", "difference"]
    assert comparison_answers.written(taiwan, "320000", "710000", ENGLISH)[-1][2:] == ["–", "–"]
    assert comparison_answers.measures(CHINA._replace(scope="world", since=None)) == ("sites", "new")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_link_shows_both(show: Show, lang: str) -> None:
    app = show("lighthouses", lang=lang, province="320000", compare="440000")
    assert not app.warning
    table = app.table[0].value
    assert list(table.iloc[0]) == ["20", "11", "−9"]
    world = show("lighthouses", lang=lang, scope="world", country="US", compare="IN")
    assert list(world.table[0].value.iloc[0]) == ["13", "17", "+4"]
    # a province means nothing on the map of the world
    assert not show("lighthouses", lang=lang, scope="world", country="US", compare="440000").table
