"""What holds for every page: it opens alone, in three languages, and answers bad links."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from atlas.app.pages import pages
from atlas.language import LANGUAGES

Show = Callable[..., AppTest]


def words(app: AppTest) -> str:
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.warning, *app.info]
    return "\n".join(str(part.value) for part in parts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", pages())
def test_a_page_opens_alone_in_each_language(show: Show, page: str, lang: str) -> None:
    app = show(page, lang=lang)
    assert app.title and app.title[0].value
    chinese = re.search(r"[\u4e00-\u9fff]", app.title[0].value)
    assert bool(chinese) == (lang != "en")
    assert app.query_params["lang"] == lang


@pytest.mark.parametrize("page", pages())
def test_numbers_are_the_same_in_each_language(show: Show, page: str) -> None:
    metrics = [
        [re.sub(r"[^\d.,]", "", str(metric.value)) for metric in show(page, lang=lang).metric]
        for lang in LANGUAGES
    ]
    # amounts may step by thousands in English and by ten thousands in Chinese
    assert metrics[1] == metrics[2] and len(metrics[0]) == len(metrics[1])


@pytest.mark.parametrize("page", pages())
def test_every_value_stands_in_the_address(show: Show, page: str) -> None:
    app = show(page, lang="en")
    again = show(page, **dict(app.query_params.items()))
    assert dict(again.query_params) == dict(app.query_params)
    assert not again.warning or [w.value for w in again.warning] == [w.value for w in app.warning]


@pytest.mark.parametrize("page", pages())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_hostile_links_are_answered(show: Show, page: str, data: st.DataObject) -> None:
    names = [*show(page).query_params, "nonsense"]
    query = data.draw(
        st.dictionaries(st.sampled_from(names), st.text(min_size=1, max_size=300), min_size=1, max_size=4)
    )
    app = show(page, **query)
    for value in query.values():
        if len(value) > 4 and not value.isalnum():
            assert value not in words(app)


def test_an_impossible_value_is_reported(show: Show) -> None:
    app = show("lighthouses", lang="en", scope="moon", nonsense="1")
    assert "scope" in app.warning[0].value and "1 setting" in app.warning[0].value
    assert app.query_params["scope"] == "mainland"
