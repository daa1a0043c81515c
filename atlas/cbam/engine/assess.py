"""What import lines owe under CBAM, with every step of the calculation as a column.

Obligation per tonne of good: ``see x (1 + markup) - free allocation - carbon price paid abroad``,
never below zero (Regulation (EU) 2023/956 Art. 6, 9 and 22; free allocation after Implementing
Regulation (EU) 2025/2620 Annex; mark-up after 2025/2621 Annex I as replaced by 2026/1740).

Order of decisions: a malformed line (period, code, origin, mass) is refused; an exempt origin is
exempt whatever the good; a line that cannot be priced is refused; the rest is `ok`, or
`below_threshold`. Refused and exempt lines never count towards the 50-tonne threshold, so
correcting a refused line may lift an importer above it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.cbam.engine import actual, procedures, result
from atlas.cbam.engine.lines import LARGEST, MISSING, OK, Lines, numbers, read
from atlas.cbam.engine.result import NOTES, Steps
from atlas.cbam.law.benchmarks import ENTERED
from atlas.cbam.law.prices import DUE, PUBLISHED, QUARTER_NEEDED
from atlas.cbam.law.rules import Rules

# The assumption for years to come where the user chose none.
DEFAULT_PATH = "central"

# Prices are set to the cent (2025/2548), so nothing below one is a price.
CENT = 0.01


@dataclass(frozen=True)
class PriceChoice:
    """Prices the user chose for lines without their own: a path, or one figure in EUR."""

    path: str | None = None
    eur: float | None = None


def assess(
    lines: pd.DataFrame,
    rules: Rules,
    *,
    price_path: str | None = None,
    price_eur: float | None = None,
    totals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Assess import lines; the input's columns followed by the result columns.

    Input columns: those of design section 5; others pass through, absent ones count as empty.
    `net_mass_t` is in tonnes (MWh for electricity), intensities in t CO2e per tonne (or MWh).
    `see_t_per_t` is before the mark-up. Precursors of actual lines are given in one of three ways:
    `precursors` (a chain, see `atlas.cbam.engine.chain`), `precursor_benchmark_t_per_t` (sum of mass
    times benchmark, before factor and correction) or `precursor_free_allocation_t_per_t` (the same
    after factor and correction of the line's own year and rule set).

    `price_path` (low, central, high) is the assumption for periods without a published price;
    without one, years to come take the central path and a quarter whose price is due is refused.
    `price_eur` replaces every price but a line's own. `totals` (importer, year, counted_t; see
    `threshold_totals`) stands in for the yearly tonnes when the lines are part of a larger set.

    Bad values never raise: the line is refused with a reason. ValueError only for an unknown path,
    a price below one cent, or two columns of one name.
    """
    read_lines, steps = _steps(lines, rules, PriceChoice(price_path, price_eur))
    counted = _counted(read_lines, steps, rules)
    sums = _sums(read_lines, counted, rules) if totals is None else _given(totals, read_lines, rules)
    _apply_threshold(read_lines, steps, rules, counted, sums)
    return result.table(lines, read_lines, steps, rules)


def threshold_totals(
    lines: pd.DataFrame, rules: Rules, *, price_path: str | None = None, price_eur: float | None = None
) -> pd.DataFrame:
    """Tonnes that count towards the threshold: importer, year, counted_t. Add up over parts."""
    read_lines, steps = _steps(lines, rules, PriceChoice(price_path, price_eur))
    counted = _counted(read_lines, steps, rules)
    sums, years = _sums(read_lines, counted, rules), len(rules.years)
    held = np.flatnonzero(sums)
    return pd.DataFrame(
        {
            "importer": [read_lines.importers[spot // years] for spot in held],
            "year": [rules.years[spot % years] for spot in held],
            "counted_t": sums[held],
        }
    )


def _steps(frame: pd.DataFrame, rules: Rules, choice: PriceChoice) -> tuple[Lines, Steps]:
    _check(frame, rules, choice)
    lines = read(frame, rules)
    exempt = (lines.reason == 0) & rules.origins.exempt[lines.origin]
    steps = Steps.empty(lines.size, exempt)
    _scope(lines, steps)
    procedures.apply(frame, lines, steps)
    _emissions(frame, lines, steps, rules)
    actual.apply(frame, lines, steps, rules)
    _free_allocation(lines, steps, rules)
    _price(frame, lines, steps, rules, choice)
    _obligation(steps)
    return lines, steps


def _check(frame: pd.DataFrame, rules: Rules, choice: PriceChoice) -> None:
    if frame.columns.has_duplicates:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise ValueError(f"column {twice!r} stands twice: keep one")
    if choice.path is not None and choice.path not in rules.prices.paths:
        raise ValueError(f"unknown price path {choice.path!r}; there are {', '.join(rules.prices.paths)}")
    if choice.eur is not None and not CENT <= choice.eur <= LARGEST:
        raise ValueError(f"price {choice.eur!r} is not a price of one cent or more")


def _scope(lines: Lines, steps: Steps) -> None:
    """Reasons of code, basis and route, in this order, after the shape of the line is sound."""
    for own in (lines.good_reason, lines.basis_reason):
        np.copyto(lines.reason, own, where=(lines.reason == 0) & ~steps.exempt)


def _emissions(frame: pd.DataFrame, lines: Lines, steps: Steps, rules: Rules) -> None:
    """Default value, mark-up and default route of every line (overwritten for actual lines)."""
    good, year = np.maximum(lines.good, 0), lines.year
    table = rules.origins.table[lines.origin]
    cell = good * rules.defaults.row.shape[1] + table
    steps.sector = rules.goods.sector[good]
    steps.row = rules.defaults.row.ravel()[cell]
    steps.see = rules.defaults.total[steps.row]
    steps.direct = rules.defaults.direct[steps.row]
    steps.indirect = rules.defaults.indirect[steps.row]
    steps.markup = rules.markup.ravel()[steps.sector * len(rules.years) + year]
    steps.set = rules.benchmarks.set_of_year[lines.made]
    steps.route = rules.benchmarks.default_route.ravel()[
        cell * rules.benchmarks.default_route.shape[2] + steps.set
    ]
    none = (steps.row < 0) & ~lines.actual
    if none.any():
        electric = ~rules.allocated[steps.sector]
        _typed_factor(frame, lines, steps, none & electric, rules)
        none &= steps.row < 0
        lines.refuse(none & ~steps.exempt & electric, "electricity_default")
        lines.refuse(none & ~steps.exempt, "taric_needed")
    _default_route(lines, steps, rules, cell)


def _typed_factor(frame: pd.DataFrame, lines: Lines, steps: Steps, electric: Array, rules: Rules) -> None:
    """Electricity on a default factor of the grid, which the user enters: it has no limit and no mark-up."""
    value, state = numbers(frame, "emission_factor_t_per_mwh")
    lines.refuse(electric & ~steps.exempt & (state > OK), "emission_factor_invalid")
    given = electric & (state == OK)
    steps.see[given], steps.direct[given], steps.indirect[given] = value[given], value[given], np.nan
    steps.markup[given], steps.row[given] = 0.0, rules.defaults.label.index(ENTERED, -2)


def _default_route(lines: Lines, steps: Steps, rules: Rules, cell: Array) -> None:
    """The table's route stands; the line's own counts only where the table names none."""
    steps.choice[:] = result.CHOICES.index("table")
    steps.choice[rules.benchmarks.compound.ravel()[cell]] = result.CHOICES.index("highest_of_compound")
    given = lines.route >= 0
    unnamed = (steps.route < 0) & ~lines.actual & (lines.reason == 0) & ~steps.exempt
    if given.any():
        other = given & (steps.route >= 0) & (lines.route != steps.route) & ~lines.actual
        steps.note[other] |= NOTES["route_not_used"]
        steps.route[unnamed & given] = lines.route[unnamed & given]
        steps.choice[unnamed & given] = result.CHOICES.index("given")
    lines.refuse(unnamed & ~given, "route_needed")


def _free_allocation(lines: Lines, steps: Steps, rules: Rules) -> None:
    """Benchmark of the line's column and route, times factor and correction factor, plus precursors."""
    good, year = np.maximum(lines.good, 0), lines.year
    shape = rules.benchmarks.column_b.shape
    place = (good * shape[1] + np.maximum(steps.route, 0)) * shape[2] + steps.set
    steps.benchmark = rules.benchmarks.column_b.ravel()[place]
    if lines.actual.any():
        own = np.flatnonzero(lines.actual)
        steps.benchmark[own] = rules.benchmarks.column_a.ravel()[place[own]]
    absent = np.isnan(steps.benchmark) & rules.allocated[steps.sector] & ~steps.exempt
    lines.refuse(absent, "route_not_for_good")
    steps.factor, steps.cscf = rules.factor[year], rules.cscf[year]
    own = steps.factor * steps.cscf * (steps.benchmark + steps.precursor_benchmark) + steps.precursor
    # Sectors without free allocation (electricity, 2025/2620 Art. 1(2)) have no benchmark.
    steps.sefa = np.where(rules.allocated[steps.sector], own, 0.0)


def _price(frame: pd.DataFrame, lines: Lines, steps: Steps, rules: Rules, choice: PriceChoice) -> None:
    """A line's own price, else the user's, else the published one, else an assumption."""
    slot = np.maximum(lines.period, 0)
    mode = rules.prices.mode[slot]
    path = rules.prices.paths[choice.path or DEFAULT_PATH]
    steps.price = np.where(mode == PUBLISHED, rules.prices.published[slot], path[slot])
    steps.price_from = np.where(mode == PUBLISHED, 0, 1)
    asked = mode == QUARTER_NEEDED
    due = (mode == DUE) if choice.path is None else np.zeros(lines.size, dtype=bool)
    if choice.eur is not None:
        steps.price[:], steps.price_from[:] = choice.eur, 2
        asked, due = np.zeros_like(asked), np.zeros_like(due)
    if "certificate_price_eur" in frame:
        own, state = numbers(frame, "certificate_price_eur")
        mine = (state == OK) & (own >= CENT)
        steps.own_price = own
        lines.refuse((state != MISSING) & ~mine & ~steps.exempt, "price_invalid")
        steps.price, steps.price_from = np.where(mine, own, steps.price), np.where(mine, 2, steps.price_from)
        asked, due = asked & ~mine, due & ~mine
    lines.refuse(asked & ~steps.exempt, "quarter_needed")
    lines.refuse(due & ~steps.exempt, "price_not_published")


def _obligation(steps: Steps) -> None:
    """Tonnes of CO2e owed per tonne of good. The paid price is set against the line's own price: the
    draft act's yearly mean is not known before the year has passed."""
    steps.embedded = steps.see * (1 + steps.markup)
    steps.reduction = steps.paid * steps.embedded / steps.price
    steps.net = np.maximum(steps.embedded - steps.sefa - steps.reduction, 0.0)


def _counted(lines: Lines, steps: Steps, rules: Rules) -> Array:
    counted: Array = (lines.reason == 0) & ~steps.exempt & rules.counted[steps.sector]
    return counted


def _sums(lines: Lines, counted: Array, rules: Rules) -> Array:
    """Counted tonnes by importer and year (position importer x years + year)."""
    years = len(rules.years)
    key = (lines.importer * years + lines.year)[counted]
    return np.bincount(key, weights=lines.mass[counted], minlength=len(lines.importers) * years)


def _given(totals: pd.DataFrame, lines: Lines, rules: Rules) -> Array:
    """The same from the sums of a larger set."""
    years = len(rules.years)
    place = {name: spot for spot, name in enumerate(lines.importers)}
    sums = np.zeros(len(lines.importers) * years)
    for row in totals.to_dict("records"):
        if row["importer"] in place and row["year"] in rules.years:
            sums[place[row["importer"]] * years + rules.years.index(row["year"])] += row["counted_t"]
    return sums


def _apply_threshold(lines: Lines, steps: Steps, rules: Rules, counted: Array, sums: Array) -> None:
    """Mark lines of importers whose tonnes of the year do not exceed the threshold (Art. 2a)."""
    steps.counted_t = sums[lines.importer * len(rules.years) + lines.year]
    # To the gram, so that the order of adding up never decides.
    over = np.round(steps.counted_t, 6) > rules.threshold_t[lines.year]
    steps.below = counted & ~over
