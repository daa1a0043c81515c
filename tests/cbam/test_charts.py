"""Figures of the calculator: right values, marked by form, small, and in three languages."""

import pandas as pd
import pytest

from atlas.cbam.answers import compare, explain, outlook, totals
from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import Rules
from atlas.cbam.page import charts, year_charts
from atlas.language import LANGUAGES, Language
from tests.cbam import frozen

COIL = pd.DataFrame({"cn_code": ["72083600"], "origin": ["CN"], "net_mass_t": [100.0], "period": ["2026-Q1"]})
ACTUAL = COIL.assign(
    basis="actual", production_route="C", direct_t_per_t=2.0, precursor_free_allocation_t_per_t=1.2
)
NAMES = {"law": "Law", "com_2026_616": "Proposal"}
ENGLISH = Language("en")


@pytest.fixture(scope="module")
def frames():
    return frozen.frames()


@pytest.fixture(scope="module")
def rules(frames):
    return Rules.from_tables(frames)


@pytest.fixture(scope="module")
def facts(frames, rules):
    assessed = assess(COIL, rules)
    intensities = [0.5, 1.0, 2.0, 3.0, 4.0, 5.0]
    countries = frames["cbam_countries"]
    return {
        "steps": explain.waterfall(assessed.iloc[0]),
        "prices": compare.by_price(COIL, rules, [50, 100]),
        "intensities": compare.by_intensity(COIL, rules, intensities),
        "origins": compare.by_origin(COIL, rules),
        "names": dict(zip(countries["country"], countries["name_en"], strict=True)),
        "years": outlook.outlook(
            COIL, {"law": rules, "com_2026_616": Rules.from_tables(frames, "com_2026_616")}
        ),
        "comparison": compare.default_or_actual(ACTUAL, rules).iloc[0],
        "curve": compare.by_intensity(ACTUAL, rules, intensities),
        "totals": totals.totals(assessed, rules, "origin"),
    }


def drawings(facts, lang):
    return [
        charts.waterfall(facts["steps"], lang),
        charts.price_sensitivity(facts["prices"], lang, 75.36),
        charts.intensity_sensitivity(facts["intensities"], lang, 3.5057),
        charts.origin_ranking(facts["origins"], facts["names"], lang),
        charts.totals(facts["totals"], facts["names"], lang),
        year_charts.outlook(facts["years"], NAMES, lang),
        year_charts.default_or_actual(facts["comparison"], facts["curve"], lang),
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_figures_are_small_and_told_in_one_sentence(facts, code):
    for figure, alt in drawings(facts, Language(code)):
        assert len(figure.to_json()) < 20_000
        assert alt.rstrip().endswith("." if code == "en" else "。")
        assert "nan" not in alt.lower() and "{" not in alt


def test_no_figure_sets_a_colour_of_its_own(facts):
    allowed = {*theme_colours()}
    for figure, _ in drawings(facts, ENGLISH):
        for word in figure.to_json().split('"'):
            if word.startswith("#"):
                assert word in allowed


def theme_colours():
    from atlas.charts import theme

    return [*theme.QUALITATIVE, *theme.SEQUENTIAL, theme.INK, theme.ACCENT, theme.MUTED, theme.FAINT]


def test_waterfall_bars_join(facts):
    bars = charts.waterfall(facts["steps"], ENGLISH).figure.data[0]
    # 3.187 x 75.36 = 240.17; the mark-up goes on to 264.19; free allocation runs back to 163.53
    assert bars.base[1] == pytest.approx(240.17232) and bars.base[2] == pytest.approx(264.189552)
    assert bars.base[2] + bars.x[2] == pytest.approx(163.527432) == bars.x[3]
    assert bars.base[3] == 0


def test_price_curve_marks_the_price_in_use(facts):
    figure = charts.price_sensitivity(facts["prices"], ENGLISH, 75.36).figure
    assert figure.data[1].y[0] == pytest.approx(163.527432)
    assert len(charts.price_sensitivity(facts["prices"], ENGLISH, 300).figure.data) == 1


def test_ranking_shows_the_own_origin_among_the_extremes(facts):
    drawing = charts.origin_ranking(facts["origins"], facts["names"], ENGLISH, limit=6)
    labels = list(drawing.figure.data[0].y)
    assert len(labels) == 7 and "China" in labels and labels[0] == "Azerbaijan"
    assert drawing.alt.startswith("China is number")


def test_outlook_is_dashed_and_hollow_where_not_final(facts):
    figure = year_charts.outlook(facts["years"], NAMES, ENGLISH).figure
    lines = figure.data[1:]
    assert [line.line.dash for line in lines] == ["dash", "dash"]
    assert list(lines[0].marker.symbol) == ["circle"] + ["circle-open"] * 8
    assert lines[0].line.color != lines[1].line.color and lines[1].marker.symbol[1] == "diamond-open"
    assert [note.text for note in figure.layout.annotations] == ["Law", "Proposal"]


def test_outlook_band_spans_the_price_paths(facts):
    band = year_charts.outlook(facts["years"], NAMES, ENGLISH).figure.data[0]
    law = facts["years"].query("scenario == 'law' and year == 2034")["cost_eur"]
    assert band.y[8] == law.max() and band.y[9] == law.min()


def test_break_even_lies_on_both_lines(facts):
    figure = year_charts.default_or_actual(facts["comparison"], facts["curve"], ENGLISH).figure
    hollow, own = figure.data[2], figure.data[3]
    assert hollow.y[0] == pytest.approx(163.527432) and hollow.marker.symbol == "circle-open"
    # (2.0 - 0.975 x 0.044 - 1.2) x 75.36
    assert own.y[0] == pytest.approx(0.7571 * 75.36) and own.marker.symbol == "circle"


def test_the_rest_of_a_long_total_is_one_bar():
    found = pd.DataFrame({"origin": list("abcde"), "cost_eur": [5.0, 4, 3, 2, 1], "lines": 1})
    drawing = charts.totals(found, {}, ENGLISH, limit=3)
    assert list(drawing.figure.data[0].x) == [5, 4, 3, 3]
    assert drawing.alt == "a carries 33% of the cost."


@pytest.mark.parametrize(("amount", "text"), [(9969.7752, "9,970"), (12345, "12.3K"), (0, "0")])
def test_short_amounts(amount, text):
    assert charts.short(amount, ENGLISH) == text
