"""The years to 2034 and the payments, on a coil line whose figures are worked out by hand."""

import pandas as pd
import pytest

from atlas.cbam.answers import outlook
from tests.cbam import frozen

COIL = pd.DataFrame({"cn_code": ["72083600"], "origin": ["CN"], "net_mass_t": [100.0], "period": ["2026-Q1"]})


@pytest.fixture(scope="module")
def rule_sets(rules, proposal):
    return {"law": rules, "com_2026_616": proposal}


def figures(found, scenario="law", path="central"):
    own = found[(found["scenario"] == scenario) & (found["price_path"] == path)]
    return own.set_index("year")


def test_law_and_proposal_for_one_good(rule_sets):
    found = outlook.outlook(COIL, rule_sets)
    law, proposal = figures(found), figures(found, "com_2026_616")
    assert list(law.index) == list(range(2026, 2035))
    # 2026: 2.16995 x 75.36 x 100; 2034: 3.187 x 1.3 x 82.32 x 100 (no free allocation)
    assert law.at[2026, "cost_eur"] == pytest.approx(16352.7432)
    assert law.at[2034, "cost_eur"] == pytest.approx(3.187 * 1.3 * 82.32 * 100)
    # the proposal keeps 15 % in 2034: less by 0.15 x 1.370 x 82.32 x 100
    assert law.at[2034, "cost_eur"] - proposal.at[2034, "cost_eur"] == pytest.approx(
        0.15 * 1.370 * 82.32 * 100
    )
    assert (law["cost_eur"] >= proposal["cost_eur"]).all()
    assert law.loc[:2027, "cost_eur"].tolist() == proposal.loc[:2027, "cost_eur"].tolist()
    assert not law.at[2026, "provisional"] and law.loc[2027:, "provisional"].all()
    assert law["cbam_factor"].is_monotonic_decreasing


def test_price_band(rule_sets):
    found = outlook.outlook(COIL, rule_sets, price_eur=100.0)
    paths = {path: figures(found, path=path) for path in ("low", "central", "high", "user")}
    for path in ("low", "central", "high"):
        assert paths[path].at[2026, "cost_eur"] == pytest.approx(16352.7432)
    order = [paths[path].at[2030, "cost_eur"] for path in ("low", "central", "high", "user")]
    assert order == sorted(order) and len(set(order)) == 4
    assert paths["user"].at[2026, "cost_eur"] == pytest.approx(216.995 * 100)
    assert paths["low"]["certificates_t"].tolist() == pytest.approx(paths["high"]["certificates_t"].tolist())


def test_equal_goods_are_added_up_and_refused_lines_left_out(rules):
    lines = pd.concat([COIL, COIL, COIL.assign(net_mass_t=-1), COIL.assign(period="2028")], ignore_index=True)
    year = outlook.one_year(lines.assign(line_id=["a", "b", "c", "d"]), rules)
    assert year["net_mass_t"].tolist() == [200] and year["year"].tolist() == [2026]


def test_nothing_to_look_out_for(rule_sets):
    nothing = COIL.assign(cn_code="x")
    assert outlook.outlook(nothing, rule_sets).empty
    assert outlook.payments(nothing, rule_sets["law"], frozen.table("cbam_deadlines"), 0.5).empty


def test_an_outlook_that_starts_later(rule_sets):
    found = figures(outlook.outlook(COIL.assign(period="2030"), rule_sets))
    assert list(found.index) == [2030, 2031, 2032, 2033, 2034]


def test_payments_for_the_first_year(rules):
    found = outlook.payments(COIL, rules, frozen.table("cbam_deadlines"), 0.5)
    assert found["due"].dt.strftime("%Y-%m-%d").tolist() == [
        "2027-02-01",
        "2027-09-30",
        "2027-10-31",
        "2027-11-01",
    ]
    assert found["duty"].tolist() == ["sale_start", "declaration", "repurchase_request", "cancellation"]
    assert found["eur"].dropna().tolist() == pytest.approx([16352.7432])


def test_payments_of_a_later_year_hold_half_each_quarter(rules):
    """2028: default without mark-up 3.187, free 0.9 x 1.370 = 1.233: 1.954 t/t x 100 t, a quarter of it
    each quarter, half held: 24.425, 48.85, 73.275, 97.7. Declared: (3.187 x 1.3 - 1.233) x 100 = 291.01."""
    found = outlook.payments(COIL, rules, frozen.table("cbam_deadlines"), 0.5, 2028)
    held = found[found["duty"] == "holding_check"]
    assert held["certificates_t"].tolist() == pytest.approx([24.425, 48.85, 73.275, 97.7])
    assert held["eur"].tolist() == pytest.approx([value * 82.32 for value in (24.425, 48.85, 73.275, 97.7)])
    assert found.set_index("duty").at["declaration", "certificates_t"] == pytest.approx(291.01)


def test_holding_counts_quarters_as_they_pass(rules):
    lines = pd.concat([COIL.assign(period="2028-Q2"), COIL.assign(period="2028-Q4")], ignore_index=True)
    found = outlook.payments(lines, rules, frozen.table("cbam_deadlines"), 0.5)
    held = found.loc[found["duty"] == "holding_check", "certificates_t"].tolist()
    assert held == pytest.approx([0, 97.7, 97.7, 195.4])


def test_path_of_rules(rule_sets):
    """Mark-up 10, 20, 30 % and the published factors of law and proposal; fertilisers keep 1 %."""
    found = outlook.path_of_rules(rule_sets, "iron_steel")
    law = found[found["scenario"] == "law"].set_index("year")
    proposal = found[found["scenario"] == "com_2026_616"].set_index("year")
    assert law["markup"].tolist() == [0.1, 0.2] + [0.3] * 7
    assert law["cbam_factor"].tolist() == [0.975, 0.95, 0.9, 0.775, 0.515, 0.39, 0.265, 0.14, 0]
    assert proposal["cbam_factor"].tolist() == [0.975, 0.95, 0.915, 0.81, 0.59, 0.48, 0.375, 0.27, 0.15]
    assert set(outlook.path_of_rules(rule_sets, "fertilisers")["markup"]) == {0.01}
    with pytest.raises(ValueError, match="colour"):
        outlook.path_of_rules(rule_sets, "colour")
