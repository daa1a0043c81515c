"""What speaks against figures of a plant: marks that the law's own tables give."""

from __future__ import annotations

import numpy as np
import pandas as pd

from atlas.cbam.files.numbers import UNLIKELY_INTENSITY
from atlas.cbam.law.rules import Rules

#: emissions above the highest default value, and below the lowest benchmark, by more than these factors
FAR_ABOVE, FAR_BELOW = 2.0, 0.5


def doubts(line: pd.Series, cn: str, rules: Rules) -> list[tuple[str, float]]:
    """(code, the figure it is compared with) of what is unlikely about an assessed line with actual values."""
    spot = rules.goods.position.get(cn, -1)
    see, paid = float(line["see_t_per_t"]), float(line.get("carbon_price_paid_eur_per_t_co2e", np.nan))
    if spot < 0 or str(line["see_from"]) != "actual":
        return []
    found = []
    highest = float(rules.highest.value[spot])
    benchmarks = rules.benchmarks.column_b[spot]
    lowest = float(np.nanmin(benchmarks)) if not np.isnan(benchmarks).all() else np.nan
    if see > UNLIKELY_INTENSITY:
        found.append(("kilograms", UNLIKELY_INTENSITY))
    elif see > FAR_ABOVE * highest:
        found.append(("far_above", highest))
    elif see < FAR_BELOW * lowest:
        found.append(("far_below", lowest))
    if paid > float(line["certificate_price_eur"]):
        found.append(("price_above", float(line["certificate_price_eur"])))
    return found
