"""Totals and the 50-tonne tracker on six lines whose figures are worked out by hand.

Rules of the law: factor 0.975 and mark-up 10 % in 2026, factor 0 and mark-up 30 % in 2034.
- coil: 7208 36 00, China, 100 t, 2026-Q1:
  3.187 x 1.1 - 0.975 x 1.370 = 2.16995 t/t; x 75.36 x 100 = 16,352.7432
- billet: 7207 11 11, Türkiye, 100 t, 2026-Q3:
  2.31 x 1.1 - 0.975 x 1.364 = 1.2111; x 82.32 x 100 = 9,969.7752
- clinker: 2523 10 00 90, India, 1,000 t, 2026-Q1:
  1.44 x 1.1 - 0.975 x 0.666 = 0.93465; x 75.36 x 1000 = 70,435.224
- Norway is exempt; 10 t of coil in 2034 stay below 50 t: 3.187 x 1.3 x 82.32 x 10 = 3,410.59992 above it
"""

import pandas as pd
import pytest

from atlas.cbam.answers import totals
from atlas.cbam.engine.assess import assess


@pytest.fixture(scope="module")
def assessed(rules):
    lines = pd.DataFrame(
        {
            "cn_code": ["7208 36 00", "72071111", "2523100090", "72083600", "72083600", "x"],
            "origin": ["CN", "Türkiye", "印度", "Norway", "China", "CN"],
            "net_mass_t": [100.0, 100, 1000, 5, 10, 1],
            "period": ["2026-Q1", None, "2026-Q1", "2026-Q1", "2034", "2026-Q1"],
            "import_date": [None, "2026-08-31", None, None, None, None],
            "importer": ["a", "a", " a ", "b", None, "a"],
        }
    )
    return assess(lines, rules, price_path="central")


def test_keys_are_written_one_way(assessed, rules):
    keys = totals.keys(assessed, rules)
    assert keys["origin"].tolist() == ["CN", "TR", "IN", "NO", "CN", "CN"]
    assert keys["heading"].tolist()[:3] == ["7208", "7207", "2523"]
    assert keys["period"].tolist()[:5] == ["2026-Q1", "2026-Q3", "2026-Q1", "2026-Q1", "2034"]
    assert keys["importer"].tolist() == ["a", "a", "a", "b", "", "a"]


def test_totals_by_origin(assessed, rules):
    found = totals.totals(assessed, rules, "origin").set_index("origin")
    assert list(found.index) == ["IN", "CN", "TR", "NO"]
    assert found["cost_eur"].tolist() == pytest.approx([70435.224, 16352.7432, 9969.7752, 0])
    assert found["lines"].tolist() == [1, 2, 1, 1]
    assert found.at["CN", "cost_eur_per_t"] == pytest.approx(16352.7432 / 110)
    assert found["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("by", totals.KEYS)
def test_every_total_adds_up_to_the_whole(assessed, rules, by):
    found = totals.totals(assessed, rules, by)
    assert found["cost_eur"].sum() == pytest.approx(96757.7424)
    # 100 + 100 + 1000 + 5 + 10: the refused line is not in it
    assert found["net_mass_t"].sum() == 1215 and found["lines"].sum() == 5


def test_periods_come_in_order_of_time(assessed, rules):
    assert totals.totals(assessed, rules, "period")["period"].tolist() == ["2026-Q1", "2026-Q3", "2034"]


def test_electricity_is_not_added_to_tonnes(rules):
    lines = pd.DataFrame(
        {
            "cn_code": ["27160000", "72083600"],
            "origin": ["UA", "UA"],
            "net_mass_t": [1000.0, 100.0],
            "period": "2026-Q1",
            "basis": ["actual", "default"],
            "direct_t_per_t": [0.5, None],
        }
    )
    found = totals.totals(assess(lines, rules), rules, "origin")
    assert found["net_mass_t"].isna().all() and found["cost_eur_per_t"].isna().all()
    assert (
        totals.totals(assess(lines, rules), rules, "sector").set_index("sector")["net_mass_t"]["iron_steel"]
        == 100
    )


def test_an_unknown_key_is_an_error(assessed, rules):
    with pytest.raises(KeyError):
        totals.totals(assessed, rules, "colour")


def test_no_line_gives_no_totals(assessed, rules):
    assert totals.totals(assessed[assessed["status"] == "refused"], rules, "sector").empty


def test_threshold_tracker(assessed, rules):
    found = totals.threshold_tracker(assessed, rules, 0.9).set_index(["importer", "year"])
    assert found.index.tolist() == [("", 2034), ("a", 2026)]
    small, large = found.loc[("", 2034)], found.loc[("a", 2026)]
    assert (small["counted_t"], small["room_t"], small["state"]) == (10, 40, "below")
    assert small["cost_eur"] == 0 and small["cost_above_eur"] == pytest.approx(3410.59992)
    assert (large["counted_t"], large["room_t"], large["state"]) == (1200, 0, "above")
    assert large["cost_eur"] == pytest.approx(96757.7424) == large["cost_above_eur"]


@pytest.mark.parametrize(
    ("tonnes", "state"), [(44.9, "below"), (45, "watched"), (50, "watched"), (50.001, "above")]
)
def test_states_of_the_threshold(rules, tonnes, state):
    lines = pd.DataFrame({"cn_code": ["72083600"], "origin": "CN", "net_mass_t": tonnes, "period": "2026-Q1"})
    assert totals.threshold_tracker(assess(lines, rules), rules, 0.9)["state"].tolist() == [state]


def test_hydrogen_is_not_tracked(rules):
    lines = pd.DataFrame({"cn_code": ["28041000"], "origin": "CN", "net_mass_t": 1.0, "period": "2026-Q1"})
    assert totals.threshold_tracker(assess(lines, rules), rules, 0.9).empty
