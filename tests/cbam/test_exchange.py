"""Amounts in other currencies, by hand from small tables."""

import pandas as pd
import pytest

from atlas.cbam.law import exchange

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


def test_an_amount_at_the_latest_daily_rate():
    found = exchange.convert(100.0, RATES, ["CNY"]).iloc[0]
    assert (found["amount"], found["day"]) == (700, pd.Timestamp("2026-10-30"))
    with pytest.raises(KeyError, match="USD"):
        exchange.convert(100.0, RATES, ["USD"])


def test_the_mean_of_a_year_by_the_bank_or_by_way_of_the_dollar():
    rates = RATES[RATES["frequency"] == "annual"]
    dollar = rates.assign(currency="USD", units_per_eur=[1.1, 1.2])
    rates = pd.concat([rates, dollar])
    dollars = pd.DataFrame(
        {
            "currency": ["TWD", "CNY"],
            "year": [2026, 2026],
            "units_per_usd": [30.0, 99.0],
            "period_end": pd.to_datetime(["2026-06-30", "2026-06-30"]),
            "complete": [False, False],
            "source_id": "Y",
        }
    )
    assert exchange.yearly("CNY", 2025, rates, dollars)[:3] == (8.0, pd.Timestamp("2025-12-31"), True)
    found = exchange.yearly("TWD", 2026, rates, dollars)
    assert found == (36.0, pd.Timestamp("2026-06-30"), False, ("Y", "X"))
    assert exchange.yearly("TWD", 2025, rates, dollars) is None
    assert exchange.yearly("UAH", 2026, rates, dollars) is None
