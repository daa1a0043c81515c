"""Euros in other currencies, and carbon prices abroad in euros, at dated reference rates."""

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


def carbon_prices(origin: str, prices: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """Carbon prices known for an origin (ISO code) with their worth in euros, newest first.

    ``prices``: table origin_carbon_prices; ``rates``: table fx_reference_rates. Adds
    ``units_per_eur``, ``rate_period`` and ``price_eur`` to the rows: at the mean rate of the
    price's year where the year is complete, else at the latest daily rate. These are prices of
    an allowance or rates of a tax, not what industry pays: see ``paid_by_industry`` and
    `atlas.cbam.answers.carbon_price.effective_carbon_price`. Empty where a currency has no rate.
    """
    own = prices[prices["country"] == origin].sort_values("period_end", ascending=False, kind="stable")
    yearly = rates[(rates["frequency"] == "annual") & rates["complete"]]
    mean = yearly.assign(year=yearly["period_end"].dt.year).rename(columns={"period": "rate_period"})
    mean = mean[["currency", "year", "units_per_eur", "rate_period"]]
    daily = rates[rates["frequency"] == "daily"].sort_values("period_end")
    latest = daily.drop_duplicates("currency", keep="last").set_index("currency")
    found = own.assign(year=own["period_end"].dt.year).merge(mean, on=["currency", "year"], how="left")
    late = found["units_per_eur"].isna()
    found.loc[late, "units_per_eur"] = found.loc[late, "currency"].map(latest["units_per_eur"])
    found.loc[late, "rate_period"] = found.loc[late, "currency"].map(latest["period"])
    found["price_eur"] = found["price_local"] / found["units_per_eur"]
    return found.drop(columns="year")
