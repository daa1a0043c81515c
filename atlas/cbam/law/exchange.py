"""Euros in other currencies at dated reference rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd


class Rate(NamedTuple):
    """Mean rate of a year; ``complete``: the whole year is in it, else it ends on ``period_end``."""

    units_per_eur: float
    period_end: pd.Timestamp
    complete: bool
    sources: tuple[str, ...]


def yearly(currency: str, year: int, rates: pd.DataFrame, dollars: pd.DataFrame) -> Rate | None:
    """Units of a currency per euro, mean of a year (draft act on the carbon price, Art. 5): the ECB's own
    (table fx_reference_rates), else by way of the dollar (fx_usd_rates). None where neither has it."""
    annual = rates[(rates["frequency"] == "annual") & (rates["period"] == str(year))]
    direct, dollar = annual[annual["currency"] == currency], annual[annual["currency"] == "USD"]
    if len(direct):
        own = direct.iloc[0]
        return Rate(
            float(own["units_per_eur"]), own["period_end"], bool(own["complete"]), (str(own["source_id"]),)
        )
    crossed = dollars[(dollars["currency"] == currency) & (dollars["year"] == year)]
    if crossed.empty or dollar.empty:
        return None
    first, second = crossed.iloc[0], dollar.iloc[0]
    return Rate(
        float(first["units_per_usd"]) * float(second["units_per_eur"]),
        min(first["period_end"], second["period_end"]),
        bool(first["complete"] and second["complete"]),
        (str(first["source_id"]), str(second["source_id"])),
    )


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
