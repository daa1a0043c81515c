"""Why a line is refused, in English, saying what to change.

Pages translate by `reason_code`, `reason_value` and `reason_hint`; the sentences here serve the
command line and files.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from atlas.cbam import Array

# code: (column whose value is quoted, sentence)
SENTENCES: dict[str, tuple[str, str]] = {
    "period_missing": ("period", "Give import_date as YYYY-MM-DD, or period as 2026-Q1 or a year."),
    "period_malformed": (
        "period",
        "{value} is not a period: write 2026-Q1, a year, or a date as YYYY-MM-DD.",
    ),
    "date_malformed": ("import_date", "{value} is not a date: write YYYY-MM-DD."),
    "period_conflict": ("period", "import_date lies outside period {value}: correct one of the two."),
    "before_start": (
        "period",
        "{value} is too early: the obligation covers imports from {hint} on. Correct it.",
    ),
    "after_end": ("period", "{value} is too late: this calculation ends with {hint}. Correct the period."),
    "cn_missing": ("cn_code", "Give the CN code: 8 digits, or 10 with TARIC."),
    "cn_malformed": ("cn_code", "{value} is not a CN code: write 8 digits, or 10 with TARIC."),
    "cn_too_short": ("cn_code", "{value} is too short: give all 8 digits of the CN code, such as {hint}."),
    "cn_unknown": (
        "cn_code",
        "{value} is no code of its heading in Annex I: check the digits, such as {hint}.",
    ),
    "cn_not_in_annex_i": (
        "cn_code",
        "{value} is not in Annex I, so CBAM does not apply: remove it or correct it.",
    ),
    "cn_excepted": (
        "cn_code",
        "{value} is excepted from Annex I, so CBAM does not apply: remove or correct it.",
    ),
    "cn_split": ("cn_code", "{value} was split into newer codes: use {hint}."),
    "taric_needed": ("cn_code", "{value} needs its TARIC digits: write {hint}."),
    "taric_unknown": ("cn_code", "{value} is no TARIC code with a default value in Annex I: use {hint}."),
    "origin_missing": ("origin", "Give the origin: ISO code of two letters, or a country's name."),
    "origin_unknown": ("origin", "{value} is not a known origin: give the ISO code of two letters."),
    "mass_missing": ("net_mass_t", "Give net_mass_t in tonnes (MWh for electricity)."),
    "mass_not_number": ("net_mass_t", "{value} is not a number: write tonnes with a decimal point."),
    "mass_negative": ("net_mass_t", "{value} is negative: give the net mass in tonnes."),
    "mass_not_finite": ("net_mass_t", "{value} is not finite: give the net mass in tonnes."),
    "mass_too_large": ("net_mass_t", "{value} is beyond any shipment: check that the unit is tonnes."),
    "basis_unknown": ("basis", "{value} is not a basis: write default or actual."),
    "route_unknown": ("production_route", "{value} is not a route of the benchmarks: use one of {hint}."),
    "route_needed": (
        "production_route",
        "Give production_route, one of {hint}: no table names it for this line.",
    ),
    "route_not_for_good": (
        "production_route",
        "This good has no benchmark for route {value}: use one of {hint}.",
    ),
    "direct_missing": ("direct_t_per_t", "Actual basis: give direct_t_per_t, or choose default."),
    "direct_invalid": ("direct_t_per_t", "direct_t_per_t {value} is not a number from 0 up: correct it."),
    "indirect_missing": (
        "indirect_t_per_t",
        "Indirect emissions count for this good: give indirect_t_per_t, or choose default.",
    ),
    "indirect_invalid": (
        "indirect_t_per_t",
        "indirect_t_per_t {value} is not a number from 0 up: correct it.",
    ),
    "precursor_invalid": (
        "precursor_free_allocation_t_per_t",
        "precursor_free_allocation_t_per_t {value} is not a number from 0 up: correct it.",
    ),
    "carbon_price_invalid": (
        "carbon_price_paid_eur_per_t_co2e",
        "carbon_price_paid_eur_per_t_co2e {value} is not a number from 0 up: correct it.",
    ),
    "price_invalid": (
        "certificate_price_eur",
        "certificate_price_eur {value} is not a price of 0.01 or more: correct it.",
    ),
    "electricity_default": (
        "basis",
        "Default factors of electricity are not carried here: choose actual and give direct_t_per_t.",
    ),
    "electricity_limit": (
        "direct_t_per_t",
        "{value} t/MWh is above the limit of {hint} for an actual electricity factor: check it.",
    ),
    "quarter_needed": (
        "period",
        "The price of {value} is set by quarter: write the quarter, such as {hint}.",
    ),
    "price_not_published": (
        "period",
        "The price of {value} is due on {hint}: give certificate_price_eur, or choose a price path.",
    ),
}
CODES = ["", *SENTENCES]
KIND = pd.CategoricalDtype(pd.Index(CODES[1:], dtype="str"))
NO_TEXT = pd.CategoricalDtype(pd.Index([], dtype="str"))
INDEX = {code: place for place, code in enumerate(CODES)}


def write(
    reason: Array, lines: pd.DataFrame, good: Array, hint: Callable[[str, int, object], str]
) -> dict[str, pd.Categorical]:
    """Columns reason_code, reason_value, reason_hint and reason for an array of positions in `CODES`.

    `hint(code, row, value)` gives the codes, routes or dates that would do; it is asked once for
    each distinct pair of quoted value and good.
    """
    rows = np.flatnonzero(reason)
    values = np.full(len(rows), "", dtype=object)
    hints = np.full(len(rows), "", dtype=object)
    texts = np.full(len(rows), "", dtype=object)
    for place in np.unique(reason[rows]):
        code = CODES[place]
        column, sentence = SENTENCES[code]
        own = np.flatnonzero(reason[rows] == place)
        quoted = _quoted(lines, column, rows[own])
        known: dict[tuple[str, int], tuple[str, str]] = {}
        for spot, value in zip(own, quoted, strict=True):
            text = "" if _blank(value) else str(value)[:80]
            key = (text, int(good[rows[spot]]))
            if key not in known:
                help_ = hint(code, int(rows[spot]), value)
                known[key] = help_, sentence.format(value=repr(text), hint=help_.replace(";", ", "))
            values[spot], (hints[spot], texts[spot]) = text, known[key]
    return {
        "reason_code": pd.Categorical.from_codes(reason - 1, dtype=KIND, validate=False),
        "reason_value": _spread(values, rows, len(reason)),
        "reason_hint": _spread(hints, rows, len(reason)),
        "reason": _spread(texts, rows, len(reason)),
    }


def _quoted(lines: pd.DataFrame, column: str, rows: Array) -> list[object]:
    """What stands in a column; for a period the date where no period is given."""
    own = lines[column].iloc[rows].tolist() if column in lines else [None] * len(rows)
    if column == "period" and "import_date" in lines:
        dates = lines["import_date"].iloc[rows].tolist()
        return [date if _blank(value) else value for value, date in zip(own, dates, strict=True)]
    return own


def _blank(value: object) -> bool:
    return value is None or value is pd.NA or value != value or not str(value).strip()


def _spread(texts: Array, rows: Array, size: int) -> pd.Categorical:
    """Texts of some rows as a column that is empty elsewhere."""
    codes = np.full(size, -1)
    if not len(rows):
        return pd.Categorical.from_codes(codes, dtype=NO_TEXT, validate=False)
    codes[rows], names = pd.factorize(texts)
    return pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str"))
