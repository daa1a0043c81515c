"""What 120 million dollars buy, and the rule of half domestic equipment."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import tables
from atlas.industry import equipment

TABLE = tables.load("equipment_localisation")


def lines(*rows: tuple[float | None, float | None, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["quantity", "price", "domestic"])


def test_scanners_for_120_million() -> None:
    """120 / 14.46 = 8.30, 120 / 27.9 = 4.30, 120 / 82.5 = 1.45."""
    rows = equipment.machines_for(120e6, equipment.scanner_prices(TABLE)).set_index("scanner")["machines"]
    assert rows.to_dict() == pytest.approx(
        {"krf": 120 / 14.46, "arf_dry": 120 / 27.9, "arf_immersion": 120 / 82.5}
    )
    with pytest.raises(ValueError):
        equipment.machines_for(-1, equipment.scanner_prices(TABLE))


def test_a_line_that_fails_and_what_must_move() -> None:
    """2 × 10 imported, 4 × 2 and 1 × 2 domestic: 10 of 30 is a third, five must move."""
    answer = equipment.domestic_share(lines((2, 10, False), (4, 2, True), (1, 2, True)), 50)
    assert answer is not None and not answer.passes
    assert answer.share == pytest.approx(100 / 3) and answer.share_by_count == pytest.approx(5 / 7 * 100)
    assert (answer.total, answer.domestic, answer.to_move, answer.unpriced) == (30, 10, 5, 0)


def test_exactly_half_passes() -> None:
    answer = equipment.domestic_share(lines((1, 0.1, True), (3, 0.1, False), (2, 0.1, True)), 50)
    assert answer is not None and answer.passes and answer.to_move == pytest.approx(0)


def test_unpriced_lines_are_counted_not_zero() -> None:
    answer = equipment.domestic_share(lines((1, 5, True), (1, None, False), (None, 5, False)), 50)
    assert answer is not None and answer.share == 100 and answer.unpriced == 2
    assert equipment.domestic_share(lines((1, None, True)), 50) is None
    assert equipment.domestic_share(lines(), 50) is None


def test_a_negative_entry_is_refused() -> None:
    with pytest.raises(ValueError):
        equipment.domestic_share(lines((-1, 5, True)), 50)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0.01, 1e6), st.booleans()), min_size=1, max_size=8))
def test_moving_what_is_missing_makes_it_pass(rows: list[tuple[int, float, bool]]) -> None:
    answer = equipment.domestic_share(lines(*rows), 50)
    assert answer is not None
    moved = (answer.domestic + answer.to_move) / answer.total
    assert moved >= 0.5 - 1e-9 and (answer.passes == (answer.to_move <= 1e-9 * answer.total))


def test_the_rule_asks_for_half() -> None:
    assert equipment.required_share(TABLE) == 50


def test_the_revenue_of_2025_that_cannot_be_is_gone() -> None:
    """Nine months of 2025 were 27.3 billion CNY; 46.8 to 52.0 would need a fourth quarter of 19.5 or more."""
    naura = TABLE[(TABLE["firm"] == "naura") & (TABLE["metric"] == "revenue")]
    assert set(naura["year"]) == {2024} and naura["value_high"].max() < 30e9
    trailing = TABLE[TABLE["metric"] == "revenue_12_months"]
    assert trailing["value_low"].tolist() == [36_607_000_000]


def test_domestic_shares_by_step_keep_their_houses() -> None:
    rows = equipment.domestic_shares(tables.load("outside_facts"))
    assert rows["subject"].drop_duplicates().tolist() == list(equipment.STEPS)
    etch = rows[rows["subject"] == "china_etch"]
    assert set(etch["fact_id"]) == {"hi-083", "hi-094", "hi-104"}


def test_export_limits_are_in_order() -> None:
    rows = equipment.export_limits(tables.load("outside_facts"))
    assert rows["period"].is_monotonic_increasing and rows["fact_id"].iloc[0] == "hi-121"
