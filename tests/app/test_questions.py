"""Prepared questions: each leads to a view whose own sentence is the answer, in three languages."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.app import questions, view
from atlas.app.pages import pages
from atlas.language import LANGUAGES, Language

Show = Callable[..., AppTest]
ENGLISH = Language("en")
ALL = [(page, number) for page in pages() for number in range(len(questions.questions_of(page, ENGLISH)))]


def test_each_page_offers_six_to_ten() -> None:
    rows = tables.load("questions")
    for page in pages():
        for code in LANGUAGES:
            texts = [each.text for each in questions.questions_of(page, Language(code))]
            assert 6 <= len(texts) <= 10 and len(set(texts)) == len(texts)
    assert set(rows["page"]) == set(pages()) and len(rows) == len(ALL)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("page", pages())
def test_each_question_has_an_answer(page: str, code: str) -> None:
    lang = Language(code)
    for question in questions.questions_of(page, lang):
        shown = view.view(pages()[question.page].file, question.address(), lang)
        said = questions.answer(question, lang)
        assert said and not shown.refused and not set("*[]") & set(said), question
        own = [*shown.finding, *(view.plain(each.drawing.alt) for each in shown.exhibits.values())]
        assert said in own


@pytest.mark.parametrize(("page", "number"), [each for each in ALL if each[1] < 3])
def test_the_answer_is_what_its_view_says(show: Show, page: str, number: int) -> None:
    """The session of a reader who clicked says the same as the answer did."""
    code = list(LANGUAGES)[(number + len(page)) % len(LANGUAGES)]
    question = questions.questions_of(page, Language(code))[number]
    app = show(question.page, lang=code, **{name: texts[0] for name, texts in question.address().items()})
    assert not app.warning, [box.value for box in app.warning]
    charts = [view.plain(str(chart.proto.alt)) for chart in app.get("plotly_chart")]
    told = [view.plain(str(part.value)) for part in (*app.title, *app.markdown)]
    assert questions.answer(question, Language(code)) in (
        told if question.answer == questions.FINDING else charts
    )


def test_answers_are_the_figures_of_the_tables() -> None:
    coil = questions.questions_of("cbam", ENGLISH)[0]
    assert coil.query == "tab=good&cn=72083600&origin=CN&tonnes=100&period=2026-Q1"
    # 216.995 certificates at 75.36 EUR, worked out from the acts for the golden cases
    assert "€16,353" in questions.answer(coil, ENGLISH)
    first = questions.questions_of("lighthouses", ENGLISH)[0]
    sites = tables.load("lighthouses")
    assert f"Jiangsu leads with {(sites['province_code'] == '320000').sum()}" in questions.answer(
        first, ENGLISH
    )


def test_nothing_is_worked_out_before_the_list_is_opened(show: Show) -> None:
    closed = show("cbam", lang="en")
    labels = {each.text for each in questions.questions_of("cbam", ENGLISH)}
    assert not labels & {str(link.proto.label) for link in closed.get("page_link")}
    closed.session_state[questions.KEY] = True
    closed.run()
    assert labels <= {str(link.proto.label) for link in closed.get("page_link")}
    captions = {str(each.value) for each in closed.caption}
    assert questions.answer(questions.questions_of("cbam", ENGLISH)[0], ENGLISH) in captions
