"""Two small articles: printing presses in Qingpu, and pay for an hour at SpaceX."""

from __future__ import annotations

import pandas as pd

from atlas.evidence import formulas

PRESSES = {
    "units_year": "a4-013 / a4-005",
    "units_per_person": "a4-013 / a4-010",
    "m2_per_person": "a4-009 / a4-010",
}


def presses(evidence: pd.DataFrame) -> pd.DataFrame:
    """Heidelberg Shanghai computed per year and per person: ``unit``, ``value`` (all "about": the facts are bounds)."""
    known = formulas.facts(evidence)
    values = [formulas.compute(formula, known).low for formula in PRESSES.values()]
    return pd.DataFrame({"unit": list(PRESSES), "value": values})


def pay_per_hour(pay_year: float, hours_week: float, weeks_year: float = 52) -> float:
    """Pay for an hour worked; ValueError for hours or weeks that nobody can work."""
    if not 0 < hours_week <= 168 or not 0 < weeks_year <= 53 or pay_year < 0:
        raise ValueError("hours must be 0 to 168 a week, weeks 0 to 53 a year, pay not negative")
    return pay_year / (hours_week * weeks_year)


def same_pay_at(pay_year: float, hours_week: float, usual_hours: float = 40) -> float:
    """Yearly pay that gives the same for an hour at the usual hours."""
    return pay_year * usual_hours / hours_week


def yearly_return(multiple: float, years: float) -> float:
    """Average return a year, in percent, behind a multiple over some years."""
    return float(multiple ** (1 / years) - 1) * 100
