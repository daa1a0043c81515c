"""The published traps (hot-rolled coil 7208 from China, first quarter of 2026) and precursor sums."""

import pandas as pd
import pytest

from atlas.cbam.answers import carbon_price, carbon_price_answers, explain

#: 7208, China, default 3.187, mark-up 10 %, column B 1.370, factor 0.975, EUR 75.36, 100 t
COIL = pd.Series(
    {
        "net_mass_t": 100.0,
        "see_t_per_t": 3.187,
        "markup": 0.1,
        "embedded_t": 350.57,
        "benchmark_t_per_t": 1.370,
        "cbam_factor": 0.975,
        "cscf": 1.0,
        "free_allocation_t": 133.575,
        "carbon_price_reduction_t": 0.0,
        "certificates_t": 216.995,
        "certificate_price_eur": 75.36,
    }
)
COLUMN_A = 0.044


def test_waterfall_adds_up_to_what_is_paid():
    steps = explain.waterfall(COIL).set_index("step")
    # 318.7 t x 75.36 = 24,017.232; mark-up 31.87 t; free 133.575 t; 216.995 t x 75.36 = 16,352.7432
    assert list(steps.index) == ["embedded", "markup", "free_allocation", "to_pay"]
    assert steps["t_co2e"].tolist() == pytest.approx([318.7, 31.87, -133.575, 216.995])
    assert steps.at["embedded", "eur"] == pytest.approx(24017.232)
    assert steps.at["to_pay", "eur_per_t"] == pytest.approx(163.527432)
    assert steps["eur"].iloc[:-1].sum() == pytest.approx(steps["eur"].iloc[-1])


def test_waterfall_shows_free_allocation_that_earns_nothing():
    """50 t embedded, 80 t free, 5 t deduction: 35 t of it are of no use and nothing is paid."""
    changes = {"see_t_per_t": 0.5, "embedded_t": 50.0, "free_allocation_t": 80.0}
    line = pd.concat([COIL, pd.Series(changes | {"carbon_price_reduction_t": 5.0, "certificates_t": 0.0})])
    steps = explain.waterfall(line.groupby(level=0).last()).set_index("step")["t_co2e"]
    assert steps.to_dict() == {
        "embedded": 50,
        "free_allocation": -80,
        "deduction": -5,
        "unused": 35,
        "to_pay": 0,
    }


def test_slips_are_the_published_traps():
    slips = explain.known_slips(COIL, COLUMN_A).set_index("slip")["eur_per_t"].round(2)
    published = {
        "right": 163.53,
        "share_of_the_difference": 4.02,
        "share_of_the_emissions": 6.60,
        "factor_left_out": 160.95,
        "no_free_allocation": 264.19,
        "other_column": 260.96,
        "factor_reversed": 261.61,
        "factor_on_emissions": 257.58,
        # (3.187 - 1.33575) x 75.36 = 139.51; the same x 1.1 = 153.46
        "markup_left_out": 139.51,
        "markup_on_the_rest": 153.46,
    }
    assert slips.to_dict() == published


@pytest.mark.parametrize(
    ("figure", "slip"), [(4.02, "share_of_the_difference"), (261.0, "other_column"), (163.5, "right")]
)
def test_a_figure_finds_its_slip(figure, slip):
    found = explain.explain(figure, COIL, explain.known_slips(COIL, COLUMN_A))
    assert found["slip"][0] == slip and found["matches"][0]


def test_a_right_formula_at_another_price_is_found_by_the_price_that_fits():
    """2.16995 t/t at EUR 80 is EUR 173.596: no slip, another price."""
    found = explain.explain(173.596, COIL, explain.known_slips(COIL, COLUMN_A)).set_index("slip")
    assert not found["matches"].any()
    assert found.at["right", "price_that_fits"] == pytest.approx(80)


@pytest.mark.parametrize("figure", [0, -5, float("nan")])
def test_a_figure_that_is_no_cost_is_refused(figure):
    with pytest.raises(ValueError, match="above 0"):
        explain.explain(figure, COIL, explain.known_slips(COIL, COLUMN_A))


def test_slips_without_effect_are_left_out():
    """In 2034 the factor is 0: the benchmark no longer counts, and no free allocation is right."""
    line = COIL.copy()
    line[["cbam_factor", "free_allocation_t", "certificates_t"]] = 0.0, 0.0, 350.57
    slips = set(explain.known_slips(line)["slip"])
    expected = (
        "right factor_left_out factor_reversed factor_on_emissions share_of_the_difference markup_left_out"
    )
    assert slips == set(expected.split())


def test_electricity_has_no_benchmark_to_get_wrong():
    """1,000 MWh at 0.5 t/MWh: the right 37.68 EUR/MWh, and what a factor on the emissions makes of it."""
    changes = {"net_mass_t": 1000.0, "see_t_per_t": 0.5, "embedded_t": 500.0, "free_allocation_t": 0.0}
    line = COIL.copy()
    for name, value in (changes | {"benchmark_t_per_t": float("nan"), "certificates_t": 500.0}).items():
        line[name] = value
    slips = explain.known_slips(line).set_index("slip")["eur_per_t"].round(3)
    # 0.5 x 75.36 = 37.68; x 0.025 = 0.942; x 0.975 = 36.738
    assert slips["right"] == 37.68 and slips["share_of_the_emissions"] == 0.942
    assert slips["factor_on_emissions"] == 36.738 and "factor_left_out" not in slips


def test_a_line_without_mass_is_not_explained():
    line = COIL.copy()
    line["net_mass_t"] = 0.0
    with pytest.raises(ValueError, match="without mass"):
        explain.known_slips(line)


def test_effective_carbon_price():
    # CNY 74 x 3 % / 8 = EUR 0.2775
    assert carbon_price.effective_carbon_price(74, 0.03, 8) == pytest.approx(0.2775)
    for wrong in [(-1, 0.5, 8), (74, 1.5, 8), (74, 0.5, 0)]:
        with pytest.raises(ValueError, match="share"):
            carbon_price.effective_carbon_price(*wrong)


def test_carbon_prices_of_origins():
    """Taiwan's fee of 2026: NT$300, 50 or 100, of which leakage sectors pay 0.2: NT$10 to 20."""
    taiwan = {own.statistic: own for own in carbon_price_answers.known("TW")}
    assert {name: own.price for name, own in taiwan.items()} == {
        "general_rate": 300,
        "preferential_rate_a": 50,
        "preferential_rate_b": 100,
    }
    assert taiwan["general_rate"].really_paid is None
    assert taiwan["preferential_rate_a"].really_paid == pytest.approx(10)
    assert taiwan["preferential_rate_b"].really_paid == pytest.approx(20)
    # 31.6099 TWD a dollar and 1.1568 dollars a euro, means of 2026 so far
    assert taiwan["general_rate"].rate.units_per_eur == pytest.approx(36.56633)
    china = carbon_price_answers.known("CN")[0]
    assert (china.period[:4], china.share, china.rate.units_per_eur) == ("2026", 0.03, 7.8757)
    assert [own.price for own in carbon_price_answers.known("TR")] == [None]
    assert carbon_price_answers.known("DE") == []
