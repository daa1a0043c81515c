"""Strips: what is drawn where, and how a reader's point and a doubtful wording look."""

import json

import pandas as pd
import pytest

from atlas.charts import theme
from atlas.language import Language
from atlas.my_plant import charts

EN = Language("en")


def strip(metric: str, shown: list[float], direction: str, **more) -> pd.DataFrame:
    rows = pd.DataFrame({"shown": shown}).assign(
        metric=metric,
        name=metric.upper(),
        summary="three plants",
        kind="change",
        unit="percent",
        direction=direction,
        other=float("nan"),
        median=pd.Series(shown).median(),
        same_industry=False,
        unclear=False,
        hover="plant",
    )
    return rows.assign(**more)


def axis(figure, number: int):
    return figure.layout[f"xaxis{number if number > 1 else ''}"]


def test_stronger_is_to_the_right_for_falls_and_rises():
    rows = pd.concat([strip("lead_time", [-80, -20], "decrease"), strip("output", [20, 60], "increase")])
    figure, alt = charts.strips(rows, {}, EN)
    falls, rises = axis(figure, 1).range, axis(figure, 2).range
    assert falls[0] > 0 > -80 > falls[1]
    assert rises[0] < 0 < 60 < rises[1]
    assert "LEAD_TIME: three plants" in alt and "OUTPUT: three plants" in alt


def test_a_wide_rise_gets_a_ratio_scale():
    figure = charts.strips(strip("labour", [14, 70, 1900], "increase"), {"labour": 100}, EN).figure
    assert axis(figure, 1).type == "log"
    # +100 % is twice, +400 % five times, +1900 % twenty times the value before
    assert list(axis(figure, 1).tickvals) == [1, 2, 5, 20]
    plants = next(t for t in figure.data if t.mode == "markers")
    assert list(plants.x) == pytest.approx([1.14, 1.7, 20])
    own = next(t for t in figure.data if t.mode == "lines+markers+text")
    assert own.x[0] == 2


def test_the_readers_point_is_named_and_drawn_last():
    figure = charts.strips(strip("lead_time", [-80, -20], "decrease"), {"lead_time": -50}, EN).figure
    own = figure.data[-1]
    assert own.x[0] == -50
    assert "My plant" in own.text
    assert own.marker.color == theme.ACCENT


def test_no_point_without_a_figure():
    figure = charts.strips(strip("lead_time", [-80, -20], "decrease"), {"other": 1}, EN).figure
    assert all(trace.mode != "lines+markers+text" for trace in figure.data)


def test_doubtful_wording_has_its_own_form_and_second_reading():
    rows = strip("variety", [400, 100], "increase", unclear=[True, False], other=[300, float("nan")])
    figure = charts.strips(rows, {}, EN).figure
    plants = next(t for t in figure.data if t.mode == "markers")
    assert list(plants.marker.symbol) == [theme.FORMS["claim"]["symbol"], theme.FORMS["actual"]["symbol"]]
    second = next(t for t in figure.data if t.mode == "lines+markers")
    assert [second.x[0], second.x[1]] == pytest.approx([5, 4])


def test_own_industry_is_coloured():
    rows = strip("lead_time", [-80, -20], "decrease", same_industry=[True, False])
    plants = next(t for t in charts.strips(rows, {}, EN).figure.data if t.mode == "markers")
    assert list(plants.marker.color) == [theme.QUALITATIVE[0], theme.MUTED]


def test_equal_plants_stand_above_one_another():
    plants = next(
        t
        for t in charts.strips(strip("lead_time", [-40, -40, -80], "decrease"), {}, EN).figure.data
        if t.mode == "markers"
    )
    assert plants.y[0] != plants.y[1]
    assert plants.y[0] + plants.y[1] == pytest.approx(0)
    assert plants.y[2] == 0


def test_the_median_is_marked():
    figure = charts.strips(strip("lead_time", [-80, -40, -20], "decrease"), {}, EN).figure
    upright = [t for t in figure.data if t.mode == "lines" and t.x[0] == t.x[1]]
    assert [t.x[0] for t in upright] == [-40]


def test_colours_are_the_themes_and_the_figure_is_small():
    rows = pd.concat([strip(f"m{i}", list(range(-40, 0, 2)), "decrease", hover="x" * 120) for i in range(6)])
    text = charts.strips(rows, {"m1": -10}, EN).figure.to_json()
    assert len(text) < 40_000
    colours = [part for part in json.dumps(json.loads(text)).split('"') if part.startswith("#")]
    known = {*theme.QUALITATIVE, theme.INK, theme.ACCENT, theme.MUTED, theme.FAINT}
    assert colours and set(colours) <= known
