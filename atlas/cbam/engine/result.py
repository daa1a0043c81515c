"""The steps of a calculation as columns (design section 5), with reasons and legal basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.cbam.engine import reasons
from atlas.cbam.engine.lines import Lines
from atlas.cbam.law.prices import SLOTS
from atlas.cbam.law.rules import Rules

TEXT, FIGURE, FLAG, DAY = "text", "figure", "flag", "day"
#: result columns and what they hold; names and meanings stand in the terms table
COLUMNS = {
    "status": TEXT,
    "reason_code": TEXT,
    "reason_value": TEXT,
    "reason_hint": TEXT,
    "note": TEXT,
    "sector": TEXT,
    "unit": TEXT,
    "see_from": TEXT,
    "benchmark_column": TEXT,
    "benchmark_route": TEXT,
    "route_choice": TEXT,
    "price_from": TEXT,
    "see_t_per_t": FIGURE,
    "direct_t_per_t_used": FIGURE,
    "indirect_t_per_t_used": FIGURE,
    "precursor_see_t_per_t": FIGURE,
    "precursor_benchmark_t_per_t_used": FIGURE,
    "markup": FIGURE,
    "markup_t": FIGURE,
    "embedded_t": FIGURE,
    "benchmark_t_per_t": FIGURE,
    "cbam_factor": FIGURE,
    "cscf": FIGURE,
    "free_allocation_t": FIGURE,
    "carbon_price_reduction_t": FIGURE,
    "certificates_t": FIGURE,
    "certificate_price_eur": FIGURE,
    "cost_eur": FIGURE,
    "cost_eur_per_t": FIGURE,
    "cost_above_threshold_eur": FIGURE,
    "benchmark_year": FIGURE,
    "importer_year_t": FIGURE,
    "provisional": FLAG,
    "declaration_due": DAY,
    "legal_basis": TEXT,
}
STATUSES = ["ok", "exempt", "below_threshold", "refused", "not_covered"]
PRICE_FROM = ["published", "scenario", "user"]
CHOICES = ["table", "highest_of_compound", "given"]
NOTES = {
    "route_not_used": 1,
    "precursors_missing": 2,
    "indirect_not_counted": 4,
    "carbon_price_needs_actual": 8,
    "functional_unit": 16,
    "precursor_factor_zero": 32,
    "inward_processing": 64,
    "outward_processing": 128,
    "document_code": 256,
    "procedure_unknown": 512,
}
JOINED_NOTES = [
    ";".join(name for name, bit in NOTES.items() if mask & bit) for mask in range(1, 2 ** len(NOTES))
]


def _none() -> Array:
    return np.empty(0)


@dataclass(eq=False)
class Steps:
    """Intermediate figures, one array each; per tonne of good where not said otherwise."""

    exempt: Array
    note: Array
    choice: Array
    #: free allocation of precursors as entered, and the sum of their benchmarks
    precursor: Array
    precursor_benchmark: Array
    precursor_see: Array
    paid: Array
    #: step of a chain that a reason is about, by row
    faulty: dict[int, str] = field(default_factory=dict)
    sector: Array = field(default_factory=_none)
    row: Array = field(default_factory=_none)
    see: Array = field(default_factory=_none)
    direct: Array = field(default_factory=_none)
    indirect: Array = field(default_factory=_none)
    markup: Array = field(default_factory=_none)
    set: Array = field(default_factory=_none)
    route: Array = field(default_factory=_none)
    benchmark: Array = field(default_factory=_none)
    factor: Array = field(default_factory=_none)
    cscf: Array = field(default_factory=_none)
    sefa: Array = field(default_factory=_none)
    price: Array = field(default_factory=_none)
    price_from: Array = field(default_factory=_none)
    own_price: Array = field(default_factory=_none)
    embedded: Array = field(default_factory=_none)
    reduction: Array = field(default_factory=_none)
    net: Array = field(default_factory=_none)
    counted_t: Array = field(default_factory=_none)
    below: Array = field(default_factory=_none)

    @classmethod
    def empty(cls, size: int, exempt: Array) -> Steps:
        return cls(
            exempt=exempt,
            note=np.zeros(size, dtype=np.int16),
            choice=np.full(size, -1, dtype=np.int8),
            precursor=np.zeros(size),
            precursor_benchmark=np.zeros(size),
            precursor_see=np.full(size, np.nan),
            paid=np.zeros(size),
            own_price=np.full(size, np.nan),
        )


def table(frame: pd.DataFrame, lines: Lines, steps: Steps, rules: Rules) -> pd.DataFrame:
    """The input's columns, then the result's; texts are categorical, figures of refused lines empty."""
    refused = lines.reason > 0
    priced = ~refused & ~steps.exempt
    outside = np.isin(lines.reason, [reasons.INDEX[code] for code in reasons.NOT_COVERED])
    status = np.select([outside, refused, steps.exempt, steps.below], [4, 3, 1, 2], 0)
    columns: dict[str, object] = {"status": _names(status, STATUSES)}
    columns |= reasons.write(
        lines.reason, frame, lines.good, lambda code, row, value: _hint(code, row, value, lines, steps, rules)
    )
    columns |= _words(lines, steps, rules, priced)
    columns |= _figures(lines, steps, priced, steps.exempt | outside)
    served = rules.benchmark_year[lines.year].astype("float64")
    columns["benchmark_year"] = np.where(priced & rules.allocated[steps.sector], served, np.nan)
    columns["importer_year_t"] = np.where(priced & rules.counted[steps.sector], steps.counted_t, np.nan)
    new = (steps.price_from == PRICE_FROM.index("scenario")) | (steps.reduction > 0)
    columns["provisional"] = priced & (rules.provisional[lines.year] | new)
    due = rules.declaration_due[lines.year].astype("datetime64[us]")
    columns["declaration_due"] = np.where(priced, due, np.datetime64("NaT"))
    columns["legal_basis"] = _legal_basis(lines, steps, rules, priced)
    kept = {name: column for name, column in frame.items() if name not in columns}
    return pd.DataFrame(kept | columns, index=frame.index, copy=False)


@lru_cache(maxsize=256)
def _kind(names: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index(names, dtype="str"))


def _names(codes: Array, names: Sequence[str]) -> pd.Categorical:
    """Positions as a categorical column; -1 is empty."""
    return pd.Categorical.from_codes(codes, dtype=_kind(tuple(names)), validate=False)


def _words(lines: Lines, steps: Steps, rules: Rules, priced: Array) -> dict[str, object]:
    def shown(codes: Array, mask: Array = priced) -> Array:
        return np.where(mask, codes, -1)

    labels = rules.defaults.label
    units = list(dict.fromkeys(rules.units))
    unit = np.array([units.index(name) for name in rules.units])
    benchmark = priced & rules.allocated[steps.sector]
    return {
        "note": _notes(np.where(priced, steps.note, 0)),
        "sector": _names(shown(steps.sector, lines.good >= 0), rules.sectors),
        "unit": _names(shown(unit[steps.sector], lines.good >= 0), units),
        "see_from": _names(shown(np.where(lines.actual, len(labels) - 1, steps.row)), labels),
        "benchmark_column": _names(shown(np.where(lines.actual, 0, 1), benchmark), ["A", "B"]),
        "benchmark_route": _names(shown(steps.route, benchmark), rules.benchmarks.routes),
        "route_choice": _names(shown(steps.choice, benchmark), CHOICES),
        "price_from": _names(shown(steps.price_from), PRICE_FROM),
    }


def _figures(lines: Lines, steps: Steps, priced: Array, nothing: Array) -> dict[str, object]:
    """Figures of the steps; empty for refused lines, nothing owed for those outside. Steps are written over
    in place: few lines are hidden, and copying all of them would cost more than computing them."""
    hidden = np.flatnonzero(~priced)
    free = np.where(nothing[hidden], 0.0, np.nan)

    def shown(values: Array) -> Array:
        values[hidden] = np.nan
        return values

    def due(values: Array) -> Array:
        values[hidden] = free
        return values

    mass = lines.mass
    price = np.where(priced, steps.price, steps.own_price)
    owed = np.where(steps.below, 0.0, steps.net)
    certificates = owed * mass
    return {
        "see_t_per_t": shown(steps.see),
        "direct_t_per_t_used": shown(steps.direct),
        "indirect_t_per_t_used": shown(steps.indirect),
        "precursor_see_t_per_t": shown(steps.precursor_see),
        "precursor_benchmark_t_per_t_used": shown(_precursor_benchmark(lines, steps)),
        "markup": shown(steps.markup),
        "markup_t": shown(steps.see * steps.markup * mass),
        "embedded_t": shown(steps.embedded * mass),
        "benchmark_t_per_t": shown(steps.benchmark),
        "cbam_factor": shown(steps.factor),
        "cscf": shown(steps.cscf),
        "free_allocation_t": shown(steps.sefa * mass),
        "carbon_price_reduction_t": shown(steps.reduction * mass),
        "certificates_t": due(certificates),
        # an input too: a refused line keeps what the user wrote
        "certificate_price_eur": price,
        "cost_eur": due(certificates * steps.price),
        "cost_eur_per_t": due(owed * steps.price),
        "cost_above_threshold_eur": shown(steps.net * mass * steps.price),
    }


def _precursor_benchmark(lines: Lines, steps: Steps) -> Array:
    """Sum of the benchmarks of precursors; from a free allocation it is found back by the factors."""
    share = steps.factor * steps.cscf
    entered = np.divide(steps.precursor, share, out=np.zeros(lines.size), where=share > 0)
    return np.where(lines.actual, steps.precursor_benchmark + entered, np.nan)


def _notes(bits: Array) -> pd.Categorical:
    """Codes of `NOTES` joined by semicolons; empty where there is nothing to note."""
    return _names(bits.astype(np.int16) - 1, JOINED_NOTES)


def _legal_basis(lines: Lines, steps: Steps, rules: Rules, priced: Array) -> pd.Categorical:
    """Acts and articles of each step, one text for each basis, year, sector kind and kind of price."""
    years = len(rules.years)
    allocated = rules.allocated[steps.sector].astype(int)
    key = ((lines.actual * 2 + allocated) * years + lines.year) * 3 + steps.price_from
    exempt = 12 * years + np.maximum(lines.origin, 0)
    key = np.where(priced, key, np.where(steps.exempt, exempt, -1))
    held = np.flatnonzero(np.bincount(key + 1))[1 if (key < 0).any() else 0 :] - 1
    place = np.full(max(int(key.max(initial=0)) + 2, 1), -1)
    texts = [_law(int(spot), years, rules) for spot in held]
    unique = list(dict.fromkeys(texts))
    place[held + 1] = [unique.index(text) for text in texts]
    return _names(place[key + 1], unique)


def _law(spot: int, years: int, rules: Rules) -> str:
    if spot >= 12 * years:
        return f"exempt origin: {rules.origins.exempt_article[spot - 12 * years]}"
    kind, price = divmod(spot, 3)
    kind, year = divmod(kind, years)
    actual, allocated = divmod(kind, 2)
    acts = {name: texts[year] for name, texts in rules.acts.items()}
    emissions = "actual" if actual else "default"
    parts = [f"emissions: {acts[emissions]}"]
    if not actual:
        parts.append(f"mark-up: {acts['markup']}")
    if allocated:
        column = "A" if actual else "B"
        parts.append(f"benchmark: {acts['benchmark']}, column {column}")
        parts.append(f"factor: {acts['factor']}")
        parts.append(f"correction factor: {acts['cscf']}")
    parts.append("price: " + [rules.prices.act, "assumption", "your own"][price])
    return "; ".join(parts)


def _hint(code: str, row: int, value: object, lines: Lines, steps: Steps, rules: Rules) -> str:
    """What would do instead, for a refused line."""
    if code.startswith("precursor"):
        return steps.faulty.get(row, "")
    if code == "before_start":
        return f"{rules.years[0]}-01-01"
    if code == "after_end":
        return str(rules.years[-1])
    if code.startswith(("cn_", "taric_")):
        return rules.goods.find(value)[2]
    if code == "electricity_limit":
        return f"{rules.electricity_limit[lines.year[row]]:g}"
    slot = int(max(lines.period[row], 0))
    if code == "quarter_needed":
        return f"{rules.years[slot // SLOTS]}-Q1"
    if code == "price_not_published":
        return rules.prices.due[slot]
    if code.startswith("route_"):
        here = ~np.isnan(rules.benchmarks.column_b[max(int(lines.good[row]), 0), :, steps.set[row]])
        letters = [route for route, held in zip(rules.benchmarks.routes, here, strict=True) if held]
        return ";".join(letters if code != "route_unknown" else rules.benchmarks.routes[1:-1])
    return ""
