"""Identities of section 13 of the rules and hand-worked values for one line against its alternatives."""

import numpy as np
import pandas as pd
import pytest

from atlas.cbam.answers import compare, explain
from atlas.cbam.engine.assess import assess

COIL = pd.DataFrame({"cn_code": ["72083600"], "origin": ["CN"], "net_mass_t": [100.0], "period": ["2026-Q1"]})
BILLET = pd.DataFrame(
    {"cn_code": ["72071111"], "origin": ["TR"], "net_mass_t": [100.0], "period": ["2026-Q3"]}
)


def test_other_benchmarks(rules):
    """7208, route C: column A 0.044, column B 1.370, whichever the line uses."""
    actual = COIL.assign(basis="actual", direct_t_per_t=2.0, production_route="C")
    both = assess(pd.concat([COIL, actual], ignore_index=True), rules)
    assert both["benchmark_t_per_t"].tolist() == [1.370, 0.044]
    assert compare.other_benchmarks(both, rules).tolist() == [0.044, 1.370]


def test_the_published_traps_come_out_of_the_engine(rules):
    assessed = assess(COIL, rules)
    column_a = compare.other_benchmarks(assessed, rules)[0]
    slips = explain.known_slips(assessed.iloc[0], column_a).set_index("slip")["eur_per_t"].round(2)
    assert slips["right"] == 163.53 and slips["other_column"] == 260.96 and slips["factor_left_out"] == 160.95


def test_worth_of_verified_data(rules):
    found = compare.worth_of_verified_data(assess(pd.concat([BILLET, COIL], ignore_index=True), rules), rules)
    assert list(found.index) == [1, 0]  # dearest first
    coil = found.loc[1]
    # mark-up: 0.3187 x 100 x 75.36; bare break-even: 3.5057 - 0.975 x 1.370 + 0.975 x 0.044
    assert coil["markup_eur"] == pytest.approx(0.3187 * 100 * 75.36)
    assert coil["break_even_t_per_t"] == pytest.approx(3.5057)
    assert coil["break_even_bare_t_per_t"] == pytest.approx(3.5057 - 1.33575 + 0.0429)
    assert coil["zero_cost_t_per_t"] == pytest.approx(1.33575)
    assert coil["eur_per_tenth"] == pytest.approx(753.6)


def test_the_break_even_intensity_makes_both_equal(rules):
    lines = pd.concat([COIL, BILLET], ignore_index=True).assign(
        direct_t_per_t=2.0, production_route="C", precursor_free_allocation_t_per_t=[1.2, 0.5]
    )
    found = compare.default_or_actual(lines, rules)
    at_even = lines.assign(direct_t_per_t=found["break_even_t_per_t"])
    even = compare.default_or_actual(at_even, rules)
    assert even["actual_eur_per_t"].tolist() == pytest.approx(even["default_eur_per_t"].tolist())
    assert even["saving_eur"].tolist() == pytest.approx([0, 0], abs=1e-6)
    # section 13: SEE_def x (1 + markup) - factor x BM_B + SEFA_act, SEFA_act = 0.975 x 0.044 + 1.2
    assert found["break_even_t_per_t"][0] == pytest.approx(3.5057 - 1.33575 + 0.0429 + 1.2)
    # actual: (2.0 - 1.2429) x 75.36
    assert found["actual_eur_per_t"][0] == pytest.approx(0.7571 * 75.36)


@pytest.mark.parametrize("price", [40.0, 75.36, 120.0])
def test_the_price_cancels_in_the_break_even(rules, price):
    line = COIL.assign(production_route="C", certificate_price_eur=price)
    found = compare.default_or_actual(line, rules)["break_even_t_per_t"][0]
    assert found == pytest.approx(3.5057 - 1.33575 + 0.0429)


def test_the_break_even_holds_with_a_carbon_price_paid(rules):
    line = COIL.assign(
        production_route="C", precursor_free_allocation_t_per_t=1.2, carbon_price_paid_eur_per_t_co2e=10.0
    )
    found = compare.default_or_actual(line, rules)
    # (2.16995 + 1.2429) / (1 - 10 / 75.36)
    assert found["break_even_t_per_t"][0] == pytest.approx((2.16995 + 1.2429) / (1 - 10 / 75.36))
    even = compare.default_or_actual(line.assign(direct_t_per_t=found["break_even_t_per_t"]), rules)
    assert even["actual_eur_per_t"][0] == pytest.approx(163.527432)


def test_without_actual_figures_the_default_side_stands(rules):
    found = compare.default_or_actual(COIL.assign(production_route="C"), rules)
    assert np.isnan(found["actual_eur_per_t"][0]) and found["default_eur_per_t"][0] == pytest.approx(
        163.527432
    )


def test_between_origins_the_benchmark_cancels(rules):
    """Two origins on one route differ by (SEE1 - SEE2) x (1 + mark-up) x price."""
    ranking = compare.by_origin(COIL, rules).set_index("origin")
    assert ranking.at["CN", "eur_per_t"] == pytest.approx(163.527432)
    difference = ranking.at["IN", "eur_per_t"] - ranking.at["CN", "eur_per_t"]
    # India 4.28, China 3.187, both route C
    assert difference == pytest.approx((4.28 - 3.187) * 1.1 * 75.36)


def test_origins_without_an_own_value_stand_once(rules):
    ranking = compare.by_origin(COIL, rules)
    assert ranking["origin"].is_unique and (ranking["origin"] == "XX").sum() == 1
    assert ranking["eur_per_t"].dropna().is_monotonic_increasing
    assert ranking.loc[ranking["own"], "origin"].tolist() == ["CN"]
    nowhere = compare.by_origin(COIL.assign(origin="MC"), rules)
    assert nowhere.loc[nowhere["own"], "origin"].tolist() == ["XX"]
    assert not set(ranking["origin"]) & {"NO", "CH", "IS", "DE"}


def test_cost_is_linear_in_price(rules):
    found = compare.by_price(COIL, rules, [50, 100, 150])
    assert found["eur_per_t"].tolist() == pytest.approx([2.16995 * 50, 2.16995 * 100, 2.16995 * 150])


def test_cost_by_intensity(rules):
    """Free allocation 1.33575 stays: nothing is due below it, 75.36 for each tonne above."""
    found = compare.by_intensity(COIL, rules, [1.0, 1.33575, 2.33575, 3.5057])
    assert found["eur_per_t"].tolist() == pytest.approx([0, 0, 75.36, 163.527432], abs=1e-9)


def test_small_amounts_are_compared_as_if_above_the_threshold(rules):
    small = COIL.assign(net_mass_t=1.0)
    assert compare.by_price(small, rules, [100])["eur_per_t"][0] == pytest.approx(216.995)
    assert compare.by_intensity(small, rules, [3.5057])["eur_per_t"][0] == pytest.approx(163.527432)
