"""Amounts in other currencies, by hand from small tables."""

import pandas as pd
import pytest

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


def test_an_amount_at_the_latest_daily_rate():
    found = exchange.convert(100.0, RATES, ["CNY"]).iloc[0]
    assert (found["amount"], found["day"]) == (700, pd.Timestamp("2026-10-30"))
    with pytest.raises(KeyError, match="USD"):
        exchange.convert(100.0, RATES, ["USD"])
