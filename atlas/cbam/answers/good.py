"""One good and the choices about it, as an address holds them, and as an import line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.cbam.engine import chain

#: electricity, counted in MWh
ELECTRICITY = "27160000"


class Good(NamedTuple):
    """One good and the choices about it; tonnes stand apart."""

    cn: str
    origin: str
    period: str
    basis: str
    route: str | None
    direct: float | None
    indirect: float | None
    precursors: str | None
    precursor_free: float | None
    carbon_price: float | None
    price: float | None
    price_path: str
    scenario: str

    @property
    def year(self) -> int:
        """Year of import."""
        return int(self.period[:4])


class Case(NamedTuple):
    """An assessed good as its sentences need it: as it stands, and as of an importer above the threshold."""

    good: Good
    tonnes: float
    own: pd.Series
    above: pd.Series
    #: cost at the lowest and the highest assumed price, where the price is assumed
    band: tuple[float, float] | None
    limit_t: float
    #: its price should be published by now and is not in the data
    overdue: bool
    #: its row of the goods table
    row: Mapping[str, object]


def lump(good: Good) -> float | None:
    """Sum of the benchmarks of precursors, where the address holds it in place of a chain."""
    text = good.precursors or ""
    return float(text[1:]) if text.startswith(chain.SUM) else None


def line(good: Good, tonnes: float) -> pd.DataFrame:
    """The good as one import line; with default values the direct figure of electricity is the grid's."""
    grid = good.cn == ELECTRICITY and good.basis == "default"
    return pd.DataFrame(
        {
            "period": [good.period],
            "cn_code": [good.cn],
            "origin": [good.origin],
            "net_mass_t": [tonnes],
            "basis": [good.basis],
            "production_route": [good.route or ""],
            "direct_t_per_t": [_float(good.direct)],
            "indirect_t_per_t": [_float(good.indirect)],
            "precursors": ["" if lump(good) is not None else good.precursors or ""],
            "precursor_benchmark_t_per_t": [_float(lump(good))],
            # a chain says it all; a free allocation of an older link stands only without one
            "precursor_free_allocation_t_per_t": [np.nan if good.precursors else _float(good.precursor_free)],
            "carbon_price_paid_eur_per_t_co2e": [_float(good.carbon_price)],
            "certificate_price_eur": [_float(good.price)],
            "emission_factor_t_per_mwh": [_float(good.direct) if grid else np.nan],
        }
    )


def _float(value: float | None) -> float:
    return np.nan if value is None else float(value)
