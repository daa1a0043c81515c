"""Sums over an assessed portfolio: by product, origin and time; the 50-tonne rule.

All functions take assessed lines (the answer of `atlas.cbam.engine.assess.assess`). Refused lines never count.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from atlas.cbam.engine.lines import year_and_quarter
from atlas.cbam.law.rules import Rules

#: what a total can be made by
KEYS = ["sector", "heading", "cn_code", "origin", "period", "year", "importer"]


def keys(assessed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """KEYS of each line, written one way: ``origin`` as ISO code, ``period`` as 2026-Q1 or 2027,
    ``cn_code`` as digits, ``heading`` as its first four, ``importer`` empty where none is named.
    Empty for what a refused line leaves unreadable. Same index as ``assessed``."""
    return pd.DataFrame({by: key(assessed, rules, by) for by in KEYS}, index=assessed.index)


def key(assessed: pd.DataFrame, rules: Rules, by: str) -> pd.Series:
    """One of `keys`. Raises KeyError for another name."""
    if by in ("cn_code", "heading"):
        size = 4 if by == "heading" else None
        return _each(assessed["cn_code"], lambda code: _digits(code)[:size])
    if by == "origin":
        return _each(assessed["origin"], lambda text: _origin(text, rules))
    if by in ("period", "year"):
        periods = _periods(assessed)
        return periods if by == "period" else _each(periods, lambda period: str(period)[:4])
    if by == "sector":
        return _each(assessed["sector"], str)
    if by != "importer":
        raise KeyError(by)
    named = assessed["importer"] if "importer" in assessed else pd.Series("", index=assessed.index)
    return _each(named, lambda name: str(name).strip())


def _each(values: pd.Series, read: Callable[[object], str]) -> pd.Series:
    """``read`` asked once for each distinct value; missing values become empty."""
    codes, distinct = pd.factorize(values)
    answers = np.array([*(read(value) for value in distinct), ""], dtype="object")
    return pd.Series(answers[codes], index=values.index, dtype="str")


def _digits(code: object) -> str:
    return "".join(sign for sign in str(code).removesuffix(".0") if sign.isdigit())


def _origin(text: object, rules: Rules) -> str:
    place = rules.origins.find(text)[0]
    return rules.origins.codes[place] if place >= 0 else ""


def _periods(assessed: pd.DataFrame) -> pd.Series:
    """Quarter or year of each line; a date wins over a period, as in the assessment."""
    found = pd.Series("", index=assessed.index, dtype="str")
    for column in ("period", "import_date"):
        if column in assessed:
            own = _each(assessed[column], _period)
            found = own.where(own != "", found)
    return found


def _period(written: object) -> str:
    """2026-Q1 or 2027, read as the assessment reads it."""
    found = year_and_quarter(written)
    return "" if found is None else f"{found[0]}-Q{found[1]}" if found[1] else f"{found[0]}"


def totals(assessed: pd.DataFrame, rules: Rules, by: str) -> pd.DataFrame:
    """Sums by one of KEYS, dearest first (``period`` and ``year`` in order of time).

    Columns: the key, ``lines``, ``net_mass_t`` (missing where the group holds electricity, which
    is counted in MWh), ``embedded_t``, ``free_allocation_t``, ``certificates_t``, ``cost_eur``,
    ``cost_eur_per_t``, ``share`` (of the cost of all lines). Lines with status ok,
    below_threshold and exempt count. Raises KeyError for another key.
    """
    if by not in KEYS:
        raise KeyError(by)
    held = assessed.loc[~assessed["status"].isin(["refused", "not_covered"])]
    sums = ["net_mass_t", "embedded_t", "free_allocation_t", "certificates_t", "cost_eur"]
    own = held[sums[1:]].astype("float64")
    own["net_mass_t"] = pd.to_numeric(held["net_mass_t"], errors="coerce").astype("float64")
    own["mwh"] = (held["unit"] == "MWh").to_numpy()
    own["lines"] = 1
    own[by] = key(held, rules, by)
    found = own.groupby(by, sort=True)[["lines", *sums, "mwh"]].sum().reset_index()
    found["net_mass_t"] = found["net_mass_t"].where(found.pop("mwh") == 0)
    found["cost_eur_per_t"] = (found["cost_eur"] / found["net_mass_t"]).where(found["net_mass_t"] > 0)
    whole = found["cost_eur"].sum()
    found["share"] = found["cost_eur"] / whole if whole else np.nan
    if by in ("period", "year"):
        return found
    return found.sort_values("cost_eur", ascending=False, kind="stable").reset_index(drop=True)


def threshold_tracker(assessed: pd.DataFrame, rules: Rules, watch_share: float) -> pd.DataFrame:
    """The 50-tonne rule for each importer and calendar year (Regulation (EU) 2023/956 Art. 2a).

    ``watch_share``: from which share of the threshold customs watch (parameter
    ``threshold_watch_share``, Art. 25a). Columns: ``importer``, ``year``, ``counted_t``,
    ``threshold_t``, ``share``, ``room_t`` (tonnes left, 0 above), ``state`` (below, watched,
    above), ``cost_eur`` of the counted lines as it stands, ``cost_above_eur`` if the importer
    passes the threshold: then all goods of the year count from the first kilogram.
    """
    held = assessed.loc[assessed["importer_year_t"].notna()]
    own = pd.DataFrame({by: key(held, rules, by) for by in ("importer", "year")}).assign(
        counted_t=held["importer_year_t"],
        cost_eur=held["cost_eur"],
        cost_above_eur=held["cost_above_threshold_eur"],
    )
    sums = {"counted_t": "first", "cost_eur": "sum", "cost_above_eur": "sum"}
    found = own.groupby(["importer", "year"], sort=True).agg(sums).reset_index()
    found["year"] = found["year"].astype("int64")
    limits = dict(zip(rules.years, rules.threshold_t, strict=True))
    found.insert(3, "threshold_t", found["year"].map(limits).astype("float64"))
    found.insert(4, "share", found["counted_t"] / found["threshold_t"])
    found.insert(5, "room_t", (found["threshold_t"] - found["counted_t"]).clip(lower=0))
    # to the gram, as the assessment compares
    above = found["counted_t"].round(6) > found["threshold_t"]
    state = np.where(above, "above", np.where(found["share"] >= watch_share, "watched", "below"))
    found.insert(6, "state", pd.Series(state, index=found.index, dtype="str"))
    return found
