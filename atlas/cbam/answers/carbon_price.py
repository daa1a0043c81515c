"""Aids for actual values: free allocation of precursors, and the carbon price really paid abroad."""

from __future__ import annotations

import pandas as pd


def precursor_free_allocation(precursors: pd.DataFrame, cbam_factor: float, cscf: float) -> pd.DataFrame:
    """Free allocation that precursors bring into one tonne of a complex good.

    Method: Implementing Regulation (EU) 2025/2620 Annex, Eq. 4 (sum over precursors of mass per
    tonne times specific embedded free allocation) and Eq. 5 (mass per tonne = mass of the
    precursor over the activity level). In: ``mass_t_per_t`` (t of precursor per t of good),
    ``benchmark_t_per_t`` (column A of the precursor's own last step; column B for a precursor
    without verified data, Eq. 6) and, where the precursor is complex itself, optionally
    ``precursor_free_allocation_t_per_t`` (what its own precursors brought). Optional
    ``see_t_per_t`` (its intensity) gives its share of the good's emissions.

    Returns the input plus ``free_allocation_t_per_t`` (per tonne of the good) and, with
    ``see_t_per_t``, ``embedded_t_per_t``. The sum of ``free_allocation_t_per_t`` is the line's
    ``precursor_free_allocation_t_per_t``. Rows without mass or benchmark stay empty: unknown,
    not zero. Raises ValueError for a negative mass or benchmark.
    """
    figures = precursors[["mass_t_per_t", "benchmark_t_per_t"]]
    if (figures < 0).any(axis=None):
        raise ValueError("mass and benchmark of a precursor cannot be negative")
    found = precursors.copy()
    own = cbam_factor * cscf * found["benchmark_t_per_t"]
    if "precursor_free_allocation_t_per_t" in found:
        own = own + found["precursor_free_allocation_t_per_t"].fillna(0)
    found["free_allocation_t_per_t"] = found["mass_t_per_t"] * own
    if "see_t_per_t" in found:
        found["embedded_t_per_t"] = found["mass_t_per_t"] * found["see_t_per_t"]
    return found


def effective_carbon_price(price_local: float, paid_share: float, units_per_eur: float) -> float:
    """Carbon price effectively paid, EUR per t CO2e, for `carbon_price_paid_eur_per_t_co2e`.

    ``price_local``: allowance price or tax rate in local currency per t CO2e; ``paid_share``:
    share of the emissions not covered by free allowances, rebates or refunds (0 to 1);
    ``units_per_eur``: local currency per euro (yearly average). Method: draft implementing act
    Ares(2026)4841230, Annex I and Art. 5 and 8, not adopted: the result is an estimate.
    Raises ValueError outside these ranges.
    """
    if price_local < 0 or not 0 <= paid_share <= 1 or not units_per_eur > 0:
        raise ValueError("price from 0, share from 0 to 1 and exchange rate above 0 are needed")
    return price_local * paid_share / units_per_eur
