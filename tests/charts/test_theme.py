"""The common frame of figures."""

import copy
import json

import plotly.io as pio
import plotly.tools
import pytest

from atlas.charts import theme
from tests.charts.plain import assert_as_plotly


def figure() -> theme.Figure:
    traces = [{"type": "bar", "x": [1, 2], "y": ["a", "b"], "orientation": "h"}]
    return theme.frame(300, traces, margin={"r": 96}, xaxis={"visible": False})


def test_own_settings_go_over_the_common_ones_part_by_part() -> None:
    layout = figure().layout
    assert (layout.margin.r, layout.margin.l) == (96, 8)
    assert (layout.xaxis.visible, layout.xaxis.gridcolor) == (False, theme.FAINT)
    assert layout.yaxis.visible is None


def test_one_figure_does_not_reach_into_the_next() -> None:
    theme.frame(300, margin={"l": 77})
    assert theme.frame(300).layout.margin.l == 8


def test_plain_data_are_what_plotly_would_write() -> None:
    assert_as_plotly(figure().to_dict())


def test_plain_data_that_plotly_would_not_take_are_found() -> None:
    with pytest.raises(ValueError):
        assert_as_plotly(theme.frame(300, [{"type": "bar", "hieght": 1}]).to_dict())
    with pytest.raises(AssertionError):
        # plotly writes a title as an object
        assert_as_plotly(theme.frame(300, xaxis={"title": "words"}).to_dict())


def test_a_builder_may_add_to_a_figure() -> None:
    shown = figure()
    shown.add_scatter(x=[1], y=["a"])
    shown.update_layout(height=77)
    written = shown.to_dict()
    assert [trace["type"] for trace in written["data"]] == ["bar", "scatter"]
    assert (written["layout"]["height"], written["layout"]["margin"]["r"]) == (77, 96)


def test_a_figure_is_written_once_and_streamlit_leaves_it_as_it_is() -> None:
    shown = figure()
    written = shown.to_dict()
    before = copy.deepcopy(written)
    # what st.plotly_chart does with a figure
    again = plotly.tools.return_figure_from_figure_or_data(shown, validate_figure=True)
    assert json.loads(pio.to_json(again, validate=False)) == json.loads(pio.to_json(shown))
    assert again is written
    assert written == before
