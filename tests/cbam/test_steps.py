"""The worked calculation: each figure with its act, in the order of the law."""

import pandas as pd
import pytest

from atlas.cbam.answers.steps import worked
from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import Rules


def line(**values: object) -> pd.DataFrame:
    coil = {"cn_code": "72083600", "origin": "CN", "net_mass_t": 100.0, "period": "2026-Q1"}
    return pd.DataFrame([coil | values])


def test_the_coil_from_china_step_by_step(rules: Rules) -> None:
    steps = worked(assess(line(), rules).iloc[0]).set_index("step")
    values = steps["value"].astype("float64")
    # 3.187 x 1.1 = 3.5057; 0.975 x 1.370 = 1.33575; 3.5057 - 1.33575 = 2.16995; x 100 x 75.36
    assert values["embedded"] == pytest.approx(3.5057)
    assert values["free_allocation"] == pytest.approx(1.33575)
    assert values["net"] == pytest.approx(2.16995)
    assert values["certificates"] == pytest.approx(216.995)
    assert values["cost"] == pytest.approx(216.995 * 75.36)
    assert list(steps.index) == [
        *["see", "markup", "embedded", "benchmark", "factor", "cscf", "free_allocation", "net"],
        *["mass", "certificates", "price", "cost", "cost_per_t"],
    ]


def test_every_figure_of_the_law_names_its_act(rules: Rules) -> None:
    steps = worked(assess(line(), rules).iloc[0]).set_index("step")
    assert "2026/1740" in steps.at["see", "act"] and "2026/1740" in steps.at["markup", "act"]
    assert "2025/2620" in steps.at["benchmark", "act"] and "column B" in steps.at["benchmark", "act"]
    assert "2003/87" in steps.at["factor", "act"] and "2026/1862" in steps.at["cscf", "act"]
    assert "Art. 21" in steps.at["price", "act"]
    assert set(steps.loc[["embedded", "net", "cost"], "act"]) == {""}


def test_actual_values_have_no_markup_but_precursors_and_deduction(rules: Rules) -> None:
    own = line(
        basis="actual",
        production_route="C",
        direct_t_per_t=2.0,
        precursor_free_allocation_t_per_t=1.0,
        carbon_price_paid_eur_per_t_co2e=7.536,
    )
    steps = worked(assess(own, rules).iloc[0]).set_index("step")
    assert "markup" not in steps.index and "column A" in steps.at["benchmark", "act"]
    assert steps.at["precursor_benchmarks", "value"] == pytest.approx(1 / 0.975)
    # a tenth of the price was paid, so a tenth of the emissions: 0.2 t
    assert steps.at["deduction", "value"] == pytest.approx(0.2)
    # 2 - (0.975 x 0.044 + 1) - 0.2
    assert steps.at["net", "value"] == pytest.approx(2 - 0.0429 - 1 - 0.2)


def test_electricity_has_no_benchmark(rules: Rules) -> None:
    power = line(cn_code="27160000", basis="actual", direct_t_per_t=0.4)
    steps = worked(assess(power, rules).iloc[0]).set_index("step")
    assert not {"benchmark", "factor", "cscf"} & set(steps.index)
    assert steps.at["net", "value"] == pytest.approx(0.4)


def test_cement_shows_direct_and_indirect(rules: Rules) -> None:
    clinker = line(
        cn_code="2523100090", origin="IN", basis="actual", direct_t_per_t=0.8, indirect_t_per_t=0.05
    )
    steps = worked(assess(clinker, rules).iloc[0]).set_index("step")["value"]
    assert steps["direct"] + steps["indirect"] == pytest.approx(steps["see"]) == 0.85
