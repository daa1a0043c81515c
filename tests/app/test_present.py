"""The present form: one exhibit at a time, the same figure as on the page, larger, without controls."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from atlas.app import view
from atlas.app.pages import pages
from atlas.charts import theme
from atlas.charts.enlarged import FACTOR, SMALLEST, enlarged
from atlas.language import LANGUAGES, Language

Show = Callable[..., AppTest]
KEYS = {"present-Left", "present-PageUp", "present-Right", "present-PageDown", "present-end"}
CONTROLS = ("selectbox", "multiselect", "slider", "number_input", "text_input", "toggle", "button_group")


def exhibits(page: str, lang: str) -> list[str]:
    return list(view.view(pages()[page].file, {}, Language(lang)).exhibits)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", pages())
def test_a_page_is_presented_without_controls(show: Show, page: str, lang: str) -> None:
    app = show(page, lang=lang, present="1")
    assert app.title and app.title[0].value and not app.warning
    assert {button.key for button in app.button} <= KEYS
    assert not any(app.get(kind) for kind in CONTROLS)
    assert app.query_params["present"] == "1"
    names = exhibits(page, lang)
    charts = [chart.proto.id for chart in app.get("plotly_chart")]
    assert len(charts) == min(len(names), 1)
    assert not names or charts[0].endswith(f"present-{names[0]}")


def test_keys_walk_through_the_exhibits_and_lead_back(show: Show) -> None:
    first, second = exhibits("lighthouses", "en")[:2]
    app = show("lighthouses", lang="en", present="1", province="320000")
    assert app.get("plotly_chart")[0].proto.id.endswith(f"present-{first}")
    assert "present-Left" not in {button.key for button in app.button}
    app.button(key="present-Right").click().run()
    assert app.get("plotly_chart")[0].proto.id.endswith(f"present-{second}")
    assert app.query_params["slide"] == "2"
    app.button(key="present-Left").click().run()
    assert app.get("plotly_chart")[0].proto.id.endswith(f"present-{first}")
    app.button(key="present-end").click().run()
    assert not {"present", "slide"} & set(app.query_params)
    assert app.query_params["province"] == "320000" and app.get("button_group")


@pytest.mark.parametrize("slide", ["0", "99", "x", "²", "-1"])
def test_a_slide_that_does_not_exist_is_reported(show: Show, slide: str) -> None:
    app = show("cbam", lang="en", present="1", slide=slide)
    assert "slide" in app.warning[0].value and app.get("plotly_chart")


def test_a_picture_that_does_not_exist_is_reported(show: Show) -> None:
    app = show("cbam", lang="en", present="1", picture="cbam-moon")
    assert "picture" in app.warning[0].value and app.get("plotly_chart")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exhibit_of_a_page_is_a_picture(show: Show, lang: str) -> None:
    for name in exhibits("cbam", lang):
        app = show("cbam", lang=lang, present="1", picture=name)
        assert [chart.proto.id.endswith(f"picture-{name}") for chart in app.get("plotly_chart")] == [True]
        app.button(key="picture-end").click().run()
        assert not {"present", "picture"} & set(app.query_params) and app.get("button_group")


def test_a_bad_value_is_reported_in_the_present_form_too(show: Show) -> None:
    app = show("lighthouses", lang="en", present="1", scope="moon")
    assert "scope" in app.warning[0].value


def test_what_the_reader_chose_is_what_is_presented(show: Show) -> None:
    """The page runs in the reader's own session, and keeps what he chose while it is presented."""
    app = show("cbam", lang="en", tonnes="250")
    app.button(key="frame-present").click().run()
    assert "250" in " ".join(text.value for text in app.markdown)
    app.button(key="present-end").click().run()
    assert app.query_params["tonnes"] == "250" and not app.warning


def sizes(part: Any, name: str = "") -> list[float]:
    if isinstance(part, dict):
        own = [part["size"]] if name.endswith("font") and "size" in part else []
        return own + [size for key, each in part.items() for size in sizes(each, key)]
    return [size for each in part for size in sizes(each, name)] if isinstance(part, list) else []


def as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("page", pages())
def test_text_is_enlarged_and_data_are_not(page: str) -> None:
    for exhibit in view.view(pages()[page].file, {}, Language("zh-Hant")).exhibits.values():
        before, after = exhibit.drawing.figure.to_dict(), enlarged(exhibit.drawing).figure.to_dict()
        assert "height" not in after["layout"] and min(sizes(after["layout"])) >= SMALLEST
        for old, new in zip(before["data"], after["data"], strict=True):
            for name in ("x", "y", "z", "base", "locations", "lat", "lon", "width", "customdata"):
                assert as_list(old.get(name)) == as_list(new.get(name))
        assert all(size >= SMALLEST for trace in after["data"] for size in sizes(trace) if size)


def test_marks_grow_with_the_text() -> None:
    note = {"text": "a", "ax": 7, "ay": 7, "ayref": "y", "font": {"size": 10}}
    marks = {"type": "scatter", "x": [7], "y": [7], "marker": {"size": [7, 14], "line": {"width": 7}}}
    grown = enlarged(theme.Drawing(theme.frame(300, [marks], annotations=[note]), "")).figure.to_dict()
    assert grown["data"][0]["marker"] == {"size": [7 * FACTOR, 20], "line": {"width": 7 * FACTOR}}
    assert grown["layout"]["annotations"][0] == note | {"ax": 7 * FACTOR, "font": {"size": SMALLEST}}
