"""Amounts in other currencies, by hand from small tables."""

import pandas as pd
import pytest

from atlas import tables
from atlas.cbam.answers import exchange

RATES = pd.DataFrame(
    {
        "currency": ["CNY", "CNY", "CNY", "CNY"],
        "frequency": ["annual", "annual", "daily", "daily"],
        "period": ["2025", "2026", "2026-10-29", "2026-10-30"],
        "period_end": pd.to_datetime(["2025-12-31", "2026-10-30", "2026-10-29", "2026-10-30"]),
        "units_per_eur": [8.0, 7.5, 7.4, 7.0],
        "complete": [True, False, True, True],
        "source_id": "X",
    }
)
PRICES = pd.DataFrame(
    {
        "country": ["CN", "CN", "JP"],
        "period_end": pd.to_datetime(["2025-12-31", "2026-03-06", "2026-12-31"]),
        "price_local": [64.0, 70.0, 1700.0],
        "currency": ["CNY", "CNY", "JPY"],
    }
)


def test_an_amount_at_the_latest_daily_rate():
    found = exchange.convert(100.0, RATES, ["CNY"]).iloc[0]
    assert (found["amount"], found["day"]) == (700, pd.Timestamp("2026-10-30"))
    with pytest.raises(KeyError, match="USD"):
        exchange.convert(100.0, RATES, ["USD"])


def test_carbon_prices_take_the_mean_of_a_complete_year_else_the_latest_day():
    found = exchange.carbon_prices("CN", PRICES, RATES)
    # newest first: 70 / 7.0 (2026 is not complete), 64 / 8.0
    assert found["price_eur"].tolist() == [10, 8]
    assert found["rate_period"].tolist() == ["2026-10-30", "2025"]


def test_every_carbon_price_of_the_tables_has_a_rate():
    prices, rates = tables.load("origin_carbon_prices"), tables.load("fx_reference_rates")
    known = set(rates["currency"])
    for origin in prices["country"].unique():
        found = exchange.carbon_prices(origin, prices, rates)
        ours = found["currency"].isin(known)
        assert found.loc[ours & found["price_local"].notna(), "price_eur"].gt(0).all()
