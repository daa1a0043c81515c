"""Several installations of one good in the data sheets of a supplier: their mean, weighted by mass.

Emissions and what precursors bring add up by mass, so one tonne of the mixture carries the shares of
each installation's precursors (2025/2620 Art. 4). A price is paid on emissions, so those weigh it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from atlas.cbam.engine import chain
from atlas.cbam.files.vocabulary import flat

#: why no mean can be formed
FAULTS = ("masses_needed", "cannot_average")
#: what makes two rows rows of one good
GOOD = ("cn_code", "origin", "period")
PRICE = "carbon_price_paid_eur_per_t_co2e"

Row = Mapping[Any, Any]


def same_good(rows: Sequence[Row], place: int) -> list[int]:
    """Places of the rows of other installations that are about the same good, with that row first."""
    own = rows[place]
    found, seen = [place], {flat(str(own["installation"]))}
    for at in range(place + 1, len(rows)):
        other, name = rows[at], flat(str(rows[at]["installation"]))
        alike = all(own[key] == other[key] for key in GOOD)
        alike = alike and flat(str(own["supplier"])) == flat(str(other["supplier"]))
        if other["filled"] and alike and name and "" not in seen and name not in seen:
            found.append(at)
            seen.add(name)
    return found


def average(rows: Sequence[Row], whole_t: float) -> tuple[Row | None, str]:
    """(one row for all, why there is none); ``whole_t`` are the tonnes of the import lines.

    A row that still holds the tonnes of all lines was copied, so its own mass is not known.
    """
    if len(rows) == 1:
        return rows[0], ""
    masses = np.array([row["net_mass_t"] for row in rows], dtype="float64")
    if not (masses > 0).all() or np.allclose(masses, whole_t, rtol=1e-9):
        return None, "masses_needed"
    shares = (masses / masses.sum()).tolist()
    covers = {str(row["precursors"])[:1] for row in rows if row["precursors"]}
    if len({str(row["production_route"]) for row in rows}) > 1 or len(covers) > 1:
        return None, "cannot_average"
    direct, indirect = _mean(rows, shares, "direct_t_per_t"), _mean(rows, shares, "indirect_t_per_t")
    lacking = covers and any(not row["precursors"] for row in rows)
    return {
        **rows[0],
        "direct_t_per_t": direct,
        "indirect_t_per_t": indirect,
        "precursors": _mixture(rows, shares, covers.pop()) if covers else "",
        PRICE: _price(rows, shares),
        "verified": all(row["verified"] for row in rows),
        "missing": ("averaged", *(["precursors"] if lacking else [])),
    }, ""


def _mean(rows: Sequence[Row], shares: Sequence[float], column: str) -> float:
    """Missing where one of the figures is."""
    return float(np.dot(shares, [_figure(row[column]) for row in rows]))


def _figure(value: Any) -> float:
    return np.nan if value is None else float(value)


def _price(rows: Sequence[Row], shares: Sequence[float]) -> float:
    """Price per tonne of the mixture's direct emissions; an installation that names none has paid none."""
    prices = np.nan_to_num([_figure(row[PRICE]) for row in rows])
    weights = np.multiply(shares, [_figure(row["direct_t_per_t"]) for row in rows])
    if not prices.any() or not weights.sum() > 0:
        return np.nan
    return float(np.dot(weights, prices) / weights.sum())


def _mixture(rows: Sequence[Row], shares: Sequence[float], covers: str) -> str:
    """The chains side by side, each with its share of the good's precursors."""
    steps = [
        step._replace(mass=step.mass * share) if step.depth == 1 and step.mass is not None else step
        for row, share in zip(rows, shares, strict=True)
        if row["precursors"]
        for step in chain.read(str(row["precursors"])).steps
    ]
    return chain.write(chain.Chain(covers, tuple(steps)))
