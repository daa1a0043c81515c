"""A figure for a picture: the light theme's own colours, its numbers as they were, rows that keep their room."""

import json

import pytest

from atlas.brief import light
from atlas.brief.fonts import family
from atlas.charts import theme
from atlas.language import LANGUAGES, Language
from tests.brief.test_slides import VIEWS, shown


@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_no_placeholder_is_left_and_no_number_changes(page: str, query: dict[str, str]) -> None:
    for exhibit in shown(page, query, "zh-Hans").exhibits.values():
        drawing, least = light.light(exhibit.drawing, 640, "Arial")
        before, after = exhibit.drawing.figure.to_dict(), drawing.figure.to_dict()
        assert "#0000" not in json.dumps(after, default=str)
        assert after["layout"]["paper_bgcolor"] == light.PAPER == "#FFFFFF"
        for old, new in zip(before["data"], after["data"], strict=True):
            for name in ("x", "y", "base", "locations", "lat", "lon"):
                assert json.dumps(old.get(name), default=str) == json.dumps(new.get(name), default=str)
        height = before["layout"].get("height") or 0
        assert least == 0 or least >= height * light.SMALLEST


def test_a_figure_of_many_rows_makes_the_picture_higher() -> None:
    few, many = (theme.Drawing(theme.frame(height), "") for height in (300, 2000))
    assert light.light(few, 640, "Arial")[1] == 0
    assert light.light(many, 640, "Arial")[1] == 2000 * light.SMALLEST


def test_each_script_names_its_own_fonts() -> None:
    named = {code: family(Language(code)) for code in LANGUAGES}
    assert "JhengHei" in named["zh-Hant"] and "YaHei" in named["zh-Hans"]
    assert "YaHei" not in named["zh-Hant"] and "JhengHei" not in named["zh-Hans"]
