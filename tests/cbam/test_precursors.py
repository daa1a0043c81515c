"""The precursor table: benchmarks looked up, unknown ones left open, free allocation added up."""

import math

import pandas as pd
import pytest

from atlas.cbam.answers import precursors
from atlas.cbam.law.rules import Rules


def table(*rows: dict[str, object]) -> pd.DataFrame:
    blank: dict[str, object] = dict.fromkeys(precursors.COLUMNS)
    start = {"cn_code": "", "production_route": "", "verified": True}
    return pd.DataFrame([blank | start | row for row in rows], columns=precursors.COLUMNS)


def test_the_benchmark_is_that_of_column_a_or_b(rules: Rules) -> None:
    # 2025/2620: hot-rolled coil 7208, route C: column A 0.044, column B 1.370
    assert precursors.benchmark("72083600", "C", True, 2026, rules) == pytest.approx(0.044)
    assert precursors.benchmark("72083600", "C", False, 2026, rules) == pytest.approx(1.370)


def test_a_route_is_needed_where_the_benchmarks_differ(rules: Rules) -> None:
    assert math.isnan(precursors.benchmark("72083600", "", False, 2026, rules))
    assert precursors.benchmark("72083600", "", True, 2026, rules) == pytest.approx(0.044)
    assert math.isnan(precursors.benchmark("00000000", "C", True, 2026, rules))


def test_free_allocation_is_mass_times_factor_times_benchmark(rules: Rules) -> None:
    found = precursors.fill(
        table({"cn_code": "7208 36 00", "production_route": "c", "mass_t_per_t": 1.1, "see_t_per_t": 2.0}),
        2027,
        rules,
    )
    # factor of 2027: 0.95
    assert found["free_allocation_t_per_t"].iloc[0] == pytest.approx(1.1 * 0.95 * 0.044)
    assert found["embedded_t_per_t"].iloc[0] == pytest.approx(2.2)


def test_an_own_benchmark_wins_and_empty_rows_vanish(rules: Rules) -> None:
    found = precursors.fill(table({"mass_t_per_t": 2.0, "benchmark_t_per_t": 0.5}, {}), 2026, rules)
    assert found["free_allocation_t_per_t"].tolist() == [pytest.approx(2 * 0.975 * 0.5)]


def test_a_missing_mass_is_not_zero(rules: Rules) -> None:
    found = precursors.fill(table({"cn_code": "72083600", "production_route": "C"}), 2026, rules)
    assert found["free_allocation_t_per_t"].isna().all()


def test_an_empty_table_gives_nothing(rules: Rules) -> None:
    assert precursors.fill(table({}, {}), 2026, rules).empty
