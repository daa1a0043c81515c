"""Lines with actual emissions: their own figures, column A, precursors and the price paid abroad."""

from __future__ import annotations

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.cbam.engine import chain, precursors, result
from atlas.cbam.engine.lines import MISSING, OK, Lines, numbers
from atlas.cbam.engine.reasons import INDEX
from atlas.cbam.engine.result import NOTES, Steps
from atlas.cbam.law.rules import Rules

CHAIN = "precursors"


def apply(frame: pd.DataFrame, lines: Lines, steps: Steps, rules: Rules) -> None:
    """Overwrite the default steps of lines whose basis is actual; note what other lines leave unused."""
    _paid(frame, lines, steps)
    own = np.flatnonzero(lines.actual)
    if not len(own):
        return
    good = np.maximum(lines.good[own], 0)
    counts = np.zeros(lines.size, dtype=bool)
    counts[own] = rules.goods.indirect[good]
    direct = _figure(frame, lines, "direct_t_per_t", "direct", lines.actual & ~steps.exempt)
    indirect = _figure(frame, lines, "indirect_t_per_t", "indirect", counts & ~steps.exempt)
    brought = _precursors(frame, lines, steps, rules)
    electric = lines.actual & ~rules.allocated[steps.sector] & ~steps.exempt
    lines.refuse(electric & (direct > rules.electricity_limit[lines.year]), "electricity_limit")
    unused = lines.actual & ~counts & (indirect > 0)
    steps.note[unused] |= NOTES["indirect_not_counted"]
    per_unit = np.isin(rules.goods.functional_unit[good], ["tonne", "megawatt_hour"], invert=True)
    steps.note[own[per_unit]] |= NOTES["functional_unit"]
    steps.direct[own] = direct[own]
    steps.indirect[own] = np.where(counts, indirect, np.nan)[own]
    steps.see[own] = (direct + np.where(counts, indirect, 0.0) + brought)[own]
    steps.markup[own] = 0.0
    steps.row[own] = -1
    _route(lines, steps, rules, own, good)


def _figure(frame: pd.DataFrame, lines: Lines, column: str, name: str, needed: Array) -> Array:
    value, state = numbers(frame, column)
    lines.refuse(needed & (state == MISSING), f"{name}_missing")
    lines.refuse(needed & (state != MISSING) & (state != OK), f"{name}_invalid")
    return value


def _precursors(frame: pd.DataFrame, lines: Lines, steps: Steps, rules: Rules) -> Array:
    """Precursors, given in one of three ways; a complex good without them is noted, as nearly all of its
    free allocation is missing then. Returns the emissions they add to those of the last step."""
    asked = lines.actual & ~steps.exempt
    free, free_state = numbers(frame, "precursor_free_allocation_t_per_t")
    sums, sum_state = numbers(frame, "precursor_benchmark_t_per_t")
    lines.refuse(asked & ((free_state > OK) | (sum_state > OK)), "precursor_invalid")
    # electricity is made of nothing that carries emissions
    chained = _chained(frame, asked) & rules.allocated[steps.sector]
    ways = np.zeros(lines.size, dtype=np.int8)
    for way in (free_state == OK, sum_state == OK, chained):
        ways += way
    lines.refuse(asked & (ways > 1), "precursors_twice")
    lacking = lines.actual & (ways == 0) & rules.goods.complex[np.maximum(lines.good, 0)]
    steps.note[lacking] |= NOTES["precursors_missing"]
    given = lines.actual & (sum_state == OK)
    steps.precursor_benchmark[given] = sums[given]
    _entered_free(lines, steps, rules, np.where(free_state == OK, free, 0.0))
    return _chains(frame, lines, steps, rules, chained & asked & (lines.good >= 0) & (lines.reason == 0))


def _entered_free(lines: Lines, steps: Steps, rules: Rules, free: Array) -> None:
    """A free allocation is one after the factor of its year, so where nothing stays free there is none."""
    share = rules.factor[lines.year] * rules.cscf[lines.year]
    none = lines.actual & (free > 0) & (share == 0)
    steps.note[none] |= NOTES["precursor_factor_zero"]
    steps.precursor[:] = np.where(lines.actual & (share > 0), free, 0.0)


def _chained(frame: pd.DataFrame, asked: Array) -> Array:
    """Lines that give a chain."""
    if CHAIN not in frame or not asked.any():
        return np.zeros(len(asked), dtype=bool)
    written = frame[CHAIN].astype("str").where(frame[CHAIN].notna(), "")
    return asked & (written.str.strip() != "").to_numpy()


def _chains(frame: pd.DataFrame, lines: Lines, steps: Steps, rules: Rules, chained: Array) -> Array:
    """Sums of each distinct chain, good and year; faults are kept by row with the step they are about."""
    added = np.zeros(lines.size)
    known: dict[tuple[str, int, int, int], precursors.Precursors | tuple[str, str]] = {}
    for row in np.flatnonzero(chained):
        text = str(frame[CHAIN].iloc[row]).strip()
        key = (text, int(lines.good[row]), int(lines.year[row]), int(lines.made[row]))
        if key not in known:
            known[key] = _evaluated(*key, rules)
        found = known[key]
        if isinstance(found, tuple) and not isinstance(found, precursors.Precursors):
            lines.reason[row], steps.faulty[int(row)] = INDEX[found[0]], found[1]
            continue
        steps.precursor_benchmark[row] = found.benchmark
        steps.precursor_see[row] = found.see
        added[row] = found.see if text[0] == chain.OWN else 0.0
    return added


def _evaluated(
    text: str, good: int, year: int, made: int, rules: Rules
) -> precursors.Precursors | tuple[str, str]:
    """Sums of a chain, or a reason code and what it is about."""
    try:
        return precursors.evaluate(chain.read(text), good, year, made, rules)
    except chain.Malformed as problem:
        return "precursors_malformed", str(problem)
    except precursors.Unusable as problem:
        return (
            problem.code,
            f"{problem.step} ({problem.hint.replace(';', ', ')})" if problem.hint else problem.step,
        )


def _paid(frame: pd.DataFrame, lines: Lines, steps: Steps) -> None:
    """A price effectively paid abroad counts with actual emissions only (Art. 9(1))."""
    value, state = numbers(frame, "carbon_price_paid_eur_per_t_co2e")
    lines.refuse(~steps.exempt & (state > OK), "carbon_price_invalid")
    given = (state == OK) & (value > 0)
    steps.paid[given & lines.actual] = value[given & lines.actual]
    steps.note[given & ~lines.actual] |= NOTES["carbon_price_needs_actual"]


def _route(lines: Lines, steps: Steps, rules: Rules, own: Array, good: Array) -> None:
    """The line's route where the good has routes; none need be given where all share one column A."""
    free = rules.benchmarks.actual_route[good, steps.set[own]]
    written = lines.route[own]
    routeless = ~np.isnan(rules.benchmarks.column_a[good, 0, steps.set[own]])
    use_given = (written >= 0) & ~routeless
    steps.route[own] = np.where(use_given, written, free)
    steps.choice[own] = np.where(use_given, result.CHOICES.index("given"), -1)
    asked = np.zeros(lines.size, dtype=bool)
    asked[own] = (steps.route[own] < 0) & rules.allocated[steps.sector[own]]
    lines.refuse(asked & ~steps.exempt, "route_needed")
