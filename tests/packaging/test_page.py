"""The packaging page: every view in three languages, what a link restores, what is doubted."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas.language import LANGUAGES
from atlas.packaging import project_answers
from atlas.packaging.sections_view import VIEWS

Show = Callable[..., AppTest]


def words(app: AppTest) -> str:
    parts = [*app.title, *app.header, *app.markdown, *app.caption, *app.info]
    return "\n".join(str(part.value) for part in parts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_in_every_language(show: Show, view: str, lang: str) -> None:
    app = show("packaging", lang=lang, view=view, vendor="tsmc")
    text = words(app)
    assert text.strip() and "None" not in text and "nan" not in re.findall(r"\bnan\b", text)
    if lang != "en":
        # after names of firms and technologies, no English sentence is left
        assert not re.search(r"\b(the|and|of|with)\b [a-z]+ [a-z]+", app.markdown[0].value)


def test_the_first_sentence_names_the_spread(show: Show) -> None:
    text = words(show("packaging", lang="en", view="capacity"))
    assert "For the end of 2026" in text and "**88,000** and **140,000**" in text


@pytest.mark.parametrize("year", [None, "2024", "2025", "2026", "2027", "2028"])
def test_who_gets_it_says_what_it_shows(show: Show, year: str | None) -> None:
    app = show("packaging", lang="en", view="customers", **({"year": year} if year else {}))
    # of 2027 and 2028 the table holds only what one house is said, second hand, to forecast
    hidden = year in ("2027", "2028")
    shown = {chart.proto.id for chart in app.get("plotly_chart")}
    assert any("allocation" in chart for chart in shown) is not hidden
    assert ("only statements of low reliability" in words(app)) is hidden
    assert year or app.query_params["year"] in ("2026", ["2026"])


def test_a_link_restores_vendor_technology_and_view(show: Show) -> None:
    query = {
        "view": "revisions",
        "vendor": "tsmc",
        "technology": "soic",
        "kind": "forecast",
        "from": "2023",
        "to": "2026",
    }
    app = show("packaging", lang="en", **query)
    assert {name: app.query_params[name] for name in query} == query
    assert "SoIC" in words(app)
    assert app.selectbox(key="w:packaging:technology:en").value == "soic"


def test_a_link_may_carry_several_kinds(show: Show) -> None:
    app = show("packaging", lang="en", kind=["target", "forecast"])
    assert app.query_params["kind"] == ["target", "forecast"]


def test_years_hold_in_either_order(show: Show) -> None:
    forward = words(show("packaging", lang="en", **{"from": "2023", "to": "2024"}))
    backward = words(show("packaging", lang="en", **{"from": "2024", "to": "2023"}))
    assert "For the end of 2024" in forward and forward == backward


def test_doubtful_figures_are_off_and_say_why_when_on(show: Show) -> None:
    app = show("packaging", lang="en", technology="cowos_related")
    assert "Equals the estimates for TSMC" not in words(app)
    app.toggle(key="switch:packaging:doubtful:en").set_value(True).run()
    assert "Equals the estimates for TSMC at the time" in words(app)


def test_growth_gives_its_verdict_in_words(show: Show) -> None:
    text = words(show("packaging", lang="en", view="growth"))
    assert "6–8 times" in text and "5.8–8.7 times" in text and "79–105% a year" in text
    assert "True, but far too low" in text
    assert "cannot be recomputed" in text


def test_the_planner_answers_and_lists_assumptions(show: Show) -> None:
    app = show("packaging", lang="en", view="planner")
    assert (
        "10,000 wafers a month by the end of 2026: not sure; at most at the high end of what is stated, by "
        in words(app)
    )
    app.number_input(key="w:packaging:wafers:en").set_value(200_000).run()
    assert "no single vendor" in words(app)


def test_a_vendor_page_shows_projects_slips_and_sources(show: Show) -> None:
    text = words(show("packaging", lang="en", view="vendor", vendor="amkor"))
    assert "Peoria campus" in text and "before: end of 2027" in text
    assert "The article prints US$2 billion and the old site" in text


def test_projects_without_a_city_are_listed_beside_the_map(show: Show) -> None:
    app = show("packaging", lang="en", view="projects", vendor="tfme", finished="1", part="places")
    assert "Not on the map, city unknown" in words(app)


def test_a_plant_leads_to_what_the_article_says_of_it(show: Show) -> None:
    app = show("packaging", lang="en", view="projects", project="AMK-AZ")
    text = words(app)
    # what was overtaken stands beside what holds
    assert (
        "Money: US\\$12B (Whole project)" in text
        and "Money: US\\$2B · Whole project (Aug 28, 2025, overtaken)" in text
    )
    said = next(table.value for table in app.dataframe if "104 acres" in table.value.to_string())
    assert len(said) == len(project_answers.said("AMK-AZ"))


def test_a_vendor_brings_its_subsidiaries_plants(show: Show) -> None:
    text = words(show("packaging", lang="en", view="projects", vendor="ase", finished="1"))
    assert "**21** projects" in text and "1 date has moved later" in text


def test_a_link_to_an_area_of_the_map_shows_the_map(show: Show) -> None:
    app = show("packaging", lang="en", view="projects", area="taiwan")
    assert "packaging-map" in "".join(chart.proto.id for chart in app.get("plotly_chart"))


def test_an_empty_choice_is_said(show: Show) -> None:
    assert "No figure with both ends fits this choice." in words(
        show("packaging", lang="en", vendor="innolux")
    )


def test_a_planners_question_is_a_link(show: Show) -> None:
    app = show("packaging", lang="en", view="planner", wafers="150000", by="2027", family="stacking")
    assert app.number_input(key="w:packaging:wafers:en").value == 150_000
    assert app.query_params["wafers"] == "150000" and app.query_params["by"] == "2027"
    assert show("packaging", lang="en", view="planner", wafers="-1").warning[0].value.startswith("This link")


def test_what_is_counted_in_another_way_is_folded_and_says_how(show: Show) -> None:
    app = show("packaging", lang="en", view="capacity", technology="cowos")
    folded = {part.label: part for part in app.expander if " statement" in part.label}
    assert not any(part.proto.expanded for part in folded.values())
    assert {
        "2.5D, full process · 5 statements · Amkor, ASE, SPIL",
        "CoWoS, other lines · 3 statements · TSMC",
    } <= set(folded)
    # one statement stands in words: whose, when, how much, what kind, who said so
    (line, *_) = (part.value for part in folded["CoWoS-L · 1 statement · TSMC"].markdown)
    assert line == "TSMC · 2026: **68,000 wafers a month (12-inch)** (Forecast · Morgan Stanley, 2025)"
    assert [len(charts) for charts in [folded["EMIB-T · 1 statement · Intel"].get("plotly_chart")]] == [0]


def test_a_single_statement_is_no_row_of_key_figures(show: Show) -> None:
    app = show("packaging", lang="en", view="capacity", technology="cowos_l")
    assert not app.metric and "One statement only: TSMC, CoWoS-L" in words(app)
