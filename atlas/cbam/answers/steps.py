"""The calculation of one good step by step, each figure with its act or with its arithmetic."""

from __future__ import annotations

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


def worked(line: pd.Series) -> pd.DataFrame:
    """Steps of one assessed line (status ok) in the order of Regulation (EU) 2023/956.

    Columns: ``step`` (code),
    ``value``, ``unit`` (t_per_t, share, t, certificates, eur, eur_per_certificate, eur_per_t),
    ``act`` (English, empty for what is computed from the rows above). Steps that a line does
    not have (mark-up of actual values, benchmark of electricity) are left out.
    """
    acts = dict(part.split(": ", 1) for part in str(line["legal_basis"]).split("; "))
    rows = []
    for step in _order(line):
        if step in GIVEN:
            column, unit, basis = GIVEN[step]
            rows.append({"step": step, "value": line[column], "unit": unit, "act": acts.get(basis, "")})
        else:
            value, unit = _computed(line)[step]
            rows.append({"step": step, "value": value, "unit": unit, "act": ""})
    return pd.DataFrame(rows)


def _order(line: pd.Series) -> list[str]:
    """The steps this line has."""
    actual, allocated = str(line["see_from"]) == "actual", pd.notna(line["benchmark_t_per_t"])
    return [
        *(["direct", "indirect"] if pd.notna(line["indirect_t_per_t_used"]) else []),
        *(["precursor_emissions"] if actual and pd.notna(line["precursor_see_t_per_t"]) else []),
        "see",
        *([] if actual or not line["markup"] > 0 else ["markup"]),
        "embedded",
        *(["benchmark", "factor", "cscf"] if allocated else []),
        *(["precursor_benchmarks"] if actual and line["precursor_benchmark_t_per_t_used"] else []),
        "free_allocation",
        *(["deduction"] if line["carbon_price_reduction_t"] else []),
        *["net", "mass", "certificates", "price", "cost", "cost_per_t"],
    ]


def _computed(line: pd.Series) -> dict[str, tuple[float, str]]:
    """Values and units of what follows from the rows above."""
    mass = float(line["net_mass_t"])
    return {
        "embedded": (float(line["embedded_t"]) / mass, "t_per_t"),
        "precursor_emissions": (float(line["precursor_see_t_per_t"]), "t_per_t"),
        "precursor_benchmarks": (float(line["precursor_benchmark_t_per_t_used"]), "t_per_t"),
        "free_allocation": (float(line["free_allocation_t"]) / mass, "t_per_t"),
        "deduction": (float(line["carbon_price_reduction_t"]) / mass, "t_per_t"),
        "net": (float(line["certificates_t"]) / mass, "t_per_t"),
        "mass": (mass, "t"),
        "certificates": (float(line["certificates_t"]), "certificates"),
        "cost": (float(line["cost_eur"]), "eur"),
        "cost_per_t": (float(line["cost_eur_per_t"]), "eur_per_t"),
    }
