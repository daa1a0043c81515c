"""Why a line is refused: a code, the value quoted, and what would do instead.

`atlas.cbam.engine.reasons_text` makes a sentence of the three.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from atlas.cbam import Array

#: reason → column whose value is quoted
QUOTED = {
    "period_missing": "period",
    "period_malformed": "period",
    "date_malformed": "import_date",
    "period_conflict": "period",
    "before_start": "period",
    "after_end": "period",
    "cn_missing": "cn_code",
    "cn_malformed": "cn_code",
    "cn_too_short": "cn_code",
    "cn_unknown": "cn_code",
    "cn_not_in_annex_i": "cn_code",
    "cn_excepted": "cn_code",
    "cn_split": "cn_code",
    "taric_needed": "cn_code",
    "taric_unknown": "cn_code",
    "returned_goods": "customs_procedure",
    "not_released": "customs_procedure",
    "inward_not_listed": "cn_code",
    "re_importation": "customs_procedure",
    "origin_missing": "origin",
    "origin_unknown": "origin",
    "mass_missing": "net_mass_t",
    "mass_not_number": "net_mass_t",
    "mass_negative": "net_mass_t",
    "mass_not_finite": "net_mass_t",
    "mass_too_large": "net_mass_t",
    "basis_unknown": "basis",
    "route_unknown": "production_route",
    "route_needed": "production_route",
    "route_not_for_good": "production_route",
    "production_year_invalid": "production_year",
    "direct_missing": "direct_t_per_t",
    "direct_invalid": "direct_t_per_t",
    "indirect_missing": "indirect_t_per_t",
    "indirect_invalid": "indirect_t_per_t",
    "precursor_invalid": "precursor_free_allocation_t_per_t",
    "precursors_twice": "precursors",
    "precursors_malformed": "precursors",
    "precursor_code": "precursors",
    "precursor_mass": "precursors",
    "precursor_origin": "precursors",
    "precursor_direct": "precursors",
    "precursor_indirect": "precursors",
    "precursor_route": "precursors",
    "precursor_no_default": "precursors",
    "carbon_price_invalid": "carbon_price_paid_eur_per_t_co2e",
    "price_invalid": "certificate_price_eur",
    "electricity_default": "basis",
    "emission_factor_invalid": "emission_factor_t_per_mwh",
    "electricity_limit": "direct_t_per_t",
    "quarter_needed": "period",
    "price_not_published": "period",
}
# reasons that are an answer, not a fault: the line is outside the mechanism, so nothing is due
NOT_COVERED = ("cn_not_in_annex_i", "cn_excepted", "returned_goods", "not_released")
CODES = ["", *QUOTED]
KIND = pd.CategoricalDtype(pd.Index(CODES[1:], dtype="str"))
NO_TEXT = pd.CategoricalDtype(pd.Index([], dtype="str"))
INDEX = {code: place for place, code in enumerate(CODES)}


def write(
    reason: Array, lines: pd.DataFrame, good: Array, hint: Callable[[str, int, object], str]
) -> dict[str, pd.Categorical]:
    """Columns reason_code, reason_value and reason_hint for an array of positions in `CODES`.

    `hint(code, row, value)` gives the codes, routes or dates that would do; it is asked once for
    each distinct pair of quoted value and good.
    """
    rows = np.flatnonzero(reason)
    values = np.full(len(rows), "", dtype=object)
    hints = np.full(len(rows), "", dtype=object)
    for place in np.unique(reason[rows]):
        code = CODES[place]
        own = np.flatnonzero(reason[rows] == place)
        quoted = _quoted(lines, QUOTED[code], rows[own])
        known: dict[tuple[str, int], str] = {}
        for spot, value in zip(own, quoted, strict=True):
            text = "" if _blank(value) else str(value)[:80]
            key = (text, int(good[rows[spot]]))
            if key not in known:
                known[key] = hint(code, int(rows[spot]), value)
            values[spot], hints[spot] = text, known[key]
    return {
        "reason_code": pd.Categorical.from_codes(reason - 1, dtype=KIND, validate=False),
        "reason_value": _spread(values, rows, len(reason)),
        "reason_hint": _spread(hints, rows, len(reason)),
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
