"""The United Kingdom's mechanism: which goods are in, and a charge from figures that the user assumes."""

from __future__ import annotations

import pandas as pd

#: sectors of the EU's list that the United Kingdom has too (no electricity)
SECTORS = ("aluminium", "cement", "fertilisers", "hydrogen", "iron_steel")


def covers(sector: str) -> bool:
    """Whether goods of a sector of the EU's list are in."""
    return sector in SECTORS


def factor(rules: pd.DataFrame, year: int) -> float | None:
    """Factor on the baseline free share in a year; None where no row gives one."""
    day = pd.Timestamp(year, 1, 1)
    rows = rules[(rules["rule"] == "factor") & (rules["valid_from"] <= day) & ~(rules["valid_to"] < day)]
    return float(rows["value"].iloc[0]) if len(rows) else None


def threshold(rules: pd.DataFrame) -> float:
    """Value of goods in twelve months from which an importer is in, GBP."""
    return float(rules.loc[rules["rule"] == "threshold", "value"].iloc[0])


def charge(emissions_t: float, ets_price: float, baseline_share: float, year_factor: float) -> float:
    """Charge in GBP: tonnes of CO2e times the sectoral price, which is the mean UK ETS price of the quarter
    before, less the baseline share of free allocation times the factor of the year (Finance Act 2026)."""
    return emissions_t * ets_price * (1 - baseline_share * year_factor)
