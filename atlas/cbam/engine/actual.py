"""Lines with actual emissions: their own figures, column A, precursors and the price paid abroad."""

from __future__ import annotations

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.cbam.engine import result
from atlas.cbam.engine.lines import MISSING, OK, Lines, numbers
from atlas.cbam.engine.result import NOTES, Steps
from atlas.cbam.law.rules import Rules


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
    _precursors(frame, lines, steps, rules)
    electric = lines.actual & ~rules.allocated[steps.sector] & ~steps.exempt
    lines.refuse(electric & (direct > rules.electricity_limit[lines.year]), "electricity_limit")
    unused = lines.actual & ~counts & (indirect > 0)
    steps.note[unused] |= NOTES["indirect_not_counted"]
    per_unit = np.isin(rules.goods.functional_unit[good], ["tonne", "megawatt_hour"], invert=True)
    steps.note[own[per_unit]] |= NOTES["functional_unit"]
    steps.direct[own] = direct[own]
    steps.indirect[own] = np.where(counts, indirect, np.nan)[own]
    steps.see[own] = direct[own] + np.where(counts, indirect, 0.0)[own]
    steps.markup[own] = 0.0
    steps.row[own] = -1
    _route(lines, steps, rules, own, good)


def _figure(frame: pd.DataFrame, lines: Lines, column: str, name: str, needed: Array) -> Array:
    value, state = numbers(frame, column)
    lines.refuse(needed & (state == MISSING), f"{name}_missing")
    lines.refuse(needed & (state != MISSING) & (state != OK), f"{name}_invalid")
    return value


def _precursors(frame: pd.DataFrame, lines: Lines, steps: Steps, rules: Rules) -> None:
    """Free allocation that came in with precursors; a complex good without it is noted, as nearly
    all of its free allocation is missing then."""
    value, state = numbers(frame, "precursor_free_allocation_t_per_t")
    lines.refuse(lines.actual & ~steps.exempt & (state > OK), "precursor_invalid")
    given = lines.actual & (state == OK)
    steps.precursor[given] = value[given]
    lacking = lines.actual & ~given & rules.goods.complex[np.maximum(lines.good, 0)]
    steps.note[lacking] |= NOTES["precursors_missing"]


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
