"""The calculation of one good step by step, each figure with its act or with its arithmetic."""

from __future__ import annotations

from typing import Any

import pandas as pd

#: step → (column of the assessed line, unit, part of `legal_basis` it rests on)
GIVEN = {
    "direct": ("direct_t_per_t_used", "t_per_t", "emissions"),
    "indirect": ("indirect_t_per_t_used", "t_per_t", "emissions"),
    "see": ("see_t_per_t", "t_per_t", "emissions"),
    "markup": ("markup", "share", "mark-up"),
    "benchmark": ("benchmark_t_per_t", "t_per_t", "benchmark"),
    "factor": ("cbam_factor", "share", "factor"),
    "cscf": ("cscf", "share", "correction factor"),
    "price": ("certificate_price_eur", "eur_per_certificate", "price"),
}


def worked(line: pd.Series, precursors: float = 0.0) -> pd.DataFrame:
    """Steps of one assessed line (status ok) in the order of Regulation (EU) 2023/956.

    ``precursors``: the line's free allocation of precursors, t CO2e/t. Columns: ``step`` (code),
    ``value``, ``unit`` (t_per_t, share, t, certificates, eur, eur_per_certificate, eur_per_t),
    ``act`` (English, empty for what is computed from the rows above). Steps that a line does
    not have (mark-up of actual values, benchmark of electricity) are left out.
    """
    mass = float(line["net_mass_t"])
    acts = dict(part.split(": ", 1) for part in str(line["legal_basis"]).split("; "))
    actual = str(line["see_from"]) == "actual"
    rows: list[dict[str, Any]] = []

    def given(step: str) -> None:
        column, unit, basis = GIVEN[step]
        if pd.notna(line[column]):
            rows.append({"step": step, "value": line[column], "unit": unit, "act": acts.get(basis, "")})

    def computed(step: str, value: float, unit: str = "t_per_t") -> None:
        rows.append({"step": step, "value": value, "unit": unit, "act": ""})

    for step in ("direct", "indirect") if pd.notna(line["indirect_t_per_t_used"]) else ():
        given(step)
    given("see")
    if not actual:
        given("markup")
    computed("embedded", float(line["embedded_t"]) / mass)
    for step in ("benchmark", "factor", "cscf") if pd.notna(line["benchmark_t_per_t"]) else ():
        given(step)
    if actual and precursors:
        computed("precursors", precursors)
    computed("free_allocation", float(line["free_allocation_t"]) / mass)
    if float(line["carbon_price_reduction_t"]):
        computed("deduction", float(line["carbon_price_reduction_t"]) / mass)
    computed("net", float(line["certificates_t"]) / mass)
    computed("mass", mass, "t")
    computed("certificates", float(line["certificates_t"]), "certificates")
    given("price")
    computed("cost", float(line["cost_eur"]), "eur")
    computed("cost_per_t", float(line["cost_eur_per_t"]), "eur_per_t")
    return pd.DataFrame(rows)
