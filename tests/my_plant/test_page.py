"""The benchmark page through AppTest: own figures, both readings, calculators, three languages."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.language import LANGUAGES, Language
from atlas.my_plant import answers

Show = Callable[..., AppTest]


def text(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.markdown, *app.caption])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_own_figures_come_from_the_link(show: Show, lang: str) -> None:
    app = show("benchmark", lang=lang, metric="lead_time", own="lead_time:45:30:")
    # 45 to 30 days is a third less; of the 22 plants 17 published a larger fall than 33.3 %
    finding = next(m.value for m in app.markdown if "33.3%" in m.value)
    assert "17" in finding and "22" in finding
    assert app.query_params["own"] in ("lead_time:45:30:", ["lead_time:45:30:"])


def test_a_change_stands_where_no_values_are_given(show: Show) -> None:
    app = show("benchmark", lang="en", metric="lead_time", own="lead_time:::-90")
    assert "−90% in your plant. 0 of 22" in text(app)


def test_without_own_figures_the_finding_is_about_the_plants(show: Show) -> None:
    app = show("benchmark", lang="en", metric="defect_rate")
    # 33, 35, 40, 41, 49, 51, 52, 57, 57, 58, 60 and 71 percent fewer; the middle is (51 + 52) / 2
    assert "12 named plants published results from −71% to −33%; the middle one is −51.5%" in text(app)


def test_typing_a_figure_writes_the_address(show: Show) -> None:
    app = show("benchmark", lang="en", metric="lead_time")
    before, after = [box for box in app.number_input if box.label in ("Before", "After")]
    before.set_value(60.0).run()
    after.set_value(30.0).run()
    assert app.query_params["own"] in ("lead_time:60:30:", ["lead_time:60:30:"])
    assert "−50% in your plant" in text(app)


@pytest.mark.parametrize("own", ["moon:1:2:", "lead_time:1:2", "lead_time:x:2:", "lead_time:99999999999:2:"])
def test_impossible_own_figures_are_reported(show: Show, own: str) -> None:
    app = show("benchmark", lang="en", own=own)
    assert "own" in app.warning[0].value
    assert own not in text(app)


def test_no_metric_is_not_a_failure(show: Show) -> None:
    app = show("benchmark", lang="en", metric="")
    assert "Choose at least one metric." in text(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_onboarding_shows_both_readings(show: Show, lang: str) -> None:
    app = show("benchmark", lang=lang, more="worth", hires="100", day_cost="50", staff="200")
    # worked out in tests/test_savings.py
    assert [metric.value for metric in app.metric] == ["330,240", "363,000"]


def test_a_calculator_waits_for_the_readers_figures(show: Show) -> None:
    app = show("benchmark", lang="en", more="worth", hires="100")
    assert not app.metric
    assert "Fill in the empty fields" in text(app)


def test_inventory_in_money(show: Show) -> None:
    app = show(
        "benchmark",
        lang="en",
        more="worth",
        calculator="inventory",
        goods_cost="36500000",
        stock_days="60",
        interest="5",
    )
    # Midea's 30 % stands in: 18 days of 100 000 a day
    assert [metric.value for metric in app.metric] == ["1,800,000", "90,000"]


def test_another_calculator_keeps_the_figures_of_the_first(show: Show) -> None:
    app = show("benchmark", lang="en", more="worth", hires="100", day_cost="50", staff="200")
    app.button_group(key="w:benchmark:calculator:en").set_value("inventory").run()
    assert not app.metric
    app.button_group(key="w:benchmark:calculator:en").set_value("onboarding").run()
    assert [metric.value for metric in app.metric] == ["330,240", "363,000"]


def test_cases_start_with_the_own_industry(show: Show) -> None:
    app = show("benchmark", lang="en", industry="batteries", metric="defect_rate", more="cases")
    cards = [m.value for m in app.markdown if m.value.startswith("**")]
    assert cards[0].startswith("**EVE Energy**")


def test_a_figure_of_a_secondary_copy_counts_only_where_asked(show: Show) -> None:
    # 12 plants publish a defect rate; LG Changwon's stands in Korean reports only
    assert "12 named plants" in text(show("benchmark", lang="en", metric="defect_rate"))
    app = show("benchmark", lang="en", metric="defect_rate", secondary="1")
    assert "13 named plants" in text(app) and app.query_params["secondary"] in ("1", ["1"])
    only = show("benchmark", lang="en", metric="virgin_plastic_use")
    assert "None of these plants has published" in text(only)
    assert "1 named plant" in text(show("benchmark", lang="en", metric="virgin_plastic_use", secondary="1"))


def test_only_plants_that_the_article_names(show: Show) -> None:
    sites, results = tables.load("lighthouses"), tables.load("lighthouse_metrics")
    named = set(sites[sites["subject_id"].notna()]["site_id"])
    of_them = results[results["site_id"].isin(named) & (results["evidence"] == "published")]
    rows = answers.rows(answers.Among(article=True))
    assert set(rows["site_id"]) == set(of_them["site_id"]) and len(named) == 16
    app = show("benchmark", lang="en", metric="lead_time", named="1")
    assert f"{rows[rows['metric'] == 'lead_time']['site_id'].nunique()} named plant" in text(app)
    assert app.query_params["named"] in ("1", ["1"])


def test_an_uneven_axis_says_that_it_is_logarithmic() -> None:
    lang = Language("en")
    for metric in answers.metrics().index:
        figure = answers.drawing((metric,), answers.Among(secondary=True), (), lang).figure
        said = any(note.text == "logarithmic axis" for note in figure.layout.annotations)
        assert said == (figure.layout.xaxis.type == "log"), metric
