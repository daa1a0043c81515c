"""Why the figure is what it is, and why another tool shows another one.

All functions work on assessed lines, that is, on the answer of `atlas.cbam.engine.assess.assess`.
"""

from __future__ import annotations

import pandas as pd

#: relative difference up to which another tool's figure counts as explained by a slip
TOLERANCE = 0.005


def waterfall(line: pd.Series) -> pd.DataFrame:
    """Steps from embedded emissions to the amount to pay, of one assessed line with status ok.

    Columns: ``step`` (embedded, markup, free_allocation, deduction, unused, to_pay),
    ``t_co2e``, ``eur``, ``eur_per_t`` (per tonne of good). Steps before ``to_pay`` add up to it;
    ``unused`` is free allocation and deduction beyond the emissions, which earns nothing.
    Steps that are zero are left out, except the first and the last.
    """
    mass, price = float(line["net_mass_t"]), float(line["certificate_price_eur"])
    bare = float(line["see_t_per_t"]) * mass
    steps = {
        "embedded": bare,
        "markup": float(line["embedded_t"]) - bare,
        "free_allocation": -float(line["free_allocation_t"]),
        "deduction": -float(line["carbon_price_reduction_t"]),
    }
    paid = float(line["certificates_t"])
    steps["unused"] = paid - sum(steps.values())
    small = 1e-12 * max(abs(value) for value in steps.values())
    kept = {step: value for step, value in steps.items() if step == "embedded" or abs(value) > small}
    kept["to_pay"] = paid
    frame = pd.DataFrame({"step": list(kept), "t_co2e": list(kept.values())})
    frame["eur"] = frame["t_co2e"] * price
    frame["eur_per_t"] = frame["eur"] / mass if mass else float("nan")
    return frame


def known_slips(line: pd.Series, other_benchmark: float | None = None) -> pd.DataFrame:
    """What known wrong formulas give for one assessed line (status ok).

    ``other_benchmark``: the benchmark of the other column (A for a default line, B for an
    actual one), t CO2e/t; without it that slip is left out. Columns: ``slip`` (``right`` is the
    law's own figure), ``certificates_t``, ``cost_eur``, ``eur_per_t``. Slips that give the right
    figure for this line are left out, as they cannot be told from it. Raises ValueError for a
    line without mass.
    """
    mass, price = float(line["net_mass_t"]), float(line["certificate_price_eur"])
    if not mass > 0:
        raise ValueError("a line without mass has no cost to explain")
    deduction = float(line["carbon_price_reduction_t"]) / mass
    net = pd.Series(_intensities(line, mass, other_benchmark)).sub(deduction).clip(lower=0)
    frame = pd.DataFrame({"slip": net.index, "certificates_t": net.to_numpy() * mass})
    frame["cost_eur"] = frame["certificates_t"] * price
    frame["eur_per_t"] = frame["cost_eur"] / mass
    same = (frame["eur_per_t"] - frame["eur_per_t"].iloc[0]).abs() < 0.005
    told: pd.DataFrame = frame.loc[(frame["slip"] == "right") | ~same].reset_index(drop=True)
    return told


def _intensities(line: pd.Series, mass: float, other_benchmark: float | None) -> dict[str, float]:
    """t CO2e per tonne of good that each formula charges, before the deduction and the floor at 0."""
    bare, factor = float(line["see_t_per_t"]), float(line["cbam_factor"])
    marked = float(line["embedded_t"]) / mass
    # electricity has no benchmark and no free allocation
    benchmark = float(line["benchmark_t_per_t"]) if pd.notna(line["benchmark_t_per_t"]) else 0.0
    free = float(line["free_allocation_t"]) / mass
    cscf = float(line["cscf"])
    # what the precursors of an actual good bring along, above the benchmark's own share
    beside = free - factor * cscf * benchmark
    intensities = {
        "right": marked - free,
        "share_of_the_difference": (marked - benchmark - beside) * (1 - factor),
        "share_of_the_emissions": marked * (1 - factor),
        "factor_left_out": marked - cscf * benchmark - beside,
        "no_free_allocation": marked,
        "factor_reversed": marked - (1 - factor) * cscf * benchmark - beside,
        "factor_on_emissions": marked * factor,
        "markup_left_out": bare - free,
        "markup_on_the_rest": (bare - free) * marked / bare if bare else 0.0,
    }
    if other_benchmark is not None:
        intensities["other_column"] = marked - factor * cscf * other_benchmark
    return intensities


def explain(figure_eur_per_t: float, line: pd.Series, slips: pd.DataFrame) -> pd.DataFrame:
    """Which slip produces another tool's figure (EUR per tonne of good), best fit first.

    Adds to `known_slips`: ``difference`` (relative to the figure), ``matches`` (within
    TOLERANCE), ``price_that_fits`` (certificate price at which this formula would give the
    figure exactly: another price is the other usual cause). Raises ValueError for a figure
    that is not above 0.
    """
    if not figure_eur_per_t > 0:
        raise ValueError("the other tool's figure must be above 0")
    found = slips.copy()
    found["difference"] = (found["eur_per_t"] - figure_eur_per_t) / figure_eur_per_t
    found["matches"] = found["difference"].abs() <= TOLERANCE
    per_euro = found["eur_per_t"] / float(line["certificate_price_eur"])
    found["price_that_fits"] = (figure_eur_per_t / per_euro).where(per_euro > 0)
    return found.sort_values("difference", key=abs, kind="stable").reset_index(drop=True)
