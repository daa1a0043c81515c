"""Euros in other currencies at dated reference rates."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def convert(eur: float, rates: pd.DataFrame, currencies: Sequence[str]) -> pd.DataFrame:
    """An amount in EUR in each currency at its latest daily rate (table fx_reference_rates).

    Columns: ``currency``, ``amount``, ``units_per_eur``, ``day`` of the rate, ``source_id``.
    Raises KeyError for a currency without a daily rate.
    """
    found = []
    for currency in currencies:
        daily = rates[(rates["currency"] == currency) & (rates["frequency"] == "daily")]
        if daily.empty:
            raise KeyError(currency)
        latest = daily.sort_values("period_end").iloc[-1]
        rate = float(latest["units_per_eur"])
        found.append((currency, eur * rate, rate, latest["period_end"], latest["source_id"]))
    return pd.DataFrame(found, columns=["currency", "amount", "units_per_eur", "day", "source_id"])
