"""The common frame of figures."""

import copy
import json

import plotly.io as pio
import plotly.tools

from atlas.figures import theme


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


def test_a_figure_is_written_once_and_streamlit_leaves_it_as_it_is() -> None:
    shown = figure()
    written = shown.to_dict()
    before = copy.deepcopy(written)
    # what st.plotly_chart does with a figure
    again = plotly.tools.return_figure_from_figure_or_data(shown, validate_figure=True)
    assert json.loads(pio.to_json(again, validate=False)) == json.loads(pio.to_json(shown))
    assert again is written
    assert written == before
