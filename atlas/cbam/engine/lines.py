"""Read import lines: written values into positions, numbers and first reasons of refusal.

Each distinct text is parsed once; everything after works on integers and floats.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.cbam.engine.reasons import INDEX
from atlas.cbam.law.prices import SLOTS
from atlas.cbam.law.rules import Rules

#: columns of an import line, in the order of a table; names and meanings stand in the terms table
COLUMNS = (
    "line_id",
    "importer",
    "import_date",
    "period",
    "cn_code",
    "origin",
    "net_mass_t",
    "basis",
    "production_route",
    "production_year",
    "direct_t_per_t",
    "indirect_t_per_t",
    "precursors",
    "precursor_benchmark_t_per_t",
    "precursor_free_allocation_t_per_t",
    "carbon_price_paid_eur_per_t_co2e",
    "certificate_price_eur",
    "emission_factor_t_per_mwh",
    "customs_procedure",
)

# Beyond any shipment or intensity; such a figure is a slip of unit and would overflow later.
LARGEST = 1e9

# A year of production before this one is a slip of the pen.
EARLIEST = 1990

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_PERIOD = re.compile(r"(\d{4})(?:\.0|\s*-?\s*[qQ]([1-4]))?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?)?")

MISSING, OK, NOT_NUMBER, NEGATIVE, NOT_FINITE, TOO_LARGE = range(6)

Found = tuple[int, str, str]


@dataclass(eq=False)
class Lines:
    """Parsed lines; -1 or NaN stands for what is missing. `reason` holds positions in
    `reasons.CODES`, 0 where nothing is wrong so far."""

    size: int
    period: Array
    good: Array
    good_reason: Array
    origin: Array
    mass: Array
    actual: Array
    basis_reason: Array
    route: Array
    made: Array
    importer: Array
    importers: list[str]
    reason: Array

    def refuse(self, mask: Array, code: str) -> None:
        """Note a reason where none stands yet."""
        self.reason[mask & (self.reason == 0)] = INDEX[code]

    @cached_property
    def year(self) -> Array:
        """Position of the import year (0 for refused periods)."""
        return np.maximum(self.period, 0) // SLOTS


def read(frame: pd.DataFrame, rules: Rules) -> Lines:
    """Parse the columns that every line needs (design section 5); absent columns count as empty."""
    size = len(frame)
    period, reason = _periods(frame, rules)
    good, good_reason = look_up(frame, "cn_code", rules.goods.find, "cn_missing")
    origin, origin_reason = look_up(frame, "origin", rules.origins.find, "origin_missing")
    actual, basis_reason = look_up(frame, "basis", _basis, "")
    route, route_reason = look_up(frame, "production_route", _route_finder(rules), "")
    importer, importers = _importers(frame)
    mass, state = numbers(frame, "net_mass_t")
    made, made_wrong = _made(frame, np.maximum(period, 0) // SLOTS, rules.years)
    lines = Lines(
        size=size,
        period=period,
        good=good,
        good_reason=good_reason,
        origin=origin,
        mass=mass,
        actual=actual == 1,
        basis_reason=np.where(basis_reason > 0, basis_reason, route_reason),
        route=route,
        made=made,
        importer=importer,
        importers=importers,
        reason=reason,
    )
    malformed = np.isin(good_reason, [INDEX[c] for c in ("cn_missing", "cn_malformed", "cn_too_short")])
    for own in (np.where(malformed, good_reason, 0), origin_reason):
        np.copyto(lines.reason, own, where=lines.reason == 0)
    for fault, code in (
        (MISSING, "mass_missing"),
        (NOT_NUMBER, "mass_not_number"),
        (NEGATIVE, "mass_negative"),
        (NOT_FINITE, "mass_not_finite"),
        (TOO_LARGE, "mass_too_large"),
    ):
        lines.refuse(state == fault, code)
    lines.refuse(made_wrong, "production_year_invalid")
    return lines


def _made(frame: pd.DataFrame, imported: Array, years: list[int]) -> tuple[Array, Array]:
    """Position of the year of production, which decides the benchmark: the import year if not given,
    the first year for goods made before it; and where what is written cannot be that year."""
    value, state = numbers(frame, "production_year")
    given = state == OK
    whole = np.where(given, value, 0).astype(np.int64)
    wrong = (state > OK) | (
        given & ((whole != value) | (whole > np.array(years)[imported]) | (whole < EARLIEST))
    )
    made = np.where(given & ~wrong, np.maximum(whole - years[0], 0), imported)
    return made, wrong


def look_up(
    frame: pd.DataFrame, column: str, find: Callable[[object], Found], missing: str
) -> tuple[Array, Array]:
    """Positions and reasons for a column: `find` is asked once for each distinct value."""
    absent = INDEX[missing] if missing else 0
    if column not in frame:
        return np.full(len(frame), -1), np.full(len(frame), absent, dtype=np.int16)
    codes, values = _distinct(frame[column])
    position, reason = np.full(len(values) + 1, -1), np.full(len(values) + 1, absent, dtype=np.int16)
    for place, value in enumerate(values):
        if str(value).strip():
            spot, why, _ = find(value)
            position[place], reason[place] = spot, INDEX[why] if why else 0
    return position[codes], reason[codes]


def numbers(frame: pd.DataFrame, column: str) -> tuple[Array, Array]:
    """Values of a column as floats (NaN where unusable) and what is wrong with each."""
    if column not in frame:
        return np.full(len(frame), np.nan), np.full(len(frame), MISSING, dtype=np.int8)
    own = frame[column]
    if pd.api.types.is_numeric_dtype(own) and not pd.api.types.is_bool_dtype(own):
        value = own.to_numpy(dtype="float64", na_value=np.nan)
        state = np.where(np.isnan(value), MISSING, OK).astype(np.int8)
    else:
        codes, texts = _distinct(own)
        parsed = [_number(text) for text in texts] + [(np.nan, MISSING)]
        value = np.array([pair[0] for pair in parsed])[codes]
        state = np.array([pair[1] for pair in parsed], dtype=np.int8)[codes]
    state[value < 0] = NEGATIVE
    state[np.isinf(value)] = NOT_FINITE
    state[(value > LARGEST) & (state == OK)] = TOO_LARGE
    return np.where(state == OK, value, np.nan), state


def _number(text: object) -> tuple[float, int]:
    written = str(text).strip()
    if not written:
        return np.nan, MISSING
    if isinstance(text, bool) or not _NUMBER.fullmatch(written) or not written.isascii():
        return np.nan, NOT_FINITE if written.lower().lstrip("+-") in ("inf", "infinity") else NOT_NUMBER
    return float(written), OK


def _distinct(column: pd.Series) -> tuple[Array, list[object]]:
    """Codes (-1 for missing) and distinct values of a column."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(dtype=np.int64), column.cat.categories.tolist()
    try:
        codes, values = pd.factorize(column)
    except TypeError:  # values that cannot be compared, such as lists
        codes, values = pd.factorize(column.astype("str"))
    return codes, list(values)


def _basis(written: object) -> Found:
    place = {"default": 0, "actual": 1}.get(str(written).strip().casefold(), -1)
    return place, "" if place >= 0 else "basis_unknown", ""


def _route_finder(rules: Rules) -> Callable[[object], Found]:
    letters = {route: place for place, route in enumerate(rules.benchmarks.routes[:-1])}

    def find(written: object) -> Found:
        text = str(written).strip()
        place = letters.get(text if text == "none" else text.upper().strip("()"), -1)
        return place, "" if place >= 0 else "route_unknown", ""

    return find


def _importers(frame: pd.DataFrame) -> tuple[Array, list[str]]:
    """Importer of each line; all lines without one belong to one unnamed importer."""
    if "importer" not in frame:
        return np.zeros(len(frame), dtype=np.int64), [""]
    codes, values = _distinct(frame["importer"])
    names = [str(value).strip() for value in values] + [""]
    merged = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([merged[name] for name in names])[codes], list(merged)


def _periods(frame: pd.DataFrame, rules: Rules) -> tuple[Array, Array]:
    """Position of the period (year slot and quarter) and reasons; a date wins over a period."""
    first, last = rules.years[0], rules.years[-1]

    def place(year: int, quarter: int) -> Found:
        if year < first:
            return -1, "before_start", ""
        return (-1, "after_end", "") if year > last else ((year - first) * SLOTS + quarter, "", "")

    def period(written: object) -> Found:
        found = year_and_quarter(written)
        return place(*found) if found else (-1, "period_malformed", "")

    def date(written: object) -> Found:
        found = _dated(written)
        return place(*found) if found else (-1, "date_malformed", "")

    by_period, why_period = look_up(frame, "period", period, "period_missing")
    if "import_date" not in frame:
        return by_period, why_period
    by_date, why_date = look_up(frame, "import_date", date, "period_missing")
    dated = why_date != INDEX["period_missing"]
    result, reason = np.where(dated, by_date, by_period), np.where(dated, why_date, why_period)
    both = dated & (by_date >= 0) & (why_period != INDEX["period_missing"])
    same = (by_date == by_period) | ((by_period % SLOTS == 0) & (by_date // SLOTS == by_period // SLOTS))
    reason[both & (why_period > 0)] = why_period[both & (why_period > 0)]
    reason[both & (why_period == 0) & ~same] = INDEX["period_conflict"]
    return result, reason


def year_and_quarter(written: object) -> tuple[int, int] | None:
    """Year and quarter (0 for the whole year) of a period or a date; nothing where it is neither."""
    found = _PERIOD.fullmatch(str(written).strip())
    return (int(found[1]), int(found[2] or 0)) if found else _dated(written)


def _dated(written: object) -> tuple[int, int] | None:
    day = _day(written)
    return (day.year, (day.month + 2) // 3) if day else None


def _day(written: object) -> datetime.date | None:
    if isinstance(written, datetime.date):
        return written
    found = _DATE.fullmatch(str(written).strip())
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
