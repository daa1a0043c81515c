"""The carbon price really paid abroad."""

from __future__ import annotations

from typing import NamedTuple

from atlas.cbam.law.exchange import Rate


class Known(NamedTuple):
    """One price of an origin; ``price`` is missing where nothing is charged or none was found, ``share``
    where no rule says which part of the emissions is paid for."""

    instrument: str
    statistic: str
    period: str
    price: float | None
    currency: str
    paid: str
    source: str
    share: float | None
    rate: Rate | None

    @property
    def really_paid(self) -> float | None:
        """Price on the part of the emissions that is paid for, in the local currency."""
        return None if self.price is None or self.share is None else self.price * self.share


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
